/**
 * The one folder in which the simulated school is kept between starts (design.md §12.3): who may use it, and erasing it.
 * One process at a time has it; the lock is the operating system's and goes with the process, however that ends.
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { errorText, TerminalError } from '../../../src/kernel/errors.ts';

const LOCK = 'lock.db';
/** Only a folder with one of these is ours to erase. */
const MARKS = [LOCK, 'world.json'] as const;

export interface StateFolder {
  readonly path: string;
  /** A file of the school. */
  file(name: string): string;
  /** The folder of one terminal; made when it is not there. */
  terminalFolder(terminal: string): string;
  release(): void;
}

/**
 * Takes the folder for this process; `fresh` erases exactly this folder before. Throws `BENCH_STATE_IN_USE`,
 * `BENCH_STATE_FOREIGN` for a folder with other things in it, or `BENCH_STATE_UNUSABLE`.
 */
export function takeStateFolder(path: string, fresh: boolean): StateFolder {
  const folder = resolve(path);
  const names = namesIn(folder);
  const ours = names.length === 0 || MARKS.some((mark) => names.includes(mark));
  if (!ours) throw foreign(folder);
  if (fresh && names.length > 0) erase(folder);
  const lock = takeLock(folder);
  return {
    path: folder,
    file: (name) => join(folder, name),
    terminalFolder: (terminal) => {
      const own = join(folder, terminal);
      mkdirSync(own, { recursive: true });
      return own;
    },
    release: () => lock.close(),
  };
}

function namesIn(folder: string): string[] {
  try {
    return existsSync(folder) ? readdirSync(folder) : [];
  } catch (cause) {
    throw unusable(folder, cause);
  }
}

function erase(folder: string): void {
  takeLock(folder).close();
  rmSync(folder, { recursive: true });
}

function takeLock(folder: string): Database.Database {
  let lock: Database.Database | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    lock = new Database(join(folder, LOCK), { timeout: 0 });
    lock.exec('begin exclusive');
    return lock;
  } catch (cause) {
    lock?.close();
    const busy = cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY');
    throw busy ? inUse(folder, cause) : unusable(folder, cause);
  }
}

function inUse(folder: string, cause: unknown): TerminalError {
  const text = `another bench is using ${folder}: end it, or choose another folder with --state`;
  return new TerminalError('BENCH_STATE_IN_USE', text, { action: 'retry', cause });
}

function foreign(folder: string): TerminalError {
  const text = `${folder} holds other things than a simulated school: choose an empty folder with --state`;
  return new TerminalError('BENCH_STATE_FOREIGN', text, { action: 'reconfigure' });
}

function unusable(folder: string, cause: unknown): TerminalError {
  const text = `cannot use the state folder ${folder}: ${errorText(cause)}`;
  return new TerminalError('BENCH_STATE_UNUSABLE', text, { action: 'reconfigure', cause });
}
