/**
 * The program under test of the power-cut, kill and I/O error tests: enrols a terminal, appends records and tells what
 * was acknowledged. Run by node, usually under strace.
 *
 * Tells, one line each: READY once enrolled, A<n> when append n resolved, F<code> when an append was rejected, B when
 * the journal said that it is broken. At the end it kills itself, as power would.
 */
import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { enrolJournal } from '../../../src/journal/open.ts';
import { FileIdentityStore } from '../../../src/journal/identity-file.ts';
import { SqliteShelf } from '../../../src/journal/sqlite-shelf.ts';
import { errorCode } from '../../../src/kernel/errors.ts';
import { realClock } from '../../../src/kernel/real-clock.ts';
import { eventOf, IDENTITY, JOURNAL_FILE, IDENTITY_FILE } from './script.ts';

const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    transactions: { type: 'string', default: '20' },
    synchronous: { type: 'string', default: 'FULL' },
    checkpoint: { type: 'string', default: '1000' },
    /** Where to tell; standard output by default. */
    acks: { type: 'string' },
    /** Close and leave in good order instead of dying. */
    close: { type: 'boolean', default: false },
  },
});
const folder = values.folder ?? '.';
const ackHandle = values.acks === undefined ? 1 : openSync(values.acks, 'a');

function tell(line: string): void {
  writeSync(ackHandle, `${line}\n`);
}

let handle: Database.Database | undefined;
const shelf = new SqliteShelf(join(folder, JOURNAL_FILE), {
  connect: (path, options) => {
    handle = new Database(path, options);
    return handle;
  },
});
const journal = enrolJournal(
  {
    shelf,
    identities: new FileIdentityStore(join(folder, IDENTITY_FILE)),
    clock: realClock(),
    onBroken: () => {
      tell('B');
    },
  },
  IDENTITY,
);
// The product always runs at FULL; only this program, on its own handle, weakens it for the control run.
handle?.pragma(`synchronous = ${values.synchronous}`);
handle?.pragma(`wal_autocheckpoint = ${values.checkpoint}`);
tell('READY');
for (let number = 1; number <= Number(values.transactions); number += 1) {
  try {
    await journal.append(eventOf(number));
    tell(`A${number}`);
  } catch (error) {
    tell(`F${errorCode(error)}`);
  }
}
if (values.close) await journal.close();
else process.kill(process.pid, 'SIGKILL');
