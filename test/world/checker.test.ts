import { beforeAll, describe, expect, it } from 'vitest';
import { runAftermath } from '../../simulator/world/aftermath.ts';
import { audit } from '../../simulator/world/checker/audit.ts';
import type { OrderClaim, Violation, WorldTruth } from '../../simulator/world/checker/truth.ts';
import { Person } from '../../simulator/world/person.ts';
import { SCENARIOS, stage } from '../../simulator/world/scenarios.ts';

type Loose<T> = T extends object ? { -readonly [K in keyof T]: Loose<T[K]> } : T;

let good: WorldTruth;

beforeAll(async () => {
  const world = await stage(SCENARIOS.cash, { seed: 3 });
  await world.clock.until(new Person(world, SCENARIOS.cash.plan(world)).visit());
  good = structuredClone((await runAftermath(world)).truth);
  world.close();
});

/** The good world with one lie in it. */
function planted(lie: (truth: Loose<WorldTruth>) => void): Violation[] {
  const truth = structuredClone(good) as Loose<WorldTruth>;
  lie(truth);
  return audit(truth);
}

function rules(violations: readonly Violation[]): Set<string> {
  return new Set(violations.map(({ rule }) => rule));
}

function holdersOrder(truth: Loose<WorldTruth>): Loose<OrderClaim> {
  return truth.claims.orders[0]!;
}

describe('the auditor of the world', () => {
  it('finds nothing in a good world with two loads', () => {
    expect(good.cards.flatMap(({ transactions }) => transactions)).toHaveLength(2);
    expect(audit(good)).toEqual([]);
  });

  it('misses a single fen on a card', () => {
    const found = planted((truth) => {
      truth.cards[0]!.balance -= 1;
    });
    expect(rules(found)).toContain('conservation');
  });

  it('misses a note that left the box', () => {
    const found = planted((truth) => {
      truth.notes.find(({ id }) => id === 'first')!.place = 'hand';
    });
    expect(rules(found)).toEqual(new Set(['conservation', 'at-most-once']));
  });

  it('sees a second load of one order', () => {
    const found = planted((truth) => {
      const [card] = truth.cards;
      const [load] = card!.transactions;
      card!.transactions.push({ ...load!, counter: load!.counter + 1 });
      card!.balance += load!.amount;
      card!.counter += 1;
    });
    expect(found.filter(({ rule }) => rule === 'at-most-once').map(({ text }) => text)).toEqual([
      '3 loads for 2 notes in the boxes',
      expect.stringContaining('do not fall to orders one to one'),
    ]);
  });

  it('sees a load that the server never authorised although the sums agree', () => {
    const found = planted((truth) => {
      holdersOrder(truth).attempts = [];
    });
    expect(rules(found)).toEqual(new Set(['at-most-once']));
  });

  it('sees a confirmed order that is not on the card', () => {
    const found = planted((truth) => {
      const [card] = truth.cards;
      const [load] = card!.transactions.splice(0);
      card!.balance -= load!.amount;
      card!.counter -= 1;
    });
    expect(found.map(({ text }) => text).join()).toContain('that the card does not show');
  });

  it('sees a note in the box of which nobody knows', () => {
    const found = planted((truth) => {
      const note = truth.notes.find(({ id }) => id === 'first')!;
      truth.notes.push({ ...note, id: 'silent' });
    });
    expect(rules(found)).toEqual(new Set(['conservation', 'silent']));
  });

  it('counts an open investigation as anything from nothing to its amount', () => {
    const investigated = (inBox: boolean): Violation[] =>
      planted((truth) => {
        truth.claims.orders.push({
          ...holdersOrder(truth),
          orderId: 'f'.repeat(32),
          state: 'investigating',
          attempts: [],
        });
        const disputed = holdersOrder(truth).terminal;
        truth.claims.books.accounts.push({ account: `disputed-notes:${disputed}`, balance: 10_000 });
        const note = truth.notes.find(({ id }) => id === 'first')!;
        if (inBox) truth.notes.push({ ...note, id: 'disputed' });
      });
    expect(investigated(true)).toEqual([]);
    expect(investigated(false)).toEqual([]);
  });

  it('does not let money of one holder end as an orphan', () => {
    const found = planted((truth) => {
      const order = holdersOrder(truth);
      order.state = 'released';
      truth.claims.orphans.push({ terminal: order.terminal, value: 10_000, reason: 'no-escrow' });
      const [card] = truth.cards;
      const [load] = card!.transactions.splice(0);
      card!.balance -= load!.amount;
      card!.counter -= 1;
    });
    expect(found.map(({ text }) => text).join()).toContain('10000 fen put in for card');
  });

  it('sees books that do not sum to zero', () => {
    const found = planted((truth) => {
      truth.claims.books.total = 1;
    });
    expect(rules(found)).toEqual(new Set(['conservation']));
  });

  it('sees a server that believes something else than the card holds', () => {
    const found = planted((truth) => {
      const { accounts } = truth.claims.books;
      accounts.find(({ account }) => account.startsWith('card:'))!.balance += 100;
    });
    expect(found.map(({ text }) => text).join()).toContain('the server believes');
  });

  it('sees a hold that nobody closed', () => {
    const found = planted((truth) => {
      truth.claims.orders.push({
        ...holdersOrder(truth),
        orderId: 'e'.repeat(32),
        state: 'held',
        attempts: [],
      });
    });
    expect(rules(found)).toContain('silent');
  });

  it('sees an order on the card of which its holder was told nothing', () => {
    const found = planted((truth) => {
      const { serial } = holdersOrder(truth);
      truth.tellings = truth.tellings.filter((telling) => telling.serial !== serial);
    });
    expect(rules(found)).toEqual(new Set(['silent']));
    expect(found[0]?.text).toContain('its holder was never told');
  });

  it('does not take a page in front of another card for having told the holder', () => {
    const found = planted((truth) => {
      for (const telling of truth.tellings) telling.card = truth.cards[1]!.serial;
    });
    expect(rules(found)).toEqual(new Set(['silent']));
  });

  it('sees a server that takes for told what no page has said', () => {
    const found = planted((truth) => {
      const order = holdersOrder(truth);
      truth.claims.orders.push({ ...order, serial: 'unsaid', state: 'released', attempts: [], told: true });
    });
    expect(found.map(({ text }) => text).join()).toContain('passes for told');
  });

  it('sees a record that was changed afterwards', () => {
    const found = planted((truth) => {
      truth.journals[0]!.records[3]!.data += ' ';
    });
    expect(rules(found)).toEqual(new Set(['journal']));
  });

  it('sees CREDIT FOR LOAD on the wire before its intent is on disk', () => {
    const found = planted((truth) => {
      const credit = truth.moments.find(({ act }) => act === 'credit')!;
      credit.durable = credit.durable.filter((type) => type !== 'commit-sent');
    });
    expect(rules(found)).toEqual(new Set(['journal']));
  });

  it('sees STACK on the wire before its intent is on disk', () => {
    const found = planted((truth) => {
      const stack = truth.moments.find(({ act }) => act === 'stack')!;
      stack.durable = stack.durable.filter((type) => type !== 'stack-sent');
    });
    expect(rules(found)).toEqual(new Set(['journal']));
  });

  it('sees a stacked report acknowledged before the note is on disk', () => {
    const found = planted((truth) => {
      const told = truth.moments.find(({ act }) => act === 'acknowledge-stacked')!;
      told.durable = told.durable.filter((type) => type !== 'note-stacked');
    });
    expect(rules(found)).toEqual(new Set(['journal']));
  });

  it('sees a load begun with no note taken for it', () => {
    const found = planted((truth) => {
      truth.moments.find(({ act }) => act === 'credit')!.notesInAllBoxes = 0;
    });
    expect(rules(found)).toEqual(new Set(['at-most-once']));
  });

  it.each([
    ['records that never reach the server', { unsent: { '209900000001': 1 } }],
    ['a terminal that stays out of service', { outOfService: ['209900000001'] }],
    ['a holder who is not served at the other terminal', { secondVisit: 'gave-up' }],
    ['a card that cannot be topped up any more', { freshVisit: 'not-loaded' }],
  ] as const)('sees %s', (_what, change) => {
    const found = planted((truth) => Object.assign(truth.progress, change));
    expect(rules(found)).toEqual(new Set(['progress']));
  });
});
