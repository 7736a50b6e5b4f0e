/** How many things may happen in a time: a full bucket at once, then as fast as it fills. */
import type { Clock } from '../../kernel/clock.ts';

export interface Pace {
  readonly burst: number;
  readonly perSecond: number;
}

export class TokenBucket {
  readonly #clock: Clock;
  readonly #pace: Pace;
  #left: number;
  #at: number;

  constructor(clock: Clock, pace: Pace) {
    this.#clock = clock;
    this.#pace = pace;
    this.#left = pace.burst;
    this.#at = clock.monotonic();
  }

  /** False when there is none left. */
  take(): boolean {
    const { burst, perSecond } = this.#pace;
    const now = this.#clock.monotonic();
    this.#left = Math.min(burst, this.#left + ((now - this.#at) / 1_000) * perSecond);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
