/** What must be true of every chart: no dead end, nothing unreachable, and a screen that is known for whoever stands there. */
import { describe, expect, it } from 'vitest';
import type { AnyStateNode } from 'xstate';
import {
  ancestorsOf,
  CHARTS,
  isTransient,
  leavesOf,
  nameOf,
  reachable,
  statesOf,
  waysFrom,
} from './charts.ts';

/** Screens that a state may name, by chart: those that `screenOf` and its helpers tell apart. */
const SCREENS: Readonly<Record<string, readonly string[]>> = {
  terminal: ['starting', 'attract', 'aftermath', 'help', 'visit', 'out-of-service'],
  visit: [
    'reading-card',
    'settled',
    'rewrite-offer',
    'please-wait',
    'result',
    'failure',
    'menu',
    'help',
    'take-card',
  ],
  'cash top-up': ['check-card', 'please-wait', 'result', 'failure'],
  'note intake': ['please-wait', 'insert-note', 'checking-note', 'take-note-back', 'stacking-note'],
  load: ['writing', 'torn-card', 'please-wait'],
};

/** Screens of the visit that come from elsewhere: the module, and the regions that only count idle time and what was told. */
const SHOWN_BY_OTHERS = ['flow.cash', 'idle', 'telling'];

function screenOf(node: AnyStateNode): string | undefined {
  const named = [node, ...ancestorsOf(node)].find(({ meta }) => meta !== undefined && 'screen' in meta);
  return named === undefined ? undefined : (named.meta as { screen: string }).screen;
}

describe.each(CHARTS)('the chart of %s', (name, machine) => {
  const leaves = leavesOf(machine);

  it('has no state without a way out, but the ends', () => {
    const stuck = leaves.filter((node) => {
      if (node.type === 'final') return false;
      const ways = [node, ...ancestorsOf(node)].flatMap(waysFrom);
      return !ways.some(({ targets }) => targets.some((target) => target !== node));
    });
    expect(stuck.map(nameOf)).toEqual([]);
  });

  it('reaches every state', () => {
    const entered = reachable(machine);
    expect(
      statesOf(machine.root)
        .filter((node) => !entered.has(node))
        .map(nameOf),
    ).toEqual([]);
  });

  it('goes on from every effect, whatever the effect gives', () => {
    for (const node of statesOf(machine.root)) {
      for (const { id } of node.invoke) {
        const done = node.transitions.get(`xstate.done.actor.${id}`) ?? [];
        const endless = nameOf(node) === 'waiting' && name === 'note intake';
        if (endless) continue;
        expect(done.length, `${nameOf(node)} waits for ${id}`).toBeGreaterThan(0);
        expect(done.at(-1)?.guard, `${nameOf(node)} has an answer for anything else`).toBeUndefined();
      }
    }
  });

  it('leaves no chain of guesses without an otherwise, unless something else can still happen there', () => {
    for (const node of leaves) {
      if (node.always === undefined || isTransient(node)) continue;
      const others = [node, ...ancestorsOf(node)].flatMap(waysFrom).filter(({ event }) => event !== '');
      expect(others.length, nameOf(node)).toBeGreaterThan(0);
    }
  });
});

describe.each(CHARTS.filter(([name]) => name in SCREENS))('the screens of %s', (name, machine) => {
  const leaves = leavesOf(machine);

  it('are named and known in every state where somebody may stand', () => {
    const standing = leaves.filter(
      (node) =>
        node.type !== 'final' &&
        !isTransient(node) &&
        !SHOWN_BY_OTHERS.some((path) => `${nameOf(node)}.`.startsWith(`${path}.`)),
    );
    for (const node of standing) expect(SCREENS[name], nameOf(node)).toContain(screenOf(node));
  });

  it('are all named somewhere', () => {
    const named = new Set(statesOf(machine.root).map((node) => screenOf(node)));
    expect(SCREENS[name]?.filter((screen) => !named.has(screen))).toEqual([]);
  });
});
