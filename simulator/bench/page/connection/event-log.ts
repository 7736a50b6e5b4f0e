/** The events a page keeps: each once, in order, and no more than it can hold. */
import type { BenchEvent } from '../../state.ts';

/** Events kept in memory; the DOM shows fewer. */
export const KEPT_EVENTS = 4_000;

/** `log` with `more` behind it. Those already there are left out: after a reconnect both sides overlap. */
export function appended(log: readonly BenchEvent[], more: readonly BenchEvent[]): readonly BenchEvent[] {
  const last = lastSequence(log);
  const fresh = more
    .filter((event) => event.sequence > last)
    .toSorted((left, right) => left.sequence - right.sequence)
    .filter((event, index, all) => index === 0 || event.sequence !== all[index - 1]?.sequence);
  if (fresh.length === 0) return log;
  return [...log, ...fresh].slice(-KEPT_EVENTS);
}

export function lastSequence(log: readonly BenchEvent[]): number {
  return log.at(-1)?.sequence ?? 0;
}
