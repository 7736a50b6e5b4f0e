/**
 * A simulated Modbus RTU I/O board (输入输出板): lamps on its coils, switches on its inputs. design.md §11.
 * It is built without power; all coils are off after `powerOn`.
 */
import {
  buildModbusResponse,
  crc16Modbus,
  modbusParser,
  parseModbusRequest,
  type ModbusFrame,
  type ModbusRequest,
  type ModbusResponse,
} from '../../../drivers/indicator/modbus-board/codec.ts';
import type { DevicePort } from '../../../drivers/link/link.ts';
import type { Clock, Timer } from '../../../src/kernel/clock.ts';
import { Emitter, type Unsubscribe } from '../../../src/kernel/emitter.ts';
import { unreachable } from '../../../src/kernel/errors.ts';
import { DEFAULT_BOARD_OPTIONS, type ModbusBoardOptions } from './board-options.ts';

/** What a passer-by sees. */
export interface Lamps {
  readonly green: boolean;
  readonly red: boolean;
  readonly reader: boolean;
}

/** For the next exchange; the request is obeyed all the same. */
export type ModbusFault = 'no-answer' | 'broken-crc' | 'device-failure';

export interface ModbusBoardSetup {
  readonly clock: Clock;
  readonly port: DevicePort;
  readonly options?: Partial<ModbusBoardOptions>;
  /** The kernel's registry of poll skipping; vetoed while a fault is armed. */
  readonly veto?: { veto(device: string): () => void };
}

const BROADCAST = 0;
const ILLEGAL_FUNCTION = 1;
const ILLEGAL_ADDRESS = 2;
const ILLEGAL_VALUE = 3;
const DEVICE_FAILURE = 4;

/** A silent line for this many characters of 11 bits ends a frame, and precedes an answer. */
const SILENT_CHARACTERS = 3.5;

/** Longest frame of the protocol, bytes; more without a silence is noise. */
const FRAME_LIMIT = 256;

const FAULT_LIMIT = 256;

type Answer = { readonly kind: 'exception'; readonly exception: number } | ModbusResponse;

export class ModbusBoard {
  readonly #setup: ModbusBoardSetup;
  readonly #options: ModbusBoardOptions;
  readonly #silenceMs: number;
  readonly #lampEvents = new Emitter<Lamps>();
  readonly #coils: boolean[];
  readonly #inputs: boolean[];
  #parser = modbusParser('request');
  /** Bytes since the last silence, up to the limit, and whether the codec found a frame among them. */
  #burst: Uint8Array = new Uint8Array(0);
  #understood = false;
  #silence: Timer | undefined;
  #answer: Timer | undefined;
  #faults: ModbusFault[] = [];
  #releaseVeto: (() => void) | undefined;
  #powered = false;
  #mute = false;

  constructor(setup: ModbusBoardSetup) {
    this.#setup = setup;
    this.#options = { ...DEFAULT_BOARD_OPTIONS, ...setup.options };
    this.#silenceMs = (SILENT_CHARACTERS * 11_000) / this.#options.baud;
    this.#coils = Array.from({ length: this.#options.coils }, () => false);
    this.#inputs = Array.from({ length: this.#options.inputs }, () => false);
    this.#inputs[this.#options.cashBoxInput] = true;
    setup.port.onBytes((chunk) => {
      this.#receive(chunk);
    });
  }

  /** What shines; nothing without power. */
  get lamps(): Lamps {
    const { greenCoil, redCoil, readerCoil } = this.#options;
    const on = (coil: number): boolean => this.#coils[coil] === true;
    return { green: on(greenCoil), red: on(redCoil), reader: on(readerCoil) };
  }

  /** Told after every write that changed a coil, and when the power goes. */
  onLamps(listener: (lamps: Lamps) => void): Unsubscribe {
    return this.#lampEvents.listen(listener);
  }

  /** Somebody opens or shuts the cabinet door. */
  door(open: boolean): void {
    this.#inputs[this.#options.doorInput] = open;
  }

  /** The switch behind the cash box. */
  cashBox(present: boolean): void {
    this.#inputs[this.#options.cashBoxInput] = present;
  }

  get powered(): boolean {
    return this.#powered;
  }

  powerOn(): void {
    this.#powered = true;
  }

  /** Lamps go dark at once; switches are mechanical and stay. */
  powerOff(): void {
    if (!this.#powered) return;
    this.#powered = false;
    this.#silence?.cancel();
    this.#answer?.cancel();
    this.#answer = undefined;
    this.#forgetBurst();
    this.#parser = modbusParser('request');
    this.#coils.fill(false);
    this.#lampEvents.emit(this.lamps);
  }

  /** A dead interface: nothing is heard or said, lamps stay as they are. */
  mute(on: boolean): void {
    this.#mute = on;
    if (!on) return;
    this.#answer?.cancel();
    this.#answer = undefined;
  }

  /** Spoils one of the next exchanges with this board. */
  arm(fault: ModbusFault): void {
    if (this.#faults.length >= FAULT_LIMIT) return;
    this.#faults.push(fault);
    this.#releaseVeto ??= this.#setup.veto?.veto(this.#options.name);
  }

  #receive(chunk: Uint8Array): void {
    if (!this.#powered || this.#mute) return;
    this.#silence?.cancel();
    this.#collect(chunk);
    for (const item of this.#parser.push(chunk)) if (item.kind === 'frame') this.#serve(item);
    this.#silence = this.#setup.clock.after(this.#silenceMs, 'board silence', () => {
      this.#endOfBurst();
    });
  }

  /**
   * A frame ended by silence only: its function is one that the codec does not know, or its length
   * contradicts itself.
   */
  #endOfBurst(): void {
    for (const item of this.#parser.timeout()) if (item.kind === 'frame') this.#serve(item);
    const burst = this.#burst;
    const whole = burst.length >= 4 && burst.length <= FRAME_LIMIT && crc16Modbus(burst) === 0;
    const strange = whole && !this.#understood && burst[0] === this.#options.unit;
    this.#forgetBurst();
    if (!strange) return;
    const code = burst[1] ?? 0;
    const known = code === 0x01 || code === 0x02 || code === 0x05 || code === 0x0f;
    this.#reply(code, { kind: 'exception', exception: known ? ILLEGAL_VALUE : ILLEGAL_FUNCTION }, 0);
  }

  #collect(chunk: Uint8Array): void {
    if (this.#burst.length > FRAME_LIMIT) return;
    const kept = chunk.subarray(0, FRAME_LIMIT + 1);
    const burst = new Uint8Array(this.#burst.length + kept.length);
    burst.set(this.#burst);
    burst.set(kept, this.#burst.length);
    this.#burst = burst;
  }

  #forgetBurst(): void {
    this.#burst = new Uint8Array(0);
    this.#understood = false;
  }

  #serve(frame: ModbusFrame): void {
    this.#understood = true;
    const broadcast = frame.unit === BROADCAST;
    if ((frame.unit !== this.#options.unit && !broadcast) || this.#answer !== undefined) return;
    const request = parseModbusRequest(frame);
    const answer: Answer =
      request === undefined
        ? { kind: 'exception', exception: ILLEGAL_VALUE }
        : this.#execute(request, broadcast);
    if (!broadcast) this.#reply(frame.code, answer, this.#silenceMs);
  }

  #execute(request: ModbusRequest, broadcast: boolean): Answer {
    switch (request.kind) {
      case 'readCoils':
      case 'readInputs': {
        const bits = request.kind === 'readCoils' ? this.#coils : this.#inputs;
        const { start, count } = request;
        if (broadcast || start + count > bits.length)
          return { kind: 'exception', exception: ILLEGAL_ADDRESS };
        return { kind: request.kind, bits: bits.slice(start, start + count) };
      }
      case 'writeCoil':
        if (!this.#write(request.address, [request.on])) {
          return { kind: 'exception', exception: ILLEGAL_ADDRESS };
        }
        return request;
      case 'writeCoils':
        if (!this.#write(request.start, request.bits)) {
          return { kind: 'exception', exception: ILLEGAL_ADDRESS };
        }
        return { kind: 'writeCoils', start: request.start, count: request.bits.length };
      default:
        return unreachable(request);
    }
  }

  /** All or nothing. */
  #write(start: number, bits: readonly boolean[]): boolean {
    if (start + bits.length > this.#coils.length) return false;
    const changed = bits.some((bit, index) => this.#coils[start + index] !== bit);
    for (const [index, bit] of bits.entries()) this.#coils[start + index] = bit;
    if (changed) this.#lampEvents.emit(this.lamps);
    return true;
  }

  #reply(code: number, answer: Answer, delayMs: number): void {
    if (this.#answer !== undefined) return;
    const fault = this.#takeFault();
    if (fault === 'no-answer') return;
    const said =
      fault === 'device-failure' ? ({ kind: 'exception', exception: DEVICE_FAILURE } as const) : answer;
    const response: ModbusResponse =
      said.kind === 'exception' ? { kind: 'exception', function: code, exception: said.exception } : said;
    const bytes = buildModbusResponse(this.#options.unit, response);
    if (fault === 'broken-crc') bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 0xff;
    this.#answer = this.#setup.clock.after(delayMs, 'board answer', () => {
      this.#answer = undefined;
      this.#setup.port.send(bytes);
    });
  }

  #takeFault(): ModbusFault | undefined {
    const fault = this.#faults.shift();
    if (this.#faults.length === 0) {
      this.#releaseVeto?.();
      this.#releaseVeto = undefined;
    }
    return fault;
  }
}
