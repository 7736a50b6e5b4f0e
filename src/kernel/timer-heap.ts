/** Binary heap of timers by (deadline, when set, order of creation): equal deadlines fire in the order they were set. */
import type { SkipGrid } from './clock.ts';
import type { PollExchange } from './poll-exchange.ts';

export interface PendingTimer {
  deadline: number;
  /** When it was set; for a tick moved along its grid, when the tick before would have set it. */
  armedAt: number;
  order: number;
  readonly name: string;
  readonly grid: SkipGrid | undefined;
  /** The poll exchange in which it was set, if any. */
  readonly exchange: PollExchange | undefined;
  callback: (() => void) | undefined;
}

/** Sorts by the order in which timers fire. */
export function earlier(a: PendingTimer, b: PendingTimer): number {
  return a.deadline - b.deadline || a.armedAt - b.armedAt || a.order - b.order;
}

export class TimerHeap {
  readonly #items: PendingTimer[] = [];

  get size(): number {
    return this.#items.length;
  }

  /** In no particular order. */
  all(): readonly PendingTimer[] {
    return this.#items;
  }

  peek(): PendingTimer | undefined {
    return this.#items[0];
  }

  push(item: PendingTimer): void {
    const items = this.#items;
    let index = items.push(item) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#less(index, parent)) break;
      this.#swap(index, parent);
      index = parent;
    }
  }

  pop(): PendingTimer | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (top === undefined || last === undefined || items.length === 0) return top;
    items[0] = last;
    this.#sink(0);
    return top;
  }

  #sink(start: number): void {
    const size = this.#items.length;
    let index = start;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= size) return;
      if (child + 1 < size && this.#less(child + 1, child)) child += 1;
      if (!this.#less(child, index)) return;
      this.#swap(index, child);
      index = child;
    }
  }

  #less(left: number, right: number): boolean {
    return earlier(this.#items[left] as PendingTimer, this.#items[right] as PendingTimer) < 0;
  }

  #swap(left: number, right: number): void {
    const a = this.#items[left] as PendingTimer;
    this.#items[left] = this.#items[right] as PendingTimer;
    this.#items[right] = a;
  }
}
