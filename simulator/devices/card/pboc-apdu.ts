/**
 * Command APDUs as a card takes them apart, and the status words it answers with. pboc-epurse.md §2 and §8.
 */
import { fromHex } from '../../../src/kernel/hex.ts';
import { concat } from './pboc-crypto.ts';

export interface CommandApdu {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data: Uint8Array;
  /** `undefined` when absent; 0 asks for everything there is. */
  readonly le: number | undefined;
}

/** Short APDUs only; `undefined` when the lengths do not add up. */
export function parseApdu(bytes: Uint8Array): CommandApdu | undefined {
  const [cla, ins, p1, p2, third] = bytes;
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined) return undefined;
  const head = { cla, ins, p1, p2 };
  if (third === undefined) return { ...head, data: new Uint8Array(), le: undefined };
  if (bytes.length === 5) return { ...head, data: new Uint8Array(), le: third };
  if (third === 0) return undefined;
  const data = bytes.slice(5, 5 + third);
  if (bytes.length === 5 + third) return { ...head, data, le: undefined };
  if (bytes.length === 6 + third) return { ...head, data, le: bytes[5 + third] };
  return undefined;
}

export const STATUS = {
  ok: '9000',
  eepromFailure: '6581',
  wrongLength: '6700',
  blocked: '6983',
  conditions: '6985',
  wrongData: '6A80',
  fileNotFound: '6A82',
  recordNotFound: '6A83',
  noSpace: '6A84',
  wrongParameters: '6A86',
  wrongOffset: '6B00',
  wrongInstruction: '6D00',
  wrongClass: '6E00',
  wrongMac: '9302',
  balanceTooSmall: '9401',
  counterAtMaximum: '9402',
  keyIndexMissing: '9403',
  proofMissing: '9406',
} as const;

/** Data and 9000. */
export function success(...data: readonly Uint8Array[]): Uint8Array {
  return concat(...data, fromHex(STATUS.ok));
}

/** A status word alone. */
export function refusal(status: string): Uint8Array {
  return fromHex(status);
}

/** 63Cx, x tries left. */
export function pinWrong(triesLeft: number): Uint8Array {
  return Uint8Array.of(0x63, 0xc0 | triesLeft);
}
