import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { enrolJournal, openJournal } from '../../src/journal/open.ts';
import { MIGRATIONS } from '../../src/journal/sqlite-schema.ts';
import {
  editByHand,
  event,
  fileTerminal,
  fill,
  IDENTITY,
  openedAs,
  ready,
  temporaryFolder,
  writtenTerminal,
  type FileTerminal,
} from './fixtures.ts';

function flipBit(path: string, offset: number): void {
  const bytes = readFileSync(path);
  bytes[offset] = bytes[offset]! ^ 1;
  writeFileSync(path, bytes);
}

async function refusal(terminal: FileTerminal, code: string): Promise<string | undefined> {
  const opening = await openedAs(terminal.parts());
  expect(opening).toMatchObject({ kind: 'refused', code });
  return opening.kind === 'refused' ? opening.setAside : undefined;
}

describe('a journal file', () => {
  it('opens with all its records after a life that ended well', async () => {
    const terminal = await writtenTerminal(10);
    expect([...ready(openJournal(terminal.parts())).records()]).toHaveLength(10);
  });

  it('is refused as missing when it was deleted', async () => {
    const terminal = await writtenTerminal();
    rmSync(terminal.path);
    expect(await refusal(terminal, 'JOURNAL_MISSING')).toBeUndefined();
  });

  it('is refused as corrupt when one bit of a record has flipped', async () => {
    const terminal = await writtenTerminal();
    flipBit(terminal.path, readFileSync(terminal.path).indexOf('{"number":4}') + 10);
    expect(await refusal(terminal, 'JOURNAL_CORRUPT')).toBe(`${terminal.path}.set-aside-1`);
  });

  it('is refused as corrupt when one bit of a page header has flipped', async () => {
    const terminal = await writtenTerminal(200);
    flipBit(terminal.path, 8 * 4096);
    await refusal(terminal, 'JOURNAL_CORRUPT');
  });

  it('is refused as corrupt when the index of host records does not fit the records', async () => {
    const terminal = await writtenTerminal();
    const db = new Database(terminal.path);
    const rootPage = db
      .prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'journal_record_host'`)
      .pluck()
      .get();
    db.close();
    flipBit(terminal.path, Number(rootPage) * 4096 - 1);
    await refusal(terminal, 'JOURNAL_CORRUPT');
  });

  it.each([4096, 10_000, 100, 1])('is refused as corrupt when cut to %i bytes', async (size) => {
    const terminal = await writtenTerminal(200);
    truncateSync(terminal.path, size);
    await refusal(terminal, 'JOURNAL_CORRUPT');
  });

  it('is refused as corrupt when it is garbage', async () => {
    const terminal = await writtenTerminal();
    writeFileSync(terminal.path, Buffer.alloc(20_000, 'garbage '));
    await refusal(terminal, 'JOURNAL_CORRUPT');
  });

  it('is refused as corrupt when it is empty', async () => {
    const terminal = await writtenTerminal();
    truncateSync(terminal.path, 0);
    await refusal(terminal, 'JOURNAL_CORRUPT');
  });

  it('is refused as corrupt when it is the database of something else', async () => {
    const terminal = await writtenTerminal();
    rmSync(terminal.path);
    editByHand(terminal.path, 'CREATE TABLE other (a)');
    const opening = await openedAs(terminal.parts());
    expect(opening).toMatchObject({
      code: 'JOURNAL_CORRUPT',
      detail: expect.stringContaining('not a journal'),
    });
  });

  it('is refused as corrupt when a record was edited with a database tool', async () => {
    const terminal = await writtenTerminal();
    editByHand(
      terminal.path,
      'DROP TRIGGER journal_record_no_update',
      `UPDATE journal_record SET data = '{"number":99}' WHERE sequence = 4`,
    );
    await refusal(terminal, 'JOURNAL_CORRUPT');
  });

  it('is refused as corrupt when a record was deleted with a database tool', async () => {
    const terminal = await writtenTerminal();
    editByHand(
      terminal.path,
      'DROP TRIGGER journal_record_no_delete',
      'DELETE FROM journal_record WHERE sequence = 4',
    );
    await refusal(terminal, 'JOURNAL_CORRUPT');
  });

  it('is refused as corrupt when its identity was edited to look like ours', async () => {
    const other = await writtenTerminal();
    other.parts().identities.save({ ...IDENTITY, journalId: 'e'.repeat(32) });
    editByHand(
      other.path,
      'DROP TRIGGER journal_meta_no_update',
      `UPDATE journal_meta SET journal_id = '${'e'.repeat(32)}'`,
    );
    await refusal(other, 'JOURNAL_CORRUPT');
  });

  it('is refused as foreign when it belongs to another terminal', async () => {
    const terminal = await writtenTerminal();
    const other = fileTerminal();
    const journal = enrolJournal(other.parts(), { ...IDENTITY, journalId: 'f'.repeat(32) });
    await journal.close();
    copyFileSync(other.path, terminal.path);
    expect(await refusal(terminal, 'JOURNAL_FOREIGN')).toBe(`${terminal.path}.set-aside-1`);
  });

  it.each([
    'UPDATE journal_record SET type = type',
    'DELETE FROM journal_record',
    'DELETE FROM journal_meta',
  ])('does not let a mistake happen: %s', async (sql) => {
    const terminal = await writtenTerminal();
    expect(() => {
      editByHand(terminal.path, sql);
    }).toThrow('append-only');
  });

  it('is unreadable and left alone when it cannot be opened', () => {
    const terminal = fileTerminal();
    terminal.parts().identities.save(IDENTITY);
    execFileSync('mkdir', [terminal.path]);
    const opening = openJournal(terminal.parts());
    expect(opening).toMatchObject({ kind: 'refused', code: 'JOURNAL_UNREADABLE' });
    expect(opening).not.toHaveProperty('setAside');
  });
});

describe('a journal file in use', () => {
  it('is refused to a second user, and not moved', async () => {
    const terminal = await writtenTerminal(3);
    const journal = ready(openJournal(terminal.parts()));
    expect(await refusal(terminal, 'JOURNAL_LOCKED')).toBeUndefined();
    await expect(journal.append(event(4))).resolves.toMatchObject({ sequence: 4 });
  });

  it('is held even before the first append', () => {
    const terminal = fileTerminal();
    ready({ kind: 'ready', journal: enrolJournal(terminal.parts(), IDENTITY), identity: IDENTITY });
    expect(openJournal(terminal.parts())).toMatchObject({ code: 'JOURNAL_LOCKED' });
  });

  it('can be cloned: the clone opens by itself and differs from the original from the next record on', async () => {
    const terminal = await writtenTerminal(3);
    const journal = ready(openJournal(terminal.parts()));
    await journal.append(event(4));
    const clone = fileTerminal(temporaryFolder());
    // Another process copies: closing a handle of our own would drop this process's lock on the file.
    execFileSync('cp', [terminal.path, `${terminal.path}-wal`, terminal.identityPath, clone.folder]);
    const copy = ready(openJournal(clone.parts()));
    expect(copy.head).toEqual(journal.head);
    await copy.append(event(5));
    await journal.append(event(6));
    expect(copy.head.hash).not.toBe(journal.head.hash);
  });

  it('synchronises every commit, read back at each open', async () => {
    const terminal = fileTerminal();
    const handles: Database.Database[] = [];
    const connect = (path: string, options: Database.Options): Database.Database => {
      handles.push(new Database(path, options));
      return handles.at(-1)!;
    };
    const first = enrolJournal(terminal.parts({ connect }), IDENTITY);
    expect(handles.at(-1)!.pragma('synchronous', { simple: true })).toBe(2);
    await first.close();
    ready(openJournal(terminal.parts({ connect })));
    expect(handles.at(-1)!.pragma('synchronous', { simple: true })).toBe(2);
    expect(handles.at(-1)!.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(handles.at(-1)!.pragma('locking_mode', { simple: true })).toBe('exclusive');
  });

  it('is not opened when the database does not take FULL', async () => {
    const terminal = await writtenTerminal(3);
    const connect = (path: string, options: Database.Options): Database.Database => {
      const db = new Database(path, options);
      const pragma = db.pragma.bind(db);
      db.pragma = (source, settings) =>
        source === 'synchronous = FULL' ? undefined : pragma(source, settings);
      return db;
    };
    expect(openJournal(terminal.parts({ connect }))).toMatchObject({ code: 'JOURNAL_UNREADABLE' });
    expect(existsSync(terminal.path)).toBe(true);
  });
});

describe('versions of the layout', () => {
  const newer = [...MIGRATIONS, 'ALTER TABLE journal_record ADD COLUMN remark TEXT'];

  it('refuses a newer one and leaves it for the newer program', async () => {
    const terminal = await writtenTerminal(3);
    await ready(openJournal(terminal.parts({ migrations: newer }))).close();
    expect(await refusal(terminal, 'JOURNAL_VERSION')).toBeUndefined();
    expect(openJournal(terminal.parts({ migrations: newer }))).toMatchObject({ kind: 'ready' });
  });

  it('adds to an older one and keeps its records', async () => {
    const terminal = await writtenTerminal(3);
    const before = ready(openJournal(terminal.parts()));
    const records = [...before.records()];
    await before.close();
    const after = ready(openJournal(terminal.parts({ migrations: newer })));
    expect(after.meta.schemaVersion).toBe(2);
    expect([...after.records()]).toEqual(records);
    await after.append(event(4));
    expect(after.head.sequence).toBe(4);
  });

  it('leaves the file as it was when bringing it up fails', async () => {
    const terminal = await writtenTerminal(3);
    const bad = [
      ...MIGRATIONS,
      'ALTER TABLE journal_record ADD COLUMN remark TEXT; SELECT no_such_function()',
    ];
    expect(await openedAs(terminal.parts({ migrations: bad }))).toMatchObject({ code: 'JOURNAL_UNREADABLE' });
    expect(ready(openJournal(terminal.parts())).meta.schemaVersion).toBe(1);
  });
});

describe('setting a file aside', () => {
  async function corrupt(terminal: FileTerminal, text: string): Promise<void> {
    writeFileSync(terminal.path, text.repeat(1000));
    await refusal(terminal, 'JOURNAL_CORRUPT');
  }

  it('keeps the bytes that were refused', async () => {
    const terminal = await writtenTerminal();
    await corrupt(terminal, 'evidence');
    expect(readFileSync(`${terminal.path}.set-aside-1`, 'utf8')).toBe('evidence'.repeat(1000));
    expect(existsSync(terminal.path)).toBe(false);
  });

  it('never writes over an earlier one', async () => {
    const terminal = await writtenTerminal();
    for (const text of ['first', 'second', 'third']) await corrupt(terminal, text);
    const kept = [1, 2, 3].map((number) =>
      readFileSync(`${terminal.path}.set-aside-${number}`, 'utf8').slice(0, 5),
    );
    expect(kept).toEqual(['first', 'secon', 'third']);
  });

  it('keeps the write-ahead log beside it, untouched', async () => {
    const terminal = fileTerminal();
    const journal = enrolJournal(terminal.parts(), IDENTITY);
    await fill(journal, 5);
    const cut = fileTerminal(temporaryFolder());
    execFileSync('cp', [terminal.path, `${terminal.path}-wal`, cut.folder]);
    await journal.close();
    const log = readFileSync(`${cut.path}-wal`);
    cut.parts().identities.save({ ...IDENTITY, journalId: 'f'.repeat(32) });
    const aside = await refusal(cut, 'JOURNAL_FOREIGN');
    expect(readFileSync(`${aside}-wal`).equals(log)).toBe(true);
    const evidence = new Database(aside, { readonly: true });
    expect(evidence.prepare('SELECT count(*) FROM journal_record').pluck().get()).toBe(5);
    evidence.close();
  });

  it('takes along a write-ahead log whose database is gone, before a new journal is made', async () => {
    const terminal = fileTerminal();
    const first = enrolJournal(terminal.parts(), IDENTITY);
    await fill(first, 5);
    const cut = fileTerminal(temporaryFolder());
    execFileSync('cp', [`${terminal.path}-wal`, cut.folder]);
    await first.close();
    const journal = enrolJournal(cut.parts(), { ...IDENTITY, journalId: 'a'.repeat(32), generation: 2 });
    await journal.append(event(1));
    await journal.close();
    expect(readdirSync(cut.folder)).toContain('journal.db.set-aside-1-wal');
    expect(ready(openJournal(cut.parts())).head.sequence).toBe(1);
  });

  it('is done for a terminal that lost its identity, when it is enrolled again', async () => {
    const terminal = await writtenTerminal(3);
    rmSync(terminal.identityPath);
    expect(openJournal(terminal.parts())).toEqual({ kind: 'unenrolled' });
    await enrolJournal(terminal.parts(), { ...IDENTITY, generation: 2 }).close();
    expect(existsSync(join(terminal.folder, 'journal.db.set-aside-1'))).toBe(true);
  });
});
