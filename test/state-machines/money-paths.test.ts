/** Every path through the two machines that carry money, walked event by event over all their states. */
import { describe, expect, it } from 'vitest';
import { transition, type AnyMachineSnapshot, type AnyStateMachine, type EventObject } from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import { loadMachine } from '../../state-machines/load.machine.ts';
import { noteIntakeMachine } from '../../state-machines/note-intake.machine.ts';
import { yuan, ZERO_FEN } from '../../src/kernel/fen.ts';
import type { LoadOrder } from '../../src/load/ports.ts';

const ORDER: LoadOrder = {
  orderId: '0123456789abcdef0123456789abcdef',
  serial: '100000000042-01-000001-7',
  card: { applicationSerial: '31202509002099000001', uid: '04A1B201' },
  amount: yuan(100),
};
const now = (): number => 0;

interface Step {
  readonly event: EventObject;
  readonly state: AnyMachineSnapshot;
}

interface Path {
  readonly state: AnyMachineSnapshot;
  readonly steps: readonly Step[];
}

const value = (state: AnyMachineSnapshot): string => String(state.value);

/** What an effect gave, as the machine hears it. */
function done(id: string, output: unknown): EventObject {
  return { type: `xstate.done.actor.${id}`, output, actorId: id } as EventObject;
}

/** The state that follows, without any effect. */
function after(machine: AnyStateMachine, state: AnyMachineSnapshot, event: EventObject): string {
  const [next] = transition(machine, state as never, event);
  return value(next);
}

/** The states of a path in order, the first one without the event that leads into it. */
function route({ steps }: Path): string[] {
  return steps.map(({ state }) => value(state));
}

/** Snapshots are alike when value and context are, so that the walk ends. */
function serialise(state: AnyMachineSnapshot): string {
  return JSON.stringify([state.value, state.context, state.status]);
}

describe('note intake', () => {
  const news = (kind: string, more: object = {}): EventObject =>
    ({ type: 'NEWS', news: { kind, orderId: ORDER.orderId, reason: 'jam-path', ...more } }) as EventObject;
  const PERSON: readonly EventObject[] = [
    { type: 'PRESS', button: 'exit' } as EventObject,
    { type: 'CARD_LEFT' },
  ];
  const NEWS = [
    'accepting',
    'rejected',
    'escrowed',
    'stacked',
    'returning',
    'returned',
    'disputed',
    'unusable',
    'ready',
  ];
  const effect = (state: string): string => `0.noteIntake.${state}`;
  const events = [
    ...PERSON,
    ...NEWS.map((kind) => news(kind)),
    done(effect('opening'), { kind: 'open' }),
    done(effect('opening'), { kind: 'failed', reason: 'box-full' }),
    done(effect('reopening'), { kind: 'open' }),
    done(effect('reopening'), { kind: 'failed', reason: 'enable-failed' }),
    done(effect('deciding'), { kind: 'stacking' }),
    ...['not-accepted', 'card-left', 'host-not-fresh', 'too-late', 'no-note'].map((reason) =>
      done(effect('deciding'), { kind: 'returning', reason }),
    ),
    done(effect('disputing'), null),
    done(effect('shutting'), null),
    { type: 'xstate.after.insertTimeout.noteIntake.waiting' },
    { type: 'xstate.after.outcomeTimeout.noteIntake.stacking' },
    { type: 'xstate.after.checkTimeout.noteIntake.checking' },
  ];
  const paths = getShortestPaths(noteIntakeMachine, {
    input: { order: ORDER, epoch: 1, now },
    events: events as never,
    serializeState: (state) => serialise(state),
    limit: 200_000,
    stopWhen: (state) => state.status === 'done',
  }) as unknown as readonly Path[];
  const states = new Set(paths.map(({ state }) => value(state)));

  it('gets to every state', () => {
    const transient = new Set(['afterReturn', 'again']);
    const all = Object.keys(noteIntakeMachine.root.states).filter((state) => !transient.has(state));
    expect(all.filter((state) => !states.has(state))).toEqual([]);
  });

  it('ends as stacked only when the note desk said so', () => {
    const ends = paths.filter(({ state }) => value(state) === 'stacked');
    expect(ends.length).toBeGreaterThan(0);
    for (const { steps, state } of ends) {
      expect(steps.at(-1)?.event).toMatchObject({ type: 'NEWS', news: { kind: 'stacked' } });
      expect(state.output).toEqual({ kind: 'stacked', order: ORDER });
    }
  });

  it('ends as closed only after the slot was shut', () => {
    const ends = paths.filter(({ state }) => value(state) === 'closed');
    expect(ends.length).toBeGreaterThan(0);
    for (const path of ends) expect(route(path).at(-2)).toBe('shutting');
  });

  it('asks for STACK only when the desk reported a note in escrow', () => {
    for (const { steps } of paths) {
      const first = steps.findIndex(({ state }) => value(state) === 'deciding');
      if (first !== -1) expect(steps[first]?.event).toMatchObject({ news: { kind: 'escrowed' } });
    }
  });

  it.each(['deciding', 'stacking', 'returning', 'disputing', 'shutting'])(
    'lets neither a key nor the card change anything in %s',
    (name) => {
      const here = paths.filter(({ state }) => value(state) === name);
      expect(here.length).toBeGreaterThan(0);
      for (const { state } of here) {
        for (const event of PERSON) {
          expect(after(noteIntakeMachine, state, event)).toBe(name);
        }
      }
    },
  );
});

describe('a load', () => {
  const effect = (state: string): string => `0.load.${state}`;
  const verdicts = (verdict: string): object => ({
    kind: 'verdicts',
    verdicts: [{ record: { orderId: ORDER.orderId }, verdict }],
    balance: yuan(112),
  });
  const CARD: readonly EventObject[] = [
    { type: 'CARD_PRESENT', epoch: 2 } as EventObject,
    { type: 'CARD_LEFT' },
    { type: 'CARD_SEVERAL' },
  ];
  const events = [
    ...CARD,
    done(effect('preparing'), { kind: 'asked', hand: { attemptId: 'a' } }),
    ...['card-gone', 'wrong-card'].map((kind) => done(effect('preparing'), { kind })),
    done(effect('preparing'), { kind: 'card-refused', reason: 'prepare-6985' }),
    done(effect('authorising'), { kind: 'authorised', authorisation: {} }),
    done(effect('authorising'), { kind: 'refused', code: 'E312', reason: 'evidence-needed' }),
    done(effect('authorising'), { kind: 'refused', code: 'E110', reason: 'card-lost' }),
    done(effect('authorising'), { kind: 'unanswered', reason: 'timeout' }),
    done(effect('committing'), { kind: 'written', balance: yuan(112), balanceBefore: yuan(12) }),
    done(effect('committing'), { kind: 'refused', reason: '9302' }),
    done(effect('committing'), { kind: 'unknown', reason: 'torn' }),
    ...['loaded', 'not-loaded', 'conflict', 'clarifying'].map((verdict) =>
      done(effect('examining'), verdicts(verdict)),
    ),
    done(effect('examining'), { kind: 'verdicts', verdicts: [], balance: ZERO_FEN }),
    ...['card-gone', 'wrong-card'].map((kind) => done(effect('examining'), { kind })),
    done(effect('examining'), { kind: 'refused', code: 'E110', reason: 'card-lost' }),
    done(effect('examining'), { kind: 'unanswered', reason: 'timeout' }),
    done(effect('owing'), null),
    { type: 'xstate.after.cardWait.load.waitingForCard' },
  ];
  const paths = getShortestPaths(loadMachine, {
    input: { order: ORDER, kind: 'top-up', epoch: 1, now },
    events: events as never,
    serializeState: (state) => serialise(state),
    limit: 200_000,
    stopWhen: (state) => state.status === 'done',
  }) as unknown as readonly Path[];

  it('gets to every state', () => {
    const transient = new Set(['retrying']);
    const states = new Set(paths.map(({ state }) => value(state)));
    const all = Object.keys(loadMachine.root.states).filter((state) => !transient.has(state));
    expect(all.filter((state) => !states.has(state))).toEqual([]);
  });

  it('commits only in the step after an authorisation', () => {
    for (const { steps } of paths) {
      for (const [index, step] of steps.entries()) {
        if (value(step.state) !== 'committing' || value(steps[index - 1]!.state) === 'committing') continue;
        expect(step.event).toMatchObject({ output: { kind: 'authorised' } });
      }
    }
  });

  it('authorises again after a commit only with a fresh INITIALIZE in between', () => {
    for (const path of paths) {
      const seen = route(path);
      for (const [index, state] of seen.entries()) {
        if (state !== 'authorising' || seen[index - 1] === 'authorising') continue;
        expect(seen[index - 1]).toBe('preparing');
      }
    }
  });

  it('is never prepared again after an unknown commit without a verdict of the server', () => {
    for (const { steps } of paths) {
      let unknown = false;
      for (const { event, state } of steps) {
        const output = (event as { output?: { kind?: string } | null }).output;
        if (event.type === `xstate.done.actor.${effect('committing')}`) unknown = output?.kind === 'unknown';
        if (JSON.stringify(output ?? null).includes('"verdict":"not-loaded"')) unknown = false;
        if (unknown) expect(value(state)).not.toBe('preparing');
      }
    }
  });

  it('ends as written, found or owed, each only by its own evidence', () => {
    const last = { written: '"kind":"written"', found: '"verdict":"loaded"', owed: effect('owing') };
    for (const [end, evidence] of Object.entries(last)) {
      const ends = paths.filter(({ state }) => value(state) === end);
      expect(ends.length, end).toBeGreaterThan(0);
      for (const { steps, state } of ends) {
        expect(JSON.stringify(steps.at(-1)?.event)).toContain(evidence);
        expect(state.output).toMatchObject({ ending: end, order: ORDER });
      }
    }
  });

  it('prepares at most three attempts', () => {
    for (const { state } of paths) expect(state.context.attempts).toBeLessThanOrEqual(3);
  });

  it.each(['preparing', 'authorising', 'committing', 'examining', 'owing'])(
    'is not led astray by the card coming and going in %s',
    (name) => {
      for (const { state } of paths.filter(({ state }) => value(state) === name)) {
        for (const event of CARD) expect(after(loadMachine, state, event)).toBe(name);
      }
    },
  );
});
