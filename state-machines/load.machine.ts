/**
 * The load: prepare → authorise → commit, and what follows when a card is pulled away. Spawned at the terminal's root, so
 * that leaving a visit never stops it; it orders the steps of src/load and decides nothing about money (design.md §5, §7).
 */
import { assign, setup, type SnapshotFrom } from 'xstate';
import type { LoadAuthorisation } from '../drivers/contract/purse.ts';
import type { AttemptInHand, Authorised, Committed, Prepared } from '../src/load/attempt.ts';
import type { Examined } from '../src/load/evidence.ts';
import type { LoadOrder } from '../src/load/ports.ts';
import { ZERO_FEN, type Fen } from '../src/kernel/fen.ts';
import { effect } from './effect.ts';

export interface LoadInput {
  readonly order: LoadOrder;
  /** `rewrite`: 补写 of an order that is owed. */
  readonly kind: 'top-up' | 'rewrite';
  /** Epoch of the card on the reader now; undefined when it has left already. */
  readonly epoch: number | undefined;
  readonly now: () => number;
}

/** `written`: on the card by this load. `found`: evidence showed that an earlier attempt had written it. */
export interface LoadOutput {
  readonly ending: 'written' | 'found' | 'owed';
  readonly order: LoadOrder;
  readonly kind: 'top-up' | 'rewrite';
  /** Message of the catalogue for the holder. */
  readonly code: string;
  readonly balance: Fen;
  readonly balanceBefore: Fen;
  /** Monotonic milliseconds. */
  readonly endedAtMs: number;
}

export type LoadEvent =
  | { readonly type: 'CARD_PRESENT'; readonly epoch: number }
  | { readonly type: 'CARD_LEFT' }
  | { readonly type: 'CARD_SEVERAL' };

interface Context extends LoadInput {
  readonly attempts: number;
  /** Epoch that the last card work was done in; a card in another one may be examined. */
  readonly workedInEpoch: number | undefined;
  readonly hand: AttemptInHand | undefined;
  readonly authorisation: LoadAuthorisation | undefined;
  /** When the wait for the same card ends, monotonic milliseconds. */
  readonly waitEndsAtMs: number | undefined;
  /** Shown while waiting: E301, or E311 for another card. */
  readonly waitCode: string;
  readonly oweReason: string;
  readonly ending: LoadOutput['ending'];
  readonly code: string;
  readonly balance: Fen;
  readonly balanceBefore: Fen;
}

/** timeout.cardWait after a torn write (domain.md §8). */
export const CARD_WAIT_MS = 30_000;
/** New attempts of one order in one visit; after that it is owed and 补写 goes on at the next placement. */
const ATTEMPT_LIMIT = 3;

function verdictOn(
  orderId: string,
  examined: Examined,
): 'loaded' | 'not-loaded' | 'conflict' | 'clarifying' | undefined {
  if (examined.kind !== 'verdicts') return undefined;
  return examined.verdicts.find(({ record }) => record.orderId === orderId)?.verdict ?? 'clarifying';
}

/**
 * What the holder is told when the server does not authorise. After a note the first thing to say is that the money is
 * safe; at a make-up write it was said before, and the reason is what is new.
 */
function refusedCode(kind: LoadInput['kind'], outcome: Authorised): string {
  if (outcome.kind !== 'refused') return 'E303';
  return kind === 'rewrite' || outcome.code === 'E312' ? outcome.code : 'E303';
}

export const loadMachine = setup({
  types: {} as { context: Context; input: LoadInput; output: LoadOutput; events: LoadEvent },
  actors: {
    prepareAttempt: effect<{ order: LoadOrder; epoch: number | undefined }, Prepared>(),
    authoriseAttempt: effect<{ order: LoadOrder; hand: AttemptInHand | undefined }, Authorised>(),
    commitAttempt: effect<
      { order: LoadOrder; hand: AttemptInHand | undefined; authorisation: LoadAuthorisation | undefined },
      Committed
    >(),
    examineCard: effect<{ order: LoadOrder; epoch: number | undefined }, Examined>(),
    oweOrder: effect<{ orderId: string; reason: string }, null>(),
  },
  guards: {
    mayTryAgain: ({ context }) => context.attempts < ATTEMPT_LIMIT,
    cardIsBack: ({ context }) => context.epoch !== undefined && context.epoch !== context.workedInEpoch,
  },
  actions: {
    cardCame: assign({ epoch: ({ event }) => (event.type === 'CARD_PRESENT' ? event.epoch : undefined) }),
    cardWent: assign({ epoch: undefined }),
    workStarts: assign({ workedInEpoch: ({ context }) => context.epoch }),
    owe: assign((_, params: { reason: string; code: string }) => ({
      oweReason: params.reason,
      code: params.code,
    })),
    waitFor: assign(({ context }, params: { code: string }) => ({
      waitCode: params.code,
      waitEndsAtMs: context.waitEndsAtMs ?? context.now() + CARD_WAIT_MS,
    })),
    waitIsOver: assign({ waitEndsAtMs: undefined }),
  },
  delays: {
    cardWait: ({ context }) => Math.max(0, (context.waitEndsAtMs ?? 0) - context.now()),
  },
}).createMachine({
  id: 'load',
  context: ({ input }) => ({
    ...input,
    attempts: 0,
    workedInEpoch: undefined,
    hand: undefined,
    authorisation: undefined,
    waitEndsAtMs: undefined,
    waitCode: 'E301',
    oweReason: 'card-not-back',
    ending: 'owed',
    code: 'E303',
    balance: ZERO_FEN,
    balanceBefore: ZERO_FEN,
  }),
  initial: 'preparing',
  on: { CARD_LEFT: { actions: 'cardWent' }, CARD_PRESENT: { actions: 'cardCame' } },
  states: {
    preparing: {
      meta: { screen: 'writing' },
      entry: 'workStarts',
      invoke: {
        src: 'prepareAttempt',
        input: ({ context }) => ({ order: context.order, epoch: context.epoch }),
        onDone: [
          {
            guard: ({ event }) => event.output.kind === 'asked',
            target: 'authorising',
            actions: [
              assign(({ context, event }) => ({
                hand: event.output.kind === 'asked' ? event.output.hand : undefined,
                attempts: context.attempts + 1,
              })),
              'waitIsOver',
            ],
          },
          {
            guard: ({ event }) => event.output.kind === 'wrong-card',
            target: 'waitingForCard',
            actions: { type: 'waitFor', params: { code: 'E311' } },
          },
          {
            guard: ({ event }) => event.output.kind === 'card-refused',
            target: 'owing',
            actions: { type: 'owe', params: { reason: 'card-refused', code: 'E303' } },
          },
          { target: 'waitingForCard', actions: { type: 'waitFor', params: { code: 'E301' } } },
        ],
      },
    },
    authorising: {
      meta: { screen: 'writing' },
      description: 'The commit at the server that issues this attempt is the write-begun mark.',
      invoke: {
        src: 'authoriseAttempt',
        input: ({ context }) => ({ order: context.order, hand: context.hand }),
        onDone: [
          {
            guard: ({ event }) => event.output.kind === 'authorised',
            target: 'committing',
            actions: assign(({ event }) => ({
              authorisation: event.output.kind === 'authorised' ? event.output.authorisation : undefined,
            })),
          },
          {
            guard: ({ event }) =>
              event.output.kind === 'refused' && event.output.reason === 'evidence-needed',
            target: 'examining',
          },
          {
            guard: ({ event }) => event.output.kind === 'refused',
            target: 'owing',
            actions: assign(({ context, event }) => ({
              oweReason: 'authorisation-refused',
              code: refusedCode(context.kind, event.output),
            })),
          },
          { target: 'owing', actions: { type: 'owe', params: { reason: 'host-unanswered', code: 'E404' } } },
        ],
      },
    },
    committing: {
      meta: { screen: 'writing' },
      invoke: {
        src: 'commitAttempt',
        input: ({ context }) => ({
          order: context.order,
          hand: context.hand,
          authorisation: context.authorisation,
        }),
        onDone: [
          {
            guard: ({ event }) => event.output.kind === 'written',
            target: 'written',
            actions: assign(({ context, event }) =>
              event.output.kind === 'written'
                ? {
                    balance: event.output.balance,
                    balanceBefore: event.output.balanceBefore,
                    code: context.kind === 'rewrite' ? 'I315' : 'I318',
                  }
                : {},
            ),
          },
          { guard: ({ event }) => event.output.kind === 'refused', target: 'retrying' },
          { target: 'waitingForCard', actions: { type: 'waitFor', params: { code: 'E301' } } },
        ],
      },
    },
    retrying: {
      description:
        'The card said no; the next INITIALIZE proves the counter to the server before anything is issued again.',
      always: [
        { guard: 'mayTryAgain', target: 'preparing' },
        { target: 'owing', actions: { type: 'owe', params: { reason: 'card-refused', code: 'E303' } } },
      ],
    },
    waitingForCard: {
      meta: { screen: 'torn-card' },
      description:
        'Same card back in time: evidence decides. Otherwise the order is owed and known to the server.',
      always: { guard: 'cardIsBack', target: 'examining' },
      after: {
        cardWait: {
          target: 'owing',
          actions: { type: 'owe', params: { reason: 'card-not-back', code: 'E303' } },
        },
      },
    },
    examining: {
      meta: { screen: 'writing' },
      entry: 'workStarts',
      invoke: {
        src: 'examineCard',
        input: ({ context }) => ({ order: context.order, epoch: context.epoch }),
        onDone: [
          {
            guard: ({ context, event }) => verdictOn(context.order.orderId, event.output) === 'loaded',
            target: 'found',
            actions: assign(({ event }) => ({
              code: 'I314',
              balance: event.output.kind === 'verdicts' ? event.output.balance : ZERO_FEN,
              balanceBefore: event.output.kind === 'verdicts' ? event.output.balance : ZERO_FEN,
            })),
          },
          {
            guard: ({ context, event }) => verdictOn(context.order.orderId, event.output) === 'not-loaded',
            target: 'retrying',
          },
          {
            guard: ({ context, event }) => verdictOn(context.order.orderId, event.output) !== undefined,
            target: 'owing',
            actions: { type: 'owe', params: { reason: 'conflict', code: 'E312' } },
          },
          {
            guard: ({ event }) => event.output.kind === 'wrong-card',
            target: 'waitingForCard',
            actions: { type: 'waitFor', params: { code: 'E311' } },
          },
          {
            guard: ({ event }) => event.output.kind === 'card-gone',
            target: 'waitingForCard',
            actions: { type: 'waitFor', params: { code: 'E301' } },
          },
          { target: 'owing', actions: { type: 'owe', params: { reason: 'host-unanswered', code: 'E404' } } },
        ],
      },
    },
    owing: {
      meta: { screen: 'please-wait' },
      invoke: {
        src: 'oweOrder',
        input: ({ context }) => ({ orderId: context.order.orderId, reason: context.oweReason }),
        onDone: 'owed',
      },
    },
    written: { type: 'final', entry: assign({ ending: 'written' }) },
    found: { type: 'final', entry: assign({ ending: 'found' }) },
    owed: { type: 'final' },
  },
  output: ({ context }) => ({
    ending: context.ending,
    order: context.order,
    kind: context.kind,
    code: context.code,
    balance: context.balance,
    balanceBefore: context.balanceBefore,
    endedAtMs: context.now(),
  }),
});

export type LoadSnapshot = SnapshotFrom<typeof loadMachine>;
