import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/journal/canonical-json.ts';
import { genesisHash, recordHash } from '../../src/journal/chain.ts';
import { CHAIN_START, hostChainHash } from '../../src/kernel/hash-chain.ts';
import { JOURNAL_ID } from './fixtures.ts';

// Computed apart from this program, with sha256sum's algorithm over netstrings written out by a script in Python (the host chain: lengths and colons, no commas).
const GENESIS = '289AFA9794487177AAD7BFDEA6B6054A4391D165DC188FC590B472C8F11A24CE';
const RECORD_1 = '735B14FE5494EE6A216A8E603002165ED3F69536F269481AE6578FD8C41F4D44';
const HOST_1 = 'd75a6c36350c7a397e8bfc65a8f7071aff24bb9e3064cbdc9373f9875a085bc6';
const RECORD_2 = '2249E5C5EE443ED062E0E25ACF383DE8072FA15354D95183196376697789EACB';

describe('the chains', () => {
  it('begin at the journal', () => {
    expect(genesisHash(JOURNAL_ID, 1)).toBe(GENESIS);
  });

  it('hash a record by its documented encoding, lengths in bytes', () => {
    const record = {
      previousHash: GENESIS,
      sequence: 1,
      type: 'order.opened',
      data: '{"amount":10000,"note":"张小样"}',
      wallMs: 4_091_990_400_000,
      monotonicMs: 0,
      hostSequence: undefined,
    };
    expect(recordHash(record)).toBe(RECORD_1);
  });

  it('hash a host record into both', () => {
    const fields = { type: 'order.funded', data: '{}' };
    const record = {
      ...fields,
      previousHash: RECORD_1,
      sequence: 2,
      wallMs: 4_091_990_400_000,
      monotonicMs: 0,
    };
    expect(recordHash({ ...record, hostSequence: 1 })).toBe(RECORD_2);
    expect(hostChainHash(CHAIN_START, 1, fields.type, fields.data)).toBe(HOST_1);
  });

  it('tell two fields apart that read the same when joined', () => {
    expect(hostChainHash(CHAIN_START, 1, 'ab', 'c')).not.toBe(hostChainHash(CHAIN_START, 1, 'a', 'bc'));
  });
});

describe('canonical JSON', () => {
  it('sorts keys at every depth and has no blanks', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 'x y' }], a: null })).toBe('{"a":null,"b":[{"c":"x y","d":1}]}');
  });

  it('leaves out what is undefined', () => {
    expect(canonicalJson({ a: undefined, b: true })).toBe('{"b":true}');
  });

  it.each([
    ['NaN', { a: Number.NaN }],
    ['an infinite number', { a: Infinity }],
    ['an integer that is not exact', { a: 2 ** 53 }],
    ['undefined in a list', { a: [undefined] }],
    ['a function', { a: () => 0 }],
    ['a bigint', { a: 1n }],
    ['an object of a class', { a: new Map() }],
    ['bytes', { a: new Uint8Array(2) }],
    ['a list instead of an object', []],
  ])('refuses %s', (_name, value) => {
    expect(() => canonicalJson(value as never)).toThrow('JOURNAL_DATA');
  });

  it('refuses an object that contains itself', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    expect(() => canonicalJson(loop as never)).toThrow('JOURNAL_DATA');
  });
});
