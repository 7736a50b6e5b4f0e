/**
 * One life of the terminal, from power-on to power-off. Every port of a life hangs on its domain: after a cut nothing
 * is sent, no promise settles and no callback runs, as on a board without power (design.md §12.2).
 */
import type { Clock } from './clock.ts';
import { Emitter, type Unsubscribe } from './emitter.ts';

export class PowerDomain {
  #alive = true;
  readonly #onCut = new Emitter<void>();
  #reason: string | undefined;

  get alive(): boolean {
    return this.#alive;
  }

  /** Why the life ended, once it has. */
  get reason(): string | undefined {
    return this.#reason;
  }

  /** Ends the life. A second cut changes nothing. */
  cut(reason: string): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#reason = reason;
    this.#onCut.emit();
  }

  /** Runs outside the life, once, when it ends: whoever starts the next one. At once when it has ended already. */
  onCut(callback: () => void): Unsubscribe {
    if (this.#alive) return this.#onCut.listen(callback);
    callback();
    return () => undefined;
  }

  /** The same promise while there is power; one that never settles afterwards. */
  guard<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      promise.then(
        (value) => {
          if (this.#alive) resolve(value);
        },
        (error: unknown) => {
          if (this.#alive) reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }

  /** The same callback while there is power; nothing afterwards. */
  wrap<A extends readonly unknown[]>(callback: (...args: A) => void): (...args: A) => void {
    return (...args) => {
      if (this.#alive) callback(...args);
    };
  }

  /** A clock whose timers die with the life. */
  clock(base: Clock): Clock {
    return {
      monotonic: () => base.monotonic(),
      wall: () => base.wall(),
      after: (delayMs, name, callback) => base.after(delayMs, name, this.wrap(callback)),
      afterSkippable: (delayMs, name, grid, callback) =>
        base.afterSkippable(delayMs, name, grid, this.wrap(callback)),
    };
  }
}
