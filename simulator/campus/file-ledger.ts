/** The ledger in a file, for a campus server that outlives its process. The world never loads this. */
import Database from 'better-sqlite3';
import { invariant } from '../../src/kernel/errors.ts';
import { LedgerStore } from './ledger-store.ts';

/** `synchronous` as SQLite numbers it: 2 is FULL. */
const SYNCHRONOUS_FULL = 2;

/** WAL with FULL, asked for and read back: better-sqlite3 opens WAL databases as NORMAL unless told (platform.md §4). */
export function openFileLedger(path: string): LedgerStore {
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  invariant(database.pragma('journal_mode', { simple: true }) === 'wal', 'the ledger is in WAL mode');
  invariant(
    database.pragma('synchronous', { simple: true }) === SYNCHRONOUS_FULL,
    'the ledger is synchronous = FULL',
  );
  return new LedgerStore(database);
}
