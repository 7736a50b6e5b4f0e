/**
 * The terminal (自助终端): boot, service, out of service. It invokes the visit, and spawns note intake and load here at the
 * root, so that leaving a visit never stops them; what they end with goes back to the visit if it is still there (design.md §7).
 */
import { assign, sendTo, setup, type ActorRefFrom, type SnapshotFrom } from 'xstate';
import type { CardSituation, PresentCard } from '../drivers/contract/card-reader.ts';
import type { NoteNews } from '../src/load/note/note-desk.ts';
import type { LoadOrder } from '../src/load/ports.ts';
import {
  PLAIN_DISPLAY,
  type ButtonId,
  type Display,
  type Language,
} from '../src/screen/contract/screen-model.ts';
import { effect } from './effect.ts';
import type { OpenSlotEvent } from './cash-top-up.machine.ts';
import { loadMachine, type LoadInput, type LoadOutput } from './load.machine.ts';
import { noteIntakeMachine, type NoteIntakeOutput } from './note-intake.machine.ts';
import { PAINTED_MS } from './telling.ts';
import { visitMachine, type StartRewriteEvent } from './visit.machine.ts';

export interface TerminalInput {
  readonly now: () => number;
}

export type TerminalEvent =
  | { readonly type: 'SITUATION'; readonly situation: CardSituation }
  | { readonly type: 'NEWS'; readonly news: NoteNews }
  | { readonly type: 'PRESS'; readonly button: ButtonId }
  | { readonly type: 'LANGUAGE'; readonly language: Language }
  | { readonly type: 'DISPLAY'; readonly display: Display }
  /** What keeps the terminal from serving, as a message code; undefined when nothing does. */
  | { readonly type: 'SERVICE'; readonly blockedBy: string | undefined }
  | OpenSlotEvent
  | StartRewriteEvent
  | { readonly type: 'NOTHING' };

interface Context extends TerminalInput {
  readonly language: Language;
  readonly display: Display;
  readonly situation: CardSituation;
  readonly blockedBy: string | undefined;
  readonly intake: ActorRefFrom<typeof noteIntakeMachine> | undefined;
  readonly load: ActorRefFrom<typeof loadMachine> | undefined;
  /** The end of an order whose holder had left: shown to whoever stands there, with serial and QR. */
  readonly aftermath: Aftermath | undefined;
}

/** What a visit could not be told any more. */
export interface Aftermath {
  readonly code: string;
  readonly order: LoadOrder;
  readonly load: LoadOutput | undefined;
}

/** How long somebody who switched language or display without laying down a card is waited for. */
const LANGUAGE_MS = 60_000;
/** How long the result of a load without a visit stays on the screen. */
const AFTERMATH_MS = 30_000;

function presentCard(situation: CardSituation): PresentCard | undefined {
  return situation.kind === 'present' ? situation.card : undefined;
}

/** The card of the order lies on the reader at the end of its load: the visit goes on with it. */
function sameCardPresent(context: Context, order: LoadOrder): PresentCard | undefined {
  const card = presentCard(context.situation);
  return card?.uid === order.card.uid ? card : undefined;
}

/** The order that the aftermath says is on the card, if that card lies there before it, and the card's epoch. */
function toldByAftermath(context: Context): { orderId: string | undefined; epoch: number } {
  const load = context.aftermath?.load;
  const card = load === undefined ? undefined : sameCardPresent(context, load.order);
  const told = card !== undefined && load?.ending !== 'owed';
  return { orderId: told ? load?.order.orderId : undefined, epoch: card?.epoch ?? 0 };
}

export const terminalMachine = setup({
  types: {} as {
    context: Context;
    input: TerminalInput;
    events:
      | TerminalEvent
      | { type: 'xstate.done.actor.intake'; output: NoteIntakeOutput }
      | { type: 'xstate.done.actor.load'; output: LoadOutput };
    children: { visit: 'visit'; intake: 'noteIntake'; load: 'load' };
  },
  actors: {
    boot: effect<null, null>(),
    tellOrder: effect<{ orderId: string | undefined; epoch: number }, null>(),
    visit: visitMachine,
    noteIntake: noteIntakeMachine,
    load: loadMachine,
  },
  guards: {
    mayVisit: ({ context }) =>
      context.blockedBy === undefined &&
      context.load === undefined &&
      context.intake === undefined &&
      context.situation.kind === 'present',
    outOfService: ({ context }) =>
      context.blockedBy !== undefined && context.load === undefined && context.intake === undefined,
    inService: ({ context }) => context.blockedBy === undefined,
    helpPressed: ({ event }) => event.type === 'PRESS' && event.button === 'help',
    backPressed: ({ event }) =>
      event.type === 'PRESS' && (event.button === 'back' || event.button === 'exit'),
    stacked: ({ event }) => event.type === 'xstate.done.actor.intake' && event.output.kind === 'stacked',
    aftermathShown: ({ context }) => context.aftermath !== undefined && context.load === undefined,
    cardCame: ({ event }) => event.type === 'SITUATION' && event.situation.kind === 'present',
    okPressed: ({ event }) => event.type === 'PRESS' && (event.button === 'ok' || event.button === 'exit'),
  },
  actions: {
    keepSituation: assign(({ event }) => (event.type === 'SITUATION' ? { situation: event.situation } : {})),
    keepLanguage: assign(({ event }) => (event.type === 'LANGUAGE' ? { language: event.language } : {})),
    keepDisplay: assign(({ event }) => (event.type === 'DISPLAY' ? { display: event.display } : {})),
    keepService: assign(({ event }) => (event.type === 'SERVICE' ? { blockedBy: event.blockedBy } : {})),
    /** Not while an order of the last holder is still to be told about. */
    freshForTheNext: assign(({ context: { load, intake, aftermath } }) =>
      load === undefined && intake === undefined && aftermath === undefined
        ? { language: 'zh', display: PLAIN_DISPLAY }
        : {},
    ),
    forgetAftermath: assign({ aftermath: undefined }),
    spawnIntake: assign({
      intake: ({ context, spawn, event }) =>
        event.type === 'OPEN_SLOT'
          ? spawn('noteIntake', {
              id: 'intake',
              input: { order: event.order, epoch: event.epoch, now: context.now },
            })
          : context.intake,
    }),
    forgetIntake: assign({ intake: undefined }),
    forgetLoad: assign({ load: undefined }),
    spawnLoad: assign({
      load: ({ context, spawn }, params: { order: LoadOrder; kind: LoadInput['kind'] }) =>
        spawn('load', {
          id: 'load',
          input: {
            order: params.order,
            kind: params.kind,
            epoch: presentCard(context.situation)?.epoch,
            now: context.now,
          },
        }),
      aftermath: undefined,
    }),
    cardToLoad: ({ context, event }) => {
      if (event.type !== 'SITUATION' || context.load === undefined) return;
      const card = presentCard(event.situation);
      context.load.send(
        card === undefined ? { type: 'CARD_LEFT' } : { type: 'CARD_PRESENT', epoch: card.epoch },
      );
    },
    cardLeftToIntake: ({ context, event }) => {
      if (event.type === 'SITUATION') context.intake?.send({ type: 'CARD_LEFT' });
    },
    newsToIntake: ({ context, event }) => {
      if (event.type === 'NEWS') context.intake?.send({ type: 'NEWS', news: event.news });
    },
    pressToIntake: ({ context, event }) => {
      if (event.type === 'PRESS') context.intake?.send({ type: 'PRESS', button: event.button });
    },
    pressToVisit: sendTo('visit', ({ event }) =>
      event.type === 'PRESS'
        ? { type: 'PRESS', button: event.button }
        : { type: 'PRESS', button: 'more-time' },
    ),
    intakeEnded: ({ self, event }) => {
      if (event.type !== 'xstate.done.actor.intake') return;
      self.getSnapshot().children.visit?.send({ type: 'INTAKE_ENDED', output: event.output });
    },
    loadEnded: ({ context, self, event }) => {
      if (event.type !== 'xstate.done.actor.load') return;
      const present = sameCardPresent(context, event.output.order);
      const { visit } = self.getSnapshot().children;
      visit?.send(
        present === undefined ? { type: 'CARD_LEFT' } : { type: 'LOAD_ENDED', output: event.output, present },
      );
    },
    keepIntakeAftermath: assign(({ event, self }) => {
      if (event.type !== 'xstate.done.actor.intake' || event.output.kind !== 'disputed') return {};
      if (self.getSnapshot().children.visit !== undefined) return {};
      return { aftermath: { code: 'E252', order: event.output.order, load: undefined } };
    }),
    keepLoadAftermath: assign(({ context, event, self }) => {
      if (event.type !== 'xstate.done.actor.load') return {};
      const { output } = event;
      const visiting = self.getSnapshot().children.visit !== undefined;
      if (visiting && sameCardPresent(context, output.order) !== undefined) return {};
      return { aftermath: { code: output.code, order: output.order, load: output } };
    }),
  },
  delays: { aftermath: AFTERMATH_MS, language: LANGUAGE_MS, painted: PAINTED_MS },
}).createMachine({
  id: 'terminal',
  context: ({ input }) => ({
    ...input,
    language: 'zh',
    display: PLAIN_DISPLAY,
    situation: { kind: 'none' },
    blockedBy: undefined,
    intake: undefined,
    load: undefined,
    aftermath: undefined,
  }),
  initial: 'booting',
  on: {
    SITUATION: { actions: ['keepSituation', 'cardToLoad'] },
    NEWS: { actions: 'newsToIntake' },
    LANGUAGE: { actions: 'keepLanguage' },
    DISPLAY: { actions: 'keepDisplay' },
    SERVICE: { actions: 'keepService' },
    OPEN_SLOT: { actions: 'spawnIntake' },
    START_REWRITE: {
      actions: {
        type: 'spawnLoad',
        params: ({ event }) => ({ order: event.order, kind: 'rewrite' }),
      },
    },
    'xstate.done.actor.intake': [
      {
        guard: 'stacked',
        actions: [
          'forgetIntake',
          {
            type: 'spawnLoad',
            params: ({ event }) => ({ order: (event.output as { order: LoadOrder }).order, kind: 'top-up' }),
          },
        ],
      },
      { actions: ['keepIntakeAftermath', 'intakeEnded', 'forgetIntake'] },
    ],
    'xstate.done.actor.load': { actions: ['keepLoadAftermath', 'loadEnded', 'forgetLoad'] },
  },
  states: {
    booting: {
      meta: { screen: 'starting' },
      description: 'Open orders of the last life are settled before anybody is served.',
      invoke: { src: 'boot', input: null, onDone: 'idle' },
    },
    idle: {
      meta: { screen: 'attract' },
      entry: 'freshForTheNext',
      always: [
        { guard: 'outOfService', target: 'outOfService' },
        { guard: 'aftermathShown', target: 'aftermath' },
        { guard: 'mayVisit', target: 'visiting' },
      ],
      on: { PRESS: { guard: 'helpPressed', target: 'help' } },
      initial: 'resting',
      states: {
        resting: {
          on: {
            LANGUAGE: { target: 'resting', reenter: true, actions: 'keepLanguage' },
            DISPLAY: { target: 'resting', reenter: true, actions: 'keepDisplay' },
          },
          after: { language: { actions: 'freshForTheNext' } },
        },
      },
    },
    aftermath: {
      meta: { screen: 'aftermath' },
      exit: 'forgetAftermath',
      after: { aftermath: 'idle' },
      on: {
        PRESS: { guard: 'okPressed', target: 'idle' },
        SITUATION: { guard: 'cardCame', target: 'idle', actions: ['keepSituation', 'cardToLoad'] },
      },
      initial: 'appearing',
      states: {
        appearing: { after: { painted: 'telling' } },
        telling: {
          description: 'A holder whose card has come back for the load without a visit is told here.',
          invoke: { src: 'tellOrder', input: ({ context }) => toldByAftermath(context), onDone: 'told' },
        },
        told: {},
      },
    },
    help: {
      meta: { screen: 'help' },
      always: { guard: 'mayVisit', target: 'visiting' },
      after: { aftermath: 'idle' },
      on: { PRESS: { guard: 'backPressed', target: 'idle' } },
    },
    visiting: {
      meta: { screen: 'visit' },
      invoke: {
        id: 'visit',
        src: 'visit',
        input: ({ context }) => ({
          present: presentCard(context.situation) as PresentCard,
          now: context.now,
        }),
        onDone: 'idle',
      },
      on: {
        PRESS: { actions: ['pressToIntake', 'pressToVisit'] },
        SITUATION: [
          {
            guard: ({ context }) => context.load !== undefined,
            actions: ['keepSituation', 'cardToLoad'],
          },
          {
            actions: ['keepSituation', 'cardLeftToIntake', sendTo('visit', { type: 'CARD_LEFT' })],
          },
        ],
      },
    },
    outOfService: {
      meta: { screen: 'out-of-service' },
      always: { guard: 'inService', target: 'idle' },
      on: { PRESS: { guard: 'helpPressed', target: 'help' } },
    },
  },
});

export type TerminalActor = ActorRefFrom<typeof terminalMachine>;
export type TerminalSnapshot = SnapshotFrom<typeof terminalMachine>;
