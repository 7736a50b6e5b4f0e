/** What one line of the journal is made of. Types only; the rules are in `chain.ts` and `verify.ts`. */

/** What every store knows about itself; written once, when the journal is created. */
export interface StoreMeta {
  /** 128 random bits made at enrolment, as hexadecimal text (design.md §5.7). */
  readonly journalId: string;
  /** How many journals this terminal has had, from the server at enrolment: 1, 2, … */
  readonly generation: number;
  /** Version of the layout of the store. */
  readonly schemaVersion: number;
}

/** The link of a record into the chain of host records, which the campus server checks without seeing the others. */
export interface HostLink {
  /** 1, 2, … without gaps over the records flagged for the host. */
  readonly sequence: number;
  /** Host hash of the host record before, or the host genesis hash. */
  readonly previousHash: string;
  /** See `hostHash` in `chain.ts`. */
  readonly hash: string;
}

/** One record as it lies in the store. Never changed once written. */
export interface StoredRecord {
  /** 1, 2, … without gaps. */
  readonly sequence: number;
  readonly type: string;
  /** Canonical JSON text, exactly as hashed. */
  readonly data: string;
  /** Milliseconds since 1970 when it was appended. Recorded only, never used to decide. */
  readonly wallMs: number;
  /** Milliseconds of the monotonic clock of that life, rounded. Recorded only. */
  readonly monotonicMs: number;
  /** Hash of the record before, or the genesis hash. */
  readonly previousHash: string;
  /** See `recordHash` in `chain.ts`. */
  readonly hash: string;
  /** Present in records flagged for the host. */
  readonly host?: HostLink;
}
