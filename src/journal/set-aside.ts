/** Moves a journal file out of the way as evidence: renamed, never overwritten, never deleted (design.md §5.7). */
import { closeSync, existsSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { TerminalError } from '../kernel/errors.ts';
import { syncFolder } from './durable-files.ts';

/** The database and what SQLite lays beside it. The database goes first: without it nothing can be opened by mistake. */
const FAMILY = ['', '-wal', '-shm', '-journal'] as const;

/** More files set aside than this on one terminal is a fault to be looked at, not to be repeated. */
const NUMBER_LIMIT = 9999;

/** Takes the name if it is free, so that the rename that follows can only replace our own empty file. */
function claim(path: string): boolean {
  try {
    closeSync(openSync(path, 'wx', 0o600));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function freeName(path: string): string {
  for (let number = 1; number <= NUMBER_LIMIT; number += 1) {
    const name = `${path}.set-aside-${number}`;
    const free = FAMILY.every((suffix) => !existsSync(name + suffix));
    if (free && claim(name)) return name;
  }
  throw new TerminalError('JOURNAL_UNREADABLE', `more than ${NUMBER_LIMIT} journals set aside`);
}

/** True when a database or anything that belongs to one lies at `path`. */
export function familyExists(path: string): boolean {
  return FAMILY.some((suffix) => existsSync(path + suffix));
}

/**
 * Renames `path` to `<path>.set-aside-<n>` with the first free n, and its companions likewise, so that the evidence can
 * still be opened as one database. The database must be closed. Gives the new name; undefined when nothing was there.
 */
export function setAsideDatabase(path: string): string | undefined {
  if (!familyExists(path)) return undefined;
  const name = freeName(path);
  for (const suffix of FAMILY) {
    if (existsSync(path + suffix)) renameSync(path + suffix, name + suffix);
  }
  syncFolder(dirname(path));
  return name;
}
