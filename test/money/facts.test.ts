import { describe, expect, it } from 'vitest';
import { facts, hostFacts, isAsk, isHostFact, parseFact, type FactType } from '../../src/money/facts.ts';

const id = 'ab'.repeat(16);
const orderRef = { orderId: id };
const attemptRef = { orderId: id, attemptId: id };
const card = { applicationSerial: '31202509000123456789', uid: '04A1B2C3' };
const intent = {
  kind: 'pboc',
  counter: 42,
  balance: 1_250,
  amount: 10_000,
  terminal: '100000000042',
  keyVersion: '01',
  algorithm: '00',
  random: '5A17C3E9',
  mac1: '3B98CC3D',
};
const authorisation = { kind: 'pboc', date: '20990901', time: '080000', mac2: 'E844B75C' };
const record = {
  counter: 42,
  amount: 10_000,
  type: '02',
  terminal: '100000000042',
  date: '20990901',
  time: '080000',
};
const evidence = { intent, proof: { kind: 'tac', counter: 43, tac: '2410A05A' }, log: [record] };

const samples: Record<FactType, unknown> = {
  boot: { software: '0.1.0', lastEnd: 'clean' },
  'card-placed': { card, balance: 1_250 },
  'hold-answered': { ...orderRef, answer: { kind: 'refused', code: 'E225' } },
  'slot-opened': { ...orderRef, stackedCount: null, device: 'sample' },
  'note-escrowed': { orderId: null, type: 6, value: 10_000 },
  'stack-sent': orderRef,
  'return-sent': { orderId: null, reason: 'stale-host' },
  'note-returned': orderRef,
  'acceptor-state': { state: 'idle', stackedCount: 7 },
  'attempt-answered': { ...attemptRef, answer: { kind: 'authorised', authorisation } },
  'commit-sent': attemptRef,
  'verdict-received': { ...orderRef, verdict: 'clarifying' },
  'hold-released': { ...orderRef, reason: 'card-left' },
  'note-stacked': { ...orderRef, type: 6, value: 10_000, how: 'counter' },
  'note-disputed': { ...orderRef, value: 10_000, reason: 'jam' },
  'note-orphaned': { type: 47, value: null, reason: 'no-escrow' },
  'load-written': { ...attemptRef, tac: '2410A05A' },
  'load-failed': { ...attemptRef, outcome: 'refused', reason: '9302' },
  'load-owed': { ...orderRef, reason: 'card-left' },
  'order-told': orderRef,
  'box-removed': { stackedCount: 600 },
  'box-returned': { stackedCount: null },
  'hold-asked': { ...orderRef, source: 'cash', amount: 10_000, card, intent },
  'attempt-asked': { ...attemptRef, card, intent },
  'evidence-asked': { card, evidence },
};

describe('every fact', () => {
  it.each(Object.entries(samples))('%s is read as it was written', (type, data) => {
    expect(parseFact(type, JSON.parse(JSON.stringify(data)))).toEqual({ type, data });
  });

  it.each(Object.entries(samples))('%s takes no surplus field', (type, data) => {
    expect(parseFact(type, { ...(data as object), surplus: 1 })).toBeUndefined();
  });

  it.each(Object.entries(samples))('%s misses none of its fields', (type, data) => {
    for (const field of Object.keys(data as object)) {
      const rest = Object.fromEntries(Object.entries(data as object).filter(([name]) => name !== field));
      expect(parseFact(type, rest)).toBeUndefined();
    }
  });
});

describe('a fact is not', () => {
  it.each(['', 'unheard-of', 'toString', '__proto__', 'constructor'])('of type %j', (type) => {
    expect(parseFact(type, {})).toBeUndefined();
  });

  it.each([
    ['hold-asked', { amount: 100.5 }],
    ['hold-asked', { amount: -1 }],
    ['hold-asked', { amount: 1_000_001 }],
    ['hold-asked', { orderId: id.toUpperCase() }],
    ['hold-asked', { source: 'bank' }],
    ['hold-asked', { card: { ...card, uid: '04a1b2c3' } }],
    ['hold-asked', { intent: { ...intent, counter: 0x1_0000 } }],
    ['hold-asked', { intent: { ...intent, mac1: '3B98CC3' } }],
    ['load-written', { tac: '2410a05a' }],
    ['load-failed', { reason: 'two words' }],
    ['note-stacked', { type: 48 }],
    ['evidence-asked', { evidence: { ...evidence, log: Array.from({ length: 11 }, () => record) } }],
  ] as const)('%s with %j', (type, change) => {
    expect(parseFact(type, { ...(samples[type] as object), ...change })).toBeUndefined();
  });
});

describe('facts for the host', () => {
  it('are those with money or a question in them', () => {
    expect(Object.keys(facts).filter((type) => isHostFact(type as FactType))).toEqual(Object.keys(hostFacts));
    expect(isHostFact('commit-sent')).toBe(false);
  });

  it('ask in three cases', () => {
    expect(Object.keys(facts).filter((type) => isAsk(type as FactType))).toEqual([
      'hold-asked',
      'attempt-asked',
      'evidence-asked',
    ]);
  });
});
