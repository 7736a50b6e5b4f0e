/** Vectors of pboc-epurse.md §5 and §6, copied from the sheet. */
import { describe, expect, it } from 'vitest';
import { fen } from '../../../src/kernel/fen.ts';
import { fromHex, toHex } from '../../../src/kernel/hex.ts';
import {
  cbcMac,
  diversify,
  foldKey,
  loadSessionKey,
  SecurityModule,
} from '../../../simulator/campus/security-module.ts';

const MLK = '000102030405060708090A0B0C0D0E0F';
const MTK = 'F0E1D2C3B4A5968778695A4B3C2D1E0F';
const MPK = 'A0A1A2A3A4A5A6A7A8A9AAABACADAEAF';
const SERIAL = '31202509000123456789';

const module = new SecurityModule({ loadMaster: MLK, tacMaster: MTK });
const intent = {
  kind: 'pboc',
  counter: 0x2a,
  balance: fen(1250),
  amount: fen(5000),
  terminal: '100000000042',
  keyVersion: '01',
  algorithm: '00',
  random: '5A17C3E9',
  mac1: '3B98CC3D',
} as const;
const terms = { ...intent, date: '20251122', time: '193005' };

describe('the published load vector', () => {
  const session = loadSessionKey(fromHex('11223344556677888877665544332211'), '11223344', 0);

  it('gives the session key', () => {
    expect(toHex(session)).toBe('9B1D924E05595603');
  });

  it('gives MAC1', () => {
    expect(cbcMac(session, fromHex('00000000 00001000 01 001122334455'))).toBe('2988AE5A');
  });

  it('gives MAC2', () => {
    expect(cbcMac(session, fromHex('00001000 01 001122334455 20111221 214822'))).toBe('3A845BF0');
  });

  it('gives the TAC of the course run with start value 0', () => {
    const data = fromHex('00001000 0000 00001000 02 001122334455 20180620 214822');
    expect(cbcMac(fromHex('0DCAE673EF6DFC0F'), data)).toBe('3813AE55');
  });
});

describe('the worked example', () => {
  it.each([
    ['load key', MLK, '8BCCF6CBC8013C297F9DE3BC800233AC'],
    ['TAC key', MTK, '9A797F6EDA3AC9CECC0CA7961B9D292A'],
    ['purchase key', MPK, 'F578DBF1E81259E4518D21C9285CA5A1'],
  ])('diversifies the %s', (_name, master, key) => {
    expect(toHex(diversify(fromHex(master), SERIAL))).toBe(key);
  });

  it('folds the TAC key', () => {
    expect(toHex(foldKey(fromHex('9A797F6EDA3AC9CECC0CA7961B9D292A')))).toBe('5675D8F8C1A7E0E4');
  });

  it('accepts MAC1', () => {
    expect(module.mac1Matches(SERIAL, intent)).toBe(true);
  });

  it('computes MAC2', () => {
    expect(module.mac2(SERIAL, intent, '20251122', '193005')).toBe('E844B75C');
  });

  it('computes another MAC2 for a new INITIALIZE at the same counter', () => {
    expect(module.mac2(SERIAL, { ...intent, random: '0BADF00D' }, '20251122', '193005')).toBe('0198AF3E');
  });

  it('computes the TAC over the new balance and the counter before', () => {
    expect(module.tac(SERIAL, terms)).toBe('2410A05A');
  });
});

describe('the negatives of the sheet', () => {
  it.each([
    ['another counter', { counter: 0x2b }],
    ['another balance', { balance: fen(1251) }],
    ['another amount', { amount: fen(5001) }],
    ['another terminal', { terminal: '100000000043' }],
    ['another random', { random: '5A17C3E8' }],
  ])('MAC1 does not fit %s', (_name, change) => {
    expect(module.mac1Matches(SERIAL, { ...intent, ...change })).toBe(false);
  });

  it('MAC1 does not fit another card', () => {
    expect(module.mac1Matches('31202509000123456780', intent)).toBe(false);
  });

  it('a TAC with the counter after +1 is the wrong one', () => {
    expect(module.tac(SERIAL, { ...terms, counter: 0x2b })).toBe('93715F18');
  });

  it('a TAC with the old balance is the wrong one', () => {
    expect(module.tac(SERIAL, { ...terms, balance: terms.balance - terms.amount })).toBe('B2A86080');
  });
});
