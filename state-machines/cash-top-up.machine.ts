/** Module 现金充值 (cash top-up): check the card, hold, then the slot and the write at the terminal's root, then the result (domain.md §5.9). */
import { assign, sendTo, setup, type SnapshotFrom } from 'xstate';
import type { PresentCard } from '../drivers/contract/card-reader.ts';
import type { HoldOutcome } from '../src/load/hold.ts';
import type { CardOnReader } from '../src/load/card-visit.ts';
import type { LoadOrder } from '../src/load/ports.ts';
import { yuan, type Fen } from '../src/kernel/fen.ts';
import type { ButtonId } from '../src/screen/contract/screen-model.ts';
import { effect } from './effect.ts';
import type { LoadOutput } from './load.machine.ts';
import type { NoteIntakeOutput } from './note-intake.machine.ts';

export interface CashTopUpInput {
  readonly session: CardOnReader;
  readonly now: () => number;
}

export interface CashTopUpOutput {
  readonly goOn: boolean;
}

export type CashTopUpEvent =
  | { readonly type: 'PRESS'; readonly button: ButtonId }
  /** Nobody touched anything for timeout.idle; ignored while money is on its way. */
  | { readonly type: 'IDLE_EXPIRED' }
  | { readonly type: 'INTAKE_ENDED'; readonly output: NoteIntakeOutput }
  /** `present`: the same card, in the epoch it has now. */
  | { readonly type: 'LOAD_ENDED'; readonly output: LoadOutput; readonly present: PresentCard };

/** To the root: open the slot for this order. */
export interface OpenSlotEvent {
  readonly type: 'OPEN_SLOT';
  readonly order: LoadOrder;
  readonly epoch: number;
}

interface Context extends CashTopUpInput {
  readonly order: LoadOrder | undefined;
  readonly result: LoadOutput | undefined;
  /** Message of the failure screen. */
  readonly code: string;
  readonly room: Fen;
  readonly goOn: boolean;
  readonly countdownAtMs: number | undefined;
}

/** timeout.result (domain.md §8). */
export const RESULT_TIMEOUT_MS = 15_000;
/** Face value of the notes that make an order (domain.md §9). */
export const NOTE_VALUE = yuan(100);

const pressed =
  (button: ButtonId) =>
  ({ event }: { event: CashTopUpEvent }): boolean =>
    event.type === 'PRESS' && event.button === button;

export const cashTopUpMachine = setup({
  types: {} as { context: Context; input: CashTopUpInput; output: CashTopUpOutput; events: CashTopUpEvent },
  actors: { askHold: effect<{ session: CardOnReader }, HoldOutcome>() },
  guards: {
    next: pressed('next'),
    exit: pressed('exit'),
    ok: ({ event }) => event.type === 'PRESS' && (event.button === 'ok' || event.button === 'exit'),
    again: pressed('continue-top-up'),
    noRoom: ({ context }) => context.room < NOTE_VALUE,
    moneyBehind: ({ context }) =>
      context.session.status.openRecords.some((record) => record.state === 'owed'),
    intakeClosedSilently: ({ event }) =>
      event.type === 'INTAKE_ENDED' && event.output.kind === 'closed' && event.output.code === undefined,
    intakeClosed: ({ event }) => event.type === 'INTAKE_ENDED' && event.output.kind === 'closed',
    intakeDisputed: ({ event }) => event.type === 'INTAKE_ENDED' && event.output.kind === 'disputed',
    loadFailed: ({ event }) => event.type === 'LOAD_ENDED' && event.output.ending === 'owed',
  },
  actions: {
    refuse: assign((_, params: { code: string }) => ({ code: params.code })),
    openSlot: sendTo(
      ({ system }) => system.get('terminal'),
      ({ context }): OpenSlotEvent | { type: 'NOTHING' } =>
        context.order === undefined
          ? { type: 'NOTHING' }
          : { type: 'OPEN_SLOT', order: context.order, epoch: context.session.epoch },
    ),
    startCountdown: assign(({ context }) => ({ countdownAtMs: context.now() + RESULT_TIMEOUT_MS })),
    takeIntakeCode: assign(({ event }) =>
      event.type === 'INTAKE_ENDED' && event.output.kind === 'closed'
        ? { code: event.output.code ?? 'E499' }
        : {},
    ),
    takeResult: assign(({ event }) =>
      event.type === 'LOAD_ENDED' ? { result: event.output, code: event.output.code } : {},
    ),
  },
  delays: { resultTimeout: RESULT_TIMEOUT_MS },
}).createMachine({
  id: 'cashTopUp',
  context: ({ input }) => ({
    ...input,
    order: undefined,
    result: undefined,
    code: 'E499',
    room: input.session.status.room,
    goOn: false,
    countdownAtMs: undefined,
  }),
  initial: 'entering',
  states: {
    entering: {
      always: [
        { guard: 'moneyBehind', target: 'refused', actions: { type: 'refuse', params: { code: 'E305' } } },
        { guard: 'noRoom', target: 'refused', actions: { type: 'refuse', params: { code: 'E225' } } },
        { target: 'checkCard' },
      ],
    },
    checkCard: {
      meta: { screen: 'check-card' },
      on: {
        PRESS: [
          { guard: 'next', target: 'holding' },
          { guard: 'exit', target: 'left' },
        ],
        IDLE_EXPIRED: 'left',
      },
    },
    holding: {
      meta: { screen: 'please-wait' },
      invoke: {
        src: 'askHold',
        input: ({ context }) => ({ session: context.session }),
        onDone: [
          {
            guard: ({ event }) => event.output.kind === 'granted',
            target: 'slotOpen',
            actions: assign(({ event }) => ({
              order: event.output.kind === 'granted' ? event.output.order : undefined,
            })),
          },
          {
            guard: ({ event }) => event.output.kind === 'refused',
            target: 'refused',
            actions: assign(({ context, event }) =>
              event.output.kind === 'refused'
                ? { code: event.output.code, room: event.output.room ?? context.room }
                : {},
            ),
          },
          {
            guard: ({ event }) => event.output.kind === 'card-gone',
            target: 'refused',
            actions: { type: 'refuse', params: { code: 'E102' } },
          },
          { target: 'refused', actions: { type: 'refuse', params: { code: 'E401' } } },
        ],
      },
    },
    slotOpen: {
      description: 'The root runs note intake and load; this module only waits for their ends.',
      meta: { screen: 'please-wait' },
      entry: 'openSlot',
      on: {
        INTAKE_ENDED: [
          { guard: 'intakeClosedSilently', target: 'left' },
          { guard: 'intakeClosed', target: 'refused', actions: 'takeIntakeCode' },
          {
            guard: 'intakeDisputed',
            target: 'failed',
            actions: { type: 'refuse', params: { code: 'E252' } },
          },
        ],
        LOAD_ENDED: [
          { guard: 'loadFailed', target: 'failed', actions: 'takeResult' },
          { target: 'result', actions: 'takeResult' },
        ],
      },
    },
    result: {
      meta: { screen: 'result' },
      entry: 'startCountdown',
      on: {
        PRESS: [
          { guard: 'again', target: 'left', actions: assign({ goOn: true }) },
          { guard: 'ok', target: 'left' },
        ],
      },
      after: { resultTimeout: 'left' },
    },
    refused: {
      meta: { screen: 'failure' },
      entry: 'startCountdown',
      on: { PRESS: { guard: 'ok', target: 'left' } },
      after: { resultTimeout: 'left' },
    },
    failed: {
      meta: { screen: 'failure' },
      description:
        'Money is recorded and not on the card: serial and QR stay until the holder has read them.',
      on: { PRESS: { guard: 'ok', target: 'left' }, IDLE_EXPIRED: 'left' },
    },
    left: { type: 'final' },
  },
  output: ({ context }) => ({ goOn: context.goOn }),
});

export type CashTopUpSnapshot = SnapshotFrom<typeof cashTopUpMachine>;
