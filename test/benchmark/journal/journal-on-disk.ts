/** A journal as a real terminal opens it, in a folder of its own on the disk where the terminal keeps its state. */
import { mkdirSync, mkdtempSync, rmSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invariant } from '../../../src/kernel/errors.ts';
import { realClock } from '../../../src/kernel/real-clock.ts';
import { FileIdentityStore } from '../../../src/journal/identity-file.ts';
import type { Journal } from '../../../src/journal/journal.ts';
import { enrolJournal } from '../../../src/journal/open.ts';
import { SqliteShelf } from '../../../src/journal/sqlite-shelf.ts';

/** The ignored folder of design.md §12.3. */
const STATE = fileURLToPath(new URL('../../../state/', import.meta.url));

/** Memory file systems sync nothing: figures from there would mean nothing. */
const TMPFS = 0x01021994;

export interface Folder {
  readonly path: string;
  remove(): void;
}

export function benchmarkFolder(): Folder {
  mkdirSync(STATE, { recursive: true });
  invariant(statfsSync(STATE).type !== TMPFS, 'the state folder lies on a real disk');
  const path = mkdtempSync(join(STATE, 'benchmark-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface JournalOnDisk {
  readonly journal: Journal;
  /** Bytes by which the write-ahead log has grown since the last call: 0 from the first checkpoint on. */
  readonly logGrowth: () => number;
}

export function journalOnDisk(folder: string, name: string): JournalOnDisk {
  const path = join(folder, `${name}.db`);
  const parts = {
    shelf: new SqliteShelf(path),
    identities: new FileIdentityStore(join(folder, `${name}.json`)),
    clock: realClock(),
  };
  const identity = {
    terminalId: '000000100042',
    journalId: '5a'.repeat(16),
    generation: 1,
    key: '5a'.repeat(32),
  };
  const journal = enrolJournal(parts, identity);
  const size = (): number => statSync(`${path}-wal`).size;
  let before = size();
  const logGrowth = (): number => {
    const growth = size() - before;
    before += growth;
    return growth;
  };
  return { journal, logGrowth };
}
