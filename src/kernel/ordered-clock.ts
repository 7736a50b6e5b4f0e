/**
 * Real time in which deadlines come strictly in order, also after the process was held up: each callback sees its own
 * deadline as the present, and what it starts is due from there. Drivers and simulated devices in one process need that: on
 * the plain clock a busy machine makes a device late and its driver's time-out punctual, and a good card looks torn.
 */
import type { Clock, Timer } from './clock.ts';
import { TimerHeap, type PendingTimer } from './timer-heap.ts';

/** Node fires a longer timer at once, so longer waits go in stages. */
const LONGEST_WAIT_MS = 2_147_483_647;

function drainMacrotask(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

class OrderedClock implements Clock {
  readonly #origin = performance.now();
  readonly #heap = new TimerHeap();
  #order = 0;
  /** The deadline that was met last. */
  #met = 0;
  #working = false;
  #alarm: NodeJS.Timeout | undefined;

  /** Between deadlines real time; never past a deadline that is still to be met. */
  monotonic(): number {
    if (this.#working) return this.#met;
    const next = this.#next()?.deadline ?? Infinity;
    return Math.max(this.#met, Math.min(this.#real(), next));
  }

  wall(): number {
    return Date.now();
  }

  after(delayMs: number, name: string, callback: () => void): Timer {
    const now = this.monotonic();
    this.#order += 1;
    const timer: PendingTimer = {
      deadline: now + Math.max(0, delayMs),
      armedAt: now,
      order: this.#order,
      name,
      grid: undefined,
      exchange: undefined,
      callback,
    };
    this.#heap.push(timer);
    this.#setAlarm();
    return {
      cancel: () => {
        timer.callback = undefined;
      },
    };
  }

  afterSkippable(delayMs: number, name: string, _grid: unknown, callback: () => void): Timer {
    return this.after(delayMs, name, callback);
  }

  #real(): number {
    return performance.now() - this.#origin;
  }

  #next(): PendingTimer | undefined {
    let top = this.#heap.peek();
    while (top !== undefined && top.callback === undefined) {
      this.#heap.pop();
      top = this.#heap.peek();
    }
    return top;
  }

  #setAlarm(): void {
    if (this.#working) return;
    clearTimeout(this.#alarm);
    const next = this.#next();
    if (next === undefined) return;
    const waitMs = Math.ceil(Math.max(0, next.deadline - this.#real()));
    this.#alarm = setTimeout(() => void this.#meetDeadlines(), Math.min(waitMs, LONGEST_WAIT_MS));
  }

  async #meetDeadlines(): Promise<void> {
    this.#working = true;
    try {
      for (let due = this.#next(); due !== undefined && due.deadline <= this.#real(); due = this.#next()) {
        this.#heap.pop();
        this.#met = due.deadline;
        const { callback } = due;
        due.callback = undefined;
        callback?.();
        await drainMacrotask();
      }
    } finally {
      this.#working = false;
      this.#setAlarm();
    }
  }
}

export function orderedClock(): Clock {
  return new OrderedClock();
}
