/** The journal file of a real terminal: SQLite in WAL mode, every commit synced before it answers (design.md §3). */
import type Database from 'better-sqlite3';
import { TerminalError } from '../kernel/errors.ts';
import type { StoredRecord, StoreMeta } from './record.ts';
import { COLUMNS, SqliteReader } from './sqlite-reader.ts';
import { APPLICATION_ID, type Migrations } from './sqlite-schema.ts';
import type { JournalStore } from './store.ts';

/** Value of `PRAGMA synchronous` that syncs the write-ahead log at every commit. */
const FULL = 2;

function setAndReadBack(db: Database.Database, name: string, value: string, expected: unknown): void {
  db.pragma(`${name} = ${value}`);
  const found: unknown = db.pragma(name, { simple: true });
  if (found !== expected) {
    throw new TerminalError('JOURNAL_UNREADABLE', `${name} is ${String(found)} and not ${String(expected)}`);
  }
}

/**
 * Takes the file for this process alone and makes commits durable. better-sqlite3 is built with NORMAL as the default
 * of WAL files, so FULL must be set at every open, and is read back. Throws SQLITE_BUSY when another process has it.
 */
export function harden(db: Database.Database): void {
  setAndReadBack(db, 'locking_mode', 'EXCLUSIVE', 'exclusive');
  setAndReadBack(db, 'journal_mode', 'WAL', 'wal');
  setAndReadBack(db, 'synchronous', 'FULL', FULL);
}

/** Adds what newer versions of the layout need, each version in one transaction. */
export function migrate(db: Database.Database, migrations: Migrations): void {
  const from = db.pragma('user_version', { simple: true }) as number;
  for (const [offset, sql] of migrations.slice(from).entries()) {
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${from + offset + 1}`);
    })();
  }
}

/** Lays the tables and the identity into an empty, hardened database, in one transaction. */
export function layTables(
  db: Database.Database,
  meta: Omit<StoreMeta, 'schemaVersion'>,
  migrations: Migrations,
): void {
  db.transaction(() => {
    for (const sql of migrations) db.exec(sql);
    db.prepare('INSERT INTO journal_meta (only_row, journal_id, generation) VALUES (1, ?, ?)').run(
      meta.journalId,
      meta.generation,
    );
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${migrations.length}`);
  })();
}

type Parameters = [
  ...[number, string, string, number, number, string, string],
  ...[number | null, string | null, string | null],
];

export class SqliteStore extends SqliteReader implements JournalStore {
  readonly #insert: Database.Statement<Parameters>;

  /** The database must have been hardened and its tables laid. */
  constructor(db: Database.Database) {
    super(db);
    this.#insert = db.prepare<Parameters>(
      `INSERT INTO journal_record (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
  }

  append(record: StoredRecord): void {
    const { sequence, type, data, wallMs, monotonicMs, previousHash, hash, host } = record;
    this.#insert.run(
      ...([sequence, type, data, wallMs, monotonicMs, previousHash, hash] as const),
      ...([host?.sequence ?? null, host?.previousHash ?? null, host?.hash ?? null] as const),
    );
  }
}
