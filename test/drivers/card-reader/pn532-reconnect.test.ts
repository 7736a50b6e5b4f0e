import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../src/kernel/hex.ts';
import {
  ACK,
  BALANCE_1250,
  bench,
  CPU_CARD,
  CREDIT,
  GET_BALANCE,
  LIST,
  NO_CARD,
  withCard,
} from './scripted-chip.ts';

const LINK_LOST = { state: 'offline', faults: [{ code: 'READER_LINK_LOST', action: 'call-service' }] };

describe('reader pulled', () => {
  it('is noticed at once and ends the epoch', async () => {
    const made = bench();
    const session = await withCard(made);
    made.line.unplug();
    await made.clock.settle();
    expect(made.reader.health).toEqual(LINK_LOST);
    expect(made.reader.situation.kind).toBe('none');
    expect(session.live).toBe(false);
  });

  it('during a command leaves it unknown', async () => {
    const made = bench();
    const session = await withCard(made);
    made.chip.next(CREDIT);
    const reply = session.exchange(fromHex('80 52 00 00 0B 20 25 11 22 19 30 05 E8 44 B7 5C 04'));
    await made.clock.runUntil(() => made.chip.count(CREDIT) === 1, 1_000);
    made.line.unplug();
    expect(await made.clock.until(reply)).toEqual({ kind: 'unknown', reason: 'reader link closed' });
  });

  it('and plugged in again is started anew and the card is a new epoch', async () => {
    const made = bench();
    await withCard(made);
    made.line.unplug();
    await made.clock.run(10_000);
    made.chip.start().next(LIST, ACK, CPU_CARD).always(GET_BALANCE, ACK, BALANCE_1250);
    made.line.plug();
    await made.clock.run(3_000);
    expect(made.chip.leftovers).toEqual([]);
    expect(made.reader.health).toEqual({ state: 'online', faults: [] });
    expect(made.reader.situation).toMatchObject({ kind: 'present', card: { epoch: 2, uid: '5A17C3E9' } });
    expect(made.reader.counters['links']).toBe(2);
  });

  it('is tried again after 250 ms, then at most every 2 s', async () => {
    const attempts: number[] = [];
    const made = bench();
    const counted = bench({
      clock: made.clock,
      open: () => {
        attempts.push(made.clock.monotonic());
        return Promise.reject(new Error('absent'));
      },
    });
    counted.reader.start();
    await made.clock.run(12_000);
    expect(attempts).toEqual([0, 250, 750, 1_750, 3_750, 5_750, 7_750, 9_750, 11_750]);
    expect(counted.reader.health).toEqual(LINK_LOST);
  });
});

describe('chip silent', () => {
  it('in three polls is offline, and a chip that woke up is used again', async () => {
    const made = bench();
    made.chip.start().next(LIST, ACK, NO_CARD).always(ACK);
    made.reader.start();
    await made.clock.runUntil(() => made.reader.health.state === 'online', 1_000);
    made.chip.always(LIST);
    await made.clock.runUntil(() => made.reader.health.state === 'offline', 5_000);
    expect(made.reader.health.faults.map((fault) => fault.code)).toEqual(['READER_NOT_ANSWERING']);
    expect(made.chip.count(LIST)).toBe(1 + 3 * 3);
    made.chip.start().always(LIST, ACK, NO_CARD);
    await made.clock.run(2_000);
    expect(made.reader.health.state).toBe('online');
  });

  it('in one poll only is no fault', async () => {
    const made = bench();
    made.chip.start().next(LIST).next(LIST).next(LIST).next(ACK).always(LIST, ACK, NO_CARD);
    made.reader.start();
    const states: string[] = [];
    made.reader.onHealth((health) => states.push(health.state));
    await made.clock.run(2_000);
    expect(states).toEqual(['online']);
    expect(made.chip.leftovers).toEqual([]);
  });
});

describe('close', () => {
  it('ends polling, the link and every reconnect', async () => {
    const made = bench();
    await withCard(made);
    made.reader.close();
    const sent = made.chip.received.length;
    await made.clock.run(10_000);
    expect(made.chip.received).toHaveLength(sent);
    expect(made.reader.health).toEqual({ state: 'offline', faults: [] });
    expect(made.reader.situation.kind).toBe('none');
    expect(made.reader.session(1)).toBeUndefined();
  });
});
