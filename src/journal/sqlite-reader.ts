/** Reads records from an open journal database. */
import type Database from 'better-sqlite3';
import { TerminalError } from '../kernel/errors.ts';
import type { StoredRecord, StoreMeta } from './record.ts';
import type { JournalReader } from './store.ts';

interface Row {
  readonly sequence: number;
  readonly type: string;
  readonly data: string;
  readonly wall_ms: number;
  readonly monotonic_ms: number;
  readonly previous_hash: string;
  readonly hash: string;
  readonly host_sequence: number | null;
  readonly host_previous_hash: string | null;
  readonly host_hash: string | null;
}

export const COLUMNS =
  'sequence, type, data, wall_ms, monotonic_ms, previous_hash, hash, host_sequence, host_previous_hash, host_hash';

function recordOf(row: Row): StoredRecord {
  const plain = {
    sequence: row.sequence,
    type: row.type,
    data: row.data,
    wallMs: row.wall_ms,
    monotonicMs: row.monotonic_ms,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
  if (row.host_sequence === null) return plain;
  const host = {
    sequence: row.host_sequence,
    previousHash: row.host_previous_hash ?? '',
    hash: row.host_hash ?? '',
  };
  return { ...plain, host };
}

function readMeta(db: Database.Database): StoreMeta {
  const row = db.prepare<[], { id: string; generation: number }>(
    'SELECT journal_id AS id, generation FROM journal_meta',
  );
  const found = row.get();
  if (found === undefined) throw new TerminalError('JOURNAL_CORRUPT', 'the journal has no identity');
  const schemaVersion = db.pragma('user_version', { simple: true }) as number;
  return { journalId: found.id, generation: found.generation, schemaVersion };
}

export class SqliteReader implements JournalReader {
  readonly meta: StoreMeta;
  protected readonly db: Database.Database;
  readonly #head: Database.Statement<[], Row>;
  readonly #hostHead: Database.Statement<[], Row>;
  readonly #read: Database.Statement<[number, number], Row>;
  readonly #readHost: Database.Statement<[number, number], Row>;

  constructor(db: Database.Database) {
    this.db = db;
    this.meta = readMeta(db);
    const select = (rest: string): string => `SELECT ${COLUMNS} FROM journal_record ${rest}`;
    this.#head = db.prepare(select('ORDER BY sequence DESC LIMIT 1'));
    this.#hostHead = db.prepare(
      select('WHERE host_sequence IS NOT NULL ORDER BY host_sequence DESC LIMIT 1'),
    );
    this.#read = db.prepare(select('WHERE sequence >= ? ORDER BY sequence LIMIT ?'));
    this.#readHost = db.prepare(
      select('WHERE host_sequence IS NOT NULL AND host_sequence > ? ORDER BY host_sequence LIMIT ?'),
    );
  }

  get head(): StoredRecord | undefined {
    const row = this.#head.get();
    return row === undefined ? undefined : recordOf(row);
  }

  get hostHead(): StoredRecord | undefined {
    const row = this.#hostHead.get();
    return row === undefined ? undefined : recordOf(row);
  }

  read(from: number, limit: number): readonly StoredRecord[] {
    return this.#read.all(from, limit).map(recordOf);
  }

  readHost(after: number, limit: number): readonly StoredRecord[] {
    return this.#readHost.all(after, limit).map(recordOf);
  }

  close(): void {
    this.db.close();
  }
}
