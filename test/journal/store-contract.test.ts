import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyChain, advance } from '../../src/journal/chain-head.ts';
import { MemoryShelf } from '../../src/journal/memory-shelf.ts';
import type { StoredRecord } from '../../src/journal/record.ts';
import { seal } from '../../src/journal/seal.ts';
import { SqliteShelf } from '../../src/journal/sqlite-shelf.ts';
import { recordsOf, type JournalShelf } from '../../src/journal/store.ts';
import { VirtualClock } from '../../src/kernel/virtual-clock.ts';
import { JOURNAL_ID, temporaryFolder } from './fixtures.ts';

const META = { journalId: JOURNAL_ID, generation: 3 };

/** Records 1 … count, the even ones for the host. */
function chain(count: number): readonly StoredRecord[] {
  const clock = new VirtualClock();
  const records: StoredRecord[] = [];
  let head = emptyChain(META);
  for (let number = 1; number <= count; number += 1) {
    const data = JSON.stringify({ number, name: '张小样' });
    const record = seal(head, { type: 'test.event', data, host: number % 2 === 0 }, clock);
    head = advance(head, record);
    records.push(record);
  }
  return records;
}

async function appendAll(shelf: JournalShelf, records: readonly StoredRecord[]): Promise<void> {
  const store = shelf.create(META);
  for (const record of records) await store.append(record);
  store.close();
}

const shelves: readonly (readonly [string, () => JournalShelf])[] = [
  ['file', () => new SqliteShelf(join(temporaryFolder(), 'journal.db'))],
  ['memory', () => new MemoryShelf()],
];

describe.each(shelves)('a journal store: %s', (_name, makeShelf) => {
  it('is absent until it is created', () => {
    expect(makeShelf().inspect(() => 0)).toEqual({ kind: 'absent' });
  });

  it('has no head when it is new', () => {
    const store = makeShelf().create(META);
    expect(store.head).toBeUndefined();
    expect(store.hostHead).toBeUndefined();
    expect(store.read(1, 10)).toEqual([]);
    store.close();
  });

  it('states its identity after it is opened again', () => {
    const shelf = makeShelf();
    shelf.create(META).close();
    const store = shelf.open();
    expect(store.meta).toEqual({ ...META, schemaVersion: 1 });
    store.close();
  });

  it('gives records back exactly as they were appended', async () => {
    const shelf = makeShelf();
    const records = chain(5);
    await appendAll(shelf, records);
    const store = shelf.open();
    expect(store.read(1, 100)).toEqual(records);
    store.close();
  });

  it('knows the last record and the last host record', async () => {
    const shelf = makeShelf();
    const records = chain(5);
    await appendAll(shelf, records);
    const store = shelf.open();
    expect(store.head).toEqual(records[4]);
    expect(store.hostHead).toEqual(records[3]);
    store.close();
  });

  it('reads from a sequence on, up to a limit', async () => {
    const shelf = makeShelf();
    await appendAll(shelf, chain(9));
    const store = shelf.open();
    expect(store.read(4, 3).map((record) => record.sequence)).toEqual([4, 5, 6]);
    expect(store.read(8, 3).map((record) => record.sequence)).toEqual([8, 9]);
    expect(store.read(10, 3)).toEqual([]);
    store.close();
  });

  it('reads host records after a host sequence, up to a limit', async () => {
    const shelf = makeShelf();
    await appendAll(shelf, chain(9));
    const store = shelf.open();
    expect(store.readHost(0, 2).map((record) => record.sequence)).toEqual([2, 4]);
    expect(store.readHost(2, 9).map((record) => record.host?.sequence)).toEqual([3, 4]);
    expect(store.readHost(4, 9)).toEqual([]);
    store.close();
  });

  it('gives all records across its batches', async () => {
    const shelf = makeShelf();
    const records = chain(530);
    await appendAll(shelf, records);
    const seen = shelf.inspect((reader) => [...recordsOf(reader)].map((record) => record.sequence));
    expect(seen).toEqual({ kind: 'looked', result: records.map((record) => record.sequence) });
  });

  it('does not take a sequence twice', async () => {
    const store = makeShelf().create(META);
    const [first] = chain(1);
    await store.append(first!);
    expect(() => store.append(first!)).toThrow(/./u);
    expect(store.read(1, 10)).toHaveLength(1);
    store.close();
  });

  it('takes nothing once it is closed', () => {
    const store = makeShelf().create(META);
    store.close();
    store.close();
    expect(() => store.append(chain(1)[0]!)).toThrow(/./u);
  });

  it('is not created over another', () => {
    const shelf = makeShelf();
    shelf.create(META).close();
    expect(() => shelf.create(META)).toThrow('JOURNAL_EXISTS');
  });

  it('makes room when it is set aside', () => {
    const shelf = makeShelf();
    shelf.create(META).close();
    expect(shelf.setAside()).toMatch(/set-aside-1$/u);
    expect(shelf.inspect(() => 0)).toEqual({ kind: 'absent' });
    expect(shelf.setAside()).toBeUndefined();
  });
});
