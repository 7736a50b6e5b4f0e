/** The clock of the simulated school: somebody may move its wall time by hand; everything else is the clock behind it. */
import type { Clock, SkipGrid, Timer } from '../../../src/kernel/clock.ts';

const MINUTE_MS = 60_000;

export class BenchClock implements Clock {
  readonly #behind: Clock;
  #movedMinutes: number;

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

  monotonic(): number {
    return this.#behind.monotonic();
  }

  wall(): number {
    return this.#behind.wall() + this.#movedMinutes * MINUTE_MS;
  }

  after(delayMs: number, name: string, callback: () => void): Timer {
    return this.#behind.after(delayMs, name, callback);
  }

  afterSkippable(delayMs: number, name: string, grid: SkipGrid, callback: () => void): Timer {
    return this.#behind.afterSkippable(delayMs, name, grid, callback);
  }
}
