/** One visit (F1–F4): a card on the reader, what is open on it first, then the menu and its modules, then the card taken back. */
import { assign, raise, sendTo, setup, type SnapshotFrom } from 'xstate';
import type { PresentCard } from '../drivers/contract/card-reader.ts';
import type { OpenRecord, SettledRecord } from '../src/host/contract.ts';
import type { CardOnReader, CardRead } from '../src/load/card-visit.ts';
import type { Examined } from '../src/load/evidence.ts';
import type { LoadOrder } from '../src/load/ports.ts';
import { addFen, ZERO_FEN, type Fen } from '../src/kernel/fen.ts';
import type { ButtonId } from '../src/screen/contract/screen-model.ts';
import { cashTopUpMachine, type CashTopUpEvent, type CashTopUpInput } from './cash-top-up.machine.ts';
import { effect } from './effect.ts';
import type { LoadOutput } from './load.machine.ts';
import { NOTHING_TOLD, PAINTED_MS, tells, untold, type Telling } from './telling.ts';

export interface VisitInput {
  readonly present: PresentCard;
  readonly now: () => number;
}

export type VisitEvent =
  | { readonly type: 'PRESS'; readonly button: ButtonId }
  | { readonly type: 'CARD_LEFT' }
  | Exclude<CashTopUpEvent, { type: 'PRESS' | 'IDLE_EXPIRED' }>
  | { readonly type: 'IDLE_EXPIRED' }
  /** A page that waits for a person begins: whatever went before is not counted as their idling. */
  | { readonly type: 'PAGE_SHOWN' };

/** To the root: write an owed order. */
export interface StartRewriteEvent {
  readonly type: 'START_REWRITE';
  readonly order: LoadOrder;
  readonly epoch: number;
}

interface Context extends VisitInput, Telling {
  readonly reading: CardOnReader | undefined;
  /** Where to go when the card has been read: the menu, or straight to the next note (继续充值). */
  readonly goal: 'menu' | 'cash';
  /** What turned out to be on the card, by the last evidence or before this visit: told one after the other. */
  readonly settled: readonly SettledRecord[];
  /** When the notice of the first of them began, monotonic milliseconds. */
  readonly settledAtMs: number;
  /** By the last evidence: the record to be rewritten. */
  readonly owed: OpenRecord | undefined;
  readonly code: string;
  readonly result: LoadOutput | undefined;
  /** Set when the holder put the rewrite off: the menu shows the banner. */
  readonly postponed: boolean;
  readonly idleAtMs: number;
}

/** timeout.idle (domain.md §8): a warning in the last 20 of 60 seconds; any touch starts again. */
export const IDLE_MS = 60_000;
const IDLE_QUIET_MS = 40_000;
const IDLE_WARNING_MS = 20_000;
/** How long a notice stays that only asks to be read (timeout.result). */
export const NOTICE_MS = 15_000;

const pressed =
  (button: ButtonId) =>
  ({ event }: { event: VisitEvent }): boolean =>
    event.type === 'PRESS' && event.button === button;

/** The oldest record that a make-up write could settle. */
export function oldestOwed(reading: CardOnReader | undefined): OpenRecord | undefined {
  return reading?.status.openRecords.find((record) => record.state === 'owed');
}

/** A record that people or another terminal must settle first. */
export function clarifyingRecord(reading: CardOnReader | undefined): OpenRecord | undefined {
  return reading?.status.openRecords.find((record) => record.state === 'clarifying');
}

export function owedTotal(reading: CardOnReader | undefined): Fen {
  const owed = reading?.status.openRecords.filter((record) => record.state === 'owed') ?? [];
  return addFen(ZERO_FEN, ...owed.map((record) => record.amount));
}

export const visitMachine = setup({
  types: {} as { context: Context; input: VisitInput; events: VisitEvent },
  actors: {
    readCard: effect<{ present: PresentCard }, CardRead>(),
    examineOpen: effect<{ reading: CardOnReader | undefined }, Examined>(),
    tellOrder: effect<{ orderId: string | undefined; epoch: number }, null>(),
    cashTopUp: cashTopUpMachine,
  },
  guards: {
    cash: pressed('cash'),
    help: pressed('help'),
    exit: pressed('exit'),
    rewrite: pressed('rewrite'),
    later: pressed('later'),
    ok: ({ event }) => event.type === 'PRESS' && (event.button === 'ok' || event.button === 'exit'),
    back: ({ event }) => event.type === 'PRESS' && (event.button === 'back' || event.button === 'exit'),
    blocked: ({ context }) => context.reading?.status.blocked !== undefined,
    somethingUntold: ({ context }) => untold(context.reading, context).length > 0,
    somethingToTell: ({ context }) => context.toTell.length > 0,
    somethingOwed: ({ context }) => !context.postponed && oldestOwed(context.reading) !== undefined,
    wantsCash: ({ context }) => context.goal === 'cash',
    somethingSettled: ({ context }) => context.settled.length > 0,
    rewriteNeeded: ({ context }) => context.owed !== undefined,
    rewriteFailed: ({ event }) => event.type === 'LOAD_ENDED' && event.output.ending === 'owed',
  },
  actions: {
    failWith: assign((_, params: { code: string }) => ({ code: params.code })),
    postpone: assign({ postponed: true, owed: undefined }),
    startRewrite: sendTo(
      ({ system }) => system.get('terminal'),
      ({ context }): StartRewriteEvent | { type: 'NOTHING' } => {
        const { owed, reading } = context;
        if (owed === undefined || reading === undefined) return { type: 'NOTHING' };
        const order = { orderId: owed.orderId, serial: owed.serial, card: reading.card, amount: owed.amount };
        return { type: 'START_REWRITE', order, epoch: reading.epoch };
      },
    ),
    toModule: sendTo('module', ({ event }) => event),
    pageShown: raise({ type: 'PAGE_SHOWN' }),
    restartIdle: assign(({ context }) => ({ idleAtMs: context.now() + IDLE_MS })),
    takeResult: assign(({ event }) =>
      event.type === 'LOAD_ENDED' ? { result: event.output, code: event.output.code } : {},
    ),
    takeUntold: assign(({ context }) => ({ settled: untold(context.reading, context), owed: undefined })),
    noticeBegins: assign(({ context }) => ({
      settledAtMs: context.now(),
      ...tells(context, context.settled[0]?.orderId),
    })),
    noticeOver: assign(({ context }) => ({ settled: context.settled.slice(1) })),
    resultBegins: assign(({ context, event }) =>
      event.type === 'LOAD_ENDED' && event.output.ending !== 'owed'
        ? tells(context, event.output.order.orderId)
        : {},
    ),
    toldOne: assign(({ context }) => ({ toTell: context.toTell.slice(1) })),
    keepPresent: assign(({ event }) => (event.type === 'LOAD_ENDED' ? { present: event.present } : {})),
    takeVerdicts: assign((_, params: { examined: Examined }) => {
      const { examined } = params;
      if (examined.kind !== 'verdicts') return { settled: [], owed: undefined };
      const settled = examined.verdicts
        .filter(({ verdict }) => verdict === 'loaded')
        .map(({ record }) => record);
      const owed = examined.verdicts.find(
        ({ record, verdict }) => record.state === 'owed' && verdict === 'not-loaded',
      );
      return { settled, owed: owed?.record };
    }),
  },
  delays: {
    idleQuiet: IDLE_QUIET_MS,
    idleWarning: IDLE_WARNING_MS,
    notice: NOTICE_MS,
    painted: PAINTED_MS,
  },
}).createMachine({
  id: 'visit',
  type: 'parallel',
  context: ({ input }) => ({
    ...input,
    reading: undefined,
    goal: 'menu',
    settled: [],
    settledAtMs: 0,
    ...NOTHING_TOLD,
    owed: undefined,
    code: 'E499',
    result: undefined,
    postponed: false,
    idleAtMs: input.now() + IDLE_MS,
  }),
  states: {
    idle: {
      initial: 'active',
      on: {
        PRESS: '.active',
        PAGE_SHOWN: '.active',
        INTAKE_ENDED: '.active',
        LOAD_ENDED: '.active',
        CARD_LEFT: '.over',
      },
      states: {
        over: { type: 'final' },
        active: { entry: 'restartIdle', after: { idleQuiet: 'warning' } },
        warning: { tags: 'idle-warning', after: { idleWarning: 'expired' } },
        expired: { entry: ({ self }) => self.send({ type: 'IDLE_EXPIRED' }), always: 'active' },
      },
    },
    flow: {
      initial: 'reading',
      on: { CARD_LEFT: '.gone' },
      states: {
        reading: {
          meta: { screen: 'reading-card' },
          invoke: {
            src: 'readCard',
            input: ({ context }) => ({ present: context.present }),
            onDone: [
              {
                guard: ({ event }) => event.output.kind === 'known',
                target: 'known',
                actions: assign(({ event }) => ({
                  reading: event.output.kind === 'known' ? event.output.reading : undefined,
                })),
              },
              {
                guard: ({ event }) => event.output.kind === 'refused',
                target: 'refused',
                actions: assign(({ event }) => ({
                  code: event.output.kind === 'refused' ? event.output.code : 'E499',
                })),
              },
              { target: 'refused', actions: { type: 'failWith', params: { code: 'E102' } } },
            ],
          },
        },
        known: {
          always: [
            {
              guard: 'blocked',
              target: 'refused',
              actions: assign(({ context }) => ({ code: context.reading?.status.blocked ?? 'E499' })),
            },
            { guard: 'somethingUntold', target: 'settledNotice', actions: 'takeUntold' },
            { guard: 'somethingOwed', target: 'examining' },
            { guard: 'wantsCash', target: 'cash' },
            { target: 'menu' },
          ],
        },
        examining: {
          meta: { screen: 'reading-card' },
          description: 'Evidence is taken at placement and needs no password; the server gives the verdicts.',
          invoke: {
            src: 'examineOpen',
            input: ({ context }) => ({ reading: context.reading }),
            onDone: {
              target: 'judged',
              actions: { type: 'takeVerdicts', params: ({ event }) => ({ examined: event.output }) },
            },
          },
        },
        judged: {
          always: [
            { guard: 'somethingSettled', target: 'settledNotice' },
            { guard: 'rewriteNeeded', target: 'rewriteOffer' },
            { target: 'menu', actions: 'postpone' },
          ],
        },
        settledNotice: {
          meta: { screen: 'settled' },
          description:
            'The earlier write had worked: by the evidence just taken, or by what the server learned since. One record at a time.',
          entry: 'noticeBegins',
          on: { PRESS: { guard: 'ok', target: 'afterNotice' } },
          after: { notice: 'afterNotice' },
        },
        afterNotice: {
          entry: 'noticeOver',
          always: [
            { guard: 'somethingSettled', target: 'settledNotice' },
            { guard: 'rewriteNeeded', target: 'rewriteOffer' },
            { target: 'reading' },
          ],
        },
        rewriteOffer: {
          meta: { screen: 'rewrite-offer' },
          entry: 'pageShown',
          on: {
            PRESS: [
              { guard: 'rewrite', target: 'rewriting' },
              { guard: 'later', target: 'menu', actions: 'postpone' },
            ],
            IDLE_EXPIRED: 'takeCard',
          },
        },
        rewriting: {
          meta: { screen: 'please-wait' },
          entry: 'startRewrite',
          on: {
            LOAD_ENDED: [
              { guard: 'rewriteFailed', target: 'rewriteFailed', actions: ['takeResult', 'keepPresent'] },
              { target: 'rewritten', actions: ['takeResult', 'keepPresent'] },
            ],
          },
        },
        rewritten: {
          meta: { screen: 'result' },
          on: { PRESS: { guard: 'ok', target: 'reading' } },
          after: { notice: 'reading' },
          exit: assign({ owed: undefined }),
        },
        rewriteFailed: {
          meta: { screen: 'failure' },
          entry: 'pageShown',
          on: { PRESS: { guard: 'ok', target: 'takeCard' }, IDLE_EXPIRED: 'takeCard' },
        },
        menu: {
          meta: { screen: 'menu' },
          entry: 'pageShown',
          on: {
            PRESS: [
              { guard: 'rewrite', target: 'examining' },
              { guard: 'cash', target: 'cash' },
              { guard: 'help', target: 'help' },
              { guard: 'exit', target: 'takeCard' },
            ],
            IDLE_EXPIRED: 'takeCard',
          },
        },
        help: {
          meta: { screen: 'help' },
          on: { PRESS: { guard: 'back', target: 'menu' }, IDLE_EXPIRED: 'takeCard' },
        },
        cash: {
          invoke: {
            id: 'module',
            src: 'cashTopUp',
            input: ({ context }): CashTopUpInput => ({
              session: context.reading as CardOnReader,
              now: context.now,
            }),
            onDone: [
              {
                guard: ({ event }) => event.output.goOn,
                target: 'reading',
                actions: assign({ goal: 'cash', postponed: false }),
              },
              { target: 'reading', actions: assign({ goal: 'menu' }) },
            ],
          },
          on: {
            PRESS: { actions: 'toModule' },
            IDLE_EXPIRED: { actions: 'toModule' },
            INTAKE_ENDED: { actions: 'toModule' },
            LOAD_ENDED: { actions: ['keepPresent', 'toModule'] },
          },
        },
        refused: {
          meta: { screen: 'failure' },
          entry: 'pageShown',
          on: { PRESS: { guard: 'ok', target: 'takeCard' }, IDLE_EXPIRED: 'takeCard' },
        },
        takeCard: {
          meta: { screen: 'take-card' },
          description: 'Stays until the card is lifted; the reminder is repeated by the screen.',
        },
        gone: { type: 'final' },
      },
    },
    telling: {
      description:
        'How an order ended is told when its page was on the glass, or was answered; a card lifted before that was told nothing.',
      initial: 'nothing',
      on: { CARD_LEFT: '.over', LOAD_ENDED: { actions: 'resultBegins' } },
      states: {
        nothing: { always: { guard: 'somethingToTell', target: 'appearing' } },
        appearing: { on: { PRESS: 'recording' }, after: { painted: 'recording' } },
        recording: {
          invoke: {
            src: 'tellOrder',
            input: ({ context }) => ({ orderId: context.toTell[0], epoch: context.present.epoch }),
            onDone: { target: 'nothing', actions: 'toldOne' },
          },
        },
        over: { type: 'final' },
      },
    },
  },
});

export type VisitSnapshot = SnapshotFrom<typeof visitMachine>;
