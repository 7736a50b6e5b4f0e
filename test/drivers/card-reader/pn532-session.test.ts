import { describe, expect, it } from 'vitest';
import type { CardReply } from '../../../drivers/contract/card-reader.ts';
import { fromHex, toHex } from '../../../src/kernel/hex.ts';
import {
  ACK,
  BALANCE_1250,
  bench,
  CPU_CARD,
  FIELD_ANSWER,
  FIELD_OFF,
  FIELD_ON,
  GET_BALANCE,
  LIST,
  NO_CARD,
  RESELECT_CPU,
  RESELECT_S50,
  S50_CARD,
  TWO_CARDS,
  withCard,
  type Bench,
} from './scripted-chip.ts';

const shown = (reply: CardReply): unknown =>
  reply.kind === 'data' ? { kind: 'data', data: toHex(reply.data) } : reply;

/** A card present that answers presence exchanges. */
async function cardBench(): Promise<{ made: Bench; ask: (apdu: string) => Promise<unknown> }> {
  const made = bench();
  const session = await withCard(made);
  made.chip.always(GET_BALANCE, ACK, BALANCE_1250).always(RESELECT_CPU, ACK, CPU_CARD);
  return { made, ask: async (apdu) => shown(await made.clock.until(session.exchange(fromHex(apdu)))) };
}

const SELECT = '00 00 FF 0A F6 D4 40 01 00 A4 00 00 02 3F 01 05 00';
const READ_RECORD = '00 00 FF 08 F8 D4 40 01 00 B2 01 C4 17 5D 00';

describe('answers of the card', () => {
  it.each([
    ['9000', '00 00 FF 05 FB D5 41 00 90 00 5A 00', { kind: 'data', data: '' }],
    ['6A82', '00 00 FF 05 FB D5 41 00 6A 82 FE 00', { kind: 'refused', status: '6A82' }],
    [
      'one byte',
      '00 00 FF 04 FC D5 41 00 90 5A 00',
      { kind: 'unknown', reason: 'answer shorter than a status word' },
    ],
    [
      'a last 00 lost on the line, checksum still right',
      '00 00 FF 05 FB D5 41 00 90 5A 00',
      { kind: 'unknown', reason: 'no status word: 905A' },
    ],
    [
      'nothing',
      '00 00 FF 03 FD D5 41 00 EA 00',
      { kind: 'unknown', reason: 'answer shorter than a status word' },
    ],
    [
      'status 13',
      '00 00 FF 03 FD D5 41 13 D7 00',
      { kind: 'unknown', reason: 'status 13: data format does not match' },
    ],
    [
      'status 27',
      '00 00 FF 03 FD D5 41 27 C3 00',
      { kind: 'unknown', reason: 'status 27: command not acceptable in this context' },
    ],
    ['the error frame', '00 00 FF 01 FF 7F 81 00', { kind: 'unknown', reason: 'chip: syntax error' }],
  ])('%s', async (_name, answer, expected) => {
    const { made, ask } = await cardBench();
    made.chip.next(SELECT, ACK, answer);
    expect(await ask('00 A4 00 00 02 3F 01')).toEqual(expected);
    expect(made.chip.leftovers).toEqual([]);
  });

  it('in two pieces: the rest is fetched with an empty exchange', async () => {
    const { made, ask } = await cardBench();
    made.chip.next(READ_RECORD, ACK, '00 00 FF 05 FB D5 41 40 AA BB 45 00');
    made.chip.next('00 00 FF 03 FD D4 40 01 EB 00', ACK, '00 00 FF 06 FA D5 41 00 CC 90 00 8E 00');
    expect(await ask('00 B2 01 C4 17')).toEqual({ kind: 'data', data: 'AABBCC' });
    expect(made.chip.leftovers).toEqual([]);
  });

  it('61xx: fetched with GET RESPONSE', async () => {
    const { made, ask } = await cardBench();
    made.chip.next(READ_RECORD, ACK, '00 00 FF 05 FB D5 41 00 61 02 87 00');
    made.chip.next(
      '00 00 FF 08 F8 D4 40 01 00 C0 00 00 02 29 00',
      ACK,
      '00 00 FF 07 F9 D5 41 00 AA BB 90 00 F5 00',
    );
    expect(await ask('00 B2 01 C4 17')).toEqual({ kind: 'data', data: 'AABB' });
    expect(made.chip.leftovers).toEqual([]);
  });

  it('61xx and then no more: unknown, because the command was carried out', async () => {
    const { made, ask } = await cardBench();
    made.chip.next(READ_RECORD, ACK, '00 00 FF 05 FB D5 41 00 61 02 87 00');
    made.chip.next('00 00 FF 08 F8 D4 40 01 00 C0 00 00 02 29 00', ACK, '00 00 FF 03 FD D5 41 01 E9 00');
    expect(await ask('00 B2 01 C4 17')).toMatchObject({ kind: 'unknown' });
  });

  it('6Cxx to a reading command: asked again with the right length', async () => {
    const { made, ask } = await cardBench();
    made.chip.next(READ_RECORD, ACK, '00 00 FF 05 FB D5 41 00 6C 02 7C 00');
    made.chip.next(
      '00 00 FF 08 F8 D4 40 01 00 B2 01 C4 02 72 00',
      ACK,
      '00 00 FF 07 F9 D5 41 00 AA BB 90 00 F5 00',
    );
    expect(await ask('00 B2 01 C4 17')).toEqual({ kind: 'data', data: 'AABB' });
    expect(made.chip.leftovers).toEqual([]);
  });

  it('6Cxx to a changing command: refused, never sent again', async () => {
    const { made, ask } = await cardBench();
    const debit = '00 00 FF 08 F8 D4 40 01 80 54 01 00 00 16 00';
    made.chip.next(debit, ACK, '00 00 FF 05 FB D5 41 00 6C 08 76 00');
    expect(await ask('80 54 01 00 00')).toEqual({ kind: 'refused', status: '6C08' });
    expect(made.chip.count(debit)).toBe(1);
  });
});

describe('a command longer than one frame', () => {
  it('goes out in chained pieces', async () => {
    const { made, ask } = await cardBench();
    const head = '00 00 FF FF FF 01 09 F6 D4 40 41 ';
    const first = `${head}${'00 '.repeat(262)}AB 00`;
    const last = '00 00 FF 05 FB D4 40 01 77 88 EC 00';
    made.chip.next(first, ACK, '00 00 FF 03 FD D5 41 00 EA 00');
    made.chip.next(last, ACK, '00 00 FF 05 FB D5 41 00 90 00 5A 00');
    expect(await ask(`${'00 '.repeat(262)}77 88`)).toEqual({ kind: 'data', data: '' });
    expect(made.chip.leftovers).toEqual([]);
  });
});

describe('silence', () => {
  it('no presence exchange is sent while it is held, and presence goes on afterwards', async () => {
    const made = bench();
    const session = await withCard(made);
    made.chip.always(GET_BALANCE, ACK, BALANCE_1250);
    const release = session.quiet();
    const sent = made.chip.received.length;
    await made.clock.run(10_000);
    expect(await made.reader.confirmPresence(1)).toBe(false);
    expect(made.chip.received).toHaveLength(sent);
    release();
    await made.clock.run(1_000);
    expect(made.chip.count(GET_BALANCE)).toBeGreaterThan(0);
    expect(made.chip.leftovers).toEqual([]);
  });

  it('lasts until every holder has let go', async () => {
    const made = bench();
    const session = await withCard(made);
    const first = session.quiet();
    session.quiet();
    first();
    first();
    const sent = made.chip.received.length;
    await made.clock.run(2_000);
    expect(made.chip.received).toHaveLength(sent);
  });
});

describe('power cycle', () => {
  it('switches the field off for 10 ms and on, and gives a new session in the same epoch', async () => {
    const made = bench();
    const session = await withCard(made);
    made.chip.next(FIELD_OFF, ACK, FIELD_ANSWER).next(FIELD_ON, ACK, FIELD_ANSWER).next(LIST, ACK, CPU_CARD);
    made.chip.always(GET_BALANCE, ACK, BALANCE_1250);
    const again = await made.clock.until(session.powerCycle());
    expect(made.chip.leftovers).toEqual([]);
    expect([session.live, again?.live, again?.card.epoch]).toEqual([false, true, 1]);
    expect(made.situations).toHaveLength(1);
  });

  it('gives nothing when the card is gone, and says so', async () => {
    const made = bench();
    const session = await withCard(made);
    made.chip.next(FIELD_OFF, ACK, FIELD_ANSWER).next(FIELD_ON, ACK, FIELD_ANSWER);
    made.chip.always(LIST, ACK, NO_CARD);
    expect(await made.clock.until(session.powerCycle())).toBeUndefined();
    expect(made.reader.situation.kind).toBe('none');
  });

  it('gives nothing when a second card lies there', async () => {
    const made = bench();
    const session = await withCard(made);
    made.chip.next(FIELD_OFF, ACK, FIELD_ANSWER).next(FIELD_ON, ACK, FIELD_ANSWER);
    made.chip.always(LIST, ACK, TWO_CARDS);
    expect(await made.clock.until(session.powerCycle())).toBeUndefined();
    expect(made.reader.situation.kind).toBe('several');
  });
});

describe('MIFARE Classic', () => {
  const AUTHENTICATE = '00 00 FF 0F F1 D4 40 01 60 04 FF FF FF FF FF FF DE AD BE EF 55 00';
  const READ = '00 00 FF 05 FB D4 40 01 30 04 B7 00';

  it('answers blocks without status words', async () => {
    const made = bench();
    const session = await withCard(made, S50_CARD);
    made.chip.next(AUTHENTICATE, ACK, '00 00 FF 03 FD D5 41 00 EA 00');
    made.chip.next(
      READ,
      ACK,
      '00 00 FF 13 ED D5 41 00 D2 04 00 00 2D FB FF FF D2 04 00 00 04 FB 04 FB 1A 00',
    );
    const release = session.quiet();
    const auth = await made.clock.until(session.exchange(fromHex('6004FFFFFFFFFFFFDEADBEEF')));
    const block = await made.clock.until(session.exchange(fromHex('3004')));
    release();
    expect([shown(auth), shown(block)]).toEqual([
      { kind: 'data', data: '' },
      { kind: 'data', data: 'D20400002DFBFFFFD204000004FB04FB' },
    ]);
    expect(made.trace.entries.some((entry) => entry.bytes.includes('FFFFFFFFFFFF'))).toBe(false);
  });

  it('selects the halted card again after a wrong key', async () => {
    const made = bench();
    const session = await withCard(made, S50_CARD);
    const release = session.quiet();
    made.chip.next(AUTHENTICATE, ACK, '00 00 FF 03 FD D5 41 14 D6 00').next(RESELECT_S50, ACK, S50_CARD);
    const reply = await made.clock.until(session.exchange(fromHex('6004FFFFFFFFFFFFDEADBEEF')));
    expect(reply).toEqual({ kind: 'refused', status: '6300' });
    expect(session.live).toBe(true);
    expect(made.chip.leftovers).toEqual([]);
    release();
  });
});
