/**
 * LowVbat, the state after power-up and PowerDown: the chip sleeps until edges on the line wake it. pn532.md
 * §1.
 */
import type { Clock } from '../../../src/kernel/clock.ts';

/** Bytes that are lost while the chip wakes up. The shortest wake-up seen in the field has 9. */
const WAKE_BYTES = 7;
/** After this silence, milliseconds, a chip that was not configured sleeps again. */
const AWAKE_MS = 100;

export class LowVbat {
  readonly #clock: Clock;
  #asleep = true;
  #left = WAKE_BYTES;
  #lastByteAt = -Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** True until `leave`. */
  get asleep(): boolean {
    return this.#asleep;
  }

  fall(): void {
    this.#asleep = true;
    this.#lastByteAt = -Infinity;
  }

  /** SAMConfiguration was carried out. */
  leave(): void {
    this.#asleep = false;
  }

  /** The bytes that reach the chip's receiver; `woken` when all of them were lost in waking. */
  hear(chunk: Uint8Array): Uint8Array | 'woken' {
    if (!this.#asleep) return chunk;
    const now = this.#clock.monotonic();
    if (now - this.#lastByteAt > AWAKE_MS) this.#left = WAKE_BYTES;
    this.#lastByteAt = now;
    const lost = Math.min(this.#left, chunk.length);
    this.#left -= lost;
    return lost > 0 && lost === chunk.length ? 'woken' : chunk.slice(lost);
  }
}
