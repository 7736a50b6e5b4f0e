/** Slot lamp (进钞口灯), reader light and cabinet switches on a Modbus RTU I/O board. design.md §11. */
import { Emitter, type Unsubscribe } from '../../../src/kernel/emitter.ts';
import type { SuggestedAction } from '../../../src/kernel/errors.ts';
import { Mutex } from '../../../src/kernel/mutex.ts';
import { Poller, type TickFingerprint } from '../../../src/kernel/poller.ts';
import type { DeviceCounters, DeviceHealth } from '../../contract/device.ts';
import type { CabinetSwitches, Indicator, SlotLamp } from '../../contract/indicator.ts';
import type { Link } from '../../link/link.ts';
import { Connection } from '../../link/connection.ts';
import { BoardLine } from './line.ts';
import type { ModbusRequest } from './message.ts';
import {
  BOARD_ADDRESSES,
  BOARD_TIMINGS,
  type BoardAddresses,
  type BoardTimings,
  type ModbusIndicatorOptions,
} from './options.ts';
import { coilsFor, readBackFor, shows, writesFor, type WantedOutputs } from './outputs.ts';

const NAME = 'indicator';

const FAULTS = {
  BOARD_LINK_CLOSED: 'call-service',
  BOARD_SILENT: 'reset',
  /** The board answers with an exception: wrong addresses. */
  BOARD_REFUSED: 'reconfigure',
} as const satisfies Record<string, SuggestedAction>;

type BoardFault = keyof typeof FAULTS;

class ModbusIndicator implements Indicator {
  readonly name = NAME;
  readonly identity = undefined;
  readonly #options: ModbusIndicatorOptions;
  readonly #addresses: BoardAddresses;
  readonly #timings: BoardTimings;
  readonly #mutex = new Mutex();
  readonly #connection: Connection;
  readonly #healthChanges = new Emitter<DeviceHealth>();
  readonly #switchChanges = new Emitter<CabinetSwitches | undefined>();
  readonly #counts: Record<string, number> = {};
  #wanted: WantedOutputs = { lamp: 'off', readerLight: false };
  /** What the board has confirmed; `undefined` when that is not known. */
  #confirmed: WantedOutputs | undefined;
  #outputsRefused = false;
  #writeQueued = false;
  #switches: CabinetSwitches | undefined;
  #health: DeviceHealth = { state: 'offline', faults: [] };
  #line: BoardLine | undefined;
  #poller: Poller | undefined;
  #readBackAt = 0;
  #silentSince: number | undefined;
  #answered = false;

  constructor(options: ModbusIndicatorOptions) {
    this.#options = options;
    this.#addresses = { ...BOARD_ADDRESSES, ...options.addresses };
    this.#timings = { ...BOARD_TIMINGS, ...options.timings };
    this.#connection = new Connection({
      clock: options.clock,
      name: NAME,
      open: options.open,
      firstDelayMs: this.#timings.reopenFirstMs,
      longestDelayMs: this.#timings.reopenLongestMs,
      serve: (link) => this.#serve(link),
      onDown: () => {
        this.#dead('BOARD_LINK_CLOSED');
      },
    });
  }

  get switches(): CabinetSwitches | undefined {
    return this.#switches;
  }

  get health(): DeviceHealth {
    return this.#health;
  }

  get counters(): DeviceCounters {
    const counts = { ...this.#counts };
    if (this.#line !== undefined) addCounters(counts, this.#line);
    return counts;
  }

  onHealth(listener: (health: DeviceHealth) => void): Unsubscribe {
    return this.#healthChanges.listen(listener);
  }

  onSwitches(listener: (switches: CabinetSwitches | undefined) => void): Unsubscribe {
    return this.#switchChanges.listen(listener);
  }

  start(): void {
    this.#connection.start();
  }

  close(): void {
    this.#poller?.stop();
    this.#connection.close();
    this.#setHealth('offline', []);
    this.#setSwitches(undefined);
  }

  slotLamp(lamp: SlotLamp): void {
    this.#want({ ...this.#wanted, lamp });
  }

  readerLight(readerLight: boolean): void {
    this.#want({ ...this.#wanted, readerLight });
  }

  /** Goes out at once when the board is there; otherwise the next look at the inputs takes it along. */
  #want(wanted: WantedOutputs): void {
    if (wanted.lamp === this.#wanted.lamp && wanted.readerLight === this.#wanted.readerLight) return;
    this.#wanted = wanted;
    this.#poller?.disturb();
    if (this.#line === undefined || this.#writeQueued) return;
    this.#writeQueued = true;
    void this.#mutex.run(() => {
      this.#writeQueued = false;
      return this.#writeOutputs();
    });
  }

  async #serve(link: Link): Promise<boolean> {
    const { clock, registry, trace, unit = 1 } = this.#options;
    const line = new BoardLine({ name: NAME, unit, clock, link, trace, timings: this.#timings });
    const poller = new Poller(clock, registry, {
      device: NAME,
      periodMs: this.#timings.pollMs,
      tick: () => this.#mutex.run(() => this.#tick()),
    });
    this.#line = line;
    this.#poller = poller;
    this.#answered = false;
    this.#silentSince = undefined;
    this.#confirmed = undefined;
    poller.start();
    await line.exchange.closed;
    poller.stop();
    this.#line = undefined;
    addCounters(this.#counts, line);
    return this.#answered;
  }

  async #tick(): Promise<TickFingerprint> {
    await this.#writeOutputs();
    await this.#readBack();
    const switches = await this.#readSwitches();
    if (switches === undefined || this.#confirmed !== this.#wanted) return undefined;
    return `${switches.doorOpen} ${switches.cashBoxPresent}`;
  }

  async #writeOutputs(): Promise<void> {
    const wanted = this.#wanted;
    if (this.#confirmed === wanted) return;
    for (const request of writesFor(coilsFor(wanted, this.#addresses))) {
      if ((await this.#ask(request)) === undefined) return;
    }
    this.#confirmed = wanted;
    this.#outputsRefused = false;
    this.#readBackAt = this.#options.clock.monotonic() + this.#timings.readBackMs;
  }

  /** A board that lost power between two looks has forgotten its coils and answers as before. */
  async #readBack(): Promise<void> {
    const { clock } = this.#options;
    const confirmed = this.#confirmed;
    if (confirmed === undefined || clock.monotonic() < this.#readBackAt) return;
    const coils = coilsFor(confirmed, this.#addresses);
    const { start, count } = readBackFor(coils);
    const bits = await this.#ask({ kind: 'readCoils', start, count });
    if (bits === undefined) return;
    this.#readBackAt = clock.monotonic() + this.#timings.readBackMs;
    if (shows(coils, start, bits)) return;
    this.#confirmed = undefined;
    await this.#writeOutputs();
  }

  async #readSwitches(): Promise<CabinetSwitches | undefined> {
    const { doorOpen, cashBoxPresent } = this.#addresses;
    const start = Math.min(doorOpen, cashBoxPresent);
    const count = Math.abs(doorOpen - cashBoxPresent) + 1;
    const bits = await this.#ask({ kind: 'readInputs', start, count });
    if (bits === undefined) return undefined;
    const switches: CabinetSwitches = {
      doorOpen: bits[doorOpen - start] ?? false,
      cashBoxPresent: bits[cashBoxPresent - start] ?? false,
    };
    if (this.#outputsRefused) this.#setHealth('degraded', ['BOARD_REFUSED']);
    else this.#setHealth('online', []);
    this.#setSwitches(switches);
    return switches;
  }

  /** The bits of the answer, none for a write; `undefined` when the board did not do it. */
  async #ask(request: ModbusRequest): Promise<readonly boolean[] | undefined> {
    const line = this.#line;
    if (line === undefined) return undefined;
    const began = this.#options.clock.monotonic();
    const result = await line.ask(request);
    if (line !== this.#line) return undefined;
    if (result.kind === 'failed' && result.reason === 'silent') {
      this.#silence(began);
      return undefined;
    }
    this.#answered = true;
    this.#silentSince = undefined;
    if (result.kind === 'failed') {
      if (request.kind === 'readInputs') this.#dead('BOARD_REFUSED');
      else this.#outputsRefused = true;
      return undefined;
    }
    return 'bits' in result.response ? result.response.bits : [];
  }

  /** Silence may be a board that is starting again, dark: it gets its coils anew. */
  #silence(began: number): void {
    this.#confirmed = undefined;
    this.#silentSince ??= began;
    if (this.#options.clock.monotonic() - this.#silentSince < this.#timings.silenceMs) return;
    this.#dead('BOARD_SILENT');
  }

  /** Whatever was known about the board is not known any more. */
  #dead(fault: BoardFault): void {
    this.#confirmed = undefined;
    this.#setHealth('offline', [fault]);
    this.#setSwitches(undefined);
  }

  #setHealth(state: DeviceHealth['state'], codes: readonly BoardFault[]): void {
    const before = this.#health;
    if (before.state === state && before.faults.map(({ code }) => code).join() === codes.join()) return;
    this.#health = { state, faults: codes.map((code) => ({ code, action: FAULTS[code] })) };
    this.#healthChanges.emit(this.#health);
  }

  #setSwitches(switches: CabinetSwitches | undefined): void {
    const before = this.#switches;
    if (before?.doorOpen === switches?.doorOpen && before?.cashBoxPresent === switches?.cashBoxPresent) {
      return;
    }
    this.#switches = switches;
    this.#switchChanges.emit(switches);
  }
}

function addCounters(counts: Record<string, number>, line: BoardLine): void {
  const { frames, unexpected, discarded } = line.exchange.counters;
  const named = Object.entries(discarded).map(([reason, count]) => [`discarded-${reason}`, count] as const);
  for (const [name, count] of [['frames', frames] as const, ['unexpected', unexpected] as const, ...named]) {
    counts[name] = (counts[name] ?? 0) + count;
  }
}

/** The driver of the I/O board. Nothing here can block or fail the money: a dead board is only shown in its health. */
export function modbusIndicator(options: ModbusIndicatorOptions): Indicator {
  return new ModbusIndicator(options);
}
