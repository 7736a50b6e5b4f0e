/**
 * What virtual time knows of one exchange of a poller: the timers set in it (bytes on the wire, the answer's time-out)
 * are no events as long as the exchange brings what the one before brought. Without this two pollers would keep each
 * other awake for ever; without events at all a poller would sleep through what happened (design.md §3, Poller).
 */
import type { SkipGrid } from './clock.ts';

export interface PollExchange {
  readonly grid: SkipGrid;
  /** When its tick fired, monotonic. */
  readonly begunAt: number;
}

/** True while the exchange is, as far as known at `now`, nothing but a repetition. One that outlasts its period is none: it may have died with its life. */
export function repeats(exchange: PollExchange, now: number): boolean {
  switch (exchange.grid.exchange()) {
    case 'same':
      return true;
    case 'running':
      return now - exchange.begunAt < exchange.grid.periodMs;
    case 'changed':
      return false;
  }
}

/** True when a timer set at `now` still belongs to the exchange. */
export function underWay(exchange: PollExchange, now: number): boolean {
  return exchange.grid.exchange() === 'running' && repeats(exchange, now);
}
