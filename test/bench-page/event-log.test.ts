import { describe, expect, it } from 'vitest';
import { appended, KEPT_EVENTS } from '../../simulator/bench/page/connection/event-log.ts';
import { newestPassing, toggled } from '../../simulator/bench/page/dock/event-filter.ts';
import type { BenchEvent } from '../../simulator/bench/state.ts';

function event(sequence: number, changes: Partial<BenchEvent> = {}): BenchEvent {
  const time = '2099-09-01T10:24:05.000+08:00';
  return { sequence, time, kiosk: 'A', source: 'hand', text: `event ${sequence}`, ...changes };
}

function sequences(events: readonly BenchEvent[]): number[] {
  return events.map(({ sequence }) => sequence);
}

describe('the events that a page keeps', () => {
  it('come each once, in order, also when a reconnect brings some again', () => {
    const before = appended([], [event(1), event(2)]);
    expect(sequences(appended(before, [event(4), event(2), event(3), event(3)]))).toEqual([1, 2, 3, 4]);
  });

  it('stay the same list when nothing is new, so that nothing is drawn again', () => {
    const before = appended([], [event(1)]);
    expect(appended(before, [event(1)])).toBe(before);
  });

  it('are bounded: the oldest go', () => {
    const many = Array.from({ length: KEPT_EVENTS + 10 }, (_, index) => event(index + 1));
    const kept = appended([], many);
    expect(kept).toHaveLength(KEPT_EVENTS);
    expect(kept.at(-1)?.sequence).toBe(KEPT_EVENTS + 10);
  });
});

describe('the filter of events', () => {
  const events = [
    event(1),
    event(2, { source: 'wire' }),
    event(3, { kiosk: 'B' }),
    event(4, { source: 'server', kiosk: undefined }),
    event(5),
  ];

  it('passes chosen sources, and of the other terminal nothing but what belongs to both', () => {
    const filter = { sources: new Set(['hand', 'server'] as const), kiosk: 'A' } as const;
    expect(sequences(newestPassing(events, filter))).toEqual([1, 4, 5]);
  });

  it('gives the newest, oldest first', () => {
    const filter = { sources: new Set(['hand'] as const), kiosk: undefined };
    expect(sequences(newestPassing(events, filter, 2))).toEqual([3, 5]);
  });

  it('switches a source on and off without touching the set before', () => {
    const before = new Set(['hand'] as const);
    expect([...toggled(before, 'wire')]).toEqual(['hand', 'wire']);
    expect([...toggled(before, 'hand')]).toEqual([]);
    expect([...before]).toEqual(['hand']);
  });
});
