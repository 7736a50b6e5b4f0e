/** The only source of time. Nothing outside `kernel` touches Date, timers or performance (design.md §3). */

export interface Timer {
  cancel(): void;
}

/**
 * Where a tick of a poller may be moved to when nothing can happen before it: multiples of `periodMs` after its own
 * deadline. Virtual time asks when it is about to jump; real clocks never do.
 */
export interface SkipGrid {
  readonly periodMs: number;
  /** When the exchange before this tick began, monotonic. Whatever happened at or after it makes the tick run. */
  readonly since: number;
  /** False keeps the tick where it is. */
  readonly allowed: () => boolean;
  /** The exchange that this tick starts: under way, the same as the one before, or another. */
  readonly exchange: () => 'running' | 'same' | 'changed';
  /** Called with the number of ticks left out when the clock jumps over them. */
  readonly skipped: (ticks: number) => void;
}

export interface Clock {
  /** Milliseconds on a clock that never jumps; only differences mean anything. Time-outs use this one. */
  monotonic(): number;
  /** Milliseconds since 1970-01-01T00:00Z. May jump either way; recorded, never used to decide. */
  wall(): number;
  /** Calls back once after `delayMs` ≥ 0. The name shows in the list of pending timers. */
  after(delayMs: number, name: string, callback: () => void): Timer;
  /** As `after`, for the tick of a poller that virtual time may move along its grid. Real clocks treat it as `after`. */
  afterSkippable(delayMs: number, name: string, grid: SkipGrid, callback: () => void): Timer;
}

/** Resolves after `delayMs`. */
export function sleep(clock: Clock, delayMs: number, name: string): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, name, resolve);
  });
}

/** Resolves with the promise's value, or with `late` when it has not settled after `delayMs`. The timer is cancelled either way. */
export function withTimeout<T, L>(
  clock: Clock,
  promise: Promise<T>,
  delayMs: number,
  name: string,
  late: L,
): Promise<T | L> {
  return new Promise((resolve, reject) => {
    const timer = clock.after(delayMs, name, () => {
      resolve(late);
    });
    promise.then(
      (value) => {
        timer.cancel();
        resolve(value);
      },
      (error: unknown) => {
        timer.cancel();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}

/** The shape XState wants for its delayed transitions. */
export interface StateChartClock {
  setTimeout(callback: (...args: unknown[]) => void, delayMs: number): Timer;
  clearTimeout(timer: Timer | undefined): void;
}

/** Gives state charts the same time as everybody else. */
export function stateChartClock(clock: Clock): StateChartClock {
  return {
    setTimeout: (callback, delayMs) =>
      clock.after(delayMs, 'state chart', () => {
        callback();
      }),
    clearTimeout: (timer) => timer?.cancel(),
  };
}
