import { describe, expect, it } from 'vitest';
import {
  buildPboc,
  buildPbocAnswer,
  describePboc,
  parsePbocAnswer,
  parsePbocCommand,
} from '../../../drivers/card/pboc/codec.ts';
import { fromHex, toHex } from '../../../src/kernel/hex.ts';

const compact = (hex: string): string => hex.replaceAll(' ', '');
const hexOf = (bytes: Uint8Array | undefined): string | undefined => bytes && toHex(bytes);

/** APDUs of pboc-epurse.md §1, §2 and §6, and what is in them. */
const GOLDEN = [
  ['00 A4 00 00 02 3F 01', { name: 'selectFile', values: { file: '3F01' } }],
  ['00 A4 04 00 02 AB CD', { name: 'selectName', values: { name: 'ABCD' } }],
  ['00 B0 95 00 1E', { name: 'readPublicData', expects: 0x1e }],
  ['00 B2 01 C4 17', { name: 'readLogRecord', p1: 1 }],
  ['80 5C 00 02 04', { name: 'getBalance' }],
  ['00 84 00 00 04', { name: 'getChallenge', expects: 4 }],
  ['00 C0 00 00 10', { name: 'getResponse', expects: 0x10 }],
  ['00 20 00 00 03 12 34 56', { name: 'verify', values: { pin: '123456' } }],
  [
    '80 50 00 02 0B 01 00 00 13 88 10 00 00 00 00 42 10',
    { name: 'initializeForLoad', values: { keyIndex: '01', amount: 5_000, terminal: '100000000042' } },
  ],
  [
    '80 52 00 00 0B 20 25 11 22 19 30 05 E8 44 B7 5C 04',
    { name: 'creditForLoad', values: { date: '20251122', time: '193005', mac2: 'E844B75C' } },
  ],
  [
    '80 50 01 02 0B 01 00 00 01 5E 10 00 00 00 00 42 0F',
    { name: 'initializeForPurchase', values: { keyIndex: '01', amount: 350, terminal: '100000000042' } },
  ],
  [
    '80 54 01 00 0F 00 00 00 07 20 25 11 22 19 30 05 3F 87 0B 22 08',
    {
      name: 'debitForPurchase',
      values: { terminalCounter: 7, date: '20251122', time: '193005', mac1: '3F870B22' },
    },
  ],
  ['80 5A 00 02 02 00 2B 08', { name: 'getTransactionProve', p2: 2, values: { counter: 0x2b } }],
] as const;

describe('commands of the sheet', () => {
  it.each(GOLDEN)('%s parses', (apdu, expected) => {
    expect(parsePbocCommand(fromHex(apdu))).toMatchObject(expected);
  });

  it.each(GOLDEN)('%s builds from what it says', (apdu) => {
    const command = parsePbocCommand(fromHex(apdu));
    if (typeof command !== 'object') throw new Error('does not parse');
    const { name, values, p1, p2, expects } = command;
    expect(hexOf(buildPboc(name, values as never, { p1, p2, expects: expects ?? 0 }))).toBe(compact(apdu));
  });

  it('does not know other instructions', () => {
    expect(parsePbocCommand(fromHex('80 CA 00 00 00'))).toBeUndefined();
  });

  it.each(['80 50 00 02 0B 01 00 00 13', '80 50 00 02 03 01 00 00 10', '80 5C 00 02 04 00', '00 A4 00 00'])(
    '%s has the wrong length',
    (apdu) => {
      expect(parsePbocCommand(fromHex(apdu))).toBe('wrong-length');
    },
  );

  it.each([-1, 0.5, 2 ** 32, Number.NaN])('refuses the amount %d', (amount) => {
    expect(
      buildPboc('initializeForLoad', { keyIndex: '01', amount, terminal: '100000000042' }),
    ).toBeUndefined();
  });
});

describe('answers', () => {
  it('of INITIALIZE FOR LOAD parse and build', () => {
    const answer = '000004E2002A01005A17C3E93B98CC3D';
    const values = parsePbocAnswer('initializeForLoad', fromHex(answer));
    expect(values).toEqual({
      balance: 1_250,
      counter: 0x2a,
      keyVersion: '01',
      algorithm: '00',
      random: '5A17C3E9',
      mac1: '3B98CC3D',
    });
    expect(hexOf(buildPbocAnswer('initializeForLoad', values!))).toBe(answer);
  });

  it('have the TAC first in DEBIT and second in the proof', () => {
    expect(parsePbocAnswer('debitForPurchase', fromHex('A8239A49F55DA1FD'))).toEqual({
      tac: 'A8239A49',
      mac2: 'F55DA1FD',
    });
    expect(parsePbocAnswer('getTransactionProve', fromHex('E844B75C2410A05A'))?.tac).toBe('2410A05A');
  });

  it.each(['', '2410A0', '2410A05A00'])('of another length do not parse: %s', (answer) => {
    expect(parsePbocAnswer('creditForLoad', fromHex(answer))).toBeUndefined();
  });
});

describe('trace text', () => {
  it('names the command', () => {
    expect(describePboc(fromHex('80 52 00 00 0B 20 25 11 22 19 30 05 E8 44 B7 5C 04'))).toEqual({
      meaning: 'CREDIT FOR LOAD',
    });
  });

  it.each(['00 20 00 00 03 12 34 56', '04 20 00 00 03 12 34 56'])('hides the PIN in %s', (apdu) => {
    expect(describePboc(fromHex(apdu)).masked).toBe(`${compact(apdu).slice(0, 10)}******`);
  });
});
