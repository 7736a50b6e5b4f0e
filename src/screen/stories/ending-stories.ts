/** How a transaction ends: results and failures. */
import { yuan } from '../../kernel/fen.ts';
import type { Language, MessageRef, ScreenOf } from '../contract/screen-model.ts';
import {
  button,
  CARD,
  common,
  COUNTDOWN,
  HOTLINE,
  MORE_TIME,
  OK,
  page,
  SERIAL,
  story,
  TERMINAL,
  WARNING,
  type Story,
} from './frame.ts';

const AGAIN = button('continue-top-up', '1');
const LEAVE = button('exit', 'cancel', { primary: true });
const AFTER = { ...CARD, balance: yuan(153) };

export function result(language: Language): ScreenOf<'result'> {
  return {
    ...page(language, [AGAIN, LEAVE], AFTER),
    id: 'result',
    message: { code: 'I318', params: { a: '100.00', b: '153.00' } },
    amount: yuan(100),
    balanceBefore: yuan(53),
    balance: yuan(153),
    serial: SERIAL,
    time: '2099-09-01T08:00:12+08:00',
    countdown: COUNTDOWN,
  };
}

function rewritten(language: Language): ScreenOf<'result'> {
  return {
    ...result(language),
    ...common(language, 'light', 'take', [OK], AFTER),
    message: { code: 'I315', params: { d: '100.00', b: '153.00' } },
  };
}

function alreadyThere(language: Language): ScreenOf<'result'> {
  return {
    ...rewritten(language),
    message: { code: 'I314', params: { b: '153.00' } },
    balanceBefore: yuan(153),
  };
}

/** A failure without an order: nothing to quote. */
export function refused(language: Language, message: MessageRef): ScreenOf<'failure'> {
  return { ...page(language, [OK]), id: 'failure', message, hotline: HOTLINE };
}

/** A failure of an order: serial and QR are the holder's evidence. */
export function failed(language: Language, message: MessageRef): ScreenOf<'failure'> {
  return {
    ...refused(language, message),
    amount: yuan(100),
    voucher: { serial: SERIAL, qr: `${TERMINAL};${SERIAL}` },
  };
}

const WITH_ORDER: readonly MessageRef[] = [
  { code: 'E303', params: { sn: SERIAL } },
  { code: 'E404', params: { sn: SERIAL } },
  { code: 'E252', params: { tel: HOTLINE, sn: SERIAL } },
  { code: 'E236', params: { sn: SERIAL, days: '3' } },
  { code: 'E312', params: { sn: SERIAL } },
  { code: 'E499', params: { code: 'HOST_REFUSED', sn: SERIAL } },
];

const WITHOUT_ORDER: readonly MessageRef[] = [
  ...['E102', 'E103', 'E105', 'E110', 'E111', 'E112', 'E113', 'E254', 'E306', 'E401', 'E406'].map((code) => ({
    code,
    params: {},
  })),
  { code: 'E225', params: { max: '1000.00', room: '47.00' } },
  { code: 'E403', params: { time: '00:10' } },
  { code: 'NO_ORDER', params: {} },
];

function nameOf({ code }: MessageRef): string {
  return `failure-${code.toLowerCase().replaceAll('_', '-')}`;
}

export const ENDING_STORIES: readonly Story[] = [
  story('result-i318', result),
  story('result-i315', rewritten),
  story('result-i314', alreadyThere),
  story('result-card-away', (language) => ({
    ...result(language),
    ...common(language, 'light', 'removed', [OK]),
  })),
  ...WITH_ORDER.map((message) => story(nameOf(message), (language) => failed(language, message))),
  ...WITHOUT_ORDER.map((message) => story(nameOf(message), (language) => refused(language, message))),
  story('failure-e303-card-away', (language) => ({
    ...common(language, 'light', 'removed', [OK]),
    id: 'failure',
    message: { code: 'E303', params: { sn: SERIAL } },
    hotline: HOTLINE,
    amount: yuan(100),
    voucher: { serial: SERIAL, qr: `${TERMINAL};${SERIAL}` },
  })),
  story('failure-e104', (language) => ({
    ...common(language, 'amber', 'waiting'),
    id: 'failure',
    message: { code: 'E104', params: {} },
    hotline: HOTLINE,
  })),
  story('failure-idle-warning', (language) => ({
    ...failed(language, { code: 'E303', params: { sn: SERIAL } }),
    buttons: [OK, MORE_TIME],
    countdown: WARNING,
  })),
];
