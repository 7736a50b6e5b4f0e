/** A card as simple as the sheet allows: balance, counter, log, and signatures with the keys of the fixtures. */
import type { CardEvidence, LoadAuthorisation, LoadIntent } from '../../../drivers/contract/purse.ts';
import { addFen, fen, type Fen } from '../../../src/kernel/fen.ts';
import { fromHex } from '../../../src/kernel/hex.ts';
import type { CardRef } from '../../../src/money/values.ts';
import type { CampusAccount } from '../../../simulator/campus/cards.ts';
import { SAMPLE_MASTER_KEYS } from '../../../simulator/campus/fixtures.ts';
import { cbcMac, diversify, foldKey, loadSessionKey } from '../../../simulator/campus/security-module.ts';

function hex(value: number, bytes: number): string {
  return value
    .toString(16)
    .toUpperCase()
    .padStart(bytes * 2, '0');
}

export class CardModel {
  readonly ref: CardRef;
  balance: Fen;
  counter: number;
  /** False: GET TRANSACTION PROVE says 9406. */
  keepsProof = true;
  keepsLog = true;
  #random = 0;
  #tac: string | undefined;
  #log: CardEvidence['log'] = [];

  constructor(account: Pick<CampusAccount, 'card' | 'balance' | 'counter'>) {
    this.ref = account.card;
    this.balance = account.balance;
    this.counter = account.counter;
  }

  initialise(amount: Fen, terminal: string): LoadIntent {
    this.#random += 1;
    const random = hex(this.#random, 4);
    const key = this.#sessionKey(random, this.counter);
    const mac1 = cbcMac(key, fromHex(`${hex(this.balance, 4)}${hex(amount, 4)}02${terminal}`));
    const { balance, counter } = this;
    return {
      kind: 'pboc',
      counter,
      balance,
      amount,
      terminal,
      keyVersion: '01',
      algorithm: '00',
      random,
      mac1,
    };
  }

  /** CREDIT FOR LOAD: the TAC, or `undefined` when MAC2 is wrong or the session is gone. */
  credit(intent: LoadIntent, authorisation: LoadAuthorisation): string | undefined {
    const { date, time } = authorisation;
    const terms = `${hex(intent.amount, 4)}02${intent.terminal}${date}${time}`;
    const mac2 = cbcMac(this.#sessionKey(intent.random, intent.counter), fromHex(terms));
    if (mac2 !== authorisation.mac2 || intent.counter !== this.counter) return undefined;
    if (intent.random !== hex(this.#random, 4)) return undefined;
    this.balance = addFen(this.balance, intent.amount);
    const tacKey = foldKey(diversify(fromHex(SAMPLE_MASTER_KEYS.tacMaster), this.ref.applicationSerial));
    this.#tac = cbcMac(tacKey, fromHex(`${hex(this.balance, 4)}${hex(this.counter, 2)}${terms}`));
    const record = {
      counter: this.counter,
      amount: intent.amount,
      type: '02',
      terminal: intent.terminal,
      date,
      time,
    };
    this.#log = [record, ...this.#log].slice(0, 10);
    this.counter += 1;
    return this.#tac;
  }

  spend(amount: number): void {
    this.balance = fen(this.balance - amount);
  }

  evidence(amount: Fen, terminal: string): CardEvidence {
    const intent = this.initialise(amount, terminal);
    const proof =
      this.keepsProof && this.#tac !== undefined
        ? ({ kind: 'tac', counter: this.counter, tac: this.#tac } as const)
        : ({ kind: 'none', status: '9406' } as const);
    return { intent, proof, log: this.keepsLog ? this.#log : [] };
  }

  #sessionKey(random: string, counter: number): Uint8Array {
    const loadKey = diversify(fromHex(SAMPLE_MASTER_KEYS.loadMaster), this.ref.applicationSerial);
    return loadSessionKey(loadKey, random, counter);
  }
}
