/** Where records lie: a file on disk, an array in the world. One contract suite runs over both (design.md §12.4). */
import type { StoredRecord, StoreMeta } from './record.ts';

/** A store as a reader sees it. Only records whose commit has ended are seen. */
export interface JournalReader {
  readonly meta: StoreMeta;
  /** The record with the highest sequence. */
  readonly head: StoredRecord | undefined;
  /** The host record with the highest host sequence. */
  readonly hostHead: StoredRecord | undefined;
  /** Records with sequence ≥ `from`, oldest first, at most `limit`. */
  read(from: number, limit: number): readonly StoredRecord[];
  /** Host records with host sequence > `after`, oldest first, at most `limit`. */
  readHost(after: number, limit: number): readonly StoredRecord[];
  /** A second call changes nothing. */
  close(): void;
}

export interface JournalStore extends JournalReader {
  /**
   * Adds the next record. It is durable when this returns or, where a promise is returned, when that resolves. May
   * throw or reject; then the record may be there or not, and only a new life can tell.
   */
  append(record: StoredRecord): void | Promise<void>;
}

/** Why a place refuses what lies in it, without knowing the terminal's identity. */
export type ShelfRefusal = 'JOURNAL_CORRUPT' | 'JOURNAL_VERSION' | 'JOURNAL_LOCKED' | 'JOURNAL_UNREADABLE';

export type Inspection<T> =
  | { readonly kind: 'absent' }
  | { readonly kind: 'looked'; readonly result: T }
  | { readonly kind: 'refused'; readonly code: ShelfRefusal; readonly detail: string };

/** The place where one terminal's journal lies. */
export interface JournalShelf {
  /**
   * Shows `look` what is there without changing anything, so that a bad journal stays as it was found. A failure to
   * read, in `look` too, is a refusal and never thrown.
   */
  inspect<T>(look: (reader: JournalReader) => T): Inspection<T>;
  /** Opens for appending; older layouts are brought up by adding. Throws `TerminalError` with a `ShelfRefusal` as code. */
  open(): JournalStore;
  /** Makes an empty journal. Throws `JOURNAL_EXISTS` when one is there. Durable when it returns. */
  create(meta: Omit<StoreMeta, 'schemaVersion'>): JournalStore;
  /** Moves what is there to a new name, never over another; gives that name, or undefined when nothing was there. */
  setAside(): string | undefined;
}

const BATCH = 512;

/** All records from `from` on, a batch in memory at a time. */
export function* recordsOf(reader: JournalReader, from = 1): Generator<StoredRecord> {
  for (let next = from; ;) {
    const batch = reader.read(next, BATCH);
    yield* batch;
    const last = batch.at(-1);
    if (last === undefined || batch.length < BATCH) return;
    next = last.sequence + 1;
  }
}
