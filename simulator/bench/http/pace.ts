/** How many actions a second: a bucket of tokens on the monotonic clock. */
import type { Clock } from '../../../src/kernel/clock.ts';

export class Pace {
  readonly #clock: Clock;
  readonly #perSecond: number;
  #left: number;
  #at: number;

  /** As many at once as in one second. */
  constructor(clock: Clock, perSecond: number) {
    this.#clock = clock;
    this.#perSecond = perSecond;
    this.#left = perSecond;
    this.#at = clock.monotonic();
  }

  /** False: too fast. */
  take(): boolean {
    const now = this.#clock.monotonic();
    this.#left = Math.min(this.#perSecond, this.#left + ((now - this.#at) * this.#perSecond) / 1_000);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
