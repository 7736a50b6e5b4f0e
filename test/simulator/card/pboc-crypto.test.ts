import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../src/kernel/hex.ts';
import {
  cbcMac,
  diversify,
  loadSessionKey,
  purchaseSessionKey,
  tacKey,
  tripleDes,
} from '../../../simulator/devices/card/pboc-crypto.ts';

const SERIAL = fromHex('31202509000123456789');
const MLK = fromHex('000102030405060708090A0B0C0D0E0F');
const MTK = fromHex('F0E1D2C3B4A5968778695A4B3C2D1E0F');
const MPK = fromHex('A0A1A2A3A4A5A6A7A8A9AAABACADAEAF');

function mac(key: string, data: string): string {
  return toHex(cbcMac(fromHex(key), fromHex(data)));
}

describe('the published vectors (pboc-epurse.md §5)', () => {
  it('derives the session key of the load article', () => {
    const key = fromHex('11223344556677888877665544332211');
    expect(toHex(loadSessionKey(key, fromHex('11223344'), 0))).toBe('9B1D924E05595603');
  });

  it('computes MAC1 of the load article', () => {
    expect(mac('9B1D924E05595603', '0000000000001000 01 001122334455')).toBe('2988AE5A');
  });

  it('computes MAC2 of the load article', () => {
    expect(mac('9B1D924E05595603', '00001000 01 001122334455 20111221 214822')).toBe('3A845BF0');
  });

  it('computes a TAC with start value 0, not that applet’s 1111111111111111', () => {
    const data = '00001000 0000 00001000 02 001122334455 20180620 214822';
    expect(mac('0DCAE673EF6DFC0F', data)).toBe('3813AE55');
  });
});

describe('the worked example (pboc-epurse.md §6)', () => {
  it.each([
    ['DLK', MLK, '8BCCF6CBC8013C297F9DE3BC800233AC'],
    ['DTK', MTK, '9A797F6EDA3AC9CECC0CA7961B9D292A'],
    ['DPK', MPK, 'F578DBF1E81259E4518D21C9285CA5A1'],
  ])('derives %s from its master key', (_name, master, derived) => {
    expect(toHex(diversify(master, SERIAL))).toBe(derived);
  });

  it('folds DTK into the TAC key', () => {
    expect(toHex(tacKey(fromHex('9A797F6EDA3AC9CECC0CA7961B9D292A')))).toBe('5675D8F8C1A7E0E4');
  });

  it('derives the load session key', () => {
    const key = fromHex('8BCCF6CBC8013C297F9DE3BC800233AC');
    expect(toHex(loadSessionKey(key, fromHex('5A17C3E9'), 0x2a))).toBe('83076686E1B6E7AC');
  });

  it('computes MAC1, MAC2 and TAC of the load', () => {
    expect(mac('83076686E1B6E7AC', '000004E2 00001388 02 100000000042')).toBe('3B98CC3D');
    expect(mac('83076686E1B6E7AC', '00001388 02 100000000042 20251122 193005')).toBe('E844B75C');
    const tac = '0000186A 002A 00001388 02 100000000042 20251122 193005';
    expect(mac('5675D8F8C1A7E0E4', tac)).toBe('2410A05A');
  });

  it('gives the wrong TAC for the counter after the load or the balance before it', () => {
    const after = '0000186A 002B 00001388 02 100000000042 20251122 193005';
    const before = '000004E2 002A 00001388 02 100000000042 20251122 193005';
    expect(mac('5675D8F8C1A7E0E4', after)).toBe('93715F18');
    expect(mac('5675D8F8C1A7E0E4', before)).toBe('B2A86080');
  });

  it('gives another MAC2 for another random at the same counter', () => {
    const session = loadSessionKey(diversify(MLK, SERIAL), fromHex('0BADF00D'), 0x2a);
    expect(toHex(session)).toBe('2A65B150C1E9A8D0');
    expect(mac('2A65B150C1E9A8D0', '00001388 02 100000000042 20251122 193005')).toBe('0198AF3E');
  });

  it('computes session key, MAC1, MAC2 and TAC of the purchase', () => {
    const key = fromHex('F578DBF1E81259E4518D21C9285CA5A1');
    const session = purchaseSessionKey(key, fromHex('77889900'), 0x0101, fromHex('00000007'));
    expect(toHex(session)).toBe('4D90C554A2091725');
    expect(mac('4D90C554A2091725', '0000015E 06 100000000042 20251122 193005')).toBe('3F870B22');
    expect(mac('4D90C554A2091725', '0000015E')).toBe('F55DA1FD');
    const tac = '0000015E 06 100000000042 00000007 20251122 193005';
    expect(mac('5675D8F8C1A7E0E4', tac)).toBe('A8239A49');
  });
});

describe('triple DES', () => {
  it('refuses part of a block', () => {
    expect(() => tripleDes(MLK, new Uint8Array(7))).toThrow('KERNEL_INVARIANT');
  });
});
