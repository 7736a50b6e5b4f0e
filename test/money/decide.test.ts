/** The table of design.md §4–5 and pboc-epurse.md §9, row by row. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fen, yuan } from '../../src/kernel/fen.ts';
import { decide, type CardHistory, type IssuedAttempt, type JudgedEvidence } from '../../src/money/decide.ts';

const NOTE = yuan(100);

function attempt(attemptId: string, orderId: string, counter = 5, amount = NOTE): IssuedAttempt {
  return { attemptId, orderId, counter, balance: fen(1_000), amount };
}

function history(
  attempts: readonly IssuedAttempt[],
  consumed: readonly (readonly [number, string])[] = [],
): CardHistory {
  return { attempts, consumed: new Map(consumed) };
}

function evidence(parts: Partial<JudgedEvidence> = {}): JudgedEvidence {
  return { counter: 5, balance: fen(1_000), proof: { kind: 'absent' }, logged: [], ...parts };
}

const ONE = history([attempt('a1', 'A')]);

describe('no attempt was ever issued', () => {
  it('is not loaded, whatever the counter', () => {
    for (const counter of [0, 5, 6, 99]) {
      expect(decide('A', history([]), evidence({ counter }))).toBe('not-loaded');
    }
  });

  it('is not loaded when another order has attempts', () => {
    expect(decide('B', ONE, evidence({ counter: 6 }))).toBe('not-loaded');
  });
});

describe('the counter stands', () => {
  it('is not loaded', () => {
    expect(decide('A', ONE, evidence())).toBe('not-loaded');
  });

  it('is not loaded when the holder has spent', () => {
    expect(decide('A', ONE, evidence({ balance: fen(1) }))).toBe('not-loaded');
  });

  it('is not loaded even if an old proof is shown', () => {
    expect(decide('A', ONE, evidence({ proof: { kind: 'names', attemptId: 'a1' } }))).toBe('not-loaded');
  });

  it('is a conflict when the balance grew', () => {
    expect(decide('A', ONE, evidence({ balance: fen(1_001) }))).toBe('conflict');
  });
});

describe('a balance above one that was known at another counter', () => {
  it('is no growth: a load lies between', () => {
    const between = { ...attempt('b1', 'B', 4), balance: fen(900) };
    const known = history([between, attempt('a1', 'A')], [[4, 'B']]);
    expect(decide('A', known, evidence())).toBe('not-loaded');
  });
});

describe('the counter moved by one', () => {
  const moved = (parts: Partial<JudgedEvidence> = {}) => evidence({ counter: 6, ...parts });
  const two = history([attempt('a1', 'A'), attempt('b1', 'B')]);

  it('is loaded when the proof names an attempt of the order', () => {
    expect(decide('A', ONE, moved({ proof: { kind: 'names', attemptId: 'a1' } }))).toBe('loaded');
  });

  it('is loaded when the proof names the second of two attempts', () => {
    const twice = history([attempt('a1', 'A'), attempt('a2', 'A')]);
    expect(decide('A', twice, moved({ proof: { kind: 'names', attemptId: 'a2' } }))).toBe('loaded');
  });

  it('is not loaded when the proof names another order', () => {
    expect(decide('A', two, moved({ proof: { kind: 'names', attemptId: 'b1' } }))).toBe('not-loaded');
  });

  it('is a conflict when the proof names nothing that was issued', () => {
    expect(decide('A', ONE, moved({ proof: { kind: 'names-none' } }))).toBe('conflict');
  });

  it('is a conflict when the proof names an attempt at another counter', () => {
    const other = history([attempt('a1', 'A'), attempt('b1', 'B', 4)]);
    expect(decide('A', other, moved({ proof: { kind: 'names', attemptId: 'b1' } }))).toBe('conflict');
  });

  it('is a conflict although the log fits when the proof names none', () => {
    expect(decide('A', ONE, moved({ proof: { kind: 'names-none' }, logged: ['a1'] }))).toBe('conflict');
  });

  it('is loaded by the log when there is no proof', () => {
    expect(decide('A', two, moved({ logged: ['a1'] }))).toBe('loaded');
  });

  it('is not loaded when the log names another order', () => {
    expect(decide('A', two, moved({ logged: ['b1'] }))).toBe('not-loaded');
  });

  it('is loaded by the register when only this order was ever authorised there', () => {
    expect(decide('A', ONE, moved())).toBe('loaded');
  });

  it('is a conflict without proof and log when two orders were authorised there', () => {
    expect(decide('A', two, moved())).toBe('conflict');
  });

  it('is a conflict without proof and log when two amounts were authorised there', () => {
    const amounts = history([attempt('a1', 'A'), attempt('a2', 'A', 5, yuan(50))]);
    expect(decide('A', amounts, moved())).toBe('conflict');
  });

  it('does not look at the balance', () => {
    expect(decide('A', ONE, moved({ balance: fen(0) }))).toBe('loaded');
  });
});

describe('the counter moved otherwise', () => {
  it('is a conflict when it jumped without an explanation', () => {
    expect(decide('A', ONE, evidence({ counter: 7 }))).toBe('conflict');
  });

  it('is a conflict when it ran back', () => {
    expect(decide('A', ONE, evidence({ counter: 4 }))).toBe('conflict');
  });

  it('is not loaded when another order is known to have used the counter up', () => {
    const known = history([attempt('a1', 'A')], [[5, 'B']]);
    expect(decide('A', known, evidence({ counter: 6 }))).toBe('not-loaded');
    expect(decide('A', known, evidence({ counter: 9 }))).toBe('not-loaded');
  });

  it('is loaded when this order is known to have used it up', () => {
    const known = history([attempt('a1', 'A')], [[5, 'A']]);
    expect(decide('A', known, evidence({ counter: 9 }))).toBe('loaded');
  });

  it('is a conflict when the card shows a counter that is known to be used up', () => {
    const known = history([attempt('a1', 'A')], [[5, 'B']]);
    expect(decide('A', known, evidence({ counter: 5 }))).toBe('conflict');
  });
});

describe('attempts at several counters', () => {
  const later = history([attempt('a1', 'A', 5), attempt('a2', 'A', 6)], [[5, 'B']]);

  it('decide by the one that is not explained yet', () => {
    expect(decide('A', later, evidence({ counter: 6 }))).toBe('not-loaded');
    const proof = { kind: 'names', attemptId: 'a2' } as const;
    expect(decide('A', later, evidence({ counter: 7, proof }))).toBe('loaded');
  });

  it('are a conflict when two of them seem to be loaded', () => {
    const twice = history([attempt('a1', 'A', 5), attempt('a2', 'A', 6)], [[5, 'A']]);
    expect(decide('A', twice, evidence({ counter: 7 }))).toBe('conflict');
  });
});

describe('of several orders', () => {
  const orders = ['A', 'B', 'C'];
  const anyAttempt = fc
    .record({ order: fc.constantFrom(...orders), counter: fc.integer({ min: 3, max: 6 }) })
    .map(({ order, counter }) => ({ order, counter }));
  const anyEvidence = fc.record({
    counter: fc.integer({ min: 3, max: 8 }),
    balance: fc.constantFrom(fen(0), fen(1_000), fen(2_000)),
    proof: fc.oneof(
      fc.constantFrom({ kind: 'absent' } as const, { kind: 'names-none' } as const),
      fc.nat(5).map((index) => ({ kind: 'names', attemptId: `t${index}` }) as const),
    ),
    logged: fc.array(
      fc.nat(5).map((index) => `t${index}`),
      { maxLength: 2 },
    ),
  });

  it('at most one is loaded by any one piece of evidence', () => {
    fc.assert(
      fc.property(fc.array(anyAttempt, { maxLength: 6 }), anyEvidence, (issued, shown) => {
        const attempts = issued.map(({ order, counter }, index) => attempt(`t${index}`, order, counter));
        const verdicts = orders.map((order) => decide(order, history(attempts), shown));
        expect(verdicts.filter((verdict) => verdict === 'loaded').length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('none is loaded without an attempt at the counter just used up', () => {
    fc.assert(
      fc.property(fc.array(anyAttempt, { maxLength: 6 }), anyEvidence, (issued, shown) => {
        const attempts = issued
          .filter(({ counter }) => counter !== shown.counter - 1)
          .map(({ order, counter }, index) => attempt(`t${index}`, order, counter));
        for (const order of orders) expect(decide(order, history(attempts), shown)).not.toBe('loaded');
      }),
    );
  });
});
