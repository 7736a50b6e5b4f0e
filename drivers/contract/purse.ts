/** The electronic purse (电子钱包) on a card, whatever the card kind (design.md §4). Card values are upper-case hexadecimal. */
import type { Fen } from '../../src/kernel/fen.ts';
import type { Outcome } from '../../src/kernel/outcome.ts';

export type PurseKind = 'pboc';

export interface PurseIdentity {
  readonly kind: PurseKind;
  /** Chip number. */
  readonly uid: string;
  /** Application serial (应用序列号), 20 digits: the identity of the card (pboc-epurse.md §1). */
  readonly applicationSerial: string;
  /** Issuer code as on the card, 16 digits; tells our school's cards from others. */
  readonly issuer: string;
  /** YYYYMMDD, both inclusive. */
  readonly validFrom: string;
  readonly validTo: string;
}

/** One record of the card's own log, newest first. */
export interface PurseLogRecord {
  /** Which counter value a load writes, before or after +1, differs between cards: match the other fields. */
  readonly counter: number;
  readonly amount: Fen;
  /** PBOC transaction type, two digits: 02 load, 06 purchase. */
  readonly type: string;
  readonly terminal: string;
  /** YYYYMMDD and HHMMSS of the card's record. */
  readonly date: string;
  readonly time: string;
}

export interface PurseReading {
  readonly balance: Fen;
  readonly log: readonly PurseLogRecord[];
}

export interface LoadRequest {
  readonly amount: Fen;
  /** Terminal number as the card is told it, 12 digits (6 bytes BCD). Always the present terminal. */
  readonly terminal: string;
}

/** What INITIALIZE FOR LOAD gave: signed by the card over balance, counter, amount and terminal. Can be kept and sent. */
export interface LoadIntent {
  readonly kind: PurseKind;
  /** Online (load) counter before the load. */
  readonly counter: number;
  readonly balance: Fen;
  readonly amount: Fen;
  readonly terminal: string;
  readonly keyVersion: string;
  readonly algorithm: string;
  readonly random: string;
  readonly mac1: string;
}

/** What the campus server answers to an intent: the host's date and time and MAC2 over them. */
export interface LoadAuthorisation {
  readonly kind: PurseKind;
  readonly date: string;
  readonly time: string;
  readonly mac2: string;
}

export interface LoadProof {
  readonly kind: PurseKind;
  /** The card's transaction signature, 8 digits; only the server can check it. */
  readonly tac: string;
}

/** What the card shows now. Only the server judges it. */
export interface CardEvidence {
  /** A fresh INITIALIZE with the amount of the order and the present terminal; its session is thrown away. */
  readonly intent: LoadIntent;
  /** GET TRANSACTION PROVE for the last load, i.e. for the counter the card shows. */
  readonly proof:
    | { readonly kind: 'tac'; readonly counter: number; readonly tac: string }
    /** The card says it has none (9406) or cannot say. */
    | { readonly kind: 'none'; readonly status: string };
  readonly log: readonly PurseLogRecord[];
}

/** Why a purse says no: the card's status word, or our own word such as `wrong-application`. */
export type PurseRefusal = string;

export interface Purse {
  readonly kind: PurseKind;
  identify(): Promise<Outcome<PurseIdentity, PurseRefusal>>;
  read(): Promise<Outcome<PurseReading, PurseRefusal>>;
  /** Volatile: ends with the session, or with the next command that is not `commitLoad`. Can be repeated, changes nothing. */
  prepareLoad(request: LoadRequest): Promise<Outcome<LoadIntent, PurseRefusal>>;
  /** Changes money on the card. Sent at most once per intent, whatever the answer. */
  commitLoad(intent: LoadIntent, authorisation: LoadAuthorisation): Promise<Outcome<LoadProof, PurseRefusal>>;
  evidence(request: LoadRequest): Promise<Outcome<CardEvidence, PurseRefusal>>;
}
