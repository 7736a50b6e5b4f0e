import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../src/kernel/hex.ts';
import { SkipRegistry } from '../../../src/kernel/poller.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import {
  ACK,
  BALANCE_1250,
  bench,
  CARD_SILENT,
  CPU_CARD,
  GET_BALANCE,
  LIST,
  NO_CARD,
  RESELECT_CPU,
  RESELECT_S50,
  S50_CARD,
  TWO_CARDS,
  withCard,
} from './scripted-chip.ts';

describe('cards coming', () => {
  it('a CPU card is present with its UID', async () => {
    const made = bench();
    const session = await withCard(made);
    expect(session.card).toEqual({ epoch: 1, uid: '5A17C3E9', technology: 'iso-dep' });
  });

  it('an S50 is present as MIFARE Classic', async () => {
    const made = bench();
    const session = await withCard(made, S50_CARD);
    expect(session.card).toEqual({ epoch: 1, uid: 'DEADBEEF', technology: 'mifare-classic' });
  });

  it('two cards are several, listed on until one is left', async () => {
    const { clock, chip, reader, situations } = bench({ clock: new VirtualClock({ skip: false }) });
    chip.start().next(LIST, ACK, TWO_CARDS).next(LIST, ACK, TWO_CARDS).next(LIST, ACK, S50_CARD);
    chip.always(RESELECT_S50, ACK, S50_CARD);
    reader.start();
    await clock.run(1_500);
    expect(chip.leftovers).toEqual([]);
    expect(situations.map((situation) => situation.kind)).toEqual(['several', 'present']);
    expect(reader.session(1)?.live).toBe(true);
  });
});

describe('presence', () => {
  it('of a CPU card is GET BALANCE, and any answer of the card will do', async () => {
    const made = bench();
    await withCard(made);
    made.chip.always(GET_BALANCE, ACK, '00 00 FF 05 FB D5 41 00 6A 82 FE 00');
    await made.clock.run(1_000);
    expect(made.chip.count(GET_BALANCE)).toBeGreaterThan(1);
    expect(made.situations).toHaveLength(1);
    expect(made.chip.leftovers).toEqual([]);
  });

  it('uses the APDU of the options', async () => {
    const made = bench({ presenceApdu: fromHex('00 84 00 00 04') });
    await withCard(made);
    const challenge = '00 00 FF 08 F8 D4 40 01 00 84 00 00 04 63 00';
    made.chip.always(challenge, ACK, '00 00 FF 09 F7 D5 41 00 01 02 03 04 90 00 50 00');
    await made.clock.run(1_000);
    expect(made.chip.count(challenge)).toBeGreaterThan(1);
    expect(made.chip.leftovers).toEqual([]);
  });

  it('of a Classic card is a reselect by UID in the same epoch', async () => {
    const made = bench();
    await withCard(made, S50_CARD);
    made.chip.always(RESELECT_S50, ACK, S50_CARD);
    await made.clock.run(1_000);
    expect(made.chip.count(RESELECT_S50)).toBeGreaterThan(1);
    expect(made.situations).toHaveLength(1);
  });

  it('steps aside for exchanges: never two commands at once', async () => {
    const made = bench();
    const session = await withCard(made);
    made.chip.always(GET_BALANCE, ACK, BALANCE_1250);
    const replies = Promise.all(
      Array.from({ length: 50 }, () => session.exchange(fromHex('80 5C 00 02 04'))),
    );
    expect((await made.clock.until(replies)).every((reply) => reply.kind === 'data')).toBe(true);
    expect(made.reader.counters['unexpected']).toBe(0);
  });

  it('confirmed on demand is true only for the present epoch', async () => {
    const made = bench();
    await withCard(made);
    made.chip.always(GET_BALANCE, ACK, BALANCE_1250);
    const sent = made.chip.count(GET_BALANCE);
    expect(await made.clock.until(made.reader.confirmPresence(1))).toBe(true);
    expect(made.chip.count(GET_BALANCE)).toBe(sent + 1);
    expect(await made.clock.until(made.reader.confirmPresence(2))).toBe(false);
  });

  it('confirmed on demand is false when the card misses, even if it can be selected again', async () => {
    const made = bench();
    await withCard(made);
    made.chip.next(GET_BALANCE, ACK, CARD_SILENT).next(RESELECT_CPU, ACK, CPU_CARD);
    made.chip.always(GET_BALANCE, ACK, BALANCE_1250);
    expect(await made.clock.until(made.reader.confirmPresence(1))).toBe(false);
  });
});

describe('cards going', () => {
  it('a miss is confirmed by two reselects 50 ms apart before the card is gone', async () => {
    const made = bench();
    await withCard(made);
    made.chip.next(GET_BALANCE, ACK, CARD_SILENT).next(RESELECT_CPU, ACK, NO_CARD);
    await made.clock.runUntil(() => made.chip.count(RESELECT_CPU) === 1, 1_000);
    await made.clock.run(45);
    expect(made.reader.situation.kind).toBe('present');
    made.chip.next(RESELECT_CPU, ACK, NO_CARD).always(LIST, ACK, NO_CARD);
    await made.clock.run(100);
    expect(made.reader.situation.kind).toBe('none');
    expect(made.chip.leftovers).toEqual([]);
  });

  it('a single miss of a CPU card is no removal but a reset: a new epoch of the same card', async () => {
    const made = bench();
    const session = await withCard(made);
    made.chip
      .next(GET_BALANCE, ACK, CARD_SILENT)
      .next(RESELECT_CPU, ACK, NO_CARD)
      .next(RESELECT_CPU, ACK, CPU_CARD);
    made.chip.always(GET_BALANCE, ACK, BALANCE_1250);
    await made.clock.run(1_000);
    expect(made.situations).toMatchObject([
      { kind: 'present', card: { epoch: 1 } },
      { kind: 'present', card: { epoch: 2, uid: '5A17C3E9' } },
    ]);
    expect(session.live).toBe(false);
  });

  it('a single miss of a Classic card changes nothing', async () => {
    const made = bench();
    const session = await withCard(made, S50_CARD);
    made.chip.next(RESELECT_S50, ACK, NO_CARD).always(RESELECT_S50, ACK, S50_CARD);
    await made.clock.run(1_000);
    expect(made.situations).toHaveLength(1);
    expect(session.live).toBe(true);
  });

  it('the same card laid down again is a new epoch', async () => {
    const made = bench();
    await withCard(made);
    made.chip
      .next(GET_BALANCE, ACK, CARD_SILENT)
      .next(RESELECT_CPU, ACK, NO_CARD)
      .next(RESELECT_CPU, ACK, NO_CARD);
    made.chip.next(LIST, ACK, CPU_CARD).always(GET_BALANCE, ACK, BALANCE_1250);
    await made.clock.run(1_000);
    expect(made.situations).toMatchObject([
      { kind: 'present', card: { epoch: 1 } },
      { kind: 'none' },
      { kind: 'present', card: { epoch: 2, uid: '5A17C3E9' } },
    ]);
  });
});

describe('polling in virtual time', () => {
  it('jumps over ticks that show an empty field again and again', async () => {
    const polling = new SkipRegistry();
    const { clock, chip, reader } = bench({ polling });
    chip.start().always(LIST, ACK, NO_CARD);
    reader.start();
    await clock.run(3_600_000);
    expect(polling.ranTicks).toBeLessThan(20);
    expect(polling.skippedTicks).toBeGreaterThan(17_000);
  });
});
