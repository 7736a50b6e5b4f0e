import { afterEach, describe, expect, it } from 'vitest';
import { closeRigs, Rig } from './rig.ts';

afterEach(closeRigs);

const A = { kiosk: 'A' } as const;

/** A note at A whose write the server could not authorise: owed. */
async function owedAtA(rig: Rig): Promise<void> {
  await rig.do({ do: 'pull-card-at', ...A, command: 'credit-for-load', phase: 'command' });
  await rig.toSlot('A', 'zhang');
  await rig.do({ do: 'feed-note', ...A, note: 'good-2015' });
  await rig.sees('A', 'failure');
  await rig.do({ do: 'press', ...A, button: 'ok' });
  await rig.sees('A', 'attract');
  await rig.sent();
}

describe('the line to the campus server', () => {
  it('that is off takes the kiosk out of service until it is back', async () => {
    const rig = await Rig.open();
    await rig.do({ do: 'server', ...A, mode: 'off' });
    await rig.sees('A', 'out-of-service');
    expect(rig.kiosk('A')).toMatchObject({ line: 'off' });
    expect(rig.kiosk('A').troubles).toContain('E401');
    expect(rig.screen('B')?.id).toBe('attract');
    await rig.do({ do: 'server', ...A, mode: 'normal' });
    await rig.sees('A', 'attract');
  });

  it('that is slow still serves', async () => {
    const rig = await Rig.open();
    await rig.do({ do: 'server', ...A, mode: 'slow' });
    await rig.toResult('A', 'zhang');
    await rig.sound();
  });

  it('that loses answers while the write is asked for leaves the money owed', async () => {
    const rig = await Rig.open();
    await rig.toSlot('A', 'zhang');
    await rig.do({ do: 'feed-note', ...A, note: 'good-2015' });
    await rig.sees('A', 'stacking-note');
    await rig.do({ do: 'server', ...A, mode: 'answers-lost' });
    await rig.sees('A', 'failure');
    await rig.do({ do: 'server', ...A, mode: 'normal' });
    await rig.sent();
    expect(rig.money).toMatchObject({ order: 'owed', onCard: false });
    expect(rig.state.sum).toMatchObject({ taken: 10_000, owed: 10_000, missing: 0 });
  });

  it('carries on after the server was restarted', async () => {
    const rig = await Rig.open();
    await rig.do({ do: 'restart-server' });
    await rig.toResult('A', 'zhang');
    await rig.sound();
  });
});

describe('the card centre', () => {
  it('bars a card that it sets to lost, and lets it in again', async () => {
    const rig = await Rig.open();
    await rig.do({ do: 'card-state', card: 'zhang', state: 'lost' }, { do: 'lay-card', ...A, card: 'zhang' });
    await rig.clock.runUntil(() => rig.kiosk('A').screen?.message?.code === 'E110', 20_000);
    expect(rig.card('zhang').state).toBe('lost');
    expect(rig.kiosk('A').screen?.message?.code).toBe('E110');
  });

  it.each([
    ['li', 'E110'],
    ['ouyang', 'E111'],
    ['expired', 'E113'],
    ['other-school', 'E103'],
    ['foreign', 'E103'],
    ['classic', 'E103'],
  ])('has cards at hand that are refused: %s', async (card, code) => {
    const rig = await Rig.open();
    await rig.do({ do: 'lay-card', ...A, card });
    const refused = (): boolean => rig.kiosk('A').screen?.message?.code.startsWith('E1') === true;
    expect(await rig.clock.runUntil(refused, 20_000)).toBe(true);
    expect(rig.kiosk('A').screen?.message?.code).toBe(code);
  });

  it('has a card near the limit, for which no note fits', async () => {
    const rig = await Rig.open();
    await rig.do({ do: 'lay-card', ...A, card: 'wang' });
    await rig.sees('A', 'menu');
    await rig.do({ do: 'press', ...A, button: 'cash' });
    await rig.clock.runUntil(() => rig.kiosk('A').screen?.message?.code === 'E225', 20_000);
    expect(rig.kiosk('A').screen?.message?.code).toBe('E225');
  });

  it('refuses new money during day-end', async () => {
    const rig = await Rig.open();
    await rig.do({ do: 'day-end', closed: true });
    expect(rig.state.server.dayEnd).toBe(true);
    await rig.do({ do: 'lay-card', ...A, card: 'zhang' });
    await rig.sees('A', 'menu');
    await rig.do({ do: 'press', ...A, button: 'cash' });
    await rig.sees('A', 'check-card');
    await rig.do({ do: 'press', ...A, button: 'next' });
    await rig.clock.runUntil(() => rig.kiosk('A').screen?.message?.code === 'E403', 20_000);
    expect(rig.kiosk('A').screen?.message?.code).toBe('E403');
  });

  it('comes down with a purchase at a POS, like the card', async () => {
    const rig = await Rig.open();
    await rig.do({ do: 'spend', card: 'zhang', amount: 350 });
    expect(rig.card('zhang')).toMatchObject({ truth: { balance: 900 }, ledger: 900 });
    expect(rig.card('zhang').truth?.history).toMatchObject([{ kind: 'purchase', amount: 350 }]);
  });
});

describe('journals, ledgers and investigations', () => {
  it('closes a journal, puts what was open under investigation, and serves with a new one', async () => {
    const rig = await Rig.open();
    await rig.toSlot('A', 'zhang');
    await rig.do({ do: 'server', ...A, mode: 'off' }, { do: 'feed-note', ...A, note: 'good-2015' });
    await rig.run(1_000);
    await rig.do({ do: 'cut-power', ...A }, { do: 'lift-card', card: 'zhang' });
    await rig.do({ do: 'server', ...A, mode: 'normal' }, { do: 'power-on', ...A });
    await rig.do({ do: 'close-journal-and-re-enrol', ...A });
    await rig.sees('A', 'attract');
    expect(rig.state.server.orders).toMatchObject([{ state: 'investigating', cause: 'journal-closed' }]);
    await rig.clock.runUntil(() => rig.kiosk('A').acceptor.moving.length > 0, 20_000);
    expect(rig.state.sum.missing).toBe(0);
  });

  it('lifts E407 of a terminal whose journal the server gave up', async () => {
    const rig = await Rig.open();
    rig.bench.parts.campus.operator.closeJournalAndReEnrol('100000000042');
    await rig.do({ do: 'restart-server' });
    await rig.sees('A', 'out-of-service');
    await rig.clock.runUntil(() => rig.kiosk('A').program === 'stopped', 120_000);
    expect(rig.kiosk('A')).toMatchObject({ program: 'stopped', screen: { message: { code: 'E407' } } });
    expect(rig.kiosk('A').troubles).toContain('E407');
    await rig.do({ do: 'close-journal-and-re-enrol', ...A });
    await rig.sees('A', 'attract');
    await rig.ready('A');
    await rig.toResult('A', 'zhang');
    await rig.sent();
    expect(rig.state.sum).toMatchObject({ onCards: 10_000, missing: 0 });
  });

  it('settles an investigation with two names', async () => {
    const rig = await Rig.open();
    await owedAtA(rig);
    const [order] = rig.state.server.orders;
    rig.bench.parts.campus.operator.investigate(order!.orderId);
    expect(rig.state.sum).toMatchObject({ investigating: 10_000, owed: 0, missing: 0 });
    await rig.do({ do: 'resolve', orderId: order!.orderId, to: 'owed' });
    expect(rig.state.sum).toMatchObject({ investigating: 0, owed: 10_000, missing: 0 });
  });

  it('counts what was paid out at the desk as settled by hand', async () => {
    const rig = await Rig.open();
    await owedAtA(rig);
    const [order] = rig.state.server.orders;
    rig.bench.parts.campus.operator.investigate(order!.orderId);
    await rig.do({ do: 'resolve', orderId: order!.orderId, to: 'returned' });
    expect(rig.state.sum).toMatchObject({ settledByHand: 10_000, missing: 0 });
    expect(rig.money.order).toBe('resolved');
  });

  it('learns again from the terminals what a restored ledger lost', async () => {
    const rig = await Rig.open();
    await rig.do({ do: 'back-up-ledger' });
    await rig.toResult('A', 'zhang');
    await rig.sent();
    await rig.do({ do: 'restore-ledger' });
    expect(rig.state.server).toMatchObject({ epoch: 2, authorising: false, hasBackup: true, orders: [] });
    expect(rig.state.sum).toMatchObject({ onCards: 10_000, missing: 0 });
    expect(await rig.clock.runUntil(() => rig.state.server.authorising, 120_000)).toBe(true);
    expect(rig.state.server.orders).toMatchObject([{ state: 'confirmed' }]);
    expect(rig.card('zhang').ledger).toBe(11_250);
    expect(rig.money).toMatchObject({ onCard: true, tone: 'done' });
  });

  it('authorises again at once when an operator waits no longer', async () => {
    const rig = await Rig.open();
    await rig.do({ do: 'back-up-ledger' }, { do: 'restore-ledger' }, { do: 'waive-epoch' });
    expect(rig.state.server.authorising).toBe(true);
  });
});
