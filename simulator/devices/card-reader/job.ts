/** One running command of a simulated device: its timers and callbacks die together when it is aborted. */
import type { Clock, Timer } from '../../../src/kernel/clock.ts';

export class Job {
  readonly #clock: Clock;
  readonly #timers = new Set<Timer>();
  readonly #endings = new Set<() => void>();
  #live = true;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get live(): boolean {
    return this.#live;
  }

  /** Calls back after `delayMs` unless the job has ended by then. */
  after(delayMs: number, name: string, callback: () => void): void {
    if (!this.#live) return;
    const timer = this.#clock.after(delayMs, name, () => {
      this.#timers.delete(timer);
      callback();
    });
    this.#timers.add(timer);
  }

  /** The same callback while the job lives; nothing afterwards. */
  guard<A extends readonly unknown[]>(callback: (...args: A) => void): (...args: A) => void {
    return (...args) => {
      if (this.#live) callback(...args);
    };
  }

  /** Runs once when the job ends, for whatever reason, unless the returned function was called before. */
  atEnd(callback: () => void): () => void {
    this.#endings.add(callback);
    return () => {
      this.#endings.delete(callback);
    };
  }

  end(): void {
    if (!this.#live) return;
    this.#live = false;
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
    for (const ending of this.#endings) ending();
    this.#endings.clear();
  }
}
