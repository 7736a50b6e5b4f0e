/**
 * The arithmetic of a PBOC purse card, written from pboc-epurse.md §3 and §4. Simulated cards and POS only.
 */
import { createCipheriv, createSecretKey } from 'node:crypto';
import { invariant } from '../../../src/kernel/errors.ts';

const BLOCK = 8;

/**
 * Two-key triple DES of whole blocks, ECB. `key` is 16 bytes; a single-DES key of 8 bytes is repeated three
 * times.
 */
export function tripleDes(key: Uint8Array, data: Uint8Array): Uint8Array {
  invariant(key.length === 8 || key.length === 16, 'a DES key has 8 or 16 bytes');
  invariant(data.length % BLOCK === 0, 'ECB takes whole blocks');
  const first = key.subarray(0, BLOCK);
  const second = key.length === 16 ? key.subarray(BLOCK) : first;
  const cipher = createCipheriv('des-ede3-ecb', createSecretKey(Buffer.concat([first, second, first])), null);
  cipher.setAutoPadding(false);
  return new Uint8Array(Buffer.concat([cipher.update(data), cipher.final()]));
}

/**
 * Left 4 bytes of the single-DES CBC-MAC, start value 0, padding 80 00…, always at least one byte. `key` is
 * 8 bytes.
 */
export function cbcMac(key: Uint8Array, data: Uint8Array): Uint8Array {
  invariant(key.length === BLOCK, 'a MAC key has 8 bytes');
  const padded = new Uint8Array((Math.floor(data.length / BLOCK) + 1) * BLOCK);
  padded.set(data);
  padded[data.length] = 0x80;
  let chain: Uint8Array = new Uint8Array(BLOCK);
  for (let start = 0; start < padded.length; start += BLOCK) {
    chain = tripleDes(key, xor(chain, padded.subarray(start, start + BLOCK)));
  }
  return chain.slice(0, 4);
}

/** Card key from a master key of 16 bytes; the factor is the last 8 bytes of the application serial. */
export function diversify(masterKey: Uint8Array, applicationSerial: Uint8Array): Uint8Array {
  const factor = applicationSerial.slice(-BLOCK);
  const inverted = factor.map((byte) => byte ^ 0xff);
  return concat(tripleDes(masterKey, factor), tripleDes(masterKey, inverted));
}

/** SESLK. `random` 4 bytes, `onlineCounter` 0 … 65535. */
export function loadSessionKey(loadKey: Uint8Array, random: Uint8Array, onlineCounter: number): Uint8Array {
  return tripleDes(loadKey, concat(random, uint16(onlineCounter), Uint8Array.of(0x80, 0x00)));
}

/** SESPK. The last two bytes of the terminal's transaction number go in. */
export function purchaseSessionKey(
  purchaseKey: Uint8Array,
  random: Uint8Array,
  offlineCounter: number,
  terminalSequence: Uint8Array,
): Uint8Array {
  return tripleDes(purchaseKey, concat(random, uint16(offlineCounter), terminalSequence.slice(-2)));
}

/** The 8-byte TAC key: left half of the internal key xor its right half. */
export function tacKey(internalKey: Uint8Array): Uint8Array {
  return xor(internalKey.subarray(0, BLOCK), internalKey.subarray(BLOCK));
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** Big endian. */
export function uint16(value: number): Uint8Array {
  return Uint8Array.of((value >>> 8) & 0xff, value & 0xff);
}

/** Big endian. */
export function uint32(value: number): Uint8Array {
  return concat(uint16(Math.floor(value / 65_536)), uint16(value % 65_536));
}

export function readUint32(bytes: Uint8Array, offset: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(offset);
}

function xor(left: Uint8Array, right: Uint8Array): Uint8Array {
  return left.map((byte, index) => byte ^ (right[index] ?? 0));
}
