/** PN532 frames as they are on the line (pn532.md §2): what is at a position, and building. Both directions. */

/** Host → chip. */
export const TFI_HOST = 0xd4;
/** Chip → host. */
export const TFI_CHIP = 0xd5;

export type Pn532Tfi = typeof TFI_HOST | typeof TFI_CHIP;

/**
 * One good frame. `bytes` is the frame with exactly one preamble and one postamble byte, however many (also none) were
 * on the line; everything between is as received.
 */
export type Pn532Frame =
  | { readonly kind: 'ack'; readonly bytes: Uint8Array }
  | { readonly kind: 'nack'; readonly bytes: Uint8Array }
  /** Application-level syntax error: bad parameters, unknown command, wrong length. */
  | { readonly kind: 'error'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'data';
      readonly tfi: Pn532Tfi;
      /** PD0: the command code, or command code + 1 in an answer. */
      readonly command: number;
      /** What follows PD0. */
      readonly data: Uint8Array;
      readonly bytes: Uint8Array;
    };

export const ACK: Uint8Array = Uint8Array.of(0x00, 0x00, 0xff, 0x00, 0xff, 0x00);
/** Host → chip only: "send your last answer again". */
export const NACK: Uint8Array = Uint8Array.of(0x00, 0x00, 0xff, 0xff, 0x00, 0x00);
export const ERROR: Uint8Array = Uint8Array.of(0x00, 0x00, 0xff, 0x01, 0xff, 0x7f, 0x81, 0x00);
/** Wakes the chip from LowVbat or PowerDown; the first command follows in the same burst (pn532.md §1). */
export const WAKE_UP: Uint8Array = Uint8Array.of(0x55, 0x55, ...Array.from({ length: 14 }, () => 0x00));

/** Most packet bytes from TFI to the last PD in an extended frame: 264 + TFI. */
export const PACKET_LIMIT = 265;

/** A short word for bytes that belong to no good frame; the names of the link counters. */
export type Pn532Damage = 'length-checksum' | 'data-checksum' | 'noise' | 'incomplete';

export interface Pn532Good {
  readonly kind: 'good';
  readonly frame: Pn532Frame['kind'];
  /** From the first byte of the start code to the checksum. */
  readonly length: number;
  /** Where TFI lies, counted from the start code. */
  readonly body: number;
}

/** What begins at a position: a good frame, nothing, or not enough bytes yet. */
export type Pn532Candidate =
  | Pn532Good
  | { readonly kind: 'bad'; readonly reason: Pn532Damage }
  | { readonly kind: 'short' };

const SHORT: Pn532Candidate = { kind: 'short' };
const NOISE: Pn532Candidate = { kind: 'bad', reason: 'noise' };
const BAD_LENGTH: Pn532Candidate = { kind: 'bad', reason: 'length-checksum' };
const BAD_DATA: Pn532Candidate = { kind: 'bad', reason: 'data-checksum' };
const GOOD_ACK: Pn532Candidate = { kind: 'good', frame: 'ack', length: 4, body: 4 };
const GOOD_NACK: Pn532Candidate = { kind: 'good', frame: 'nack', length: 4, body: 4 };

/** Preamble, postamble and wake-up bytes: legal in any number around frames. */
export function isFiller(byte: number | undefined): boolean {
  return byte === 0x00 || byte === 0x55;
}

/**
 * Judges the start code `00 FF` at `at`; bytes up to `end` are valid. With `final` no more bytes will come, so an
 * acknowledgement at the very end counts.
 */
export function candidateAt(bytes: Uint8Array, at: number, end: number, final: boolean): Pn532Candidate {
  if (end - at < 4) return SHORT;
  const length = bytes[at + 2] ?? 0;
  const check = bytes[at + 3] ?? 0;
  if (length === 0x00 && check === 0xff) return shortFrame(bytes, at, end, final, GOOD_ACK, at + 2);
  if (length === 0xff && check === 0x00) return shortFrame(bytes, at, end, final, GOOD_NACK, at + 3);
  if (length === 0xff && check === 0xff) return extended(bytes, at, end);
  if (length === 0 || ((length + check) & 0xff) !== 0) return BAD_LENGTH;
  return packet(bytes, at, at + 4, length, end);
}

/**
 * ACK and NACK have no checksum, and `00 FF 00 FF` may also be a stray `00 FF` in front of a frame without preamble.
 * A filler byte behind, or no frame beginning in its tail, settles it.
 */
function shortFrame(
  bytes: Uint8Array,
  at: number,
  end: number,
  final: boolean,
  good: Pn532Candidate,
  tail: number,
): Pn532Candidate {
  if (end - at === 4) return final ? good : SHORT;
  const next = bytes[at + 4];
  if (isFiller(next)) return good;
  if (bytes[tail + 1] !== 0xff) return good;
  const inTail = candidateInTail(bytes, tail, end);
  if (inTail.kind === 'short') return final ? good : SHORT;
  return inTail.kind === 'good' ? NOISE : good;
}

function candidateInTail(bytes: Uint8Array, at: number, end: number): Pn532Candidate {
  if (end - at < 4) return SHORT;
  const length = bytes[at + 2] ?? 0;
  const check = bytes[at + 3] ?? 0;
  const isShort = (length === 0x00 && check === 0xff) || (length === 0xff && check === 0x00);
  if (!isShort) return candidateAt(bytes, at, end, false);
  if (end - at === 4) return SHORT;
  return isFiller(bytes[at + 4]) ? GOOD_ACK : NOISE;
}

function extended(bytes: Uint8Array, at: number, end: number): Pn532Candidate {
  if (end - at < 7) return SHORT;
  const high = bytes[at + 4] ?? 0;
  const low = bytes[at + 5] ?? 0;
  const length = high * 256 + low;
  if (((high + low + (bytes[at + 6] ?? 0)) & 0xff) !== 0) return BAD_LENGTH;
  if (length === 0 || length > PACKET_LIMIT) return BAD_LENGTH;
  return packet(bytes, at, at + 7, length, end);
}

function packet(bytes: Uint8Array, at: number, body: number, length: number, end: number): Pn532Candidate {
  if (body >= end) return SHORT;
  const tfi = bytes[body];
  const error = tfi === 0x7f && length === 1;
  const data = (tfi === TFI_HOST || tfi === TFI_CHIP) && length >= 2;
  if (!error && !data) return NOISE;
  const checksumAt = body + length;
  if (checksumAt >= end) return SHORT;
  let sum = 0;
  for (let index = body; index <= checksumAt; index += 1) sum += bytes[index] ?? 0;
  if ((sum & 0xff) !== 0) return BAD_DATA;
  return { kind: 'good', frame: error ? 'error' : 'data', length: checksumAt + 1 - at, body: body - at };
}

const ACK_FRAME: Pn532Frame = { kind: 'ack', bytes: ACK };
const NACK_FRAME: Pn532Frame = { kind: 'nack', bytes: NACK };
const ERROR_FRAME: Pn532Frame = { kind: 'error', bytes: ERROR };

/** Cuts its views out of the received block when somebody asks: most frames of a burst are only counted. */
class DataFrame {
  readonly kind = 'data';
  readonly tfi: Pn532Tfi;
  readonly command: number;
  readonly #block: Uint8Array;
  readonly #at: number;
  readonly #body: number;
  readonly #length: number;

  constructor(block: Uint8Array, at: number, body: number, length: number) {
    this.tfi = block[at + body] === TFI_HOST ? TFI_HOST : TFI_CHIP;
    this.command = block[at + body + 1] ?? 0;
    this.#block = block;
    this.#at = at;
    this.#body = body;
    this.#length = length;
  }

  get data(): Uint8Array {
    return this.#block.subarray(this.#at + this.#body + 2, this.#at + this.#length - 1);
  }

  get bytes(): Uint8Array {
    const bytes = new Uint8Array(this.#length + 2);
    bytes.set(this.#block.subarray(this.#at, this.#at + this.#length), 1);
    return bytes;
  }
}

/** The frame that `candidateAt` found good at `at`. It looks into `block`, which must not change afterwards. */
export function takeFrame(block: Uint8Array, at: number, good: Pn532Good): Pn532Frame {
  switch (good.frame) {
    case 'ack':
      return ACK_FRAME;
    case 'nack':
      return NACK_FRAME;
    case 'error':
      return ERROR_FRAME;
    case 'data':
      return new DataFrame(block, at, good.body, good.length);
  }
}

/**
 * A whole frame: `00 00 FF LEN LCS TFI PD0 … DCS 00`, extended when TFI and data are more than 255 bytes.
 * @param data what follows PD0, at most 263 bytes; the caller chains what is longer.
 */
export function buildFrame(
  tfi: Pn532Tfi,
  command: number,
  data: Uint8Array | readonly number[] = [],
): Uint8Array {
  const length = data.length + 2;
  const header =
    length <= 0xff
      ? [0x00, 0x00, 0xff, length, -length & 0xff]
      : [0x00, 0x00, 0xff, 0xff, 0xff, length >> 8, length & 0xff, -((length >> 8) + length) & 0xff];
  const bytes = new Uint8Array(header.length + length + 2);
  bytes.set(header);
  bytes[header.length] = tfi;
  bytes[header.length + 1] = command;
  bytes.set(data, header.length + 2);
  let sum = tfi + command;
  for (const byte of data) sum += byte;
  bytes[header.length + length] = -sum & 0xff;
  return bytes;
}
