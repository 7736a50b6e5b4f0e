import { afterAll, describe, expect, it } from 'vitest';
import type { BenchAction } from '../../simulator/bench/actions.ts';
import { closeRigs, Rig } from './rig.ts';

afterAll(closeRigs);

let untouched: Promise<Rig> | undefined;

/** Where nothing was done before, one bench does for all: a refusal leaves it as it was. */
function rigAfter(before: readonly BenchAction[]): Promise<Rig> {
  if (before.length > 0) return Rig.open();
  untouched ??= Rig.open();
  return untouched;
}

const A = { kiosk: 'A' } as const;

const PRESS = { do: 'press', ...A, button: 'cash' } as const;
const LAY = { do: 'lay-card', ...A, card: 'zhang' } as const;
const FEED = { do: 'feed-note', ...A, note: 'good-2015' } as const;
const PULL = { do: 'pull-card-at', ...A, command: 'credit-for-load', phase: 'command' } as const;
const CUT = { do: 'cut-power', ...A } as const;
const KILL = { do: 'kill-program', ...A } as const;
const BOX_OUT = { do: 'remove-box', ...A } as const;
const FILL = { do: 'fill-box', ...A } as const;
const JAM = { do: 'jam-next', ...A, at: 'in-escrow' } as const;
const UNPLUG = { do: 'unplug', ...A, cable: 'ioBoard' } as const;
const ENROL = { do: 'close-journal-and-re-enrol', ...A } as const;
const OFF = { do: 'server', ...A, mode: 'off' } as const;

/** What was done before, what cannot be done then, and with which code. */
const REFUSALS: readonly (readonly [string, readonly BenchAction[], BenchAction, string])[] = [
  ['a button that the screen does not offer', [], PRESS, 'BENCH_BUTTON_NOT_OFFERED'],
  ['a button without power', [CUT], PRESS, 'BENCH_NO_POWER'],
  ['a button without a program', [KILL], PRESS, 'BENCH_PROGRAM_NOT_RUNNING'],
  ['a key without a program', [KILL], { do: 'key', ...A, key: '1' }, 'BENCH_PROGRAM_NOT_RUNNING'],
  ['a language without power', [CUT], { do: 'language', ...A, language: 'en' }, 'BENCH_NO_POWER'],
  ['laying a card that lies on a reader', [LAY], { ...LAY, kiosk: 'B' }, 'BENCH_CARD_NOT_IN_HAND'],
  ['laying a card that nobody has', [], { ...LAY, card: 'nobody' }, 'BENCH_CARD_UNKNOWN'],
  ['lifting a card that is in the hand', [], { do: 'lift-card', card: 'zhang' }, 'BENCH_CARD_IN_HAND'],
  ['a ninth pull', Array.from({ length: 8 }, () => PULL), PULL, 'BENCH_TOO_MANY_PULLS'],
  [
    'spending with a card on a reader',
    [LAY],
    { do: 'spend', card: 'zhang', amount: 100 },
    'BENCH_CARD_NOT_IN_HAND',
  ],
  [
    'spending more than the card has',
    [],
    { do: 'spend', card: 'zhang', amount: 2_000 },
    'BENCH_PAYMENT_REFUSED',
  ],
  [
    'spending with a card of another school',
    [],
    { do: 'spend', card: 'other-school', amount: 1 },
    'BENCH_CARD_CANNOT_PAY',
  ],
  ['spending with a door card', [], { do: 'spend', card: 'classic', amount: 1 }, 'BENCH_CARD_CANNOT_PAY'],
  ['feeding a note into a closed slot', [], FEED, 'BENCH_SLOT_CLOSED'],
  ['feeding a note without power', [CUT], FEED, 'BENCH_NO_POWER'],
  ['taking a note from an empty slot', [], { do: 'take-note', ...A }, 'BENCH_SLOT_EMPTY'],
  ['a second jam', [JAM], JAM, 'BENCH_JAM_WAITS'],
  ['clearing a jam that is none', [], { do: 'clear-jam', ...A }, 'BENCH_NO_JAM'],
  ['taking out a box that is out', [BOX_OUT], BOX_OUT, 'BENCH_BOX_OUT'],
  ['putting in a box that is in', [], { do: 'insert-box', ...A }, 'BENCH_BOX_IN_PLACE'],
  ['filling a box that is in', [], FILL, 'BENCH_BOX_IN_PLACE'],
  ['filling a full box', [BOX_OUT, FILL], FILL, 'BENCH_BOX_FULL'],
  ['emptying a box that is in', [], { do: 'empty-box', ...A }, 'BENCH_BOX_IN_PLACE'],
  ['shutting a door that is shut', [], { do: 'door', ...A, open: false }, 'BENCH_NOTHING_TO_DO'],
  ['pulling a cable twice', [UNPLUG], UNPLUG, 'BENCH_CABLE_OUT'],
  ['plugging a cable that is in', [], { ...UNPLUG, do: 'plug' }, 'BENCH_CABLE_IN'],
  ['cutting the power twice', [CUT], CUT, 'BENCH_NO_POWER'],
  ['switching on what is on', [], { do: 'power-on', ...A }, 'BENCH_POWER_IS_ON'],
  ['killing a dead program', [KILL], KILL, 'BENCH_PROGRAM_NOT_RUNNING'],
  ['starting a program that runs', [], { do: 'start-program', ...A }, 'BENCH_PROGRAM_RUNS'],
  ['starting a program without power', [CUT], { do: 'start-program', ...A }, 'BENCH_NO_POWER'],
  [
    'moving the clock out of the cards’ time',
    Array.from({ length: 10 }, () => ({ do: 'jump-clock', minutes: 527_040 }) as const),
    { do: 'jump-clock', minutes: 1 },
    'BENCH_CLOCK_LIMIT',
  ],
  [
    'changing the state of a foreign card',
    [],
    { do: 'card-state', card: 'other-school', state: 'lost' },
    'BENCH_CARD_NOT_OURS',
  ],
  ['enrolling over a dead line', [OFF], ENROL, 'BENCH_LINE_DOWN'],
  ['enrolling without power', [CUT], ENROL, 'BENCH_NO_POWER'],
  ['restoring a ledger without a copy', [], { do: 'restore-ledger' }, 'BENCH_NO_BACKUP'],
  ['waiving what nobody waits for', [], { do: 'waive-epoch' }, 'BENCH_NOTHING_TO_DO'],
  ['settling an order that is none', [], { do: 'resolve', orderId: 'x', to: 'owed' }, 'BENCH_ORDER_UNKNOWN'],
];

describe('what cannot be done is refused, and nothing changes', () => {
  it.each(REFUSALS)('%s', async (_, before, action, code) => {
    const rig = await rigAfter(before);
    await rig.do(...before);
    expect(await rig.refused(action)).toBe(code);
  });

  it('feeding a note while another stands in the slot', async () => {
    const rig = await Rig.open();
    await rig.toSlot('A', 'zhang');
    await rig.do({ do: 'feed-note', ...A, note: 'torn' });
    await rig.clock.runUntil(() => rig.money.paper === 'slot', 20_000);
    expect(await rig.refused(FEED)).toBe('BENCH_SLOT_FULL');
  });

  it('feeding a second note while the first is on its way', async () => {
    const rig = await Rig.open();
    await rig.toSlot('A', 'zhang');
    await rig.do(FEED);
    expect(await rig.refused(FEED)).toBe('BENCH_SLOT_CLOSED');
  });

  it('two acts at once at one kiosk', async () => {
    const rig = await Rig.open();
    const first = rig.bench.act(ENROL);
    expect(await rig.refused(KILL)).toBe('BENCH_BUSY');
    expect(await rig.bench.act({ ...KILL, kiosk: 'B' })).toEqual({ ok: true });
    expect(await rig.clock.until(first)).toEqual({ ok: true });
    await rig.sees('A', 'attract');
  });

  it('settling an order that is not under investigation', async () => {
    const rig = await Rig.open();
    await rig.do(PULL);
    await rig.toSlot('A', 'zhang');
    await rig.do(FEED);
    await rig.sees('A', 'torn-card');
    await rig.sent();
    const [order] = rig.state.server.orders;
    expect(await rig.refused({ do: 'resolve', orderId: order!.orderId, to: 'owed' })).toBe(
      'BENCH_OPERATOR_REFUSED',
    );
  });

  it('settling by hand what is on the card already', async () => {
    const rig = await Rig.open();
    await rig.do({ ...PULL, phase: 'answer' });
    await rig.toSlot('A', 'zhang');
    await rig.do(FEED);
    await rig.sees('A', 'failure');
    await rig.sent();
    const [order] = rig.state.server.orders;
    rig.bench.parts.campus.operator.investigate(order!.orderId);
    expect(await rig.refused({ do: 'resolve', orderId: order!.orderId, to: 'owed' })).toBe(
      'BENCH_RESOLVE_ON_CARD',
    );
  });

  it('a ninth card on one reader', async () => {
    const rig = await Rig.open();
    const [ninth, ...eight] = rig.state.cards.map(({ id }) => id);
    for (const card of eight) await rig.do({ do: 'lay-card', ...A, card });
    expect(await rig.refused({ do: 'lay-card', ...A, card: ninth! })).toBe('BENCH_READER_FULL');
  });

  it('anything after closing has begun', async () => {
    const rig = await Rig.open();
    await rig.close();
    expect(await rig.bench.act(LAY)).toMatchObject({ ok: false, code: 'BENCH_CLOSED' });
  });
});
