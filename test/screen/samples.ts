/** One full sample of every screen, with invented data only (domain.md §0.1). */
import { yuan } from '../../src/kernel/fen.ts';
import type {
  Button,
  ButtonId,
  CardTray,
  Key,
  Language,
  ScreenId,
  ScreenModel,
  ScreenOf,
  Stage,
} from '../../src/screen/contract/screen-model.ts';

export const SERIAL = '100000000042-01-000123-9';
export const NOW_MS = 50_000;

export function button(id: ButtonId, key: Key, more: Partial<Button> = {}): Button {
  return { id, key, primary: false, enabled: true, ...more };
}

const EXIT = button('exit', 'cancel');
const HELP = button('help', '0');
const JAM = { code: 'E252', params: { tel: '0000-0000', sn: SERIAL } };

function common(language: Language, stage: Stage, tray: CardTray, buttons: readonly Button[] = []) {
  return { language, stage, tray, buttons, simulation: true, terminal: '100000000042' };
}

const countdown = { atMs: NOW_MS + 23_400, totalMs: 60_000, warning: false };

export type Samples = { readonly [I in ScreenId]: ScreenOf<I> };

export function samples(language: Language): Samples {
  return { ...quietScreens(language), ...moneyScreens(language), ...endScreens(language) };
}

export function allSamples(): ScreenModel[] {
  return (['zh', 'en'] as const).flatMap((language) => Object.values(samples(language)));
}

function quietScreens(language: Language) {
  return {
    starting: { ...common(language, 'off', 'no-card-please'), id: 'starting' },
    attract: { ...common(language, 'ink', 'waiting', [HELP]), id: 'attract' },
    'reading-card': { ...common(language, 'ink', 'placed'), id: 'reading-card' },
    'please-wait': { ...common(language, 'light', 'placed'), id: 'please-wait' },
    'checking-note': { ...common(language, 'light', 'placed'), id: 'checking-note' },
    'stacking-note': { ...common(language, 'ink', 'placed'), id: 'stacking-note' },
    'take-card': { ...common(language, 'light', 'take'), id: 'take-card', countdown },
    help: {
      ...common(language, 'light', 'waiting', [button('back', 'cancel', { primary: true })]),
      id: 'help',
      hotline: '0000-0000',
      loadKiosks: ['样本楼大厅', '受理中心'],
      cashMachines: ['示例楼一层'],
      hours: '07:00–22:30',
    },
  } as const satisfies Partial<Samples>;
}

function moneyScreens(language: Language) {
  return {
    menu: {
      ...common(language, 'light', 'placed', [
        button('cash', '1', { enabled: false }),
        HELP,
        button('rewrite', 'confirm', { primary: true }),
        EXIT,
      ]),
      id: 'menu',
      holderName: '欧阳**',
      balance: yuan(53),
      cashUnavailable: { code: 'E253', params: {} },
      banner: { code: 'E305', params: { amount: '100.00' } },
      countdown,
    },
    'check-card': {
      ...common(language, 'light', 'placed', [button('next', 'confirm', { primary: true }), EXIT]),
      id: 'check-card',
      holderName: '张**',
      holderNumber: '2099000001',
      balance: yuan(53),
      room: yuan(500),
      countdown: { ...countdown, warning: true },
    },
    'insert-note': {
      ...common(language, 'light', 'placed', [EXIT]),
      id: 'insert-note',
      value: yuan(100),
      editions: [2005, 2015],
      message: { code: 'E251', params: { editions: '2005,2015' } },
      countdown,
    },
    'take-note-back': {
      ...common(language, 'light', 'placed'),
      id: 'take-note-back',
      message: { code: 'E401', params: {} },
    },
    writing: {
      ...common(language, 'ink', 'writing', [EXIT]),
      id: 'writing',
      amount: yuan(100),
      kind: 'top-up',
    },
    'torn-card': {
      ...common(language, 'amber', 'removed'),
      id: 'torn-card',
      amount: yuan(100),
      message: { code: 'E301', params: { n: '30' } },
      countdown,
    },
    'rewrite-offer': {
      ...common(language, 'light', 'placed', [
        button('rewrite', 'confirm', { primary: true }),
        button('later', 'cancel'),
      ]),
      id: 'rewrite-offer',
      openedAt: '2099-09-01T08:00:12+08:00',
      kind: 'cash',
      serial: SERIAL,
      amount: yuan(100),
      balance: yuan(53),
      balanceAfter: yuan(153),
      message: { code: 'E302', params: {} },
    },
  } as const satisfies Partial<Samples>;
}

function endScreens(language: Language) {
  return {
    result: {
      ...common(language, 'light', 'placed', [EXIT, button('continue-top-up', '1', { primary: true })]),
      id: 'result',
      message: { code: 'I318', params: { a: '100.00', b: '153.00' } },
      amount: yuan(100),
      balanceBefore: yuan(53),
      balance: yuan(153),
      serial: SERIAL,
      time: '2099-09-01T08:00:12+08:00',
      countdown,
    },
    failure: {
      ...common(language, 'light', 'placed', [button('ok', 'confirm', { primary: true })]),
      id: 'failure',
      message: { code: 'E303', params: { sn: SERIAL } },
      voucher: { serial: SERIAL, qr: `100000000042;${SERIAL}` },
    },
    'out-of-service': {
      ...common(language, 'off', 'no-card-please', [HELP]),
      id: 'out-of-service',
      message: JAM,
      hotline: '0000-0000',
    },
  } as const satisfies Partial<Samples>;
}
