import { beforeEach, describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../src/kernel/hex.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import { cbcMac, loadSessionKey } from '../../../simulator/devices/card/pboc-crypto.ts';
import type { PbocCard, PbocCardOptions } from '../../../simulator/devices/card/pboc-card.ts';
import type { PbocBehaviour } from '../../../simulator/devices/card/pboc-memory.ts';
import { CAMPUS_ISSUER, campusCard, otherSchoolCard } from '../../../simulator/devices/card/sample-cards.ts';
import {
  CREDIT_5000,
  INITIALISE_5000,
  INITIALISED,
  PROVE_002B,
  scripted,
  SELECT_PURSE,
  send,
  sendAll,
} from './run-card.ts';

const STATE = { balance: 1250, onlineCounter: 0x2a, offlineCounter: 0x0101 };
const INITIALISE_PURCHASE_350 = '805001020B010000015E1000000000420F';
const DEBIT_350 = '805401000F00000007202511221930053F870B2208';
const ORDER = { terminal: '100000000077', terminalSequence: 9, date: '20251123', time: '120000' };

let clock: VirtualClock;
beforeEach(() => {
  clock = new VirtualClock();
});

function card(options: Partial<PbocCardOptions> = {}, ...randoms: readonly string[]): PbocCard {
  const random = scripted(...(randoms.length === 0 ? ['5A17C3E9'] : randoms));
  const made = campusCard(random, {}, { state: STATE, ...options });
  made.activate();
  return made;
}

function behaving(behaviour: PbocBehaviour): PbocCard {
  return card({ behaviour });
}

describe('the worked load', () => {
  it('answers INITIALIZE FOR LOAD with MAC1', async () => {
    expect(await sendAll(card(), clock, SELECT_PURSE, INITIALISE_5000)).toBe(INITIALISED);
  });

  it('answers CREDIT FOR LOAD with the TAC', async () => {
    expect(await sendAll(card(), clock, SELECT_PURSE, INITIALISE_5000, CREDIT_5000)).toBe('2410A05A9000');
  });

  it('changes balance and counter together', async () => {
    const purse = card();
    await sendAll(purse, clock, SELECT_PURSE, INITIALISE_5000, CREDIT_5000);
    expect([purse.balance, purse.onlineCounter]).toEqual([6250, 0x2b]);
  });

  it('proves the load by the counter after it', async () => {
    const proof = await sendAll(card(), clock, SELECT_PURSE, INITIALISE_5000, CREDIT_5000, PROVE_002B);
    expect(proof).toBe('E844B75C2410A05A9000');
  });

  it('has no proof by the counter before it', async () => {
    const asked = '805A000202002A08';
    expect(await sendAll(card(), clock, SELECT_PURSE, INITIALISE_5000, CREDIT_5000, asked)).toBe('9406');
  });

  it('writes the log record', async () => {
    const record = await sendAll(card(), clock, SELECT_PURSE, INITIALISE_5000, CREDIT_5000, '00B201C417');
    expect(record).toBe('002A0000000000138802100000000042202511221930059000');
  });

  it('tells auditors what happened', async () => {
    const purse = card();
    await sendAll(purse, clock, SELECT_PURSE, INITIALISE_5000, CREDIT_5000);
    expect(purse.history).toEqual([
      {
        kind: 'load',
        amount: 5000,
        counter: 0x2a,
        terminal: '100000000042',
        date: '20251122',
        time: '193005',
      },
    ]);
  });

  it('takes 15 ms to initialise and 60 ms to credit', async () => {
    const purse = card();
    await send(purse, clock, SELECT_PURSE);
    const start = clock.monotonic();
    await send(purse, clock, INITIALISE_5000);
    const initialised = clock.monotonic();
    await send(purse, clock, CREDIT_5000);
    expect([initialised - start, clock.monotonic() - initialised]).toEqual([15, 60]);
  });
});

describe('what a CREDIT is refused for', () => {
  it('a wrong MAC2: 9302, nothing changes, the session is over', async () => {
    const purse = card();
    const wrong = '805200000B20251122193005E844B75D04';
    expect(await sendAll(purse, clock, SELECT_PURSE, INITIALISE_5000, wrong)).toBe('9302');
    expect(await send(purse, clock, CREDIT_5000)).toBe('6985');
    expect(purse.balance).toBe(1250);
  });

  it('a retail MAC under the card key', async () => {
    const retail = '805200000B20251122193005CFBD395D04';
    expect(await sendAll(card(), clock, SELECT_PURSE, INITIALISE_5000, retail)).toBe('9302');
  });

  it('a MAC2 made for an earlier INITIALIZE at the same counter', async () => {
    const purse = card({}, '5A17C3E9', '0BADF00D');
    const answer = await sendAll(purse, clock, SELECT_PURSE, INITIALISE_5000, INITIALISE_5000, CREDIT_5000);
    expect(answer).toBe('9302');
  });

  it('and takes the MAC2 made for the later one', async () => {
    const purse = card({}, '5A17C3E9', '0BADF00D');
    const fresh = '805200000B202511221930050198AF3E04';
    await sendAll(purse, clock, SELECT_PURSE, INITIALISE_5000, INITIALISE_5000, fresh);
    expect(purse.balance).toBe(6250);
  });

  it('being sent twice', async () => {
    const purse = card();
    const second = await sendAll(purse, clock, SELECT_PURSE, INITIALISE_5000, CREDIT_5000, CREDIT_5000);
    expect([second, purse.balance]).toEqual(['6985', 6250]);
  });

  it('any command between it and its INITIALIZE', async () => {
    const asked = [SELECT_PURSE, INITIALISE_5000, '805C000204', CREDIT_5000];
    expect(await sendAll(card(), clock, ...asked)).toBe('6985');
  });

  it('a reset in between', async () => {
    const purse = card();
    await sendAll(purse, clock, SELECT_PURSE, INITIALISE_5000);
    purse.powerDown();
    purse.activate();
    expect(await sendAll(purse, clock, SELECT_PURSE, CREDIT_5000)).toBe('6985');
  });
});

describe('the other commands', () => {
  it('gives the balance', async () => {
    expect(await sendAll(card(), clock, SELECT_PURSE, '805C000204')).toBe('000004E29000');
  });

  it('gives the 30 bytes of public data', async () => {
    const file = await sendAll(card(), clock, SELECT_PURSE, '00B095001E');
    expect(file).toBe(`${CAMPUS_ISSUER}010131202509000123456789209909012103083100009000`);
  });

  it('gives part of the public data from an offset', async () => {
    expect(await sendAll(card(), clock, SELECT_PURSE, '00B0950A0A')).toBe('312025090001234567899000');
  });

  it('corrects a Le beyond the end of the file', async () => {
    expect(await sendAll(card(), clock, SELECT_PURSE, '00B0950040')).toBe('6C1E');
  });

  it('wants the purse selected first', async () => {
    expect(await send(card(), clock, INITIALISE_5000)).toBe('6985');
  });

  it('selects the master file too, where there is no purse', async () => {
    expect(await send(card(), clock, '00A40000023F00')).toBe('9000');
    expect(await sendAll(card(), clock, SELECT_PURSE, '00A40000023F00', '805C000204')).toBe('6985');
  });

  it('knows the right PIN, counts wrong ones and blocks after three', async () => {
    const purse = card();
    expect(await sendAll(purse, clock, SELECT_PURSE, '0020000003123456')).toBe('9000');
    expect(await send(purse, clock, '0020000003654321')).toBe('63C2');
    await send(purse, clock, '0020000003654321');
    expect(await send(purse, clock, '0020000003654321')).toBe('63C0');
    expect(await send(purse, clock, '0020000003123456')).toBe('6983');
  });

  it('gives a challenge of 4 or 8 bytes', async () => {
    const purse = card({}, '11223344', '0102030405060708');
    expect(await send(purse, clock, '0084000004')).toBe('112233449000');
    expect(await send(purse, clock, '0084000008')).toBe('01020304050607089000');
  });

  it.each([
    ['an unknown file', '00A4000002DF01', '6A82'],
    ['an unknown class', 'B05C000204', '6E00'],
    ['an unknown instruction', '80CA000204', '6D00'],
    ['the electronic deposit, which is not there', '805C000104', '6A86'],
    ['a key index that is not there', '805000020B020000138810000000004210', '9403'],
    ['an empty log', '00B201C417', '6A83'],
    ['lengths that do not add up', '805000020B0100', '6700'],
    ['an offset beyond the file', '00B0952001', '6B00'],
    ['less than a header', '00B0', '6700'],
  ])('refuses %s', async (_what, apdu, status) => {
    expect(await sendAll(card(), clock, SELECT_PURSE, apdu)).toBe(status);
  });

  it('keeps ten log records, newest first', async () => {
    const purse = card();
    purse.powerDown();
    for (let count = 0; count < 12; count += 1) purse.purchase(1, ORDER);
    purse.activate();
    const newest = await sendAll(purse, clock, SELECT_PURSE, '00B201C417');
    expect(newest.slice(0, 4)).toBe('010C');
    expect(await send(purse, clock, '00B20BC417')).toBe('6A83');
  });
});

describe('a purchase', () => {
  it('is debited as in the worked example: TAC first, then MAC2', async () => {
    const purse = card({}, '77889900');
    const answer = await sendAll(purse, clock, SELECT_PURSE, INITIALISE_PURCHASE_350, DEBIT_350);
    expect([answer, purse.balance, purse.offlineCounter]).toEqual(['A8239A49F55DA1FD9000', 900, 0x0102]);
  });

  it('is proved MAC2 first, then TAC', async () => {
    const purse = card({}, '77889900');
    const prove = '805A000602010208';
    const answer = await sendAll(purse, clock, SELECT_PURSE, INITIALISE_PURCHASE_350, DEBIT_350, prove);
    expect(answer).toBe('F55DA1FDA8239A499000');
  });

  it('beyond the balance is refused', async () => {
    const tooMuch = '805001020B01000004E31000000000420F';
    expect(await sendAll(card(), clock, SELECT_PURSE, tooMuch)).toBe('9401');
  });

  it('at a POS elsewhere moves balance, offline counter and log, not the online counter', () => {
    const purse = card();
    purse.powerDown();
    expect(purse.purchase(350, ORDER)).toMatchObject({ kind: 'paid', counter: 0x0101 });
    expect([purse.balance, purse.onlineCounter, purse.offlineCounter]).toEqual([900, 0x2a, 0x0102]);
    expect(purse.history.at(-1)).toMatchObject({ kind: 'purchase', amount: 350, terminal: '100000000077' });
  });

  it('at a POS without the money changes nothing', () => {
    const purse = card();
    purse.powerDown();
    expect(purse.purchase(1251, ORDER)).toEqual({ kind: 'refused', status: '9401' });
    expect(purse.history).toEqual([]);
  });
});

/** A second CREDIT of 5000 at counter 002B and random 00000000; no sheet has this one. */
function secondCredit(): string {
  const loadKey = fromHex('8BCCF6CBC8013C297F9DE3BC800233AC');
  const session = loadSessionKey(loadKey, new Uint8Array(4), 0x2b);
  const mac2 = cbcMac(session, fromHex('00001388 02 100000000042 20251122 193005'));
  return `805200000B20251122193005${toHex(mac2)}04`;
}

describe('makes of card the sheet leaves open', () => {
  const loads = [SELECT_PURSE, INITIALISE_5000, CREDIT_5000];

  it('keep the proof of the load through a purchase', async () => {
    const purse = behaving({});
    await sendAll(purse, clock, ...loads);
    purse.powerDown();
    purse.purchase(1, ORDER);
    purse.activate();
    expect(await sendAll(purse, clock, SELECT_PURSE, PROVE_002B)).toBe('E844B75C2410A05A9000');
  });

  it('or lose it by a purchase', async () => {
    const purse = behaving({ purchaseErasesProof: true });
    await sendAll(purse, clock, ...loads);
    purse.powerDown();
    purse.purchase(1, ORDER);
    purse.activate();
    expect(await sendAll(purse, clock, SELECT_PURSE, PROVE_002B)).toBe('9406');
  });

  it.each([
    [1, '9406'],
    [2, 'E844B75C2410A05A9000'],
  ])('with proof depth %i answer for the load before the last with %s', async (proofDepth, answer) => {
    const purse = card({ behaviour: { proofDepth } }, '5A17C3E9', '00000000');
    await sendAll(purse, clock, ...loads);
    expect(await sendAll(purse, clock, INITIALISE_5000, secondCredit())).toMatch(/9000$/u);
    expect(await send(purse, clock, PROVE_002B)).toBe(answer);
  });

  it('write the counter after the load into the log', async () => {
    const record = await sendAll(behaving({ logCounter: 'after' }), clock, ...loads, '00B201C417');
    expect(record.slice(0, 4)).toBe('002B');
  });

  it('insist on the exact Le and then do as told', async () => {
    const purse = behaving({ answerStyle: 'wrong-le' });
    expect(await sendAll(purse, clock, SELECT_PURSE, '805A000202002A00')).toBe('9406');
    const credit = CREDIT_5000.slice(0, -2);
    expect(await sendAll(purse, clock, INITIALISE_5000, `${credit}00`)).toBe('6C04');
    expect(purse.balance).toBe(1250);
    expect(await send(purse, clock, CREDIT_5000)).toBe('2410A05A9000');
  });

  it('hand answers over by GET RESPONSE', async () => {
    const purse = behaving({ answerStyle: 'get-response' });
    expect(await sendAll(purse, clock, SELECT_PURSE, '805C000204')).toBe('6104');
    expect(await send(purse, clock, '00C0000004')).toBe('000004E29000');
  });

  it('credit without counting', async () => {
    const purse = behaving({ creditKeepsCounter: true });
    await sendAll(purse, clock, ...loads);
    expect([purse.balance, purse.onlineCounter]).toEqual([6250, 0x2a]);
  });

  it('show a new UID after each loss of power', () => {
    const purse = campusCard(scripted('111111', '222222'), { randomUid: true });
    const first = purse.identity.uid;
    purse.powerDown();
    expect([first, purse.identity.uid]).toEqual([
      Uint8Array.of(8, 0x11, 0x11, 0x11),
      Uint8Array.of(8, 0x22, 0x22, 0x22),
    ]);
  });
});

describe('snapshots', () => {
  it('bring back everything that needs no power, as plain JSON', async () => {
    const purse = card();
    await sendAll(purse, clock, SELECT_PURSE, INITIALISE_5000, CREDIT_5000);
    const kept = JSON.stringify(purse.snapshot());
    const other = campusCard(scripted());
    other.restore(JSON.parse(kept));
    expect(JSON.stringify(other.snapshot())).toBe(kept);
  });

  it('are not touched by what happens later', async () => {
    const purse = card();
    const before = purse.snapshot();
    await sendAll(purse, clock, SELECT_PURSE, INITIALISE_5000, CREDIT_5000);
    expect([before.state.balance, before.history]).toEqual([1250, []]);
  });
});

describe('the card of another school', () => {
  it('has another issuer in its public file', async () => {
    const other = otherSchoolCard(scripted());
    other.activate();
    const file = await sendAll(other, clock, SELECT_PURSE, '00B095001E');
    expect(file.slice(0, 16)).toBe('2099020000000002');
  });
});
