/**
 * Keeps a working chip behind the line: opens, starts, notices a closed port at once and silence by failed polls, and
 * connects again over a fresh link with capped backoff.
 */
import type { Clock, Timer } from '../../../src/kernel/clock.ts';
import { Emitter } from '../../../src/kernel/emitter.ts';
import type { SuggestedAction } from '../../../src/kernel/errors.ts';
import { Mutex } from '../../../src/kernel/mutex.ts';
import type { DeviceCounters, DeviceHealth } from '../../contract/device.ts';
import { Exchange } from '../../link/exchange.ts';
import type { Link, LinkFactory } from '../../link/link.ts';
import type { Trace } from '../../link/trace.ts';
import { describePn532 } from './codec.ts';
import { damageParser, type Pn532Item } from './damage-parser.ts';
import { Pn532Dialogue } from './dialogue.ts';
import { Pn532Field } from './field.ts';
import { LineCounters } from './line-counters.ts';
import { startPn532 } from './start-sequence.ts';
import type { Pn532Timing } from './timing.ts';

export interface ConnectionOptions {
  readonly device: string;
  readonly clock: Clock;
  readonly trace: Trace;
  readonly open: LinkFactory;
  readonly timing: Pn532Timing;
}

/** A started chip on one link. Everything said to it goes through `run`, one job at a time. */
export interface Pn532Chip {
  readonly field: Pn532Field;
  run<T>(job: () => Promise<T>): Promise<T>;
}

/** Silent polls in a row until the chip counts as gone. */
const SILENCE_LIMIT = 3;

const NO_FAULT: DeviceHealth = { state: 'online', faults: [] };

export class ChipConnection {
  /** A started chip, or `undefined` when it is lost. */
  readonly chips = new Emitter<Pn532Chip | undefined>();
  readonly healthChanges = new Emitter<DeviceHealth>();
  health: DeviceHealth = { state: 'offline', faults: [] };
  identity: string | undefined;
  readonly #options: ConnectionOptions;
  readonly #counters = new LineCounters();
  #state: 'idle' | 'working' | 'closed' = 'idle';
  #link: Link | undefined;
  #ready = false;
  #silent = 0;
  #failures = 0;
  #retry: Timer | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get counters(): DeviceCounters {
    return this.#counters.read();
  }

  start(): void {
    if (this.#state !== 'idle') return;
    this.#state = 'working';
    void this.#connect();
  }

  close(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#retry?.cancel();
    this.#dropLink();
    this.#setHealth({ state: 'offline', faults: [] });
  }

  /** The chip answered: it is alive. */
  answered(): void {
    this.#silent = 0;
  }

  /** A poll or an exchange found the chip silent. */
  silent(): void {
    this.#silent += 1;
    if (this.#silent >= SILENCE_LIMIT && this.#ready) this.#lose('READER_NOT_ANSWERING', 'reset');
  }

  async #connect(): Promise<void> {
    let link: Link;
    try {
      link = await this.#options.open();
    } catch {
      this.#lose('READER_LINK_LOST', 'call-service');
      return;
    }
    if (this.#state === 'closed') {
      link.close();
      return;
    }
    this.#link = link;
    void link.closed.then(() => {
      if (this.#link === link) this.#lose('READER_LINK_LOST', 'call-service');
    });
    await this.#startChip(link);
  }

  async #startChip(link: Link): Promise<void> {
    const { clock, timing } = this.#options;
    const exchange = this.#exchange(link);
    const dialogue = new Pn532Dialogue(exchange, timing);
    this.#counters.follow(exchange.counters, dialogue);
    const result = await startPn532(dialogue, timing);
    if (this.#link !== link) return;
    if (result.kind === 'failed') {
      this.#lose(result.code, result.action);
      return;
    }
    this.identity = result.identity;
    this.#ready = true;
    this.#silent = 0;
    this.#failures = 0;
    const mutex = new Mutex();
    const field = new Pn532Field(dialogue, clock, timing);
    this.chips.emit({ field, run: (job) => mutex.run(job) });
    this.#setHealth(NO_FAULT);
  }

  #exchange(link: Link): Exchange<Pn532Item> {
    const { device, clock, trace, timing } = this.#options;
    return new Exchange<Pn532Item>({
      device,
      clock,
      link,
      trace,
      parser: damageParser(),
      interByteTimeoutMs: timing.interByteMs,
      describe: describePn532,
      frameBytes: (item) => item.bytes,
    });
  }

  /** The chip is not usable: says so and tries again later. */
  #lose(code: string, action: SuggestedAction): void {
    if (this.#state !== 'working') return;
    this.#dropLink();
    this.#setHealth({ state: 'offline', faults: [{ code, action }] });
    const { reconnectFirstMs, reconnectLimitMs } = this.#options.timing;
    const delay = Math.min(reconnectLimitMs, reconnectFirstMs * 2 ** Math.min(this.#failures, 8));
    this.#failures += 1;
    this.#retry = this.#options.clock.after(delay, `${this.#options.device} reconnect`, () => {
      void this.#connect();
    });
  }

  #dropLink(): void {
    const link = this.#link;
    this.#link = undefined;
    link?.close();
    if (!this.#ready) return;
    this.#ready = false;
    this.chips.emit(undefined);
  }

  #setHealth(health: DeviceHealth): void {
    const same =
      health.state === this.health.state &&
      health.faults.length === this.health.faults.length &&
      health.faults.every((fault, index) => fault.code === this.health.faults[index]?.code);
    if (same) return;
    this.health = health;
    this.healthChanges.emit(health);
  }
}
