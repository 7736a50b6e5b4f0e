/**
 * What a PBOC purse card keeps without power: personalisation, balance, counters, log, last proofs. pboc-
 * epurse.md §1.
 */
import type { Random } from '../../../src/kernel/random.ts';

/** How a card was made. All values are hexadecimal text; keys are test keys only. */
export interface PbocPersonalisation {
  /** 4 bytes (8 digits). */
  readonly uid: string;
  /** A card that shows another UID 08xxxxxx after each loss of power (pn532.md §7). Default false. */
  readonly randomUid?: boolean;
  /**
   * With its length byte in front. Default: the campus card of pn532.md §7, whose last 4 historical bytes
   * are the UID.
   */
  readonly ats?: string;
  /** 8 bytes. */
  readonly issuer: string;
  /** 10 bytes; the last 8 are the key factor. */
  readonly applicationSerial: string;
  /** YYYYMMDD, both inclusive. */
  readonly validFrom: string;
  readonly validTo: string;
  /** 16 bytes each; the card's own keys are derived from them. */
  readonly masterKeys: { readonly load: string; readonly tac: string; readonly purchase: string };
  /** BCD, default 123456. */
  readonly pin?: string;
  /** One byte each, default 01. */
  readonly cardType?: string;
  readonly applicationVersion?: string;
  /** Index of the load and the purchase key, default 1. */
  readonly keyIndex?: number;
  /** An application name that selects the purse besides the file 3F01. Default none. */
  readonly applicationName?: string;
}

/** `wrong-le`: answers 6Cxx unless Le is exact. `get-response`: answers 61xx and waits for GET RESPONSE. */
export type AnswerStyle = 'plain' | 'wrong-le' | 'get-response';

/** How this make of card behaves where the sheet leaves it open. */
export interface PbocBehaviour {
  /** How many loads back GET TRANSACTION PROVE reaches, and as many purchases, 1 … 10. Default 1. */
  readonly proofDepth?: number;
  /** A purchase erases the proof of the load before it. Default false. */
  readonly purchaseErasesProof?: boolean;
  /** Which counter the log record holds: before the transaction (s) or after it (s+1). Default before. */
  readonly logCounter?: 'before' | 'after';
  /** Default plain. */
  readonly answerStyle?: AnswerStyle;
  /** A broken card operating system that credits the balance and leaves the counter. Default false. */
  readonly creditKeepsCounter?: boolean;
}

/** One transaction that physically happened, for auditors. */
export interface CardTransaction {
  readonly kind: 'load' | 'purchase';
  /** Fen. */
  readonly amount: number;
  /** The counter before the transaction: online for a load, offline for a purchase. */
  readonly counter: number;
  /** 12 digits. */
  readonly terminal: string;
  /** YYYYMMDD. */
  readonly date: string;
  /** HHMMSS. */
  readonly time: string;
}

/** One kept answer of GET TRANSACTION PROVE. */
export interface KeptProof {
  readonly type: number;
  /** The counter after the transaction. */
  readonly counter: number;
  /** MAC and TAC, 16 digits. */
  readonly answer: string;
}

/** Everything non-volatile, plain JSON. Replaced as a whole: that is what makes a commit atomic. */
export interface PurseState {
  readonly balance: number;
  readonly onlineCounter: number;
  readonly offlineCounter: number;
  /** 23-byte records as hexadecimal, newest first, at most ten. */
  readonly log: readonly string[];
  /** Newest first. */
  readonly proofs: readonly KeptProof[];
  readonly pinTriesLeft: number;
}

export const PIN_TRIES = 3;
export const LOG_RECORDS = 10;

/** A card with this many transactions is worn out and takes no more (6A84). */
export const HISTORY_LIMIT = 100_000;

export const EMPTY_PURSE: PurseState = {
  balance: 0,
  onlineCounter: 0,
  offlineCounter: 0,
  log: [],
  proofs: [],
  pinTriesLeft: PIN_TRIES,
};

/** The chip's memory, shared by all sessions on the card. */
export interface PbocMemory {
  readonly personalisation: PbocPersonalisation;
  readonly behaviour: PbocBehaviour;
  readonly random: Random;
  state: PurseState;
  /** Oldest first. */
  readonly history: CardTransaction[];
}
