import { describe, expect, it } from 'vitest';
import { CHAIN_START, hostChainHash } from '../../src/kernel/hash-chain.ts';
import { TAIL_LIMIT } from '../../src/journal/cursor.ts';
import { Journal } from '../../src/journal/journal.ts';
import { MemoryStore } from '../../src/journal/memory-store.ts';
import { VirtualClock } from '../../src/kernel/virtual-clock.ts';
import { event, fill, JOURNAL_ID } from './fixtures.ts';

function emptyJournal(): Journal {
  const store = MemoryStore.create({ journalId: JOURNAL_ID, generation: 1 });
  return new Journal({ store, clock: new VirtualClock() });
}

async function journalOf(count: number): Promise<Journal> {
  const journal = emptyJournal();
  await fill(journal, count);
  return journal;
}

describe('the outbox', () => {
  it('holds host records only, with both sequences', async () => {
    const { outbox } = await journalOf(6);
    expect(outbox.unsent(0).map((record) => [record.sequence, record.hostSequence])).toEqual([
      [2, 1],
      [4, 2],
      [6, 3],
    ]);
  });

  it('gives what follows the one applied last', async () => {
    const { outbox } = await journalOf(10);
    expect(outbox.unsent(3).map((record) => record.hostSequence)).toEqual([4, 5]);
    expect(outbox.unsent(5)).toEqual([]);
  });

  it('gives the same again as often as it is asked', async () => {
    const { outbox } = await journalOf(10);
    expect(outbox.unsent(1)).toEqual(outbox.unsent(1));
  });

  it('never gives more than 64 at once', async () => {
    const { outbox } = await journalOf(140);
    expect(outbox.unsent(0)).toHaveLength(TAIL_LIMIT);
    expect(outbox.unsent(0, 1000)).toHaveLength(64);
    expect(outbox.unsent(0, 3)).toHaveLength(3);
    expect(outbox.unsent(0, 0)).toEqual([]);
  });

  it('carries a chain that a server can check without the other records', async () => {
    const { outbox } = await journalOf(12);
    let previousHash = CHAIN_START;
    for (const { hostSequence, type, data, ...record } of outbox.unsent(0)) {
      expect(record.previousHostSequence).toBe(hostSequence - 1);
      expect(record.previousHostHash).toBe(previousHash);
      previousHash = hostChainHash(previousHash, hostSequence, type, data);
      expect(record.hostHash).toBe(previousHash);
    }
    expect(outbox.hostHead).toEqual({ hostSequence: 6, hostHash: previousHash });
  });

  it('begins at the genesis of its journal', () => {
    const { outbox } = emptyJournal();
    expect(outbox.hostHead).toEqual({ hostSequence: 0, hostHash: CHAIN_START });
    expect(outbox.unsent(0)).toEqual([]);
  });

  it('does not show a record whose commit has not ended', async () => {
    const clock = new VirtualClock();
    const store = MemoryStore.create({ journalId: JOURNAL_ID, generation: 1 }, { clock, latencyMs: 5 });
    const journal = new Journal({ store, clock });
    const append = journal.append(event(1, true));
    expect(journal.outbox.unsent(0)).toEqual([]);
    await clock.until(append);
    expect(journal.outbox.unsent(0)).toHaveLength(1);
  });
});
