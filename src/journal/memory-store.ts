/** The journal of the world: an array, whose image is what a power cut leaves (design.md §3, Journal). */
import type { Clock } from '../kernel/clock.ts';
import { invariant, unreachable } from '../kernel/errors.ts';
import type { StoredRecord, StoreMeta } from './record.ts';
import type { JournalStore } from './store.ts';

/** Version of the layout, the same as the newest of the file's. */
const MEMORY_SCHEMA_VERSION = 1;

/** What lies on the disk: plain data, never changed, shared freely between runs. */
export interface MemoryImage {
  readonly meta: StoreMeta;
  readonly records: readonly StoredRecord[];
}

/**
 * What becomes of one commit. `cut-before` and `cut-after` leave the image without or with the record, and the commit
 * never answers: whoever returns them also cuts the life's `PowerDomain`. `fail` is an I/O error with nothing written.
 */
export type CommitFate = 'commit' | 'cut-before' | 'cut-after' | 'fail';

export interface MemoryStoreOptions {
  /** Time from the call to the durable record; 0 answers at once. Default 0. Needs `clock` when above 0. */
  readonly latencyMs?: number;
  /** The clock of the life, so that a cut stops a commit under way. */
  readonly clock?: Clock;
  /** Asked once per commit, before anything is written. */
  readonly duringCommit?: (record: StoredRecord) => CommitFate;
}

export class MemoryStore implements JournalStore {
  readonly meta: StoreMeta;
  readonly #records: StoredRecord[];
  readonly #hostRecords: StoredRecord[];
  readonly #options: MemoryStoreOptions;
  #inFlight: StoredRecord | undefined;
  #stopped = false;

  private constructor(image: MemoryImage, options: MemoryStoreOptions) {
    this.meta = image.meta;
    this.#records = [...image.records];
    this.#hostRecords = image.records.filter((record) => record.host !== undefined);
    this.#options = options;
  }

  static create(meta: Omit<StoreMeta, 'schemaVersion'>, options: MemoryStoreOptions = {}): MemoryStore {
    const { journalId, generation } = meta;
    const full = { journalId, generation, schemaVersion: MEMORY_SCHEMA_VERSION };
    return new MemoryStore({ meta: full, records: [] }, options);
  }

  static fromImage(image: MemoryImage, options: MemoryStoreOptions = {}): MemoryStore {
    return new MemoryStore(image, options);
  }

  get head(): StoredRecord | undefined {
    return this.#records.at(-1);
  }

  get hostHead(): StoredRecord | undefined {
    return this.#hostRecords.at(-1);
  }

  /** What a power cut at this instant leaves; a commit under way is `lost` or `kept`. Works after `close` too. */
  image(inFlight: 'lost' | 'kept' = 'lost'): MemoryImage {
    const pending = inFlight === 'kept' && this.#inFlight !== undefined ? [this.#inFlight] : [];
    return { meta: this.meta, records: [...this.#records, ...pending] };
  }

  append(record: StoredRecord): void | Promise<void> {
    invariant(!this.#stopped, 'journal store is closed');
    invariant(this.#inFlight === undefined, 'one commit at a time');
    invariant(record.sequence === this.#records.length + 1, 'records follow each other');
    const fate = this.#options.duringCommit?.(record) ?? 'commit';
    switch (fate) {
      case 'commit':
        return this.#commit(record);
      case 'cut-before':
        return this.#cut();
      case 'cut-after':
        this.#push(record);
        return this.#cut();
      case 'fail':
        throw new Error('simulated I/O error');
      default:
        return unreachable(fate);
    }
  }

  read(from: number, limit: number): readonly StoredRecord[] {
    const start = Math.max(0, from - 1);
    return this.#records.slice(start, start + limit);
  }

  readHost(after: number, limit: number): readonly StoredRecord[] {
    const start = Math.max(0, after);
    return this.#hostRecords.slice(start, start + limit);
  }

  close(): void {
    this.#stopped = true;
  }

  #commit(record: StoredRecord): void | Promise<void> {
    const { latencyMs = 0, clock } = this.#options;
    if (latencyMs === 0) {
      this.#push(record);
      return undefined;
    }
    invariant(clock !== undefined, 'a commit latency needs a clock');
    this.#inFlight = record;
    return new Promise((resolve) => {
      clock.after(latencyMs, 'journal commit', () => {
        this.#inFlight = undefined;
        this.#push(record);
        resolve();
      });
    });
  }

  #push(record: StoredRecord): void {
    this.#records.push(record);
    if (record.host !== undefined) this.#hostRecords.push(record);
  }

  #cut(): Promise<void> {
    this.#stopped = true;
    return new Promise(() => undefined);
  }
}
