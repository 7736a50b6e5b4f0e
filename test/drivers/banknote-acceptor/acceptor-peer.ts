/**
 * The device's end of the line for driver tests: says what the test tells it to and writes down what it hears. Its
 * frames are made by its own bitwise CRC, so that driver and codec are not their own judge.
 */
import { SkipRegistry } from '../../../src/kernel/poller.ts';
import { yuan } from '../../../src/kernel/fen.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import {
  ccnetAcceptor,
  type CcnetAcceptorOptions,
} from '../../../drivers/banknote-acceptor/ccnet/acceptor.ts';
import type {
  BanknoteAcceptor,
  NoteEvent,
  NoteTemplate,
} from '../../../drivers/contract/banknote-acceptor.ts';
import { MemoryLine } from '../../../drivers/link/memory-line.ts';
import { Trace } from '../../../drivers/link/trace.ts';

export function bitwiseCrc(bytes: readonly number[]): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 1 ? (crc >> 1) ^ 0x8408 : crc >> 1;
  }
  return crc;
}

export function peerFrame(payload: readonly number[], address = 0x03): Uint8Array {
  const body = [0x02, address, payload.length + 5, ...payload];
  const crc = bitwiseCrc(body);
  return Uint8Array.of(...body, crc & 0xff, crc >> 8);
}

const NAMES: Record<number, string> = {
  0x00: 'ACK',
  0xff: 'NAK',
  0x30: 'RESET',
  0x31: 'STATUS',
  0x32: 'SECURITY',
  0x33: 'POLL',
  0x34: 'ENABLE',
  0x35: 'STACK',
  0x36: 'RETURN',
  0x37: 'IDENT',
  0x41: 'TABLE',
  0x5b: 'COUNT',
};

/** ¥5, ¥10, ¥100, ¥100, ¥50, ¥20 as in ccnet.md §13. */
const TABLE_CELLS = [
  [5, 0],
  [1, 1],
  [1, 2],
  [1, 2],
  [5, 1],
  [2, 1],
];

export function tablePayload(cells: readonly (readonly number[])[] = TABLE_CELLS, country = 'CNY'): number[] {
  const payload = cells.flatMap(([digits = 0, zeros = 0]) => [digits, ...Buffer.from(country), zeros]);
  return [...payload, ...Array.from({ length: 120 - payload.length }, () => 0)];
}

export function identification(serial: string, part = 'SM-CN1001'): number[] {
  return [...Buffer.from(part.padEnd(15)), ...Buffer.from(serial.padEnd(12)), 0, 0, 0, 0, 0, 0, 0];
}

export interface Heard {
  readonly at: number;
  readonly name: string;
}

type Answer = readonly number[] | 'silence' | Uint8Array;

export class AcceptorPeer {
  readonly heard: Heard[] = [];
  /** Poll replies to come, one per poll; afterwards `state`. */
  script: number[][] = [];
  /** The reply to POLL when nothing is scripted. */
  state: number[] = [0x19];
  /** Other answers than the usual ones by command name; each is used once per command while any is left. */
  readonly answers = new Map<string, Answer[]>();
  serial = 'SN0000000001';
  part = 'SM-CN1001';
  table = tablePayload();
  count: number[] = [0, 0];
  mute = false;
  enabledMask: number[] = [0, 0, 0];
  /** How the device starts after RESET. */
  afterReset: { script: number[][]; state: number[] } = { script: [[0x13], [0x13]], state: [0x19] };
  readonly #received: number[] = [];
  readonly #line: MemoryLine;
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock, line: MemoryLine) {
    this.#clock = clock;
    this.#line = line;
    line.device.onBytes((chunk) => {
      this.#receive([...chunk]);
    });
  }

  /** Names of everything heard, without polls and their acknowledgements when `short`. */
  names(short = false): string[] {
    const names = this.heard.map(({ name }) => name);
    return short ? names.filter((name) => name !== 'POLL' && name !== 'ACK') : names;
  }

  forget(): void {
    this.heard.length = 0;
  }

  answerOnce(name: string, ...answers: readonly Answer[]): void {
    this.answers.set(name, [...(this.answers.get(name) ?? []), ...answers]);
  }

  #receive(bytes: number[]): void {
    this.#received.push(...bytes);
    for (let length = this.#received[2]; length !== undefined; length = this.#received[2]) {
      if (this.#received.length < length) return;
      const frame = this.#received.splice(0, length);
      this.#command(frame.slice(3, -2));
    }
  }

  #command(payload: number[]): void {
    const name = NAMES[payload[0] ?? -1] ?? 'UNKNOWN';
    this.heard.push({ at: this.#clock.monotonic(), name });
    if (this.mute || name === 'ACK' || name === 'NAK') return;
    const special = this.answers.get(name)?.shift();
    if (special === 'silence') return;
    const answer = special ?? this.#usual(name, payload);
    this.#line.device.send(answer instanceof Uint8Array ? answer : peerFrame(answer));
  }

  #usual(name: string, payload: number[]): readonly number[] {
    switch (name) {
      case 'POLL':
        return this.script.shift() ?? this.state;
      case 'RESET':
        this.script = [...this.afterReset.script];
        this.state = this.afterReset.state;
        this.enabledMask = [0, 0, 0];
        return [0x00];
      case 'STATUS':
        return [...this.enabledMask, 0, 0, 0];
      case 'ENABLE':
        this.enabledMask = payload.slice(1, 4);
        if (this.state[0] === 0x14 || this.state[0] === 0x19) {
          this.state = [this.enabledMask.some((byte) => byte !== 0) ? 0x14 : 0x19];
        }
        return [0x00];
      case 'IDENT':
        return identification(this.serial, this.part);
      case 'TABLE':
        return this.table;
      case 'COUNT':
        return this.count;
      default:
        return [0x00];
    }
  }
}

export const TEMPLATES: readonly NoteTemplate[] = [
  { type: 2, value: yuan(100), edition: 2005 },
  { type: 3, value: yuan(100), edition: 2015 },
];

export interface Bench {
  readonly clock: VirtualClock;
  readonly line: MemoryLine;
  readonly peer: AcceptorPeer;
  readonly acceptor: BanknoteAcceptor;
  readonly events: NoteEvent[];
  readonly registry: SkipRegistry;
  readonly trace: Trace;
  readonly kinds: () => string[];
}

/** A driver on a peer; events are kept and every handler resolves, unless the test sets another. */
export function bench(
  options: Partial<CcnetAcceptorOptions> & { readonly chunks?: 'single-bytes' } = {},
): Bench {
  const clock = new VirtualClock({ skip: false });
  const { chunks = 'whole', ...rest } = options;
  const line = new MemoryLine({ clock, name: 'acceptor-line', baud: 9600, chunks });
  const peer = new AcceptorPeer(clock, line);
  const registry = new SkipRegistry();
  const trace = new Trace();
  const acceptor = ccnetAcceptor({ clock, registry, open: line.open, trace, templates: TEMPLATES, ...rest });
  const events: NoteEvent[] = [];
  acceptor.handleNotes((event) => {
    events.push(event);
    return Promise.resolve();
  });
  const kinds = (): string[] => events.map(({ kind }) => kind);
  return { clock, line, peer, acceptor, events, registry, trace, kinds };
}

/** The same, started and enabled, with what happened so far forgotten. */
export async function enabledBench(options: Parameters<typeof bench>[0] = {}): Promise<Bench> {
  const made = bench(options);
  made.acceptor.start();
  await made.clock.run(3_000);
  await made.clock.until(made.acceptor.enable());
  await made.clock.run(400);
  made.events.length = 0;
  made.peer.forget();
  return made;
}
