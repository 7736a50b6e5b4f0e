/**
 * The security module (加密机) of the card centre: holds the master keys and computes what only the server can compute.
 * Formulas from pboc-epurse.md §3–4. Written from the sheet alone, so that the simulated cards judge it and it judges them.
 */
import { createCipheriv, createSecretKey } from 'node:crypto';
import { fromHex, toHex } from '../../src/kernel/hex.ts';
import type { FactData } from '../../src/money/facts.ts';

/** INITIALIZE FOR LOAD as the terminal sends it. */
export type LoadIntent = FactData<'hold-asked'>['intent'];

export interface MasterKeys {
  /** Load master key (MLK), 16 bytes as hexadecimal. */
  readonly loadMaster: string;
  /** TAC master key (MTK), 16 bytes as hexadecimal. */
  readonly tacMaster: string;
}

/** PBOC transaction type of a load into the electronic purse. */
export const PURSE_LOAD = '02';

/** Double-length triple DES of one block. */
function tripleDes(key: Uint8Array, block: Uint8Array): Uint8Array {
  const cipher = createCipheriv(
    'des-ede3-ecb',
    createSecretKey(Buffer.concat([key, key.subarray(0, 8)])),
    null,
  );
  cipher.setAutoPadding(false);
  return cipher.update(block);
}

/** Key of one card: master key over the last 8 bytes of the application serial, and over their complement. */
export function diversify(master: Uint8Array, applicationSerial: string): Uint8Array {
  const factor = fromHex(applicationSerial.slice(-16));
  const complement = factor.map((byte) => byte ^ 0xff);
  return Buffer.concat([tripleDes(master, factor), tripleDes(master, complement)]);
}

/** Session key of a load (SESLK): 8 bytes. */
export function loadSessionKey(loadKey: Uint8Array, random: string, counter: number): Uint8Array {
  return tripleDes(loadKey, fromHex(`${random}${hexNumber(counter, 2)}8000`));
}

/** Single-DES CBC-MAC, start value 0, padding 80 00… always; the left 4 bytes. */
export function cbcMac(key: Uint8Array, data: Uint8Array): string {
  const padded = new Uint8Array(data.length + 8 - (data.length % 8));
  padded.set(data);
  padded[data.length] = 0x80;
  const cipher = createCipheriv(
    'des-ede3-cbc',
    createSecretKey(Buffer.concat([key, key, key])),
    new Uint8Array(8),
  );
  cipher.setAutoPadding(false);
  return toHex(cipher.update(padded).subarray(-8)).slice(0, 8);
}

/** A TAC key is the left half of the card's key XOR the right half. */
export function foldKey(key: Uint8Array): Uint8Array {
  return key.subarray(0, 8).map((byte, index) => byte ^ (key[index + 8] ?? 0));
}

function hexNumber(value: number, bytes: number): string {
  return value
    .toString(16)
    .toUpperCase()
    .padStart(bytes * 2, '0');
}

/** Terms of a load that MAC2 and TAC are bound to. */
export interface LoadTerms {
  readonly counter: number;
  readonly balance: number;
  readonly amount: number;
  readonly terminal: string;
  readonly date: string;
  readonly time: string;
}

export class SecurityModule {
  readonly #loadMaster: Uint8Array;
  readonly #tacMaster: Uint8Array;

  constructor(keys: MasterKeys) {
    this.#loadMaster = fromHex(keys.loadMaster);
    this.#tacMaster = fromHex(keys.tacMaster);
  }

  /** MAC1 proves old balance, amount, terminal and, through the session key, the counter. */
  mac1Matches(applicationSerial: string, intent: LoadIntent): boolean {
    const data = `${hexNumber(intent.balance, 4)}${hexNumber(intent.amount, 4)}${PURSE_LOAD}${intent.terminal}`;
    return cbcMac(this.#sessionKey(applicationSerial, intent), fromHex(data)) === intent.mac1;
  }

  /** MAC2: the host's permission for exactly this session of exactly this card. */
  mac2(applicationSerial: string, intent: LoadIntent, date: string, time: string): string {
    const data = `${hexNumber(intent.amount, 4)}${PURSE_LOAD}${intent.terminal}${date}${time}`;
    return cbcMac(this.#sessionKey(applicationSerial, intent), fromHex(data));
  }

  /** TAC: the card's signature over the load. Over the new balance and the counter before it was raised. */
  tac(applicationSerial: string, terms: LoadTerms): string {
    const key = foldKey(diversify(this.#tacMaster, applicationSerial));
    const balance = hexNumber(terms.balance + terms.amount, 4);
    const data =
      balance +
      hexNumber(terms.counter, 2) +
      hexNumber(terms.amount, 4) +
      PURSE_LOAD +
      terms.terminal +
      terms.date +
      terms.time;
    return cbcMac(key, fromHex(data));
  }

  #sessionKey(applicationSerial: string, intent: LoadIntent): Uint8Array {
    return loadSessionKey(diversify(this.#loadMaster, applicationSerial), intent.random, intent.counter);
  }
}
