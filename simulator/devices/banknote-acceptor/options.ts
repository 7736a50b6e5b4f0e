/**
 * What one acceptor is like: its bill table, its timings, and the habits that the sheet leaves open (ccnet.md
 * §15).
 */
import type { Identification } from '../../../drivers/banknote-acceptor/ccnet/codec.ts';
import { yuan, type Fen } from '../../../src/kernel/fen.ts';

/** One kind of note that the validator's data set knows; its index in the table is the bill type. */
export interface KnownNote {
  readonly value: Fen;
  /** Undefined: the firmware merges all editions of this value in one cell. */
  readonly edition: number | undefined;
  /** `CHN` or `CNY`, by firmware (ccnet.md §7). */
  readonly country: string;
}

/** The example of ccnet.md §13: 5, 10, 100 (2005), 100 (2015), 50 and 20 yuan. */
export const SHEET_BILL_TABLE: readonly (KnownNote | undefined)[] = [
  { value: yuan(5), edition: 2005, country: 'CNY' },
  { value: yuan(10), edition: 2005, country: 'CNY' },
  { value: yuan(100), edition: 2005, country: 'CNY' },
  { value: yuan(100), edition: 2015, country: 'CNY' },
  { value: yuan(50), edition: 2005, country: 'CNY' },
  { value: yuan(20), edition: 2005, country: 'CNY' },
];

/** Milliseconds from the start of the movement, unless said otherwise. */
export interface CcnetTimings {
  /** ACCEPTING: from the slot into escrow. */
  readonly acceptMs: number;
  /** STACKING: when the note passes the point of no return. */
  readonly stackPointMs: number;
  /** STACKING: when it lies flat in the box and the counter has moved. May be later than `stackMs`. */
  readonly stackFlatMs: number;
  /** STACKING: when the state ends and BILL STACKED is due. */
  readonly stackMs: number;
  /** RETURNING and REJECTING: until the note stands in the slot. */
  readonly returnMs: number;
  /** INITIALIZE. A note in the stacker lies flat at half of it. */
  readonly initialiseMs: number;
  /** PAUSE: until both notes are rejected. */
  readonly pauseMs: number;
  /** Escrow without a decision, and one HOLD; SET ESCROW TIME-OUTS changes the first. */
  readonly escrowMs: number;
  readonly holdMs: number;
  readonly cheatedMs: number;
  /** From power to the first answer. */
  readonly bootMs: number;
  /** From the end of a command to the start of its answer, at most 10 (ccnet.md §5). */
  readonly answerDelayMs: number;
  /** Longest silence inside a command. */
  readonly interByteMs: number;
  /** After which a jam clears by itself; undefined: only by `clearJam`. */
  readonly jamClearsMs: number | undefined;
}

export const DEFAULT_TIMINGS: CcnetTimings = {
  acceptMs: 1_200,
  stackPointMs: 500,
  stackFlatMs: 800,
  stackMs: 900,
  returnMs: 700,
  initialiseMs: 2_000,
  pauseMs: 10_000,
  escrowMs: 10_000,
  holdMs: 10_000,
  cheatedMs: 2_000,
  bootMs: 300,
  answerDelayMs: 3,
  interByteMs: 5,
  jamClearsMs: 20_000,
};

export interface CcnetDeviceOptions {
  /** Key of vetoes against skipped polls. */
  readonly name: string;
  /** Bits per second, for the end of an answer and the ACK window. */
  readonly baud: number;
  readonly address: number;
  readonly identification: Identification;
  /** At most 24 cells, `undefined` for a hole. */
  readonly billTable: readonly (KnownNote | undefined)[];
  readonly timings: CcnetTimings;
  /** Notes that the box holds. */
  readonly capacity: number;
  /** 81, 82, 1C and 45 are reported until the host's ACK; off: exactly once, heard or not. */
  readonly repeatsEvents: boolean;
  /**
   * `strict`: an ACK that starts later than 10 ms after the answer is none. `lenient`: any ACK before the
   * next command.
   */
  readonly ackWindow: 'strict' | 'lenient';
  /** Commands only in the states of the sheet's table; off: all but STACK, RETURN and HOLD in every state. */
  readonly strictStates: boolean;
  /** Codes answered ILLEGAL, as clones do with 5A, 5B, 5C, 68. */
  readonly unsupported: readonly number[];
  /** ENABLE during INITIALIZE is acknowledged and lost, or kept. */
  readonly enableDuringInitialise: 'lost' | 'kept';
  /** 11, then RESET: shows 18 and 82 for the note it hands back, or only 13. */
  readonly showsPowerUpReturn: boolean;
  /** Counter 5B survives power loss. */
  readonly counterSurvives: boolean;
  /**
   * A note that lies flat but whose 81 was not delivered shows as 12 after power loss, and 81 comes after
   * RESET; off: 10.
   */
  readonly remembersUnreported: boolean;
}

export const DEFAULT_CCNET_OPTIONS: CcnetDeviceOptions = {
  name: 'banknote-acceptor',
  baud: 9_600,
  address: 0x03,
  identification: {
    part: 'SM-CN2015-SIM01',
    serial: '990000000001',
    asset: Uint8Array.of(0, 0, 0, 0, 0, 0, 1),
  },
  billTable: SHEET_BILL_TABLE,
  timings: DEFAULT_TIMINGS,
  capacity: 600,
  repeatsEvents: true,
  ackWindow: 'lenient',
  strictStates: true,
  unsupported: [],
  enableDuringInitialise: 'lost',
  showsPowerUpReturn: true,
  counterSurvives: true,
  remembersUnreported: false,
};
