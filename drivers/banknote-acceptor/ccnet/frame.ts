/** The CCNET frame: SYNC ADR LNG payload CRCL CRCH. ccnet.md §2. */
import { invariant } from '../../../src/kernel/errors.ts';
import type { FrameParser } from '../../link/parser.ts';
import { ScanningParser, type Finding } from '../../link/scanning-parser.ts';

const SYNC = 0x02;

/** Highest address there is; 00 is forbidden (ccnet.md §3). */
const LAST_ADDRESS = 0x0f;

/** LNG counts everything: three bytes before the payload, at least one of payload, two of CRC. */
const OVERHEAD = 5;
const MIN_LENGTH = OVERHEAD + 1;

/** The bill validator's address (ccnet.md §3). */
export const CCNET_ADDRESS = 0x03;

/** Longest payload of a short frame, bytes (ccnet.md §2). */
export const CCNET_PAYLOAD_LIMIT = 250;

export interface CcnetFrame {
  readonly kind: 'frame';
  readonly address: number;
  /** Everything between LNG and CRC, 1 … 250 bytes; a command begins with its code, a reply has none. */
  readonly payload: Uint8Array;
  /** The frame as it was on the line. */
  readonly bytes: Uint8Array;
}

function crcTable(): Uint16Array {
  const table = new Uint16Array(256);
  for (let index = 0; index < 256; index += 1) {
    let crc = index;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ 0x8408;
    table[index] = crc;
  }
  return table;
}

const TABLE = crcTable();

/** CRC-16/KERMIT of `bytes[from … to − 1]`; "123456789" gives 2189, a good frame with its CRC gives 0 (ccnet.md §2). */
export function crc16Kermit(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let crc = 0;
  for (let index = from; index < to; index += 1) {
    crc = (crc >>> 8) ^ (TABLE[(crc ^ (bytes[index] ?? 0)) & 0xff] ?? 0);
  }
  return crc;
}

/** Wraps 1 … 250 bytes of payload. Throws `KERNEL_INVARIANT` outside that range: a programming error, never input. */
export function buildCcnetFrame(
  payload: Uint8Array | readonly number[],
  address: number = CCNET_ADDRESS,
): Uint8Array {
  const { length } = payload;
  invariant(length >= 1 && length <= CCNET_PAYLOAD_LIMIT, `CCNET payload of ${length} bytes`);
  const frame = new Uint8Array(length + OVERHEAD);
  frame[0] = SYNC;
  frame[1] = address;
  frame[2] = frame.length;
  frame.set(payload, 3);
  const crc = crc16Kermit(frame, 0, frame.length - 2);
  frame[frame.length - 2] = crc & 0xff;
  frame[frame.length - 1] = crc >>> 8;
  return frame;
}

function findingAt(bytes: Uint8Array, at: number, end: number): Finding {
  if (bytes[at] !== SYNC) return 'noise';
  if (end - at < 2) return 'incomplete';
  const address = bytes[at + 1] ?? 0;
  if (address === 0 || address > LAST_ADDRESS) return 'address';
  if (end - at < 3) return 'incomplete';
  const length = bytes[at + 2] ?? 0;
  if (length < MIN_LENGTH) return 'length';
  if (end - at < length) return 'incomplete';
  return crc16Kermit(bytes, at, at + length) === 0 ? length : 'checksum';
}

/** A frame that makes its two views when asked: a burst of frames costs no more than its bytes. */
class ReceivedFrame implements CcnetFrame {
  readonly kind = 'frame';
  readonly address: number;
  readonly #source: Uint8Array;
  readonly #start: number;
  readonly #end: number;

  constructor(source: Uint8Array, start: number, end: number) {
    this.address = source[start + 1] ?? 0;
    this.#source = source;
    this.#start = start;
    this.#end = end;
  }

  get payload(): Uint8Array {
    return this.#source.subarray(this.#start + 3, this.#end - 2);
  }

  get bytes(): Uint8Array {
    return this.#source.subarray(this.#start, this.#end);
  }
}

/**
 * Parser for both directions. Reasons of discarded bytes: `noise` (no SYNC), `address`, `length` (LNG 00 … 05, the long
 * form included), `checksum`, `timeout`.
 */
export function ccnetParser(): FrameParser<CcnetFrame> {
  return new ScanningParser<CcnetFrame>({
    look: findingAt,
    frame: (bytes, start, end) => new ReceivedFrame(bytes, start, end),
  });
}
