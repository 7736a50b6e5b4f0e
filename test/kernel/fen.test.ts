import { describe, expect, it } from 'vitest';
import { errorCode } from '../../src/kernel/errors.ts';
import { addFen, fen, formatYuan, subtractFen, yuan } from '../../src/kernel/fen.ts';

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return errorCode(error);
  }
  return 'nothing thrown';
}

describe('fen', () => {
  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 1_000_000_001, -1_000_000_001])(
    'refuses %s as an amount',
    (value) => {
      expect(codeOf(() => fen(value))).toBe('MONEY_NOT_FEN');
    },
  );

  it('takes both ends of its range', () => {
    expect([fen(1_000_000_000), fen(-1_000_000_000)]).toEqual([1_000_000_000, -1_000_000_000]);
  });

  it('turns whole yuan into fen and refuses parts of a yuan that are no whole fen', () => {
    expect(yuan(100)).toBe(10_000);
    expect(codeOf(() => yuan(0.001))).toBe('MONEY_NOT_FEN');
  });

  it('adds any number of amounts', () => {
    expect(addFen(fen(1), fen(20), fen(300))).toBe(321);
    expect(addFen()).toBe(0);
  });

  it('refuses a sum beyond its range', () => {
    expect(codeOf(() => addFen(fen(1_000_000_000), fen(1)))).toBe('MONEY_NOT_FEN');
  });

  it('subtracts below zero, as a difference', () => {
    expect(subtractFen(fen(1), fen(10_000))).toBe(-9_999);
  });

  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [5000, '50.00'],
    [123_456, '1234.56'],
    [-5, '-0.05'],
    [-10_001, '-100.01'],
  ])('writes %s fen as %s yuan', (amount, text) => {
    expect(formatYuan(fen(amount))).toBe(text);
  });
});
