/**
 * Every repeated question to a device runs through here. In virtual time a poller whose last two exchanges were the
 * same bytes, with nothing pending and no veto by its device, lets the clock jump over its ticks as long as nothing
 * happens (design.md §3).
 */
import type { Clock, SkipGrid, Timer } from './clock.ts';

/** What one tick saw: the bytes exchanged, as text; `undefined` when the exchange failed or something is pending. */
export type TickFingerprint = string | undefined;

/** Who may forbid skipping: a simulated device with a fault armed for a certain exchange. */
export interface SkipVetoes {
  vetoed(device: string): boolean;
}

/** Marks, vetoes and counts of one process. */
export class SkipRegistry implements SkipVetoes {
  /** Ticks left out so far. */
  skippedTicks = 0;
  /** Ticks that ran. */
  ranTicks = 0;
  readonly #vetoes = new Map<string, number>();

  /** Forbids skipping the polls of `device` until the returned function is called. */
  veto(device: string): () => void {
    this.#vetoes.set(device, (this.#vetoes.get(device) ?? 0) + 1);
    let released = false;
    return () => {
      if (released) return;
      released = true;
      const left = (this.#vetoes.get(device) ?? 1) - 1;
      if (left === 0) this.#vetoes.delete(device);
      else this.#vetoes.set(device, left);
    };
  }

  vetoed(device: string): boolean {
    return this.#vetoes.has(device);
  }
}

export interface PollerOptions {
  /** Name of the device, the key of vetoes. */
  readonly device: string;
  readonly periodMs: number;
  readonly tick: () => Promise<TickFingerprint>;
}

interface ExchangeState {
  now: 'running' | 'same' | 'changed';
}

/** Polls one device: at most one tick at a time, the next one `periodMs` after the last began, or at once when late. */
export class Poller {
  readonly #clock: Clock;
  readonly #registry: SkipRegistry;
  readonly #options: PollerOptions;
  #timer: Timer | undefined;
  #running = false;
  #stopped = true;
  #lastTwo: [TickFingerprint, TickFingerprint] = [undefined, undefined];
  #startedAt = 0;

  constructor(clock: Clock, registry: SkipRegistry, options: PollerOptions) {
    this.#clock = clock;
    this.#registry = registry;
    this.#options = options;
  }

  /** Starts polling; the first tick comes after `firstDelayMs`. */
  start(firstDelayMs = 0): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.disturb();
    this.#arm(firstDelayMs);
  }

  /** Ends polling. A tick that is under way ends by itself and no further one follows. */
  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  /** Something changed: forget that the last exchanges were alike. The tick that waits will run. */
  disturb(): void {
    this.#lastTwo = [undefined, undefined];
  }

  #arm(delayMs: number): void {
    this.#timer?.cancel();
    const { device, periodMs } = this.#options;
    const exchange: ExchangeState = { now: 'running' };
    const grid: SkipGrid = {
      periodMs,
      since: this.#startedAt,
      allowed: () => this.#steady(),
      exchange: () => exchange.now,
      skipped: (ticks) => {
        this.#registry.skippedTicks += ticks;
      },
    };
    this.#timer = this.#clock.afterSkippable(delayMs, `poll ${device}`, grid, () => void this.#run(exchange));
  }

  #steady(): boolean {
    const [older, newer] = this.#lastTwo;
    return newer !== undefined && older === newer && !this.#registry.vetoed(this.#options.device);
  }

  async #run(exchange: ExchangeState): Promise<void> {
    if (this.#running || this.#stopped) return;
    this.#running = true;
    this.#startedAt = this.#clock.monotonic();
    this.#registry.ranTicks += 1;
    let fingerprint: TickFingerprint;
    try {
      fingerprint = await this.#options.tick();
    } finally {
      this.#running = false;
      exchange.now = fingerprint !== undefined && fingerprint === this.#lastTwo[1] ? 'same' : 'changed';
    }
    this.#lastTwo = [this.#lastTwo[1], fingerprint];
    if (this.#stopped) return;
    const spent = this.#clock.monotonic() - this.#startedAt;
    this.#arm(Math.max(0, this.#options.periodMs - spent));
  }
}
