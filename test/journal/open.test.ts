import { describe, expect, it } from 'vitest';
import { recordHash } from '../../src/journal/chain.ts';
import { hostChainHash } from '../../src/kernel/hash-chain.ts';
import { MemoryIdentityStore } from '../../src/journal/identity.ts';
import { MemoryShelf } from '../../src/journal/memory-shelf.ts';
import type { MemoryImage } from '../../src/journal/memory-store.ts';
import { enrolJournal, openJournal, refuseByServer, type JournalParts } from '../../src/journal/open.ts';
import { PowerDomain } from '../../src/kernel/power-domain.ts';
import { VirtualClock } from '../../src/kernel/virtual-clock.ts';
import { event, fill, IDENTITY, ready } from './fixtures.ts';

interface MemoryTerminal extends JournalParts {
  readonly shelf: MemoryShelf;
  readonly identities: MemoryIdentityStore;
}

function memoryTerminal(image?: MemoryImage, identity?: string): MemoryTerminal {
  return {
    shelf: new MemoryShelf({}, image),
    identities: new MemoryIdentityStore(identity),
    clock: new VirtualClock(),
  };
}

async function written(count: number): Promise<MemoryTerminal> {
  const parts = memoryTerminal();
  await fill(enrolJournal(parts, IDENTITY), count);
  return parts;
}

/** The same terminal after a power cut, its records changed. */
function changed(
  { shelf, identities }: MemoryTerminal,
  change: (records: MemoryImage['records']) => MemoryImage['records'],
): MemoryTerminal {
  const image = shelf.image()!;
  return memoryTerminal({ ...image, records: change(image.records) }, identities.text);
}

describe('opening a journal', () => {
  it('finds a terminal that was never enrolled', () => {
    expect(openJournal(memoryTerminal())).toEqual({ kind: 'unenrolled' });
  });

  it('gives the journal and the identity of an enrolled terminal', async () => {
    const opening = openJournal(changed(await written(3), (records) => records));
    expect(opening).toMatchObject({ kind: 'ready', identity: IDENTITY });
    expect(ready(opening).head.sequence).toBe(3);
  });

  it('finds a journal that was enrolled and never written to', () => {
    const parts = memoryTerminal();
    enrolJournal(parts, IDENTITY);
    expect(openJournal(parts)).toMatchObject({ kind: 'ready' });
  });

  it('refuses an enrolled terminal without a journal', () => {
    const parts = memoryTerminal();
    parts.identities.save(IDENTITY);
    expect(openJournal(parts)).toMatchObject({ kind: 'refused', code: 'JOURNAL_MISSING' });
  });

  it('refuses a damaged identity and leaves the journal alone', async () => {
    const parts = await written(3);
    parts.identities.text = '{';
    expect(openJournal(parts)).toMatchObject({ kind: 'refused', code: 'IDENTITY_DAMAGED' });
    expect(parts.shelf.asides).toEqual([]);
  });

  it.each([
    ['another journal id', { journalId: 'f'.repeat(32) }],
    ['another generation', { generation: 2 }],
  ])('refuses a journal with %s and sets it aside', async (_name, difference) => {
    const parts = await written(3);
    parts.identities.save({ ...IDENTITY, ...difference });
    const opening = openJournal(parts);
    expect(opening).toMatchObject({ code: 'JOURNAL_FOREIGN', setAside: 'memory:set-aside-1' });
    expect(parts.shelf.asides[0]?.records).toHaveLength(3);
  });

  it.each<readonly [string, (records: MemoryImage['records']) => MemoryImage['records']]>([
    ['changed data', (records) => records.with(1, { ...records[1]!, data: '{"number":9}' })],
    ['a changed type', (records) => records.with(1, { ...records[1]!, type: 'test.other' })],
    ['a changed time', (records) => records.with(1, { ...records[1]!, wallMs: 0 })],
    ['a record missing in the middle', (records) => records.toSpliced(1, 1)],
    ['the first record missing', (records) => records.slice(1)],
    ['two records exchanged', (records) => [records[0]!, records[2]!, records[1]!, records[3]!]],
    ['a host record passed off as another', (records) => records.with(1, withoutHost(records[1]!))],
    ['a changed host hash', (records) => records.with(3, withHostHash(records[3]!))],
    ['a last record made to follow another', (records) => records.with(3, following(records[3]!, 'all'))],
    [
      'a last host record made to follow another',
      (records) => records.with(3, following(records[3]!, 'host')),
    ],
  ])('refuses %s and sets the journal aside', async (_name, change) => {
    const parts = changed(await written(4), change);
    expect(openJournal(parts)).toMatchObject({ kind: 'refused', code: 'JOURNAL_CORRUPT' });
    expect(parts.shelf.asides).toHaveLength(1);
  });

  it('refuses the terminal again at the next start, now without a journal', async () => {
    const parts = changed(await written(3), (records) => records.slice(1));
    openJournal(parts);
    expect(openJournal(parts)).toMatchObject({ code: 'JOURNAL_MISSING' });
  });

  it('cannot see that the last records were cut off: only the server can', async () => {
    const opening = openJournal(changed(await written(4), (records) => records.slice(0, 2)));
    expect(ready(opening).head.sequence).toBe(2);
  });
});

describe('a journal that the server refuses', () => {
  it.each(['JOURNAL_OLDER', 'JOURNAL_FORKED', 'JOURNAL_FOREIGN'] as const)(
    'is closed and set aside as %s',
    async (code) => {
      const parts = await written(3);
      const journal = ready(openJournal(parts));
      const refused = await refuseByServer(parts, journal, code);
      expect(refused).toMatchObject({ kind: 'refused', code, setAside: 'memory:set-aside-1' });
      await expect(journal.append(event(9))).rejects.toThrow('JOURNAL_CLOSED');
      expect(parts.shelf.asides[0]?.records).toHaveLength(3);
    },
  );

  it('keeps the terminal stopped under its own code until the next enrolment', async () => {
    const parts = await written(3);
    await refuseByServer(parts, ready(openJournal(parts)), 'JOURNAL_FORKED');
    for (let start = 0; start < 2; start += 1)
      expect(openJournal(parts)).toMatchObject({ kind: 'refused', code: 'JOURNAL_FORKED' });
    enrolJournal(parts, { ...IDENTITY, journalId: 'a'.repeat(32), generation: 2 });
    expect(openJournal(parts)).toMatchObject({ kind: 'ready' });
  });

  it('is set aside at the next start when power went between the mark and the file', async () => {
    const parts = await written(3);
    parts.identities.save(IDENTITY, 'JOURNAL_OLDER');
    expect(openJournal(parts)).toMatchObject({ code: 'JOURNAL_OLDER', setAside: 'memory:set-aside-1' });
    expect(parts.shelf.asides[0]?.records).toHaveLength(3);
  });

  it('is set aside, and missed from then on, when the mark cannot be written', async () => {
    const parts = await written(3);
    const journal = ready(openJournal(parts));
    parts.identities.save = () => {
      throw new Error('disk full');
    };
    const refused = await refuseByServer(parts, journal, 'JOURNAL_OLDER');
    expect(refused.detail).toContain('not marked: disk full');
    expect(openJournal(parts)).toMatchObject({ code: 'JOURNAL_MISSING' });
  });

  it('that a cut of its life has closed in the middle of a write is set aside without that record', async () => {
    const parts = await written(3);
    const clock = new VirtualClock();
    const power = new PowerDomain();
    const shelf = new MemoryShelf({ latencyMs: 5, clock }, parts.shelf.image());
    const journal = ready(openJournal({ ...parts, shelf, power }));
    void journal.append(event(4));
    power.cut('journal-refused');
    await refuseByServer({ ...parts, shelf }, journal, 'JOURNAL_OLDER');
    await clock.run(10);
    expect(shelf.asides[0]?.records).toHaveLength(3);
    expect(shelf.image()).toBeUndefined();
  });
});

describe('enrolment', () => {
  it('sets aside what lies in its place', async () => {
    const parts = await written(3);
    const next = { ...IDENTITY, journalId: 'a'.repeat(32), generation: 2 };
    const journal = enrolJournal(parts, next);
    expect(journal.head.sequence).toBe(0);
    expect(journal.meta).toMatchObject({ journalId: next.journalId, generation: 2 });
    expect(parts.shelf.asides).toHaveLength(1);
  });
});

type Stored = MemoryImage['records'][number];

function withoutHost({ host: _host, ...record }: Stored): Stored {
  return record;
}

function withHostHash(record: Stored): Stored {
  return { ...record, host: { ...record.host!, hash: '0'.repeat(64) } };
}

/** The record with its hashes right, but on another record before it. */
function following(record: Stored, chain: 'all' | 'host'): Stored {
  const previousHash = 'D'.repeat(64);
  const hostSequence = record.host!.sequence;
  if (chain === 'all') {
    return { ...record, previousHash, hash: recordHash({ ...record, previousHash, hostSequence }) };
  }
  const hash = hostChainHash(previousHash, hostSequence, record.type, record.data);
  return { ...record, host: { sequence: hostSequence, previousHash, hash } };
}
