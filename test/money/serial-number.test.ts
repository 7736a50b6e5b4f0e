import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSerialNumber, serialNumber } from '../../src/money/serial-number.ts';

const parts = fc.record({
  terminal: fc.integer({ min: 0, max: 999_999_999_999 }).map((number) => String(number).padStart(12, '0')),
  generation: fc.integer({ min: 1, max: 99 }),
  hostSequence: fc.integer({ min: 1, max: 9_999_999_999 }),
});

describe('a serial number', () => {
  // Check digits computed by hand with the rule of ISO/IEC 7812-1.
  it.each([
    ['100000000042', 1, 123, '100000000042-01-000123-9'],
    ['100000000042', 2, 1, '100000000042-02-000001-5'],
    ['000000000001', 99, 1_234_567, '000000000001-99-1234567-5'],
  ])('of %s, generation %i, record %i is %s', (terminal, generation, hostSequence, text) => {
    expect(serialNumber({ terminal, generation, hostSequence })).toBe(text);
  });

  it('can be read back', () => {
    fc.assert(
      fc.property(parts, (given) => {
        expect(parseSerialNumber(serialNumber(given))).toEqual(given);
      }),
    );
  });

  it('is not read with one wrong digit', () => {
    fc.assert(
      fc.property(parts, fc.nat(), fc.integer({ min: 1, max: 9 }), (given, at, change) => {
        const text = serialNumber(given);
        const places = Array.from(text, (_, index) => index).filter((index) => text[index] !== '-');
        const index = places[at % places.length]!;
        const wrong = (Number(text[index]) + change) % 10;
        expect(parseSerialNumber(`${text.slice(0, index)}${wrong}${text.slice(index + 1)}`)).toBeUndefined();
      }),
    );
  });

  it.each(['', '100000000042-01-000123', '10000000042-01-000123-9', '100000000042-1-000123-9'])(
    'is not %j',
    (text) => {
      expect(parseSerialNumber(text)).toBeUndefined();
    },
  );

  it.each([
    { terminal: '42', generation: 1, hostSequence: 1 },
    { terminal: '100000000042', generation: 0, hostSequence: 1 },
    { terminal: '100000000042', generation: 100, hostSequence: 1 },
  ])('is not made of %j', (given) => {
    expect(() => serialNumber(given)).toThrow('KERNEL_INVARIANT');
  });
});
