/** Note intake (进钞): from the open slot to a stacked, returned or disputed note. Spawned at the terminal's root (design.md §6–7). */
import { assign, setup, type SnapshotFrom } from 'xstate';
import type { EscrowDecision, SlotOpened } from '../src/load/note/slot.ts';
import type { NoteNews } from '../src/load/note/note-desk.ts';
import type { LoadOrder } from '../src/load/ports.ts';
import type { ButtonId } from '../src/screen/contract/screen-model.ts';
import { effect } from './effect.ts';

export interface NoteIntakeInput {
  readonly order: LoadOrder;
  readonly epoch: number;
  readonly now: () => number;
}

/** `closed`: no note was kept and the hold is released. */
export type NoteIntakeOutput =
  | { readonly kind: 'stacked'; readonly order: LoadOrder }
  | { readonly kind: 'disputed'; readonly order: LoadOrder }
  | { readonly kind: 'closed'; readonly code: string | undefined };

export type NoteIntakeEvent =
  | { readonly type: 'NEWS'; readonly news: NoteNews }
  | { readonly type: 'PRESS'; readonly button: ButtonId }
  | { readonly type: 'CARD_LEFT' };

interface Context extends NoteIntakeInput {
  /** Message of the catalogue beside the slot, e.g. E251. */
  readonly code: string | undefined;
  readonly closing: string;
  readonly countdownAtMs: number | undefined;
  readonly ending: NoteIntakeOutput['kind'];
  /** The visit is over: a note that is under way takes its course, but no other may come. */
  readonly cardGone: boolean;
}

/** timeout.cashInsert (domain.md §8). */
export const INSERT_TIMEOUT_MS = 60_000;
/** ccnet.md §5: STACK → STACKED at most 30 s. */
const OUTCOME_TIMEOUT_MS = 31_000;
const CHECK_TIMEOUT_MS = 30_000;
/** How often the server is asked for a sign of life while a note may come (a note is kept only within 10 s of one). */
export const KEEP_FRESH_MS = 4_000;

/** What the acceptor or the opening of the slot names as its trouble. */
function troubleIn(event: NoteIntakeEvent | { type: string; output?: unknown }): string {
  if ('news' in event) return event.news.kind === 'unusable' ? event.news.reason : '';
  const output = 'output' in event ? event.output : undefined;
  return typeof output === 'object' && output !== null && 'reason' in output ? String(output.reason) : '';
}

/** The message for a slot that cannot take notes: E253 for a full box, else the trouble's own stable code. */
export function unusableCode(reason: string): string {
  return reason === 'box-full' ? 'E253' : `ACCEPTOR_${reason.toUpperCase().replaceAll('-', '_')}`;
}

const isNews =
  (kind: NoteNews['kind']) =>
  ({ event }: { event: NoteIntakeEvent }): boolean =>
    event.type === 'NEWS' && event.news.kind === kind;

export const noteIntakeMachine = setup({
  types: {} as {
    context: Context;
    input: NoteIntakeInput;
    output: NoteIntakeOutput;
    events: NoteIntakeEvent;
  },
  actors: {
    openSlot: effect<{ order: LoadOrder }, SlotOpened>(),
    reopenSlot: effect<null, SlotOpened>(),
    shutSlot: effect<{ reason: string }, null>(),
    decideEscrow: effect<{ epoch: number }, EscrowDecision>(),
    disputeNote: effect<{ reason: string }, null>(),
    keepFresh: effect<null, null>(),
  },
  guards: {
    accepting: isNews('accepting'),
    rejected: isNews('rejected'),
    slotFree: isNews('slot-free'),
    escrowed: isNews('escrowed'),
    stacked: isNews('stacked'),
    returned: isNews('returned'),
    disputed: isNews('disputed'),
    unusable: isNews('unusable'),
    ready: isNews('ready'),
    exitPressed: ({ event }) => event.type === 'PRESS' && event.button === 'exit',
    cardGone: ({ context }) => context.cardGone,
    anotherNoteMayCome: ({ context }) => context.closing === 'not-accepted',
  },
  actions: {
    noteRejected: assign({ code: 'E251', closing: 'rejected' }),
    closeBecause: assign((_, params: { code: string | undefined; reason: string }) => ({
      code: params.code,
      closing: params.reason,
    })),
    slotFailed: assign(({ event }) => ({ code: unusableCode(troubleIn(event)), closing: 'slot-failed' })),
    returnBecause: assign((_, params: { reason: string }) => ({
      code: RETURN_CODES[params.reason] ?? 'E251',
      closing: params.reason,
    })),
    endAs: assign((_, params: { ending: NoteIntakeOutput['kind'] }) => ({ ending: params.ending })),
    cardLeft: assign({ cardGone: true }),
    startCountdown: assign(({ context }) => ({ countdownAtMs: context.now() + INSERT_TIMEOUT_MS })),
  },
  delays: {
    insertTimeout: INSERT_TIMEOUT_MS,
    outcomeTimeout: OUTCOME_TIMEOUT_MS,
    checkTimeout: CHECK_TIMEOUT_MS,
  },
}).createMachine({
  id: 'noteIntake',
  context: ({ input }) => ({
    ...input,
    code: undefined,
    closing: '',
    countdownAtMs: undefined,
    ending: 'closed',
    cardGone: false,
  }),
  initial: 'opening',
  on: {
    CARD_LEFT: { actions: 'cardLeft' },
    NEWS: [
      { guard: 'escrowed', target: '.deciding' },
      { guard: 'stacked', target: '.stacked' },
      { guard: 'disputed', target: '.disputed' },
    ],
  },
  states: {
    opening: {
      meta: { screen: 'please-wait' },
      invoke: {
        src: 'openSlot',
        input: ({ context }) => ({ order: context.order }),
        onDone: [
          { guard: ({ event }) => event.output.kind === 'open', target: 'waiting' },
          { target: 'shutting', actions: 'slotFailed' },
        ],
        onError: 'shutting',
      },
    },
    waiting: {
      meta: { screen: 'insert-note' },
      description:
        'The lamp is green. The server is asked for a sign of life, since a note is only kept while it answers.',
      entry: 'startCountdown',
      invoke: { src: 'keepFresh', input: null },
      always: {
        guard: 'cardGone',
        target: 'shutting',
        actions: { type: 'closeBecause', params: { code: 'E105', reason: 'card-left' } },
      },
      on: {
        NEWS: [
          { guard: 'escrowed', target: 'deciding' },
          { guard: 'accepting', target: 'checking' },
          { guard: 'rejected', target: 'rejected', actions: 'noteRejected' },
          { guard: 'ready', target: 'again' },
          {
            guard: 'unusable',
            target: 'shutting',
            actions: 'slotFailed',
          },
        ],
        PRESS: {
          guard: 'exitPressed',
          target: 'shutting',
          actions: { type: 'closeBecause', params: { code: undefined, reason: 'cancelled' } },
        },
      },
      after: {
        insertTimeout: {
          target: 'shutting',
          actions: { type: 'closeBecause', params: { code: 'E406', reason: 'timeout' } },
        },
      },
    },
    checking: {
      meta: { screen: 'checking-note' },
      on: {
        NEWS: [
          { guard: 'escrowed', target: 'deciding' },
          { guard: 'disputed', target: 'disputed' },
          { guard: 'rejected', target: 'rejected', actions: 'noteRejected' },
          {
            guard: 'unusable',
            target: 'shutting',
            actions: 'slotFailed',
          },
        ],
      },
      after: {
        checkTimeout: {
          target: 'shutting',
          actions: { type: 'closeBecause', params: { code: 'E406', reason: 'check-timeout' } },
        },
      },
    },
    rejected: {
      meta: { screen: 'take-note-back' },
      description: 'Stays until the note was taken out of the slot: nothing fits in before.',
      on: {
        NEWS: [
          { guard: 'escrowed', target: 'deciding' },
          { guard: 'disputed', target: 'disputed' },
          { guard: 'accepting', target: 'checking' },
          { guard: 'slotFree', target: 'again' },
          { guard: 'unusable', target: 'shutting', actions: 'slotFailed' },
        ],
      },
    },
    again: {
      description: 'The slot opens for another note, unless nobody is there to put it in.',
      always: [
        {
          guard: 'cardGone',
          target: 'shutting',
          actions: { type: 'closeBecause', params: { code: 'E105', reason: 'card-left' } },
        },
        { target: 'reopening' },
      ],
    },
    reopening: {
      meta: { screen: 'take-note-back' },
      invoke: {
        src: 'reopenSlot',
        input: null,
        onDone: [
          { guard: ({ event }) => event.output.kind === 'open', target: 'waiting' },
          { target: 'shutting', actions: 'slotFailed' },
        ],
        onError: 'shutting',
      },
    },
    deciding: {
      meta: { screen: 'stacking-note' },
      invoke: {
        src: 'decideEscrow',
        input: ({ context }) => ({ epoch: context.epoch }),
        onDone: [
          { guard: ({ event }) => event.output.kind === 'stacking', target: 'stacking' },
          {
            target: 'returning',
            actions: {
              type: 'returnBecause',
              params: ({ event }) => ({
                reason: event.output.kind === 'returning' ? event.output.reason : 'unknown',
              }),
            },
          },
        ],
      },
      on: {
        NEWS: [
          { guard: 'stacked', target: 'stacked' },
          { guard: 'disputed', target: 'disputed' },
        ],
      },
    },
    stacking: {
      meta: { screen: 'stacking-note' },
      description: 'From STACK on nothing but the acceptor decides: cancel, card and time-outs do not.',
      on: {
        NEWS: [
          { guard: 'stacked', target: 'stacked' },
          { guard: 'disputed', target: 'disputed' },
          { guard: 'returned', target: 'shutting' },
        ],
      },
      after: { outcomeTimeout: 'disputing' },
    },
    returning: {
      meta: { screen: 'take-note-back' },
      description: 'Stays until the note was taken out of the slot.',
      on: {
        NEWS: [
          { guard: 'stacked', target: 'stacked' },
          { guard: 'disputed', target: 'disputed' },
          { guard: 'returned', target: 'afterReturn' },
        ],
      },
    },
    afterReturn: { always: [{ guard: 'anotherNoteMayCome', target: 'again' }, { target: 'shutting' }] },
    disputing: {
      meta: { screen: 'please-wait' },
      invoke: { src: 'disputeNote', input: { reason: 'stack-timeout' }, onDone: 'disputed' },
    },
    shutting: {
      meta: { screen: 'please-wait' },
      invoke: {
        src: 'shutSlot',
        input: ({ context }) => ({ reason: context.closing === '' ? 'slot-failed' : context.closing }),
        onDone: 'closed',
      },
    },
    stacked: { type: 'final', entry: { type: 'endAs', params: { ending: 'stacked' } } },
    disputed: { type: 'final', entry: { type: 'endAs', params: { ending: 'disputed' } } },
    closed: { type: 'final' },
  },
  output: ({ context }) => intakeOutput(context),
});

function intakeOutput(context: Context): NoteIntakeOutput {
  if (context.ending === 'closed') return { kind: 'closed', code: context.code };
  return { kind: context.ending, order: context.order };
}

/** Why a note came back from escrow, as the holder is told. */
const RETURN_CODES: Readonly<Record<string, string>> = {
  'not-accepted': 'E251',
  'card-left': 'E105',
  'host-not-fresh': 'E401',
  'too-late': 'E406',
};

export type NoteIntakeSnapshot = SnapshotFrom<typeof noteIntakeMachine>;
