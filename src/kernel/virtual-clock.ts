/**
 * Virtual time: steps deadline by deadline and drains one macrotask after each callback, so that promises and state
 * charts settle before time moves on. When every timer before the next other deadline is a tick of a poller since whose
 * last exchange nothing has happened, it jumps there and moves those ticks along their own grid (design.md §3, Poller).
 */
import type { Clock, SkipGrid, Timer } from './clock.ts';
import { invariant } from './errors.ts';
import { repeats, underWay, type PollExchange } from './poll-exchange.ts';
import { earlier, TimerHeap, type PendingTimer } from './timer-heap.ts';

export interface VirtualClockOptions {
  /** Wall time at monotonic 0, milliseconds since 1970. Default 2099-09-02T08:00:00+08:00. */
  readonly wallStartMs?: number;
  /** Jump over ticks that cannot matter. Off gives the same run, tick by tick. Default true. */
  readonly skip?: boolean;
  /** Virtual milliseconds per real millisecond, for people who watch; as fast as possible when left out. */
  readonly pace?: number;
}

const DEFAULT_WALL_START_MS = 4_091_990_400_000;

/** More callbacks than this without time moving is a loop, not a program. */
const SAME_INSTANT_LIMIT = 100_000;

/**
 * Deadlines lie on a grid of 1/4096 ms (0.24 µs), so that sums and differences of times are exact and a poller that
 * was moved along its period stands where it would have come to tick by tick. Rounded up: nothing comes too early.
 */
const GRAINS_PER_MS = 4096;

function onGrid(timeMs: number): number {
  return Math.ceil(timeMs * GRAINS_PER_MS) / GRAINS_PER_MS;
}

function drainMacrotask(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function pause(realMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, realMs);
  });
}

export class VirtualClock implements Clock {
  /** Callbacks run so far. */
  events = 0;
  readonly #skip: boolean;
  readonly #pace: number | undefined;
  #owedRealMs = 0;
  #now = 0;
  #wallOffset: number;
  #order = 0;
  #sameInstant = 0;
  #heap = new TimerHeap();
  /** The last instant at which anything but a repeated poll happened. */
  #lastEventAt = 0;
  /** The poll exchange to which the callback that runs now belongs. */
  #exchange: PollExchange | undefined;

  constructor(options: VirtualClockOptions = {}) {
    this.#skip = options.skip ?? true;
    this.#pace = options.pace;
    this.#wallOffset = options.wallStartMs ?? DEFAULT_WALL_START_MS;
  }

  monotonic(): number {
    return this.#now;
  }

  wall(): number {
    return this.#now + this.#wallOffset;
  }

  /** Moves wall time only, as an operator or NTP would. */
  jumpWall(deltaMs: number): void {
    this.#wallOffset += deltaMs;
  }

  after(delayMs: number, name: string, callback: () => void): Timer {
    return this.#add(delayMs, name, undefined, callback);
  }

  afterSkippable(delayMs: number, name: string, grid: SkipGrid, callback: () => void): Timer {
    return this.#add(delayMs, name, this.#skip ? grid : undefined, callback);
  }

  /** Names of pending timers, soonest first: what the program is waiting for. */
  pending(): readonly string[] {
    const live = this.#heap.all().filter((timer) => timer.callback !== undefined);
    return live.toSorted(earlier).map((timer) => `${timer.deadline} ${timer.name}`);
  }

  /** Lets everything that is ready run, without moving time. */
  async settle(): Promise<void> {
    await drainMacrotask();
    await this.run(0);
  }

  /** Runs every callback due within the next `durationMs`, then stands exactly there. */
  async run(durationMs: number): Promise<void> {
    this.#outsideEvent();
    const until = onGrid(this.#now + durationMs);
    await drainMacrotask();
    for (let timer = this.#next(until); timer !== undefined; timer = this.#next(until)) {
      await this.#fire(timer);
    }
    this.#now = until;
  }

  /** Runs until `condition` holds or `limitMs` has passed; says whether it held. Checked after every callback. */
  async runUntil(condition: () => boolean, limitMs: number): Promise<boolean> {
    this.#outsideEvent();
    const until = onGrid(this.#now + limitMs);
    await drainMacrotask();
    while (!condition()) {
      const timer = this.#next(until);
      if (timer === undefined) {
        this.#now = until;
        return condition();
      }
      await this.#fire(timer);
    }
    return true;
  }

  /** Runs until the promise settles and gives its value; fails when it has not after `limitMs`. */
  async until<T>(promise: Promise<T>, limitMs = 600_000): Promise<T> {
    let settled = false;
    const marked = promise.finally(() => {
      settled = true;
    });
    marked.catch(() => undefined);
    const held = await this.runUntil(() => settled, limitMs);
    invariant(
      held,
      `promise still pending after ${limitMs} ms of virtual time; waiting for: ${this.pending().slice(0, 8).join(', ')}`,
    );
    return marked;
  }

  #add(delayMs: number, name: string, grid: SkipGrid | undefined, callback: () => void): Timer {
    invariant(!Number.isNaN(delayMs), `timer ${name} without a delay`);
    this.#order += 1;
    const timer: PendingTimer = {
      deadline: onGrid(this.#now + Math.max(0, delayMs)),
      armedAt: this.#now,
      order: this.#order,
      name,
      grid,
      exchange:
        this.#exchange !== undefined && underWay(this.#exchange, this.#now) ? this.#exchange : undefined,
      callback,
    };
    this.#heap.push(timer);
    return {
      cancel: () => {
        timer.callback = undefined;
      },
    };
  }

  /** Whoever runs the clock may have done something since it last ran. */
  #outsideEvent(): void {
    this.#lastEventAt = this.#now;
  }

  #dropCancelled(): void {
    for (
      let top = this.#heap.peek();
      top !== undefined && top.callback === undefined;
      top = this.#heap.peek()
    ) {
      this.#heap.pop();
    }
  }

  /** Takes the next timer due by `until` out of the heap, moving skippable ticks beyond the next real deadline. */
  #next(until: number): PendingTimer | undefined {
    this.#dropCancelled();
    const top = this.#heap.peek();
    if (top === undefined || top.deadline > until) return undefined;
    if (this.#movable(top)) {
      this.#jump(until);
      this.#dropCancelled();
      const moved = this.#heap.peek();
      return moved === undefined || moved.deadline > until ? undefined : this.#heap.pop();
    }
    return this.#heap.pop();
  }

  #movable({ grid }: PendingTimer): boolean {
    return grid !== undefined && this.#lastEventAt < grid.since && grid.allowed();
  }

  #jump(until: number): void {
    const ticks: PendingTimer[] = [];
    for (let top = this.#heap.peek(); top !== undefined; top = this.#heap.peek()) {
      const live = top.callback !== undefined;
      if (live && (top.deadline > until || !this.#movable(top))) break;
      this.#heap.pop();
      if (live) ticks.push(top);
    }
    const target = Math.min(this.#heap.peek()?.deadline ?? until, until);
    for (const tick of ticks) {
      const grid = tick.grid as SkipGrid;
      const count = Math.max(0, Math.ceil((target - tick.deadline) / grid.periodMs));
      if (count > 0) {
        tick.deadline += count * grid.periodMs;
        tick.armedAt += count * grid.periodMs;
        grid.skipped(count);
      }
      this.#heap.push(tick);
    }
  }

  async #fire(timer: PendingTimer): Promise<void> {
    if (this.#pace !== undefined) await this.#keepPace(timer.deadline - this.#now, this.#pace);
    this.#sameInstant = timer.deadline > this.#now ? 0 : this.#sameInstant + 1;
    invariant(
      this.#sameInstant < SAME_INSTANT_LIMIT,
      `time stands still at ${this.#now} ms in ${timer.name}`,
    );
    this.#now = Math.max(this.#now, timer.deadline);
    this.events += 1;
    const callback = timer.callback;
    timer.callback = undefined;
    const { grid } = timer;
    this.#exchange = grid === undefined ? timer.exchange : { grid, begunAt: this.#now };
    callback?.();
    await drainMacrotask();
    if (this.#exchange === undefined || !repeats(this.#exchange, this.#now)) this.#lastEventAt = this.#now;
    this.#exchange = undefined;
  }

  /** Short steps are saved up, since a real pause is never shorter than a millisecond. */
  async #keepPace(stepMs: number, pace: number): Promise<void> {
    this.#owedRealMs += Math.max(0, stepMs) / pace;
    if (this.#owedRealMs < 4) return;
    const realMs = this.#owedRealMs;
    this.#owedRealMs = 0;
    await pause(realMs);
  }
}
