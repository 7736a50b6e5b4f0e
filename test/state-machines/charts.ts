/** The state machines as graphs of states: what is read off them, without running anything. */
import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { cashTopUpMachine } from '../../state-machines/cash-top-up.machine.ts';
import { deviceMachine } from '../../state-machines/device.machine.ts';
import { loadMachine } from '../../state-machines/load.machine.ts';
import { noteIntakeMachine } from '../../state-machines/note-intake.machine.ts';
import { terminalMachine } from '../../state-machines/terminal.machine.ts';
import { visitMachine } from '../../state-machines/visit.machine.ts';

export const CHARTS: readonly (readonly [string, AnyStateMachine])[] = [
  ['terminal', terminalMachine],
  ['visit', visitMachine],
  ['cash top-up', cashTopUpMachine],
  ['note intake', noteIntakeMachine],
  ['load', loadMachine],
  ['device', deviceMachine],
];

export function statesOf(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(statesOf)];
}

export function leavesOf(machine: AnyStateMachine): AnyStateNode[] {
  return statesOf(machine.root).filter(({ type }) => type === 'atomic' || type === 'final');
}

export function ancestorsOf(node: AnyStateNode): AnyStateNode[] {
  return node.parent === undefined ? [] : [node.parent, ...ancestorsOf(node.parent)];
}

interface Way {
  readonly event: string;
  readonly targets: readonly AnyStateNode[];
}

/** Every transition out of this very state: on events, at once, and after a time. */
export function waysFrom(node: AnyStateNode): Way[] {
  const onEvents = [...node.transitions.entries()].flatMap(([event, transitions]) =>
    transitions.map(({ target }) => ({ event, targets: target ?? [] })),
  );
  const atOnce = (node.always ?? []).map(({ target }) => ({ event: '', targets: target ?? [] }));
  return [...onEvents, ...atOnce];
}

/** Passed through in no time: an unguarded `always` is among its ways. */
export function isTransient(node: AnyStateNode): boolean {
  return (node.always ?? []).some(({ guard }) => guard === undefined);
}

/** All states that can be entered, counting every guard as open. */
export function reachable(machine: AnyStateMachine): Set<AnyStateNode> {
  const seen = new Set<AnyStateNode>();
  const waiting: AnyStateNode[] = [machine.root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.type === 'parallel') waiting.push(...Object.values(node.states));
    if (node.type === 'compound') waiting.push(...(node.initial?.target ?? []));
    waiting.push(...waysFrom(node).flatMap(({ targets }) => targets));
    waiting.push(...ancestorsOf(node));
  }
  return seen;
}

export function nameOf(node: AnyStateNode): string {
  return node.path.join('.');
}
