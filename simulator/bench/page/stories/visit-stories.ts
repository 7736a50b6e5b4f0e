/** A visit that goes well, moment by moment. */
import type { BenchState } from '../../state.ts';
import { cardsWith, kiosk, line, order, QUIET, TERMINAL_A } from './school.ts';

const LAID = cardsWith('zhang', { where: 'A' });
const DONE = [
  line(3),
  line(2, {
    card: 'test',
    sentence: {
      zh: '100 元在 A 的钞箱里，已写入 Test Person 的卡',
      en: "100 yuan lie in the box of A and are on Test Person's card",
    },
  }),
];
const SUM = { ...QUIET.sum, taken: 20_000, onCards: 20_000 };
const BOOKS = [
  { account: 'cash:209900000001', amount: 20_000 },
  { account: 'card:31202509002099000001', amount: -11_250 },
  { account: 'card:31202509002099000006', amount: -20_000 },
];

const BUSY: BenchState = {
  ...QUIET,
  revision: 30,
  cards: LAID,
  money: DONE,
  sum: SUM,
  server: {
    ...QUIET.server,
    orders: [order(4, { state: 'held', attempts: 0 }), order(3), order(2, { card: 'test' })],
    accounts: BOOKS,
  },
};

/** The slot is open and waits. */
export const OPEN_SLOT: BenchState = {
  ...BUSY,
  kiosks: {
    ...BUSY.kiosks,
    A: kiosk(TERMINAL_A, 'insert-note', {
      screen: { id: 'insert-note' },
      lamp: 'green',
      cardsOnReader: ['zhang'],
      acceptor: { ...BUSY.kiosks.A.acceptor, state: 'idling' },
    }),
  },
};

/** The note is in the box, the card is being written, and a pull waits for the answer. */
export const WRITING: BenchState = {
  ...BUSY,
  kiosks: {
    ...BUSY.kiosks,
    A: kiosk(TERMINAL_A, 'writing-simulation', {
      screen: { id: 'writing' },
      cardsOnReader: ['zhang'],
      acceptor: { ...BUSY.kiosks.A.acceptor, notesInBox: 3 },
      armed: [
        {
          zh: '下次 credit-for-load 的应答到达之前拿走卡',
          en: 'the card is pulled before the answer to the next credit-for-load',
        },
        { zh: '下一张纸币卡在暂存位', en: 'the next note jams in escrow' },
      ],
    }),
  },
  money: [
    line(4, {
      order: 'funded',
      onCard: false,
      tone: 'moving',
      sentence: {
        zh: '100 元在 A 的钞箱里，正在写入张小样的卡',
        en: "100 yuan lie in the box of A and are being written to Zhang Xiaoyang's card",
      },
    }),
    ...DONE,
  ],
  sum: { ...SUM, taken: 30_000, open: 10_000 },
  server: { ...BUSY.server, orders: [order(4, { state: 'funded' }), order(3), order(2, { card: 'test' })] },
};

/** A note that was refused stands in the slot until it is taken. */
export const TAKE_BACK: BenchState = {
  ...BUSY,
  kiosks: {
    ...BUSY.kiosks,
    A: kiosk(TERMINAL_A, 'take-note-back-e251', {
      screen: { id: 'take-note-back', message: { code: 'E251', params: { editions: '2005,2015' } } },
      lamp: 'off',
      cardsOnReader: ['zhang'],
      acceptor: {
        ...BUSY.kiosks.A.acceptor,
        state: 'rejecting',
        moving: [{ label: '100 元纸币（1999 版）', place: 'slot' }],
      },
    }),
  },
  money: [
    line(4, {
      paper: 'slot',
      order: 'held',
      onCard: false,
      tone: 'moving',
      sentence: {
        zh: '100 元在 A 的进钞口，等人取走',
        en: '100 yuan: the note stands in the slot of A until somebody takes it',
      },
    }),
    line(5, {
      paper: 'hand',
      order: 'released',
      onCard: false,
      tone: 'returned',
      sentence: { zh: '100 元已退回到手里', en: '100 yuan came back to the hand' },
    }),
    ...DONE,
  ],
  sum: { ...SUM, taken: 30_000, open: 10_000 },
};
