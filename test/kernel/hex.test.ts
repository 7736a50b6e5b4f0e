import { describe, expect, it } from 'vitest';
import { errorCode } from '../../src/kernel/errors.ts';
import { fromHex, toHex } from '../../src/kernel/hex.ts';

describe('hex', () => {
  it('writes upper case without separators', () => {
    expect(toHex(Uint8Array.of(0x00, 0x0a, 0xff))).toBe('000AFF');
  });

  it('writes only the bytes of a view, not those of its buffer', () => {
    expect(toHex(Uint8Array.of(1, 2, 3, 4).subarray(1, 3))).toBe('0203');
  });

  it('reads either case with blanks between bytes', () => {
    expect([...fromHex('00 0a\nFf')]).toEqual([0x00, 0x0a, 0xff]);
  });

  it('brings every byte value there and back', () => {
    const all = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect(fromHex(toHex(all))).toEqual(all);
  });

  it.each(['0', '0g', '0x00', '00-11'])('refuses %s', (text) => {
    let code = 'nothing thrown';
    try {
      fromHex(text);
    } catch (error) {
      code = errorCode(error);
    }
    expect(code).toBe('KERNEL_NOT_HEX');
  });
});
