/** What the bench page and scripts see: the whole simulated school at one moment. Plain JSON, amounts in fen. */
import type { MessageRef, ScreenModel } from '../../src/screen/contract/screen-model.ts';
import type { Cable, KioskName, ServerMode } from './actions.ts';

export interface BenchState {
  /** Rises with each state sent. */
  readonly revision: number;
  /** ISO 8601 with +08:00, whole seconds: what terminals and server take for the time. */
  readonly time: string;
  /** How far the wall clock was moved by hand, minutes. */
  readonly clockMovedMinutes: number;
  readonly kiosks: Readonly<Record<KioskName, KioskState>>;
  readonly cards: readonly CardView[];
  readonly server: ServerView;
  /** Where each note and its money is, newest first, at most 50. */
  readonly money: readonly MoneyLine[];
  readonly sum: MoneySum;
}

export interface KioskState {
  readonly terminal: string;
  /** Address of its screen, with the token; empty when the bench runs without screens. */
  readonly screenUrl: string;
  /** `dead`: killed by hand; `stopped`: without a journal it may use; `restarting`: the supervisor starts the next life. */
  readonly program: 'running' | 'dead' | 'restarting' | 'stopped';
  readonly mains: boolean;
  readonly screen: { readonly id: ScreenModel['id']; readonly message?: MessageRef } | undefined;
  readonly lamp: 'green' | 'red' | 'off';
  readonly readerLight: boolean;
  readonly doorOpen: boolean;
  readonly cables: Readonly<Record<Cable, boolean>>;
  /** Ids of the cards on the reader. */
  readonly cardsOnReader: readonly string[];
  readonly acceptor: {
    /** Name of the state that POLL would show (ccnet.md §8); undefined without power. */
    readonly state: string | undefined;
    readonly boxPresent: boolean;
    readonly notesInBox: number;
    readonly boxCapacity: number;
    /** Notes in path, escrow, stacker or slot. */
    readonly moving: readonly {
      readonly label: string;
      readonly place: 'path' | 'escrow' | 'stacker' | 'slot';
    }[];
    readonly jammed: boolean;
  };
  /** Pulls and jams that wait for their moment, in words. */
  readonly armed: readonly { readonly zh: string; readonly en: string }[];
  readonly line: ServerMode;
  /** Codes of what blocks service or cash, e.g. E106; empty when all is well. */
  readonly troubles: readonly string[];
  /** Why earlier lives ended by themselves, newest last, at most 5. */
  readonly failures: readonly string[];
}

export interface CardView {
  readonly id: string;
  readonly label: { readonly zh: string; readonly en: string };
  /** What the card is for at the bench. */
  readonly kind:
    | 'normal'
    | 'lost'
    | 'near-limit'
    | 'frozen'
    | 'expired'
    | 'other-school'
    | 'foreign'
    | 'classic';
  readonly holder: string;
  readonly where: 'hand' | KioskName;
  /** Physical truth of a purse card; undefined for cards without a purse of ours. */
  readonly truth:
    | {
        readonly balance: number;
        readonly loadCounter: number;
        readonly history: readonly {
          readonly kind: 'load' | 'purchase';
          readonly amount: number;
          readonly at: string;
          readonly terminal: string;
        }[];
      }
    | undefined;
  /** What the ledger believes; undefined for cards it does not know. */
  readonly ledger: number | undefined;
  /** State at the server: normal, lost, frozen, cancelled. */
  readonly state: string | undefined;
}

export interface ServerView {
  readonly epoch: number;
  readonly authorising: boolean;
  readonly dayEnd: boolean;
  readonly hasBackup: boolean;
  /** Newest first, at most 100. */
  readonly orders: readonly OrderView[];
  /** Accounts that are not zero. Debit is positive. */
  readonly accounts: readonly { readonly account: string; readonly amount: number }[];
  /** Newest last, at most 50. */
  readonly alarms: readonly { readonly at: string; readonly kind: string; readonly detail: string }[];
}

export interface OrderView {
  readonly orderId: string;
  readonly serial: string;
  readonly kiosk: KioskName | undefined;
  readonly card: string | undefined;
  readonly amount: number;
  readonly state: 'held' | 'funded' | 'owed' | 'confirmed' | 'released' | 'investigating' | 'resolved';
  readonly cause?: string;
  readonly attempts: number;
}

/** The story of one note in the words of a person: from the hand to the card. */
export interface MoneyLine {
  readonly note: string;
  readonly amount: number;
  readonly kiosk: KioskName;
  /** Where the paper is now. */
  readonly paper: 'hand' | 'slot' | 'path' | 'escrow' | 'stacker' | 'box' | 'operator';
  readonly serial: string | undefined;
  readonly order: OrderView['state'] | undefined;
  readonly card: string | undefined;
  /** True when the card physically got this order's load. */
  readonly onCard: boolean;
  readonly sentence: { readonly zh: string; readonly en: string };
  readonly tone: 'done' | 'moving' | 'recorded' | 'returned' | 'trouble';
}

/**
 * Conservation, fen: taken = onCards + owed + investigating + settledByHand + open + missing. How each number is found:
 * money/sum.ts.
 */
export interface MoneySum {
  /** Notes fed at the bench that are not back in a hand; notes that an operator filled a box with are not among them. */
  readonly taken: number;
  /** Loads that physically happened on cards. */
  readonly onCards: number;
  /** Due to a card by the books, and physically not on it. */
  readonly owed: number;
  /** Under investigation or on the orphan list, and physically not on a card. */
  readonly investigating: number;
  /** Two operators ended the order otherwise, e.g. paid it out at the desk. */
  readonly settledByHand: number;
  /** Taken a moment ago, or an attempt whose end is open: the books do not know yet. */
  readonly open: number;
  /** 0 when every fen is accounted for. */
  readonly missing: number;
}

/** One line of what happens, newest last. */
export interface BenchEvent {
  readonly sequence: number;
  /** Wall time, ISO 8601 with milliseconds and +08:00. */
  readonly time: string;
  readonly kiosk: KioskName | undefined;
  /** hand: what a person did at the bench; thing: what physically happened; journal, wire, server, log: the program. */
  readonly source: 'hand' | 'thing' | 'screen' | 'journal' | 'wire' | 'server' | 'log';
  readonly text: string;
  /** Raw detail: bytes of the wire (masked), data of the journal record. */
  readonly detail?: string;
}
