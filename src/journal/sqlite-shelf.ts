/** The file of one terminal's journal: looking, opening, making and setting aside. */
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { errorText, TerminalError } from '../kernel/errors.ts';
import { syncFolder } from './durable-files.ts';
import type { StoreMeta } from './record.ts';
import { familyExists, setAsideDatabase } from './set-aside.ts';
import { SqliteReader } from './sqlite-reader.ts';
import { APPLICATION_ID, MIGRATIONS, type Migrations } from './sqlite-schema.ts';
import { harden, layTables, migrate, SqliteStore } from './sqlite-store.ts';
import type { Inspection, JournalReader, JournalShelf, JournalStore, ShelfRefusal } from './store.ts';

export interface SqliteShelfOptions {
  /** Layout versions this program knows. Default: all of them. */
  readonly migrations?: Migrations;
  /** Opens the database; tests that must reach the handle give their own. */
  readonly connect?: (path: string, options: Database.Options) => Database.Database;
}

/** Another process with the file is a fault to report at once, not to wait for. */
const BUSY_TIMEOUT_MS = 0;

/** Result codes that speak of what the file contains; all others speak of the machine or of another process. */
const DAMAGE = ['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_FORMAT', 'SQLITE_SCHEMA', 'SQLITE_ERROR'];

function refusalCode(error: unknown): ShelfRefusal {
  if (error instanceof TerminalError) {
    return error.code === 'JOURNAL_CORRUPT' || error.code === 'JOURNAL_VERSION'
      ? error.code
      : 'JOURNAL_UNREADABLE';
  }
  const code = error instanceof Database.SqliteError ? error.code : '';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'JOURNAL_LOCKED';
  return DAMAGE.some((prefix) => code.startsWith(prefix)) ? 'JOURNAL_CORRUPT' : 'JOURNAL_UNREADABLE';
}

/** Throws `JOURNAL_CORRUPT` or `JOURNAL_VERSION`, or what SQLite throws, when the file is no journal we can read. */
function assertReadable(db: Database.Database, known: number): void {
  const application = db.pragma('application_id', { simple: true });
  if (application !== APPLICATION_ID) throw new TerminalError('JOURNAL_CORRUPT', 'not a journal file');
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > known) throw new TerminalError('JOURNAL_VERSION', `layout ${version}, known up to ${known}`);
  if (version < 1) throw new TerminalError('JOURNAL_CORRUPT', 'no layout version');
  const integrity = db.pragma('integrity_check(1)', { simple: true });
  if (integrity !== 'ok') throw new TerminalError('JOURNAL_CORRUPT', String(integrity));
}

export class SqliteShelf implements JournalShelf {
  readonly #path: string;
  readonly #migrations: Migrations;
  readonly #connect: (path: string, options: Database.Options) => Database.Database;

  constructor(path: string, options: SqliteShelfOptions = {}) {
    this.#path = path;
    this.#migrations = options.migrations ?? MIGRATIONS;
    this.#connect = options.connect ?? ((file, settings) => new Database(file, settings));
  }

  /** Opens read-only: SQLite then neither checkpoints nor removes the write-ahead log, which is evidence too. */
  inspect<T>(look: (reader: JournalReader) => T): Inspection<T> {
    let db: Database.Database | undefined;
    try {
      const size = statSync(this.#path, { throwIfNoEntry: false })?.size;
      if (size === undefined) return { kind: 'absent' };
      if (size === 0) return { kind: 'refused', code: 'JOURNAL_CORRUPT', detail: 'empty file' };
      db = this.#connect(this.#path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
      assertReadable(db, this.#migrations.length);
      return { kind: 'looked', result: look(new SqliteReader(db)) };
    } catch (error) {
      return { kind: 'refused', code: refusalCode(error), detail: errorText(error) };
    } finally {
      db?.close();
    }
  }

  open(): JournalStore {
    return this.#withDatabase(true, (db) => {
      harden(db);
      migrate(db, this.#migrations);
    });
  }

  create(meta: Omit<StoreMeta, 'schemaVersion'>): JournalStore {
    if (familyExists(this.#path)) throw new TerminalError('JOURNAL_EXISTS', 'a journal is already here');
    const store = this.#withDatabase(false, (db) => {
      harden(db);
      layTables(db, meta, this.#migrations);
    });
    syncFolder(dirname(this.#path));
    return store;
  }

  setAside(): string | undefined {
    return setAsideDatabase(this.#path);
  }

  #withDatabase(fileMustExist: boolean, prepare: (db: Database.Database) => void): JournalStore {
    let db: Database.Database | undefined;
    try {
      db = this.#connect(this.#path, { fileMustExist, timeout: BUSY_TIMEOUT_MS });
      prepare(db);
      return new SqliteStore(db);
    } catch (error) {
      db?.close();
      throw new TerminalError(refusalCode(error), errorText(error), { cause: error });
    }
  }
}
