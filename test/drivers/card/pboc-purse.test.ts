import { describe, expect, it } from 'vitest';
import { pbocPurse } from '../../../drivers/card/pboc/purse.ts';
import type { LoadAuthorisation, LoadIntent, Purse } from '../../../drivers/contract/purse.ts';
import { fen } from '../../../src/kernel/fen.ts';
import { ScriptedSession, SILENCE, type Answer } from './scripted-session.ts';

/** The worked example of pboc-epurse.md §6. */
const SELECT = '00 A4 00 00 02 3F 01';
const INITIALIZE = '80 50 00 02 0B 01 00 00 13 88 10 00 00 00 00 42 10';
const INITIALIZE_ANSWER = '00 00 04 E2 00 2A 01 00 5A 17 C3 E9 3B 98 CC 3D 90 00';
const CREDIT = '80 52 00 00 0B 20 25 11 22 19 30 05 E8 44 B7 5C 04';
const REQUEST = { amount: fen(5_000), terminal: '100000000042' };
const AUTHORISATION: LoadAuthorisation = { kind: 'pboc', date: '20251122', time: '193005', mac2: 'E844B75C' };
const INTENT: LoadIntent = {
  kind: 'pboc',
  counter: 0x2a,
  balance: fen(1_250),
  amount: fen(5_000),
  terminal: '100000000042',
  keyVersion: '01',
  algorithm: '00',
  random: '5A17C3E9',
  mac1: '3B98CC3D',
};
const PUBLIC_DATA =
  '31 32 33 34 00 00 00 01 01 02 31 20 25 09 00 01 23 45 67 89 20 25 09 01 20 29 08 31 00 00 90 00';
const READ_PUBLIC = '00 B0 95 00 1E';
const RECORD_1 = '00 2A 00 00 00 00 00 13 88 02 10 00 00 00 00 42 20 25 11 22 19 30 05';
const PURCHASE = '01 01 00 00 00 00 00 01 5E 06 10 00 00 00 00 77 20 25 11 21 12 00 00';

type Script = readonly (readonly [string, Answer])[];

function made(script: Script): { session: ScriptedSession; purse: Purse } {
  const session = new ScriptedSession(script);
  return { session, purse: pbocPurse(session) };
}

describe('a load, byte for byte as in the worked example', () => {
  it('selects, initialises and gives the intent', async () => {
    const { session, purse } = made([
      [SELECT, '90 00'],
      [INITIALIZE, INITIALIZE_ANSWER],
    ]);
    expect(await purse.prepareLoad(REQUEST)).toEqual({ kind: 'done', value: INTENT });
    expect(session.leftovers).toEqual([]);
  });

  it('credits with the host’s date, time and MAC2 and gives the TAC', async () => {
    const { session, purse } = made([
      [SELECT, '90 00'],
      [INITIALIZE, INITIALIZE_ANSWER],
      [CREDIT, '24 10 A0 5A 90 00'],
    ]);
    await purse.prepareLoad(REQUEST);
    expect(await purse.commitLoad(INTENT, AUTHORISATION)).toEqual({
      kind: 'done',
      value: { kind: 'pboc', tac: '2410A05A' },
    });
    expect(session.leftovers).toEqual([]);
  });

  it('does not select again in the same session', async () => {
    const { session, purse } = made([
      [SELECT, '90 00'],
      [INITIALIZE, INITIALIZE_ANSWER],
      [INITIALIZE, INITIALIZE_ANSWER],
    ]);
    await purse.prepareLoad(REQUEST);
    await purse.prepareLoad(REQUEST);
    expect(session.leftovers).toEqual([]);
  });

  it('selects the purse directory of the options', async () => {
    const session = new ScriptedSession([
      ['00 A4 00 00 02 DF 03', '90 00'],
      [INITIALIZE, INITIALIZE_ANSWER],
    ]);
    expect((await pbocPurse(session, { applicationFile: 'DF03' }).prepareLoad(REQUEST)).kind).toBe('done');
  });
});

/** Prepares, then commits with this answer to CREDIT. */
async function creditAnswered(answer: Answer): Promise<unknown> {
  const { purse } = made([
    [SELECT, '90 00'],
    [INITIALIZE, INITIALIZE_ANSWER],
    [CREDIT, answer],
  ]);
  await purse.prepareLoad(REQUEST);
  return purse.commitLoad(INTENT, AUTHORISATION);
}

describe('CREDIT FOR LOAD answered by', () => {
  const notLoaded =
    '6300 63C2 6700 6A80 6A86 6B00 6D00 6E00 6900 6901 6981 6982 6983 6985 6987 6988 6A81 9303 6A82 6A83 6A84 6A88 9302 9401 9402 9403';

  it.each(notLoaded.split(' '))('%s is not done', async (status) => {
    expect(await creditAnswered(status)).toEqual({ kind: 'not-done', reason: status });
  });

  it.each([
    ['6581', 'EEPROM failure'],
    ['6400', 'perhaps made by the reader driver'],
    ['6F00', 'not in the table'],
    ['6C04', 'not in the table'],
    ['9000', 'no TAC'],
    ['2410A09000', 'three bytes of TAC'],
    ['2410A05A009000', 'a byte too many'],
    [SILENCE, 'torn'],
  ])('%s is unknown: %s', async (answer) => {
    expect(await creditAnswered(answer)).toMatchObject({ kind: 'unknown' });
  });
});

describe('CREDIT FOR LOAD is sent at most once per intent', () => {
  it.each([
    ['done', '24 10 A0 5A 90 00'],
    ['not done', '93 02'],
    ['unknown', SILENCE],
  ])('after %s a second commit is refused without a byte', async (_name, answer) => {
    const { session, purse } = made([
      [SELECT, '90 00'],
      [INITIALIZE, INITIALIZE_ANSWER],
      [CREDIT, answer],
    ]);
    await purse.prepareLoad(REQUEST);
    await purse.commitLoad(INTENT, AUTHORISATION);
    const sent = session.sent.length;
    expect(await purse.commitLoad({ ...INTENT }, AUTHORISATION)).toEqual({
      kind: 'not-done',
      reason: 'already-sent',
    });
    expect(session.sent).toHaveLength(sent);
  });

  it('also when both commits begin at the same moment', async () => {
    const { session, purse } = made([
      [SELECT, '90 00'],
      [INITIALIZE, INITIALIZE_ANSWER],
      [CREDIT, '24 10 A0 5A 90 00'],
    ]);
    await purse.prepareLoad(REQUEST);
    const both = await Promise.all([
      purse.commitLoad(INTENT, AUTHORISATION),
      purse.commitLoad(INTENT, AUTHORISATION),
    ]);
    expect(both.map((outcome) => outcome.kind)).toEqual(['done', 'not-done']);
    expect(session.leftovers).toEqual([]);
  });

  it('and only straight after its own INITIALIZE', async () => {
    const { session, purse } = made([
      [SELECT, '90 00'],
      [INITIALIZE, INITIALIZE_ANSWER],
      ['80 5C 00 02 04', '00 00 04 E2 90 00'],
      ['00 B2 01 C4 17', '6A 83'],
    ]);
    await purse.prepareLoad(REQUEST);
    await purse.read();
    expect(await purse.commitLoad(INTENT, AUTHORISATION)).toEqual({
      kind: 'not-done',
      reason: 'not-prepared',
    });
    expect(session.leftovers).toEqual([]);
  });

  it('and not once the card has left', async () => {
    const { session, purse } = made([
      [SELECT, '90 00'],
      [INITIALIZE, INITIALIZE_ANSWER],
    ]);
    await purse.prepareLoad(REQUEST);
    session.live = false;
    expect(await purse.commitLoad(INTENT, AUTHORISATION)).toEqual({ kind: 'not-done', reason: 'card-gone' });
    expect(session.leftovers).toEqual([]);
  });

  it.each([{ mac2: 'E844B7' }, { date: '251122' }, { time: 'noon' }])(
    'and not with a malformed authorisation %o',
    async (wrong) => {
      const { session, purse } = made([
        [SELECT, '90 00'],
        [INITIALIZE, INITIALIZE_ANSWER],
      ]);
      await purse.prepareLoad(REQUEST);
      expect(await purse.commitLoad(INTENT, { ...AUTHORISATION, ...wrong })).toEqual({
        kind: 'not-done',
        reason: 'bad-authorisation',
      });
      expect(session.leftovers).toEqual([]);
    },
  );
});

describe('prepareLoad', () => {
  it.each([
    ['6985', { kind: 'not-done', reason: '6985' }],
    ['9403', { kind: 'not-done', reason: '9403' }],
    [SILENCE, { kind: 'unknown', reason: 'card silent' }],
    ['000004E2002A9000', { kind: 'unknown', reason: 'INITIALIZE: damaged answer' }],
  ])('INITIALIZE answered by %s', async (answer, expected) => {
    const { purse } = made([
      [SELECT, '90 00'],
      [INITIALIZE, answer],
    ]);
    expect(await purse.prepareLoad(REQUEST)).toEqual(expected);
  });

  it('sends nothing for a terminal number that the card cannot take', async () => {
    const { session, purse } = made([]);
    expect(await purse.prepareLoad({ amount: fen(1), terminal: '42' })).toEqual({
      kind: 'not-done',
      reason: 'bad-request',
    });
    expect(session.leftovers).toEqual([]);
  });
});

describe('identify', () => {
  it('reads the public data of our personalisation', async () => {
    const { session, purse } = made([
      [SELECT, '90 00'],
      [READ_PUBLIC, PUBLIC_DATA],
    ]);
    expect(await purse.identify()).toEqual({
      kind: 'done',
      value: {
        kind: 'pboc',
        uid: '5A17C3E9',
        applicationSerial: '31202509000123456789',
        issuer: '3132333400000001',
        validFrom: '20250901',
        validTo: '20290831',
      },
    });
    expect(session.leftovers).toEqual([]);
  });

  it.each([
    ['without the purse directory', [[SELECT, '6A 82']]],
    [
      'without the public file',
      [
        [SELECT, '90 00'],
        [READ_PUBLIC, '6A 82'],
      ],
    ],
    [
      'with a shorter public file',
      [
        [SELECT, '90 00'],
        [READ_PUBLIC, '31 32 33 34 90 00'],
      ],
    ],
    [
      'with something else in it',
      [
        [SELECT, '90 00'],
        [READ_PUBLIC, `${'FF '.repeat(30)}90 00`],
      ],
    ],
  ] as const)('refuses a card %s', async (_name, script) => {
    expect(await made(script).purse.identify()).toEqual({ kind: 'not-done', reason: 'wrong-application' });
  });

  it('says when the application is locked', async () => {
    expect(await made([[SELECT, '93 03']]).purse.identify()).toEqual({ kind: 'not-done', reason: '9303' });
  });

  it('is unknown when the card falls silent', async () => {
    expect(await made([[SELECT, SILENCE]]).purse.identify()).toEqual({
      kind: 'unknown',
      reason: 'card silent',
    });
  });
});

describe('read', () => {
  const BALANCE = ['80 5C 00 02 04', '00 00 18 6A 90 00'] as const;

  it('gives balance and log, newest first, up to the first missing record', async () => {
    const { session, purse } = made([
      [SELECT, '90 00'],
      BALANCE,
      ['00 B2 01 C4 17', `${RECORD_1} 90 00`],
      ['00 B2 02 C4 17', `${PURCHASE} 90 00`],
      ['00 B2 03 C4 17', '6A 83'],
    ]);
    expect(await purse.read()).toEqual({
      kind: 'done',
      value: {
        balance: 6_250,
        log: [
          {
            counter: 0x2a,
            amount: 5_000,
            type: '02',
            terminal: '100000000042',
            date: '20251122',
            time: '193005',
          },
          {
            counter: 0x101,
            amount: 350,
            type: '06',
            terminal: '100000000077',
            date: '20251121',
            time: '120000',
          },
        ],
      },
    });
    expect(session.leftovers).toEqual([]);
  });

  it('asks for ten records at most', async () => {
    const records = Array.from(
      { length: 10 },
      (_, index) => [`00 B2 0${(index + 1).toString(16)} C4 17`.toUpperCase(), `${RECORD_1} 90 00`] as const,
    );
    const { session, purse } = made([[SELECT, '90 00'], BALANCE, ...records]);
    const reading = await purse.read();
    expect(reading.kind === 'done' && reading.value.log).toHaveLength(10);
    expect(session.leftovers).toEqual([]);
  });

  it('leaves empty slots out', async () => {
    const { purse } = made([
      [SELECT, '90 00'],
      BALANCE,
      ['00 B2 01 C4 17', `${'FF '.repeat(23)}90 00`],
      ['00 B2 02 C4 17', `${'00 '.repeat(23)}90 00`],
      ['00 B2 03 C4 17', '6A 83'],
    ]);
    expect(await purse.read()).toEqual({ kind: 'done', value: { balance: 6_250, log: [] } });
  });

  it('is unknown for a balance that no purse of ours can have', async () => {
    const { purse } = made([
      [SELECT, '90 00'],
      ['80 5C 00 02 04', 'FF FF FF FF 90 00'],
    ]);
    expect((await purse.read()).kind).toBe('unknown');
  });

  it('is unknown when the card leaves in the middle of the log', async () => {
    const { purse } = made([[SELECT, '90 00'], BALANCE, ['00 B2 01 C4 17', SILENCE]]);
    expect((await purse.read()).kind).toBe('unknown');
  });
});

describe('evidence', () => {
  const INITIALIZE_AFTER = '00 00 18 6A 00 2B 01 00 0B AD F0 0D 11 22 33 44 90 00';
  const PROVE_2B = '80 5A 00 02 02 00 2B 08';

  it('is a fresh INITIALIZE, the proof for the counter shown, and the loads of the log', async () => {
    const { session, purse } = made([
      [SELECT, '90 00'],
      [INITIALIZE, INITIALIZE_AFTER],
      [PROVE_2B, 'E8 44 B7 5C 24 10 A0 5A 90 00'],
      ['00 B2 01 C4 17', `${PURCHASE} 90 00`],
      ['00 B2 02 C4 17', `${RECORD_1} 90 00`],
      ['00 B2 03 C4 17', '6A 83'],
    ]);
    const evidence = await purse.evidence(REQUEST);
    expect(evidence).toMatchObject({
      kind: 'done',
      value: {
        intent: { counter: 0x2b, balance: 6_250, random: '0BADF00D', mac1: '11223344' },
        proof: { kind: 'tac', counter: 0x2b, tac: '2410A05A' },
        log: [{ amount: 5_000, type: '02', date: '20251122', time: '193005' }],
      },
    });
    expect(evidence.kind === 'done' && evidence.value.log).toHaveLength(1);
    expect(session.leftovers).toEqual([]);
  });

  it.each(['9406', '6A81', '6D00'])('without a proof (%s) still has intent and log', async (status) => {
    const { purse } = made([
      [SELECT, '90 00'],
      [INITIALIZE, INITIALIZE_ANSWER],
      ['80 5A 00 02 02 00 2A 08', status],
      ['00 B2 01 C4 17', '6A 83'],
    ]);
    expect(await purse.evidence(REQUEST)).toEqual({
      kind: 'done',
      value: { intent: INTENT, proof: { kind: 'none', status }, log: [] },
    });
  });

  it('is unknown when the card is torn again', async () => {
    const { purse } = made([
      [SELECT, '90 00'],
      [INITIALIZE, INITIALIZE_AFTER],
      [PROVE_2B, SILENCE],
    ]);
    expect((await purse.evidence(REQUEST)).kind).toBe('unknown');
  });

  it('cannot be committed: its session is thrown away', async () => {
    const { purse } = made([
      [SELECT, '90 00'],
      [INITIALIZE, INITIALIZE_ANSWER],
      ['80 5A 00 02 02 00 2A 08', '94 06'],
      ['00 B2 01 C4 17', '6A 83'],
    ]);
    await purse.evidence(REQUEST);
    expect(await purse.commitLoad(INTENT, AUTHORISATION)).toEqual({
      kind: 'not-done',
      reason: 'not-prepared',
    });
  });
});
