/** The school as it stands at rest: what every story of the page begins with. Invented people (domain.md §0.1). */
import type { BenchState, CardView, KioskState, MoneyLine, OrderView } from '../../state.ts';

/** Stands for the origin of the screens, which whoever shows a story knows. */
export const SCREENS = 'screens:';

export function kiosk(terminal: string, screen: string, changes: Partial<KioskState> = {}): KioskState {
  return {
    terminal,
    screenUrl: `${SCREENS}${screen}`,
    program: 'running',
    mains: true,
    screen: { id: 'attract' },
    lamp: 'off',
    readerLight: true,
    doorOpen: false,
    cables: { cardReader: true, banknoteAcceptor: true, ioBoard: true },
    cardsOnReader: [],
    acceptor: {
      state: 'disabled',
      boxPresent: true,
      notesInBox: 2,
      boxCapacity: 600,
      moving: [],
      jammed: false,
    },
    armed: [],
    line: 'normal',
    troubles: [],
    failures: [],
    ...changes,
  };
}

export const TERMINAL_A = '209900000001';
export const TERMINAL_B = '209900000002';

function card(
  id: string,
  kind: CardView['kind'],
  holder: string,
  label: CardView['label'],
  balance: number,
  state: string | undefined,
): CardView {
  return {
    id,
    kind,
    holder,
    label,
    where: 'hand',
    truth: { balance, loadCounter: 42, history: [] },
    ledger: state === undefined ? undefined : balance,
    state,
  };
}

function strange(id: string, kind: CardView['kind'], label: CardView['label']): CardView {
  return {
    id,
    kind,
    holder: '',
    label,
    where: 'hand',
    truth: undefined,
    ledger: undefined,
    state: undefined,
  };
}

export const CARDS: readonly CardView[] = [
  card('zhang', 'normal', '张小样', { zh: '张小样的卡', en: "Zhang Xiaoyang's card" }, 1_250, 'normal'),
  card(
    'test',
    'normal',
    'Test Person',
    { zh: 'Test Person 的卡', en: "Test Person's card" },
    10_000,
    'normal',
  ),
  card(
    'li',
    'lost',
    '李示例',
    { zh: '李示例的卡（已挂失）', en: "Li Shili's card, reported lost" },
    3_000,
    'lost',
  ),
  card(
    'wang',
    'near-limit',
    '王样本',
    { zh: '王样本的卡（余额接近上限）', en: "Wang Yangben's card, near the limit" },
    95_000,
    'normal',
  ),
  card(
    'ouyang',
    'frozen',
    '欧阳测试',
    { zh: '欧阳测试的卡（已冻结）', en: "Ouyang Ceshi's card, frozen" },
    2_000,
    'frozen',
  ),
  card('expired', 'expired', 'Test Person', { zh: '过有效期的卡', en: 'an expired card' }, 860, 'normal'),
  card(
    'other-school',
    'other-school',
    '张小样',
    { zh: '外校的卡', en: 'a card of another school' },
    500,
    undefined,
  ),
  strange('foreign', 'foreign', { zh: '身份证或银行卡', en: 'an ID card or bank card' }),
  strange('classic', 'classic', { zh: '门禁卡（M1）', en: 'a door card (MIFARE Classic)' }),
];

/** The cards with one changed. */
export function cardsWith(id: string, changes: Partial<CardView>): readonly CardView[] {
  return CARDS.map((one) => (one.id === id ? { ...one, ...changes } : one));
}

export function order(number: number, changes: Partial<OrderView> = {}): OrderView {
  return {
    orderId: `order-${number}`,
    serial: `${TERMINAL_A}-01-${String(number).padStart(6, '0')}-${number % 10}`,
    kiosk: 'A',
    card: 'zhang',
    amount: 10_000,
    state: 'confirmed',
    attempts: 1,
    ...changes,
  };
}

export function line(number: number, changes: Partial<MoneyLine> = {}): MoneyLine {
  return {
    note: `note-${number}`,
    amount: 10_000,
    kiosk: 'A',
    paper: 'box',
    serial: `${TERMINAL_A}-01-${String(number).padStart(6, '0')}-${number % 10}`,
    order: 'confirmed',
    card: 'zhang',
    onCard: true,
    sentence: {
      zh: '100 元在 A 的钞箱里，已写入张小样的卡',
      en: "100 yuan lie in the box of A and are on Zhang Xiaoyang's card",
    },
    tone: 'done',
    ...changes,
  };
}

export const QUIET: BenchState = {
  revision: 1,
  time: '2099-09-01T10:24:05+08:00',
  clockMovedMinutes: 0,
  kiosks: { A: kiosk(TERMINAL_A, 'attract'), B: kiosk(TERMINAL_B, 'attract') },
  cards: CARDS,
  server: {
    epoch: 1,
    authorising: true,
    dayEnd: false,
    hasBackup: false,
    orders: [],
    accounts: [],
    alarms: [],
  },
  money: [],
  sum: { taken: 0, onCards: 0, owed: 0, investigating: 0, settledByHand: 0, open: 0, missing: 0 },
};
