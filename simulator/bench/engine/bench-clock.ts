/**
 * The clock of the simulated school: somebody may move its wall time by hand, and it can be stopped, so that no timer of
 * the school keeps the process alive. Everything else is the clock behind it.
 */
import type { Clock, SkipGrid, Timer } from '../../../src/kernel/clock.ts';

const MINUTE_MS = 60_000;

const STOPPED: Timer = { cancel: () => undefined };

export class BenchClock implements Clock {
  readonly #behind: Clock;
  readonly #pending = new Set<Timer>();
  #movedMinutes: number;
  #stopped = false;

  constructor(behind: Clock, movedMinutes = 0) {
    this.#behind = behind;
    this.#movedMinutes = movedMinutes;
  }

  /** How far wall time stands from the clock behind, minutes. */
  get movedMinutes(): number {
    return this.#movedMinutes;
  }

  /** Moves wall time, as an operator or NTP would; timers do not notice. */
  move(minutes: number): void {
    this.#movedMinutes += minutes;
  }

  /** No timer calls back any more, now or later. */
  stop(): void {
    this.#stopped = true;
    for (const timer of this.#pending) timer.cancel();
    this.#pending.clear();
  }

  monotonic(): number {
    return this.#behind.monotonic();
  }

  wall(): number {
    return this.#behind.wall() + this.#movedMinutes * MINUTE_MS;
  }

  after(delayMs: number, name: string, callback: () => void): Timer {
    return this.#keep(callback, (fire) => this.#behind.after(delayMs, name, fire));
  }

  afterSkippable(delayMs: number, name: string, grid: SkipGrid, callback: () => void): Timer {
    return this.#keep(callback, (fire) => this.#behind.afterSkippable(delayMs, name, grid, fire));
  }

  #keep(callback: () => void, arm: (fire: () => void) => Timer): Timer {
    if (this.#stopped) return STOPPED;
    const timer = arm(() => {
      this.#pending.delete(timer);
      callback();
    });
    this.#pending.add(timer);
    return {
      cancel: () => {
        this.#pending.delete(timer);
        timer.cancel();
      },
    };
  }
}
