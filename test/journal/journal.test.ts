import { describe, expect, it, vi } from 'vitest';
import { EVENT_LIMIT_BYTES } from '../../src/journal/admission.ts';
import { Journal, QUEUE_LIMIT, type JournalOptions } from '../../src/journal/journal.ts';
import { MemoryStore, type MemoryStoreOptions } from '../../src/journal/memory-store.ts';
import type { JournalReader } from '../../src/journal/store.ts';
import { verifyChain } from '../../src/journal/verify.ts';
import { PowerDomain } from '../../src/kernel/power-domain.ts';
import { VirtualClock } from '../../src/kernel/virtual-clock.ts';
import { event, fill, JOURNAL_ID } from './fixtures.ts';

const META = { journalId: JOURNAL_ID, generation: 1 };

interface Setup {
  readonly clock: VirtualClock;
  readonly store: MemoryStore;
  readonly journal: Journal;
}

function setUp(store: MemoryStoreOptions = {}, options: Partial<JournalOptions> = {}): Setup {
  const clock = new VirtualClock();
  const memory = MemoryStore.create(META, { clock, ...store });
  return { clock, store: memory, journal: new Journal({ store: memory, clock, ...options }) };
}

describe('a journal', () => {
  it('numbers records from 1 and answers when they are durable', async () => {
    const { clock, store, journal } = setUp({ latencyMs: 5 });
    const first = journal.append(event(1));
    expect(store.read(1, 10)).toEqual([]);
    const committed = await clock.until(first);
    expect(committed.sequence).toBe(1);
    expect(store.head?.hash).toBe(committed.hash);
    expect(clock.monotonic()).toBe(5);
  });

  it('counts host records apart', async () => {
    const { journal } = setUp();
    const hosts = [];
    for (const host of [true, false, true]) hosts.push((await journal.append(event(1, host))).hostSequence);
    expect(hosts).toEqual([1, undefined, 2]);
  });

  it('records both clocks at the append', async () => {
    const { clock, store, journal } = setUp();
    await clock.run(1234);
    const { at } = await journal.append(event(1));
    expect(store.head).toMatchObject({ wallMs: 4_091_990_401_234, monotonicMs: 1234 });
    expect(at).toBe(4_091_990_401_234);
  });

  it('links records into chains that hold', async () => {
    const { store, journal } = setUp();
    await fill(journal, 20);
    expect(verifyChain(store)).toEqual({ kind: 'sound', head: journal.head });
    expect(journal.head).toMatchObject({ sequence: 20, hostSequence: 10 });
  });

  it('continues the chains of an earlier life', async () => {
    const { clock, store, journal } = setUp();
    await fill(journal, 4);
    const next = MemoryStore.fromImage(store.image());
    await new Journal({ store: next, clock }).append(event(5, true));
    expect(verifyChain(next)).toMatchObject({ kind: 'sound', head: { sequence: 5, hostSequence: 3 } });
  });

  it('keeps the order of appends made at once', async () => {
    const { clock, journal } = setUp({ latencyMs: 3 });
    const all = Promise.all([1, 2, 3].map((number) => journal.append(event(number))));
    const committed = await clock.until(all);
    expect(committed.map((one) => one.sequence)).toEqual([1, 2, 3]);
    expect([...journal.records()].map((record) => record.data)).toEqual([
      { number: 1 },
      { number: 2 },
      { number: 3 },
    ]);
  });

  it('shows each commit to its listeners, in order', async () => {
    const { journal } = setUp();
    const seen: unknown[] = [];
    const stop = journal.onCommitted((record) => seen.push(record.data));
    await fill(journal, 2);
    stop();
    await journal.append(event(3));
    expect(seen).toEqual([{ number: 1 }, { number: 2 }]);
  });

  it('lets a listener append', async () => {
    const { journal } = setUp();
    journal.onCommitted(({ sequence }) => {
      if (sequence === 1) void journal.append(event(2));
    });
    await journal.append(event(1));
    expect(journal.head.sequence).toBe(2);
  });

  it('refuses more appends than may wait, and goes on', async () => {
    const { clock, journal } = setUp({ latencyMs: 1 });
    const accepted = Array.from({ length: QUEUE_LIMIT + 1 }, (_, index) => journal.append(event(index)));
    await expect(journal.append(event(0))).rejects.toThrow('JOURNAL_QUEUE_FULL');
    await clock.until(Promise.all(accepted));
    expect(journal.head.sequence).toBe(QUEUE_LIMIT + 1);
  });

  it('writes what it accepted before it closes, and takes nothing after', async () => {
    const { clock, store, journal } = setUp({ latencyMs: 1 });
    const appends = [journal.append(event(1)), journal.append(event(2))];
    const closed = journal.close();
    await expect(journal.append(event(3))).rejects.toThrow('JOURNAL_CLOSED');
    await clock.until(Promise.all([...appends, closed]));
    expect(store.image().records).toHaveLength(2);
  });
});

describe('a journal refuses', () => {
  it.each([
    'pin',
    'PIN',
    'pinBlock',
    'pin_block',
    'key',
    'password',
    'fullIdNumber',
    'track2',
    'enrolment-key',
  ])('a property named %s at any depth', async (name) => {
    const { store, journal } = setUp();
    const data = { order: [{ card: { [name]: '1' } }] };
    await expect(journal.append({ type: 'test.event', data, host: false })).rejects.toThrow('JOURNAL_SECRET');
    expect(store.head).toBeUndefined();
  });

  it('a secret without repeating its value', async () => {
    const { journal } = setUp();
    const append = journal.append({ type: 'test.event', data: { pin: '135790' }, host: false });
    await expect(append).rejects.not.toThrow('135790');
  });

  it('no property that only resembles a secret', async () => {
    const { journal } = setUp();
    const data = { videoKey: 'a', keyVersion: 1, pinAttempts: 2 };
    await expect(journal.append({ type: 'test.event', data, host: false })).resolves.toMatchObject({
      sequence: 1,
    });
  });

  it('data above 16 KiB, counted in bytes', async () => {
    const { journal } = setUp();
    const most = EVENT_LIMIT_BYTES - '{"a":""}'.length;
    const fits = { type: 'test.event', data: { a: 'x'.repeat(most) }, host: false };
    const tooLarge = { ...fits, data: { a: `${'x'.repeat(most - 2)}样` } };
    await expect(journal.append(fits)).resolves.toMatchObject({ sequence: 1 });
    await expect(journal.append(tooLarge)).rejects.toThrow('JOURNAL_TOO_LARGE');
  });

  it('data that is not JSON', async () => {
    const { journal } = setUp();
    const data = { amount: Number.NaN };
    await expect(journal.append({ type: 'test.event', data, host: false })).rejects.toThrow('JOURNAL_DATA');
  });

  it.each(['', '1st', 'two words', 'x'.repeat(65)])('a type like "%s"', async (type) => {
    const { journal } = setUp();
    await expect(journal.append({ type, data: {}, host: false })).rejects.toThrow('JOURNAL_TYPE');
  });

  it('bad events without breaking', async () => {
    const { journal } = setUp();
    await expect(journal.append({ type: 'x', data: { pin: '1' }, host: false })).rejects.toThrow(/./u);
    await expect(journal.append(event(1))).resolves.toMatchObject({ sequence: 1 });
  });
});

describe('a failed write', () => {
  const failing = (sequence: number): MemoryStoreOptions => ({
    duringCommit: (record) => (record.sequence === sequence ? 'fail' : 'commit'),
  });

  it('rejects its append and every later one', async () => {
    const { journal } = setUp(failing(2));
    await journal.append(event(1));
    await expect(journal.append(event(2))).rejects.toThrow('JOURNAL_WRITE_FAILED');
    await expect(journal.append(event(3))).rejects.toThrow('JOURNAL_WRITE_FAILED');
    expect(journal.broken?.code).toBe('JOURNAL_WRITE_FAILED');
  });

  it('rejects appends that were waiting', async () => {
    const { clock, store, journal } = setUp({ latencyMs: 1, ...failing(2) });
    const settled = Promise.allSettled([1, 2, 3].map((number) => journal.append(event(number))));
    const results = await clock.until(settled);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(store.image('kept').records).toHaveLength(1);
  });

  it('rejects when the store answers late', async () => {
    const { store, clock } = setUp();
    const append = (): Promise<void> => Promise.reject(new Error('late'));
    const journal = new Journal({ store: { ...storeView(store), append }, clock });
    await expect(journal.append(event(1))).rejects.toThrow('JOURNAL_WRITE_FAILED');
    await expect(journal.append(event(2))).rejects.toThrow('JOURNAL_WRITE_FAILED');
  });

  it('is told once', async () => {
    const onBroken = vi.fn<(error: Error) => void>();
    const { journal } = setUp(failing(1), { onBroken });
    await Promise.allSettled([journal.append(event(1)), journal.append(event(2))]);
    expect(onBroken).toHaveBeenCalledTimes(1);
  });

  it('leaves the head at the last commit', async () => {
    const { journal } = setUp(failing(2));
    const { hash } = await journal.append(event(1));
    await expect(journal.append(event(2))).rejects.toThrow(/./u);
    expect(journal.head).toMatchObject({ sequence: 1, hash });
  });

  it('is what a listener that throws amounts to, for those after it', async () => {
    const { journal } = setUp();
    journal.onCommitted(() => {
      throw new Error('projection');
    });
    await expect(journal.append(event(1))).resolves.toMatchObject({ sequence: 1 });
    await expect(journal.append(event(2))).rejects.toThrow('JOURNAL_WRITE_FAILED');
  });
});

describe('a power cut', () => {
  async function settledAfterCut(fate: 'cut-before' | 'cut-after'): Promise<readonly [boolean, number]> {
    const power = new PowerDomain();
    const duringCommit = (): typeof fate => {
      power.cut('test');
      return fate;
    };
    const { clock, store, journal } = setUp({ duringCommit }, { power });
    let settled = false;
    const append = journal.append(event(1)).finally(() => {
      settled = true;
    });
    void append.catch(() => undefined);
    await clock.run(10_000);
    return [settled, store.image().records.length];
  }

  it('before the commit leaves nothing and answers nobody', async () => {
    expect(await settledAfterCut('cut-before')).toEqual([false, 0]);
  });

  it('after the commit leaves the record and answers nobody', async () => {
    expect(await settledAfterCut('cut-after')).toEqual([false, 1]);
  });

  it('during the commit leaves before or after, as the world chooses', async () => {
    const base = new VirtualClock();
    const power = new PowerDomain();
    const clock = power.clock(base);
    const store = MemoryStore.create(META, { clock, latencyMs: 10 });
    void new Journal({ store, clock, power }).append(event(1));
    await base.run(5);
    power.cut('test');
    await base.run(100);
    expect(store.image('lost').records).toHaveLength(0);
    expect(store.image('kept').records).toHaveLength(1);
  });

  it('leaves appends that were waiting unwritten', async () => {
    const base = new VirtualClock();
    const power = new PowerDomain();
    const clock = power.clock(base);
    const store = MemoryStore.create(META, { clock, latencyMs: 10 });
    const journal = new Journal({ store, clock, power });
    void journal.append(event(1));
    void journal.append(event(2));
    await base.run(15);
    power.cut('test');
    void journal.append(event(3));
    await base.run(100);
    expect(store.image('lost').records).toHaveLength(1);
    expect(store.image('kept').records).toHaveLength(2);
  });

  it('leaves an image that later writes do not change', async () => {
    const { store, journal } = setUp();
    await journal.append(event(1));
    const image = store.image();
    await journal.append(event(2));
    expect(image.records).toHaveLength(1);
  });
});

/** The reading half of a store, for stores put together by hand. */
function storeView(store: MemoryStore): JournalReader {
  return {
    meta: store.meta,
    head: store.head,
    hostHead: store.hostHead,
    read: (from, limit) => store.read(from, limit),
    readHost: (after, limit) => store.readHost(after, limit),
    close: () => {
      store.close();
    },
  };
}
