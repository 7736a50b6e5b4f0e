/** A folder of its own for each test, and the parts of a terminal's journal in it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { VirtualClock } from '../../src/kernel/virtual-clock.ts';
import type { JournalEvent } from '../../src/journal/admission.ts';
import type { EnrolmentIdentity } from '../../src/journal/identity.ts';
import { FileIdentityStore } from '../../src/journal/identity-file.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { enrolJournal, openJournal, type JournalOpening, type JournalParts } from '../../src/journal/open.ts';
import { SqliteShelf, type SqliteShelfOptions } from '../../src/journal/sqlite-shelf.ts';

export const JOURNAL_ID = '0123456789abcdef0123456789abcdef';

export const IDENTITY: EnrolmentIdentity = {
  terminalId: '100042',
  journalId: JOURNAL_ID,
  generation: 1,
  key: '5a'.repeat(32),
};

export function event(number: number, host = false): JournalEvent {
  return { type: 'test.event', data: { number }, host };
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

export interface FileTerminal {
  readonly folder: string;
  readonly path: string;
  readonly identityPath: string;
  parts(options?: SqliteShelfOptions): JournalParts;
}

export function fileTerminal(folder = temporaryFolder()): FileTerminal {
  const path = join(folder, 'journal.db');
  const identityPath = join(folder, 'identity.json');
  return {
    folder,
    path,
    identityPath,
    parts: (options) => ({
      shelf: new SqliteShelf(path, options),
      identities: new FileIdentityStore(identityPath),
      clock: new VirtualClock(),
    }),
  };
}

/** Enrols, appends `count` records (the even ones for the host) and closes in good order. */
export async function writtenTerminal(count = 10): Promise<FileTerminal> {
  const terminal = fileTerminal();
  const journal = enrolJournal(terminal.parts(), IDENTITY);
  await fill(journal, count);
  await journal.close();
  return terminal;
}

export async function fill(journal: Journal, count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) await journal.append(event(number, number % 2 === 0));
}

/** Runs SQL on the file as somebody with a database tool would. */
export function editByHand(path: string, ...sql: readonly string[]): void {
  const db = new Database(path);
  for (const statement of sql) db.exec(statement);
  db.close();
}

/** The journal, or a failed test. */
export function ready(opening: JournalOpening): Journal {
  if (opening.kind !== 'ready') throw new Error(`not ready: ${JSON.stringify(opening)}`);
  onTestFinished(() => opening.journal.close());
  return opening.journal;
}

/** Opens what should be refused; a journal that opens all the same is closed. */
export async function openedAs(parts: JournalParts): Promise<JournalOpening> {
  const opening = openJournal(parts);
  if (opening.kind === 'ready') await opening.journal.close();
  return opening;
}
