/**
 * The simulated card reader: a PN532 on a serial line with a field that cards are laid into. Byte-true
 * dialogue of pn532.md §1–§3: wake-up, ACK, answer, abort by host ACK, NACK, error frame.
 */
import {
  ACK,
  buildFrame,
  ERROR,
  PN532_COMMANDS,
  pn532Parser,
  TFI_CHIP,
  TFI_HOST,
  type Pn532Frame,
} from '../../../drivers/card-reader/pn532/codec.ts';
import type { DevicePort } from '../../../drivers/link/link.ts';
import type { Discarded, FrameParser } from '../../../drivers/link/parser.ts';
import type { Clock } from '../../../src/kernel/clock.ts';
import type { Emitter } from '../../../src/kernel/emitter.ts';
import type { Random } from '../../../src/kernel/random.ts';
import { CardField } from './field.ts';
import { Job } from './job.ts';
import { Pn532Air, type AirEvent } from './pn532-air.ts';
import { carryOut, type CommandContext } from './pn532-commands.ts';
import { Pn532Exchange, type ExchangeFault } from './pn532-exchange.ts';
import { Pn532Faults, type FaultVetoes } from './pn532-faults.ts';
import { PN532_TIMING, powerUpSettings, type Pn532Settings, type Pn532Timing } from './pn532-settings.ts';
import { LowVbat } from './low-vbat.ts';

export interface Pn532DeviceOptions {
  readonly clock: Clock;
  readonly port: DevicePort;
  readonly random: Random;
  readonly timing?: Partial<Pn532Timing>;
  /** A NACK while a command runs brings the answer before it, as chips may do. Default: nothing. */
  readonly nackBringsOlderAnswer?: boolean;
  /** Where polls may be skipped: held while a fault waits. */
  readonly vetoes?: FaultVetoes;
  /** The poller's name of this device. Default `card-reader`. */
  readonly name?: string;
}

/** Longest silence inside a frame before the chip gives it up, milliseconds. */
const INTER_BYTE_MS = 20;

type Answer = Uint8Array | 'syntax-error';

interface Running {
  readonly job: Job;
  readonly code: number;
  readonly data: Uint8Array;
}

export class Pn532Device {
  /** What lies on the reader. */
  readonly field = new CardField();
  readonly faults: Pn532Faults;
  /** Each step of each exchange with a card. */
  readonly onExchange: Emitter<AirEvent>;
  readonly #options: Pn532DeviceOptions;
  readonly #timing: Pn532Timing;
  readonly #context: CommandContext;
  readonly #sleep: LowVbat;
  #settings: Pn532Settings = powerUpSettings();
  #powered = false;
  #parser: FrameParser<Pn532Frame> = pn532Parser();
  /** The command that is being carried out. */
  #running: Running | undefined;
  /** An aborted command whose answer comes all the same. */
  #late: Job | undefined;
  /** Bytes of a split answer that are still to come, and the inter-byte time-out. */
  #sending: Job;
  #interByte: Job;
  /** The last answer as it should have arrived, for NACK. */
  #stored: Uint8Array | undefined;

  constructor(options: Pn532DeviceOptions) {
    const { clock, port, random, vetoes, name } = options;
    this.#options = options;
    this.#timing = { ...PN532_TIMING, ...options.timing };
    this.faults = new Pn532Faults(random, vetoes, name);
    const settings = (): Pn532Settings => this.#settings;
    const air = new Pn532Air(clock, this.field, settings, this.#timing);
    this.onExchange = air.events;
    const exchange = new Pn532Exchange(air, settings);
    const exchangeFault = (data: Uint8Array): ExchangeFault | undefined => this.#exchangeFault(data);
    this.#context = { field: this.field, air, exchange, settings, exchangeFault };
    this.#sleep = new LowVbat(clock);
    this.#sending = new Job(clock);
    this.#interByte = new Job(clock);
    port.onBytes((chunk) => {
      if (this.#powered) this.#hear(chunk);
    });
    this.powerOn();
  }

  get powered(): boolean {
    return this.#powered;
  }

  /** True until the host has woken the chip and configured it (SAMConfiguration). */
  get asleep(): boolean {
    return this.#sleep.asleep;
  }

  /** Plug pulled: everything is forgotten, the field is off. */
  powerOff(): void {
    this.#powered = false;
    this.#stopAll();
    this.#stored = undefined;
    this.#parser = pn532Parser();
    this.#context.air.release(0);
    this.#context.exchange.reset();
    this.field.switchOff();
  }

  /** Starts in LowVbat with the settings of the factory. */
  powerOn(): void {
    if (this.#powered) return;
    this.#powered = true;
    this.#settings = powerUpSettings();
    this.#sleep.fall();
  }

  #hear(chunk: Uint8Array): void {
    const heard = this.#sleep.hear(chunk);
    if (heard === 'woken') {
      this.#parser = pn532Parser();
      return;
    }
    this.#interByte.end();
    this.#take(this.#parser.push(heard));
    if (!this.#parser.pending) return;
    this.#interByte = new Job(this.#options.clock);
    this.#interByte.after(INTER_BYTE_MS, 'pn532 inter-byte', () => {
      this.#take(this.#parser.timeout());
    });
  }

  #take(items: readonly (Pn532Frame | Discarded)[]): void {
    for (const item of items) {
      if (item.kind === 'ack') this.#abort();
      else if (item.kind === 'nack') this.#repeat();
      else if (item.kind === 'data' && item.tfi === TFI_HOST) this.#begin(item.command, item.data);
    }
  }

  #begin(code: number, data: Uint8Array): void {
    if (this.asleep && code !== PN532_COMMANDS.samConfiguration.code) return;
    this.#running?.job.end();
    this.#sending.end();
    if (this.faults.strikes('no-ack', code, data)) return;
    if (this.#options.nackBringsOlderAnswer !== true) this.#stored = undefined;
    const job = new Job(this.#options.clock);
    this.#running = { job, code, data };
    job.after(this.#timing.ackMs, 'pn532 ack', () => {
      const { port } = this.#options;
      const junk = this.faults.strikes('junk', code, data);
      if (junk) port.send(this.faults.junk());
      if (!this.faults.strikes('lost-ack', code, data)) port.send(ACK);
      if (junk) port.send(this.faults.junk());
      if (this.faults.strikes('reboot', code, data)) {
        this.powerOff();
        this.powerOn();
        return;
      }
      if (this.faults.strikes('no-answer', code, data)) return;
      job.after(this.#timing.processMs, 'pn532 work', () => {
        this.#work(job, code, data);
      });
    });
  }

  #work(job: Job, code: number, data: Uint8Array): void {
    const finish = (answer: Answer): void => {
      const delayMs = job === this.#late ? this.#timing.lateMs : 0;
      const send = (): void => {
        job.end();
        this.#answer(code, data, answer);
      };
      if (delayMs > 0) job.after(delayMs, 'pn532 late answer', send);
      else send();
    };
    const right = carryOut(this.#context, job, { code, data }, finish);
    if (!right) finish('syntax-error');
  }

  #answer(code: number, data: Uint8Array, answer: Answer): void {
    const frame = answer === 'syntax-error' ? ERROR : buildFrame(TFI_CHIP, code + 1, answer);
    this.#stored = frame;
    if (answer !== 'syntax-error') this.#obey(code);
    const { port } = this.#options;
    if (this.faults.strikes('lost-answer', code, data)) return;
    if (this.faults.strikes('broken-dcs', code, data)) port.send(withBrokenChecksum(frame));
    else if (this.faults.strikes('split-answer', code, data)) this.#split(frame);
    else port.send(frame);
  }

  /** What changes in the chip's own state once a command has succeeded. */
  #obey(code: number): void {
    if (code === PN532_COMMANDS.samConfiguration.code) this.#sleep.leave();
    if (code !== PN532_COMMANDS.powerDown.code) return;
    this.#context.air.release(0);
    this.field.switchOff();
    this.#sleep.fall();
  }

  #abort(): void {
    const running = this.#running;
    this.#running = undefined;
    this.#sending.end();
    if (running?.job.live !== true) return;
    if (!this.faults.strikes('late-answer', running.code, running.data)) {
      running.job.end();
      return;
    }
    this.#late?.end();
    this.#late = running.job;
  }

  /** NACK: the stored answer again, whole; the card is not asked. */
  #repeat(): void {
    if (this.#stored === undefined || this.asleep) return;
    this.#sending.end();
    this.#options.port.send(this.#stored);
  }

  #split(frame: Uint8Array): void {
    this.#sending = new Job(this.#options.clock);
    for (const [index, byte] of frame.entries()) {
      this.#sending.after(index * this.#timing.splitGapMs, 'pn532 split answer', () => {
        this.#options.port.send(Uint8Array.of(byte));
      });
    }
  }

  #exchangeFault(data: Uint8Array): ExchangeFault | undefined {
    const code = PN532_COMMANDS.inDataExchange.code;
    if (this.faults.strikes('silent-not-written', code, data)) return { status: 0x01, written: false };
    if (this.faults.strikes('silent-written', code, data)) return { status: 0x01, written: true };
    if (this.faults.strikes('format-not-written', code, data)) return { status: 0x13, written: false };
    if (this.faults.strikes('format-written', code, data)) return { status: 0x13, written: true };
    return undefined;
  }

  #stopAll(): void {
    for (const job of [this.#running?.job, this.#late, this.#sending, this.#interByte]) job?.end();
    this.#running = undefined;
    this.#late = undefined;
  }
}

function withBrokenChecksum(frame: Uint8Array): Uint8Array {
  const broken = frame.slice();
  const index = broken.length - 2;
  broken[index] = (broken[index] ?? 0) ^ 0x20;
  return broken;
}
