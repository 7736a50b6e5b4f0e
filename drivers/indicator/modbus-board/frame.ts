/** The Modbus RTU frame: unit, function, data, CRC low byte first. Its length follows from side and function code. */
import type { FrameParser } from '../../link/parser.ts';
import { ScanningParser, type Finding } from '../../link/scanning-parser.ts';

/** Who sent the bytes: requests come from the host, responses from the board. */
export type ModbusSide = 'request' | 'response';

export interface ModbusFrame {
  readonly kind: 'frame';
  /** 1 … 247; 0 in a request is a broadcast. */
  readonly unit: number;
  /** Function code; bit 7 set in an exception response. */
  readonly code: number;
  /** Everything between function code and CRC. */
  readonly data: Uint8Array;
  /** The frame as it was on the line. */
  readonly bytes: Uint8Array;
}

const LAST_UNIT = 247;

/** Most bytes of bits in one frame: 2000 read, 1968 written. */
const READ_BYTES_LIMIT = 250;
const WRITE_BYTES_LIMIT = 246;

function crcTable(): Uint16Array {
  const table = new Uint16Array(256);
  for (let index = 0; index < 256; index += 1) {
    let crc = index;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ 0xa001;
    table[index] = crc;
  }
  return table;
}

const TABLE = crcTable();

/** CRC-16/MODBUS of `bytes[from … to − 1]`; "123456789" gives 4B37, a good frame with its CRC gives 0. */
export function crc16Modbus(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let crc = 0xffff;
  for (let index = from; index < to; index += 1) {
    crc = (crc >>> 8) ^ (TABLE[(crc ^ (bytes[index] as number)) & 0xff] as number);
  }
  return crc;
}

/** Appends the CRC, low byte first. */
export function frameWithCrc(body: Uint8Array | readonly number[]): Uint8Array {
  const frame = new Uint8Array(body.length + 2);
  frame.set(body);
  const crc = crc16Modbus(frame, 0, body.length);
  frame[body.length] = crc & 0xff;
  frame[body.length + 1] = crc >>> 8;
  return frame;
}

/** Length of the frame at `at`; 0 when it is not known yet, −1 when no frame can look like this. */
function lengthAt(side: ModbusSide, bytes: Uint8Array, at: number, end: number): number {
  const code = bytes[at + 1] ?? 0;
  if (side === 'response' && code >= 0x81) return 5;
  if (code === 0x05) return 8;
  if (code === 0x0f && side === 'response') return 8;
  if (code === 0x0f) {
    if (end - at < 7) return 0;
    const count = bytes[at + 6] ?? 0;
    return count === 0 || count > WRITE_BYTES_LIMIT ? -1 : 9 + count;
  }
  if (side === 'request') return 8;
  if (end - at < 3) return 0;
  const count = bytes[at + 2] ?? 0;
  return count === 0 || count > READ_BYTES_LIMIT ? -1 : 5 + count;
}

function knownFunction(side: ModbusSide, code: number): boolean {
  const plain = side === 'response' ? code & 0x7f : code;
  return plain === 0x01 || plain === 0x02 || plain === 0x05 || plain === 0x0f;
}

function findingAt(side: ModbusSide, bytes: Uint8Array, at: number, end: number): Finding {
  const unit = bytes[at] ?? 0;
  if (unit > LAST_UNIT || (unit === 0 && side === 'response')) return 'noise';
  if (end - at < 2) return 'incomplete';
  if (!knownFunction(side, bytes[at + 1] ?? 0)) return 'noise';
  const length = lengthAt(side, bytes, at, end);
  if (length < 0) return 'noise';
  if (length === 0 || end - at < length) return 'incomplete';
  return crc16Modbus(bytes, at, at + length) === 0 ? length : 'checksum';
}

/** A frame that makes its two views when asked: a burst of frames costs no more than its bytes. */
class ReceivedFrame implements ModbusFrame {
  readonly kind = 'frame';
  readonly unit: number;
  readonly code: number;
  readonly #source: Uint8Array;
  readonly #start: number;
  readonly #end: number;

  constructor(source: Uint8Array, start: number, end: number) {
    this.unit = source[start] ?? 0;
    this.code = source[start + 1] ?? 0;
    this.#source = source;
    this.#start = start;
    this.#end = end;
  }

  get data(): Uint8Array {
    return this.#source.subarray(this.#start + 2, this.#end - 2);
  }

  get bytes(): Uint8Array {
    return this.#source.subarray(this.#start, this.#end);
  }
}

/** Parser of one direction. Reasons of discarded bytes: `noise` (no frame can begin so), `checksum`, `timeout`. */
export function modbusParser(side: ModbusSide): FrameParser<ModbusFrame> {
  return new ScanningParser<ModbusFrame>({
    look: (bytes, at, end) => findingAt(side, bytes, at, end),
    frame: (bytes, start, end) => new ReceivedFrame(bytes, start, end),
  });
}
