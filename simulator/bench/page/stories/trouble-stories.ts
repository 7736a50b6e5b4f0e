/** Things that go wrong, and where the money is then. */
import type { BenchState } from '../../state.ts';
import { cardsWith, kiosk, line, order, QUIET, TERMINAL_A, TERMINAL_B } from './school.ts';

const OWED_LINE = line(4, {
  order: 'owed',
  onCard: false,
  tone: 'recorded',
  sentence: {
    zh: '100 元在 A 的钞箱里，尚未写入；欠张小样的卡，可在任一终端补写',
    en: "100 yuan lie in the box of A, owed to Zhang Xiaoyang's card: written at the next placement, at any terminal (补写)",
  },
});

/** The card was torn away: the order is owed. The ledger and another card differ because of a purchase. */
export const TORN: BenchState = {
  ...QUIET,
  revision: 40,
  cards: cardsWith('test', {
    truth: {
      balance: 19_500,
      loadCounter: 1,
      history: [
        { kind: 'purchase', amount: 500, at: '2099-09-01T10:22:40+08:00', terminal: '209900000901' },
        { kind: 'load', amount: 10_000, at: '2099-09-01T10:20:11+08:00', terminal: TERMINAL_A },
      ],
    },
    ledger: 20_000,
  }),
  kiosks: {
    ...QUIET.kiosks,
    A: kiosk(TERMINAL_A, 'torn-card-e301', {
      screen: { id: 'torn-card', message: { code: 'E301', params: {} } },
      acceptor: { ...QUIET.kiosks.A.acceptor, notesInBox: 3 },
    }),
  },
  money: [OWED_LINE, line(3, { card: 'test' })],
  sum: { ...QUIET.sum, taken: 20_000, onCards: 10_000, owed: 10_000 },
  server: {
    ...QUIET.server,
    hasBackup: true,
    orders: [order(4, { state: 'owed' }), order(3, { card: 'test' })],
    accounts: [{ account: 'owed:31202509002099000001', amount: -10_000 }],
  },
};

/** A jam: nobody knows where the note ends, so people look into it. */
export const JAM: BenchState = {
  ...QUIET,
  revision: 50,
  kiosks: {
    A: kiosk(TERMINAL_A, 'failure-e252', {
      screen: { id: 'failure', message: { code: 'E252', params: {} } },
      lamp: 'red',
      troubles: ['E252'],
      acceptor: {
        ...QUIET.kiosks.A.acceptor,
        state: 'pathJam',
        jammed: true,
        moving: [{ label: '100 元纸币（2015 版）', place: 'stacker' }],
      },
    }),
    B: kiosk(TERMINAL_B, 'menu', {
      screen: { id: 'menu' },
      cardsOnReader: ['test', 'li'],
      acceptor: { ...QUIET.kiosks.B.acceptor, boxPresent: false, notesInBox: 600 },
      troubles: ['E253'],
    }),
  },
  cards: QUIET.cards.map((card) => (card.id === 'test' || card.id === 'li' ? { ...card, where: 'B' } : card)),
  money: [
    line(6, {
      paper: 'stacker',
      order: 'investigating',
      onCard: false,
      tone: 'trouble',
      sentence: { zh: '100 元卡在 A 里', en: '100 yuan: the note is jammed in A' },
    }),
    line(5, {
      paper: 'operator',
      order: 'resolved',
      onCard: false,
      tone: 'recorded',
      sentence: {
        zh: '100 元已由操作员从 A 取出，已由两名操作员处理',
        en: '100 yuan were taken out of A by the operator; two operators settled it',
      },
    }),
    OWED_LINE,
    line(3),
  ],
  sum: {
    taken: 40_000,
    onCards: 10_000,
    owed: 10_000,
    investigating: 10_000,
    settledByHand: 10_000,
    open: 0,
    missing: 0,
  },
  server: {
    ...QUIET.server,
    orders: [
      order(6, { state: 'investigating', cause: 'note-disputed', attempts: 0 }),
      order(5, { state: 'resolved', cause: 'operator', attempts: 0 }),
      order(4, { state: 'owed', attempts: 2 }),
      order(3),
    ],
    alarms: [{ at: '2099-09-01T10:24:01+08:00', kind: 'note-disputed', detail: 'order-6' }],
  },
};

export const SERVER_OFF: BenchState = {
  ...TORN,
  revision: 60,
  clockMovedMinutes: 1_560,
  kiosks: {
    ...TORN.kiosks,
    A: kiosk(TERMINAL_A, 'out-of-service-e401', {
      screen: { id: 'out-of-service', message: { code: 'E401', params: {} } },
      line: 'off',
      troubles: ['E401'],
      cables: { cardReader: true, banknoteAcceptor: false, ioBoard: true },
    }),
  },
  server: { ...TORN.server, authorising: false, epoch: 2, dayEnd: true },
};

export const POWER_CUT: BenchState = {
  ...TORN,
  revision: 70,
  kiosks: {
    A: kiosk(TERMINAL_A, 'starting', {
      mains: false,
      program: 'stopped',
      screen: undefined,
      readerLight: false,
      doorOpen: true,
      acceptor: { ...TORN.kiosks.A.acceptor, state: undefined },
    }),
    B: kiosk(TERMINAL_B, 'attract', { program: 'dead', screen: undefined }),
  },
};

export const JOURNAL_GONE: BenchState = {
  ...TORN,
  revision: 80,
  kiosks: {
    ...TORN.kiosks,
    A: kiosk(TERMINAL_A, 'out-of-service-e407', {
      screen: { id: 'out-of-service', message: { code: 'E407', params: {} } },
      troubles: ['E407'],
      failures: ['JOURNAL_OLDER: the server knows more of this journal', 'FACT_LOG: disk full'],
    }),
  },
};

/** What must never be seen: the promise is broken. */
export const MISSING: BenchState = {
  ...TORN,
  revision: 90,
  sum: {
    taken: 30_000,
    onCards: 10_000,
    owed: 10_000,
    investigating: 0,
    settledByHand: 0,
    open: 0,
    missing: 10_000,
  },
  money: [
    line(9, {
      order: 'confirmed',
      onCard: false,
      tone: 'trouble',
      sentence: {
        zh: '100 元在 A 的钞箱里；账上已写入，但卡里没有',
        en: '100 yuan lie in the box of A; the books say written, the card does not have it',
      },
    }),
    ...TORN.money,
  ],
};
