/** The outbox: a cursor over the host records of the journal. Nothing is ever deleted from it (design.md §5.8). */
import { invariant } from '../kernel/errors.ts';
import { statedHead } from './chain-head.ts';
import type { StoredRecord } from './record.ts';
import type { JournalReader } from './store.ts';

/** Most records in one message (design.md §12.1). */
export const TAIL_LIMIT = 64;

/** One record as the campus server gets it; it recomputes `hostHash` with the kernel's `hostChainHash`. */
export interface HostRecord {
  /** Sequence in the whole journal. */
  readonly sequence: number;
  readonly hostSequence: number;
  /** 0 for the first. */
  readonly previousHostSequence: number;
  readonly previousHostHash: string;
  readonly hostHash: string;
  readonly type: string;
  /** Canonical JSON text, exactly as hashed. */
  readonly data: string;
  /** Milliseconds since 1970 by the terminal's clock. Not covered by `hostHash`. */
  readonly wallMs: number;
}

/** Where the chain of host records ends. */
export interface HostHead {
  /** 0 when there is no host record. */
  readonly hostSequence: number;
  readonly hostHash: string;
}

function hostRecord({ sequence, host, type, data, wallMs }: StoredRecord): HostRecord {
  invariant(host !== undefined, 'the store gives host records only');
  return {
    sequence,
    hostSequence: host.sequence,
    previousHostSequence: host.sequence - 1,
    previousHostHash: host.previousHash,
    hostHash: host.hash,
    type,
    data,
    wallMs,
  };
}

export class HostCursor {
  readonly #reader: JournalReader;

  constructor(reader: JournalReader) {
    this.#reader = reader;
  }

  get hostHead(): HostHead {
    const { hostSequence, hostHash } = statedHead(this.#reader);
    return { hostSequence, hostHash };
  }

  /** Committed host records after the one the server applied last, oldest first; at most `limit`, never above 64. */
  unsent(afterHostSequence: number, limit = TAIL_LIMIT): readonly HostRecord[] {
    const most = Math.min(limit, TAIL_LIMIT);
    return most <= 0 ? [] : this.#reader.readHost(afterHostSequence, most).map(hostRecord);
  }
}
