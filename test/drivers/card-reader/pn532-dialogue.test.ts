import { describe, expect, it } from 'vitest';
import type { CardReply } from '../../../drivers/contract/card-reader.ts';
import { fromHex, toHex } from '../../../src/kernel/hex.ts';
import {
  ACK,
  BALANCE_1250,
  bench,
  CARD_SILENT,
  CPU_CARD,
  CREDIT,
  CREDIT_ANSWER,
  GET_BALANCE,
  LIST,
  NACK,
  NO_CARD,
  RESELECT_CPU,
  withCard,
} from './scripted-chip.ts';

const CREDIT_APDU = fromHex('80 52 00 00 0B 20 25 11 22 19 30 05 E8 44 B7 5C 04');
const BROKEN_ANSWER = '00 00 FF 09 F7 D5 41 00 24 10 A0 5A 90 00 2D 00';

const shown = (reply: CardReply): unknown =>
  reply.kind === 'data' ? { kind: 'data', data: toHex(reply.data) } : reply;

describe('acknowledgement', () => {
  it('missing: a list command is sent again', async () => {
    const { clock, chip, reader } = bench();
    chip.start().next(LIST).next(LIST, ACK, CPU_CARD).always(GET_BALANCE, ACK, BALANCE_1250);
    reader.start();
    await clock.run(1_000);
    expect(chip.leftovers).toEqual([]);
    expect(reader.situation.kind).toBe('present');
    expect(reader.counters['resends']).toBe(1);
  });

  it('missing: a command to the card is not sent again and its outcome is unknown', async () => {
    const made = bench();
    const session = await withCard(made);
    made.chip.next(CREDIT).always(ACK).always(RESELECT_CPU, ACK, NO_CARD).always(LIST, ACK, NO_CARD);
    const reply = await made.clock.until(session.exchange(CREDIT_APDU));
    await made.clock.run(1_000);
    expect(reply.kind).toBe('unknown');
    expect(made.chip.count(CREDIT)).toBe(1);
  });

  it('missing: an answer alone is not believed, it could be a late one', async () => {
    const made = bench();
    const session = await withCard(made);
    made.chip.next(CREDIT, CREDIT_ANSWER).always(ACK).always(RESELECT_CPU, ACK, CPU_CARD);
    made.chip.always(GET_BALANCE, ACK, BALANCE_1250);
    expect((await made.clock.until(session.exchange(CREDIT_APDU))).kind).toBe('unknown');
  });
});

describe('damaged answer', () => {
  it('is asked for again by NACK, and the command goes to the card once', async () => {
    const made = bench();
    const session = await withCard(made);
    made.chip.next(CREDIT, ACK, BROKEN_ANSWER).next(NACK, CREDIT_ANSWER);
    made.chip.always(GET_BALANCE, ACK, BALANCE_1250);
    const reply = await made.clock.until(session.exchange(CREDIT_APDU));
    expect(shown(reply)).toEqual({ kind: 'data', data: '2410A05A' });
    expect(made.chip.count(CREDIT)).toBe(1);
    expect(made.chip.leftovers).toEqual([]);
    expect(made.reader.counters['discarded-data-checksum']).toBe(1);
  });

  it('that is cut short is asked for again by NACK', async () => {
    const made = bench();
    const session = await withCard(made);
    made.chip.next(CREDIT, ACK, '00 00 FF 09 F7 D5 41 00 24 10').next(NACK, CREDIT_ANSWER);
    made.chip.always(GET_BALANCE, ACK, BALANCE_1250);
    const reply = await made.clock.until(session.exchange(CREDIT_APDU));
    expect(shown(reply)).toEqual({ kind: 'data', data: '2410A05A' });
    expect(made.chip.count(CREDIT)).toBe(1);
  });

  it('four times is unknown', async () => {
    const made = bench();
    const session = await withCard(made);
    made.chip.next(CREDIT, ACK, BROKEN_ANSWER).always(NACK, BROKEN_ANSWER).always(ACK);
    made.chip.always(RESELECT_CPU, ACK, CPU_CARD).always(GET_BALANCE, ACK, BALANCE_1250);
    const reply = await made.clock.until(session.exchange(CREDIT_APDU));
    expect(reply.kind).toBe('unknown');
    expect(made.chip.count(NACK)).toBe(3);
    expect(made.chip.count(CREDIT)).toBe(1);
  });

  it('is not confused with junk in front of a good answer', async () => {
    const made = bench();
    const session = await withCard(made);
    made.chip.next(CREDIT, ACK, '17 00 FF 33 44 12', CREDIT_ANSWER).always(GET_BALANCE, ACK, BALANCE_1250);
    const reply = await made.clock.until(session.exchange(CREDIT_APDU));
    expect(shown(reply)).toEqual({ kind: 'data', data: '2410A05A' });
    expect(made.chip.count(NACK)).toBe(0);
  });
});

describe('no answer', () => {
  it('is not asked for by NACK while the chip may still be at work; the command is aborted and unknown', async () => {
    const made = bench();
    const session = await withCard(made);
    made.chip.next(CREDIT, ACK).next(ACK).always(RESELECT_CPU, ACK, CPU_CARD);
    made.chip.always(GET_BALANCE, ACK, BALANCE_1250);
    const reply = await made.clock.until(session.exchange(CREDIT_APDU));
    expect(reply).toEqual({ kind: 'unknown', reason: 'reader does not answer' });
    expect(made.chip.leftovers).toEqual([]);
  });

  it('until after the abort: the late answer is dropped and not taken for that of the next command', async () => {
    const made = bench();
    const session = await withCard(made);
    made.chip.next(CREDIT, ACK).next(ACK, CREDIT_ANSWER).next(RESELECT_CPU, ACK, CPU_CARD);
    made.chip.next(GET_BALANCE, ACK, BALANCE_1250).always(GET_BALANCE, ACK, BALANCE_1250);
    await made.clock.until(session.exchange(CREDIT_APDU));
    await made.clock.run(50);
    const { situation } = made.reader;
    const again = situation.kind === 'present' ? made.reader.session(situation.card.epoch) : undefined;
    const reply = await made.clock.until(again!.exchange(fromHex('80 5C 00 02 04')));
    expect(shown(reply)).toEqual({ kind: 'data', data: '000004E2' });
    expect(made.chip.leftovers).toEqual([]);
  });
});

describe('torn card', () => {
  it('during CREDIT: unknown, one CREDIT only, the epoch is over and the card gone', async () => {
    const made = bench();
    const session = await withCard(made);
    made.chip
      .next(CREDIT, ACK, CARD_SILENT)
      .next(RESELECT_CPU, ACK, NO_CARD)
      .next(RESELECT_CPU, ACK, NO_CARD);
    made.chip.always(LIST, ACK, NO_CARD);
    const release = session.quiet();
    const reply = await made.clock.until(session.exchange(CREDIT_APDU));
    expect(reply).toEqual({ kind: 'unknown', reason: 'status 01: time-out, card silent' });
    expect(session.live).toBe(false);
    await made.clock.run(300);
    release();
    expect(made.chip.leftovers).toEqual([]);
    expect(made.chip.count(CREDIT)).toBe(1);
    expect(made.situations.map((situation) => situation.kind)).toEqual(['present', 'none']);
  });

  it('that comes back is a new epoch without a removal in between', async () => {
    const made = bench();
    const session = await withCard(made);
    made.chip.next(CREDIT, ACK, CARD_SILENT).next(RESELECT_CPU, ACK, CPU_CARD);
    made.chip.always(GET_BALANCE, ACK, BALANCE_1250);
    await made.clock.until(session.exchange(CREDIT_APDU));
    await made.clock.run(300);
    expect(made.situations).toMatchObject([
      { kind: 'present', card: { epoch: 1, uid: '5A17C3E9' } },
      { kind: 'present', card: { epoch: 2, uid: '5A17C3E9' } },
    ]);
    expect(made.reader.session(1)).toBeUndefined();
    expect(await session.exchange(CREDIT_APDU)).toMatchObject({ kind: 'unknown' });
    expect(made.chip.count(CREDIT)).toBe(1);
  });
});
