/** The ledger's file in the state folder, and the copy that an operator keeps of it (design.md §5.8). */
import { existsSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { replaceFile } from '../../../src/journal/durable-files.ts';
import { errorText } from '../../../src/kernel/errors.ts';
import { openFileLedger } from '../../campus/file-ledger.ts';
import type { LedgerStore } from '../../campus/ledger-store.ts';
import { damaged } from './world-file.ts';

/**
 * Opens the ledger, or makes one where `mayBegin` says that nothing was kept yet. Throws `BENCH_STATE_DAMAGED`; what lies
 * there stays as it is.
 */
export function openLedger(path: string, mayBegin: boolean): LedgerStore {
  if (!existsSync(path)) {
    if (!mayBegin) throw damaged(path, 'it is missing');
  } else assertLedger(path);
  return openFileLedger(path);
}

function assertLedger(path: string): void {
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { readonly: true, fileMustExist: true });
    const check: unknown = database.pragma('quick_check(1)', { simple: true });
    if (check !== 'ok') throw new Error(String(check));
    const tables = database.prepare("select name from sqlite_master where type = 'table'").all();
    const names = (tables as { name: string }[]).map(({ name }) => name);
    if (names.length > 0 && !names.includes('journals')) throw new Error('no ledger');
  } catch (cause) {
    throw damaged(path, errorText(cause), cause);
  } finally {
    database?.close();
  }
}

/** Kept as Base64 text, so that it is replaced as a whole like everything else. */
export class LedgerBackup {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  get exists(): boolean {
    return existsSync(this.#path);
  }

  keep(ledger: Uint8Array): void {
    replaceFile(this.#path, Buffer.from(ledger).toString('base64'));
  }

  /** Throws when there is none that can be read. */
  content(): Uint8Array {
    return Buffer.from(readFileSync(this.#path, 'utf8'), 'base64');
  }
}
