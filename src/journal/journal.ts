/**
 * The record of what the terminal meant to do and what it saw. Appends are serialised, chained and durable before they
 * answer; the first one that fails ends the journal, and with it the life (design.md §3, §12.2).
 */
import type { Clock } from '../kernel/clock.ts';
import { Emitter, type Unsubscribe } from '../kernel/emitter.ts';
import { errorText, TerminalError } from '../kernel/errors.ts';
import type { PowerDomain } from '../kernel/power-domain.ts';
import { admit, type JournalEvent } from './admission.ts';
import { advance, statedHead, type ChainHead } from './chain-head.ts';
import { HostCursor } from './cursor.ts';
import { readable, type JournalRecord } from './journal-record.ts';
import type { StoredRecord, StoreMeta } from './record.ts';
import { seal } from './seal.ts';
import { recordsOf, type JournalStore } from './store.ts';

export interface Committed {
  readonly sequence: number;
  readonly hash: string;
  /** Present for events flagged for the host. */
  readonly hostSequence?: number;
  /** Wall time of the record, milliseconds since 1970. Recorded only. */
  readonly at: number;
}

/** What most of the program needs of the journal. */
export interface JournalAppender {
  append(event: JournalEvent): Promise<Committed>;
}

export interface JournalOptions {
  readonly store: JournalStore;
  readonly clock: Clock;
  /** The life it belongs to: after the cut nothing is written and no promise settles. */
  readonly power?: PowerDomain;
  /** Called once, when an append has failed: the life ends here. */
  readonly onBroken?: (error: TerminalError) => void;
}

/** Appends that may wait behind the one under way. */
export const QUEUE_LIMIT = 256;

interface Waiting {
  readonly type: string;
  readonly data: string;
  readonly host: boolean;
  readonly resolve: (committed: Committed) => void;
  readonly reject: (error: TerminalError) => void;
}

export class Journal implements JournalAppender {
  readonly #options: JournalOptions;
  readonly #queue: Waiting[] = [];
  readonly #committed = new Emitter<StoredRecord>();
  #head: ChainHead;
  #writing = false;
  #broken: TerminalError | undefined;
  #closing: { readonly closed: Promise<void>; readonly finish: () => void } | undefined;

  /** Continues where the store ends, which must have been verified. */
  constructor(options: JournalOptions) {
    this.#options = options;
    this.#head = statedHead(options.store);
    options.power?.onCut(() => {
      options.store.close();
    });
  }

  get meta(): StoreMeta {
    return this.#options.store.meta;
  }

  /** Ends of both chains after the last commit. */
  get head(): ChainHead {
    return this.#head;
  }

  /** Why nothing can be appended any more. */
  get broken(): TerminalError | undefined {
    return this.#broken;
  }

  /** The outbox. */
  get outbox(): HostCursor {
    return new HostCursor(this.#options.store);
  }

  /**
   * Resolves when the event is durable. Rejects, with nothing written, with `JOURNAL_TYPE`, `JOURNAL_DATA`,
   * `JOURNAL_SECRET`, `JOURNAL_TOO_LARGE`, `JOURNAL_QUEUE_FULL` or `JOURNAL_CLOSED`; with `JOURNAL_WRITE_FAILED` when
   * this or an earlier write failed: whether this one is on the disk only the next life can tell.
   */
  append(event: JournalEvent): Promise<Committed> {
    const result = new Promise<Committed>((resolve, reject) => {
      if (this.#options.power?.alive !== false) this.#accept(event, resolve, reject);
    });
    return this.#options.power?.guard(result) ?? result;
  }

  /** Records from `from` on, oldest first. */
  *records(from = 1): Generator<JournalRecord> {
    for (const record of recordsOf(this.#options.store, from)) yield readable(record);
  }

  /** Calls back after each commit, in order. A listener that throws breaks the journal. */
  onCommitted(listener: (record: JournalRecord) => void): Unsubscribe {
    return this.#committed.listen((record) => {
      listener(readable(record));
    });
  }

  /**
   * Takes nothing more, writes what was accepted, then closes the store. After the cut of its life there is nothing to
   * wait for: a write that was under way then has come to its end or never does.
   */
  close(): Promise<void> {
    if (this.#closing === undefined) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#closing = { closed: promise, finish: resolve };
      if (!this.#writing || this.#options.power?.alive === false) this.#shut();
    }
    return this.#closing.closed;
  }

  #accept(event: JournalEvent, resolve: Waiting['resolve'], reject: Waiting['reject']): void {
    if (this.#broken !== undefined) throw this.#broken;
    if (this.#closing !== undefined) throw new TerminalError('JOURNAL_CLOSED', 'the journal is closed');
    if (this.#queue.length >= QUEUE_LIMIT) {
      throw new TerminalError('JOURNAL_QUEUE_FULL', `${QUEUE_LIMIT} appends are waiting`);
    }
    const data = admit(event);
    this.#queue.push({ type: event.type, data, host: event.host, resolve, reject });
    if (!this.#writing) this.#drain();
  }

  /** Writes until the queue is empty or a store answers later, in which case it is called again then. */
  #drain(): void {
    this.#writing = true;
    while (this.#broken === undefined && this.#options.power?.alive !== false) {
      const waiting = this.#queue.shift();
      if (waiting === undefined) break;
      const record = seal(this.#head, waiting, this.#options.clock);
      const later = this.#write(waiting, record);
      if (later === undefined) continue;
      later.then(
        () => {
          this.#commit(waiting, record);
          this.#drain();
        },
        (error: unknown) => {
          this.#fail(waiting, error);
          this.#drain();
        },
      );
      return;
    }
    this.#writing = false;
    if (this.#closing !== undefined) this.#shut();
  }

  #write(waiting: Waiting, record: StoredRecord): Promise<void> | undefined {
    try {
      const later = this.#options.store.append(record);
      if (later !== undefined) return later;
    } catch (error) {
      this.#fail(waiting, error);
      return undefined;
    }
    this.#commit(waiting, record);
    return undefined;
  }

  #commit(waiting: Waiting, record: StoredRecord): void {
    const { sequence, hash, host, wallMs } = record;
    this.#head = advance(this.#head, record);
    const committed = { sequence, hash, at: wallMs };
    waiting.resolve(host === undefined ? committed : { ...committed, hostSequence: host.sequence });
    try {
      this.#committed.emit(record);
    } catch (error) {
      this.#break(error, 'a listener failed');
    }
  }

  #fail(waiting: Waiting, cause: unknown): void {
    waiting.reject(this.#break(cause, 'a write failed'));
  }

  #break(cause: unknown, what: string): TerminalError {
    const message = `${what}: ${errorText(cause)}`;
    const error = new TerminalError('JOURNAL_WRITE_FAILED', message, { action: 'call-service', cause });
    this.#broken = error;
    for (const waiting of this.#queue.splice(0)) waiting.reject(error);
    this.#options.onBroken?.(error);
    return error;
  }

  #shut(): void {
    this.#options.store.close();
    this.#closing?.finish();
  }
}
