/**
 * What the auditor is shown: physical truth as plain data, the server's books as claims, the journals as they lie on
 * disk, and what a witness at the wires wrote down. All amounts are fen.
 */

export interface CardTruth {
  /** Application serial. */
  readonly serial: string;
  /** When it was handed out. */
  readonly opening: { readonly balance: number; readonly counter: number };
  readonly balance: number;
  readonly counter: number;
  /** Oldest first; `counter` is the one before the transaction. */
  readonly transactions: readonly {
    readonly kind: 'load' | 'purchase';
    readonly amount: number;
    readonly counter: number;
    readonly terminal: string;
  }[];
}

export interface NoteTruth {
  readonly id: string;
  readonly value: number;
  readonly place: 'hand' | 'slot' | 'path' | 'escrow' | 'stacker' | 'box';
  /** The terminal it is in; undefined for a note in a hand. */
  readonly terminal: string | undefined;
  /** Application serial of the card for which its holder put it in. */
  readonly meantFor: string;
}

export type OrderState = 'held' | 'funded' | 'owed' | 'confirmed' | 'released' | 'investigating' | 'resolved';

export interface OrderClaim {
  readonly orderId: string;
  readonly serial: string;
  /** Where the note went in. */
  readonly terminal: string;
  readonly card: string;
  readonly amount: number;
  readonly state: OrderState;
  /** The server believes that the holder was shown that it is on the card. */
  readonly told: boolean;
  readonly cause?: string;
  readonly attempts: readonly {
    readonly terminal: string;
    readonly counter: number;
    readonly settled: string;
  }[];
}

export interface OrphanClaim {
  readonly terminal: string;
  /** Null when it cannot be said, or when it may be a note that is booked already. */
  readonly value: number | null;
  readonly reason: string;
}

export interface Claims {
  readonly orders: readonly OrderClaim[];
  readonly orphans: readonly OrphanClaim[];
  readonly books: {
    readonly accounts: readonly { readonly account: string; readonly balance: number }[];
    readonly total: number;
    readonly unbalanced: readonly number[];
  };
}

/** One record as it lies in a journal. */
export interface JournalLine {
  readonly sequence: number;
  readonly type: string;
  readonly data: string;
  readonly wallMs: number;
  readonly monotonicMs: number;
  readonly previousHash: string;
  readonly hash: string;
  readonly host?: { readonly sequence: number; readonly previousHash: string; readonly hash: string };
}

export interface JournalTruth {
  readonly terminal: string;
  readonly journalId: string;
  readonly generation: number;
  readonly records: readonly JournalLine[];
}

/** An act that changes the world, as it crossed a wire, and what was durable at that instant. */
export interface Moment {
  readonly act: 'credit' | 'stack' | 'return' | 'acknowledge-stacked';
  readonly terminal: string;
  /** How often this act has crossed the wires of this terminal, this one included. */
  readonly count: number;
  /** Types of the records in this terminal's journal, oldest first. */
  readonly durable: readonly string[];
  /** Notes in this terminal's box or past the point of no return. */
  readonly notesInBox: number;
  /** The same over all terminals, and loads on all cards before this act. */
  readonly notesInAllBoxes: number;
  readonly loadsBefore: number;
}

/** A page that said how an order ended, in front of the card that lay on the reader. */
export interface TellingTruth {
  readonly terminal: string;
  /** Application serial. */
  readonly card: string;
  /** Of the order. */
  readonly serial: string;
  /** Of the message: I318, I315, I314. */
  readonly code: string;
}

/** What the run after the fault showed. */
export interface ProgressTruth {
  /** Host records that no server has confirmed, by terminal. */
  readonly unsent: Readonly<Record<string, number>>;
  /** Terminals that do not serve at the end, and why. */
  readonly outOfService: readonly string[];
  /** The same card at the other terminal. */
  readonly secondVisit: 'served' | 'gave-up';
  /** Another card, with a note of its own. */
  readonly freshVisit: 'loaded' | 'not-loaded';
  /** Screens on which the holder stood for ever, or other things a person would complain about. */
  readonly complaints: readonly string[];
}

export interface WorldTruth {
  readonly cards: readonly CardTruth[];
  readonly notes: readonly NoteTruth[];
  readonly claims: Claims;
  readonly journals: readonly JournalTruth[];
  readonly moments: readonly Moment[];
  readonly tellings: readonly TellingTruth[];
  readonly progress: ProgressTruth;
}

export interface Violation {
  readonly rule: 'conservation' | 'at-most-once' | 'silent' | 'progress' | 'journal';
  readonly text: string;
}
