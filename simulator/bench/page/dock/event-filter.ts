/** Which events a tab shows. */
import type { KioskName } from '../../actions.ts';
import type { BenchEvent } from '../../state.ts';

export type Source = BenchEvent['source'];

export interface EventFilter {
  readonly sources: ReadonlySet<Source>;
  /** Undefined: both, and what belongs to neither. */
  readonly kiosk: KioskName | undefined;
}

/** Rows in the DOM; older ones stay in memory. */
export const SHOWN_EVENTS = 400;

/** The newest that pass, oldest first. Walks from the end, because only the newest are wanted. */
export function newestPassing(
  events: readonly BenchEvent[],
  filter: EventFilter,
  limit: number = SHOWN_EVENTS,
): readonly BenchEvent[] {
  const found: BenchEvent[] = [];
  for (let index = events.length - 1; index >= 0 && found.length < limit; index--) {
    const event = events[index];
    if (event !== undefined && passes(event, filter)) found.push(event);
  }
  return found.toReversed();
}

function passes({ source, kiosk }: BenchEvent, filter: EventFilter): boolean {
  if (!filter.sources.has(source)) return false;
  return filter.kiosk === undefined || kiosk === undefined || kiosk === filter.kiosk;
}

/** The same sources with one switched over. */
export function toggled(sources: ReadonlySet<Source>, source: Source): ReadonlySet<Source> {
  const next = new Set(sources);
  if (!next.delete(source)) next.add(source);
  return next;
}
