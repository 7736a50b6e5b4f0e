/** Starts the terminal's journal on what a power cut left and says what is wrong with it. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { canonicalJson } from '../../../src/journal/canonical-json.ts';
import { FileIdentityStore } from '../../../src/journal/identity-file.ts';
import type { Journal } from '../../../src/journal/journal.ts';
import { enrolJournal, openJournal } from '../../../src/journal/open.ts';
import { SqliteShelf } from '../../../src/journal/sqlite-shelf.ts';
import { errorText } from '../../../src/kernel/errors.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import type { DiskState } from './disk-model.ts';
import { eventOf, IDENTITY, IDENTITY_FILE, JOURNAL_FILE } from './script.ts';

/** What the world had been told when the power went. */
export interface Promised {
  /** The terminal was enrolled. */
  readonly enrolled: boolean;
  /** Appends 1 … n had been acknowledged. */
  readonly acknowledged: number;
}

function recordsFault(journal: Journal, promised: Promised): string | undefined {
  const records = [...journal.records()];
  if (records.length < promised.acknowledged) {
    return `acknowledged record lost: ${records.length} of ${promised.acknowledged}`;
  }
  if (records.length > promised.acknowledged + 1) return 'a record that nobody appended';
  for (const [index, found] of records.entries()) {
    const { type, data, host } = eventOf(index + 1);
    const same = found.type === type && canonicalJson(found.data) === canonicalJson(data);
    if (!same || (found.hostSequence !== undefined) !== host) return `record ${index + 1} is another`;
  }
  return undefined;
}

async function judge(folder: string, promised: Promised): Promise<string | undefined> {
  const parts = {
    shelf: new SqliteShelf(join(folder, JOURNAL_FILE)),
    identities: new FileIdentityStore(join(folder, IDENTITY_FILE)),
    clock: new VirtualClock(),
  };
  const opening = openJournal(parts);
  switch (opening.kind) {
    case 'unenrolled':
      if (promised.enrolled) return 'enrolment lost';
      await enrolJournal(parts, IDENTITY).close();
      return undefined;
    case 'refused':
      return `refused ${opening.code}: ${opening.detail}`;
    case 'ready': {
      const fault = recordsFault(opening.journal, promised);
      await opening.journal.append({ type: 'test.after', data: {}, host: true });
      await opening.journal.close();
      return fault;
    }
  }
}

export class CrashChecker {
  readonly #folder: string;

  constructor() {
    this.#folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'crash-state-'));
  }

  /** What is wrong, or undefined when every promise is kept. */
  async fault(state: DiskState, promised: Promised): Promise<string | undefined> {
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder);
    for (const [path, content] of state) {
      // SQLite rebuilds the shared-memory file after a restart and trusts nothing in it.
      if (!path.endsWith('-shm')) writeFileSync(join(this.#folder, basename(path)), content);
    }
    try {
      return await judge(this.#folder, promised);
    } catch (error) {
      return `threw: ${errorText(error)}`;
    }
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
