/** Masks, identification and counter: the data of commands and replies. ccnet.md §6. */

/** Bill types are 0 … 23. */
export const MASK_TYPES = 24;

/** Three bytes, types 23 … 16 first. Types outside 0 … 23 are left out. */
export function buildMask(types: readonly number[]): Uint8Array {
  const mask = new Uint8Array(3);
  for (const type of types) {
    if (type < 0 || type >= MASK_TYPES) continue;
    const index = 2 - (type >>> 3);
    mask[index] = (mask[index] ?? 0) | (1 << (type & 7));
  }
  return mask;
}

/** The types set in the three bytes at `offset`, ascending. */
export function parseMask(bytes: Uint8Array, offset = 0): readonly number[] {
  const types: number[] = [];
  for (let type = 0; type < MASK_TYPES; type += 1) {
    if ((((bytes[offset + 2 - (type >>> 3)] ?? 0) >>> (type & 7)) & 1) === 1) types.push(type);
  }
  return types;
}

/** Data of ENABLE BILL TYPES. */
export interface EnableMasks {
  readonly enabled: readonly number[];
  readonly escrow: readonly number[];
}

/** From the six bytes behind the command code. */
export function parseEnable(data: Uint8Array): EnableMasks | undefined {
  if (data.length !== 6) return undefined;
  return { enabled: parseMask(data, 0), escrow: parseMask(data, 3) };
}

/** Reply to GET STATUS. */
export interface StatusMasks {
  readonly enabled: readonly number[];
  readonly security: readonly number[];
}

export function buildStatus(status: StatusMasks): Uint8Array {
  return Uint8Array.of(...buildMask(status.enabled), ...buildMask(status.security));
}

export function parseStatus(payload: Uint8Array): StatusMasks | undefined {
  if (payload.length !== 6) return undefined;
  return { enabled: parseMask(payload, 0), security: parseMask(payload, 3) };
}

/** Reply to IDENTIFICATION: 15 + 12 ASCII + 7 binary. */
export interface Identification {
  readonly part: string;
  readonly serial: string;
  /** Seven bytes. */
  readonly asset: Uint8Array;
}

const PART = 15;
const SERIAL = 12;
const ASSET = 7;

export function buildIdentification(identification: Identification): Uint8Array {
  const payload = new Uint8Array(PART + SERIAL + ASSET);
  payload.set(Buffer.from(identification.part.padEnd(PART).slice(0, PART), 'latin1'));
  payload.set(Buffer.from(identification.serial.padEnd(SERIAL).slice(0, SERIAL), 'latin1'), PART);
  payload.set(identification.asset.subarray(0, ASSET), PART + SERIAL);
  return payload;
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replaceAll(/[^\x20-\x7E]/gu, '')
    .trim();
}

/** Blanks around part and serial number are taken off. */
export function parseIdentification(payload: Uint8Array): Identification | undefined {
  if (payload.length !== PART + SERIAL + ASSET) return undefined;
  return {
    part: text(payload.subarray(0, PART)),
    serial: text(payload.subarray(PART, PART + SERIAL)),
    asset: payload.slice(PART + SERIAL),
  };
}

/** Reply to GET COUNTER OF STACKED BILLS: 0 … 65535, most significant byte first. */
export function buildStackedCount(count: number): Uint8Array {
  return Uint8Array.of((count >>> 8) & 0xff, count & 0xff);
}

export function parseStackedCount(payload: Uint8Array): number | undefined {
  if (payload.length !== 2) return undefined;
  return ((payload[0] ?? 0) << 8) | (payload[1] ?? 0);
}
