/** Cards pulled away in the middle of a write, and what they show when they come back (design.md §4–5; pboc-epurse.md §9). */
import { describe, expect, it } from 'vitest';
import { TEST_PERSON } from '../../simulator/campus/fixtures.ts';
import type { PbocCard } from '../../simulator/devices/card/pboc-card.ts';
import type { PbocBehaviour } from '../../simulator/devices/card/pboc-memory.ts';
import { Stage } from './stage.ts';

const LOADED = { boxed: 10_000, loaded: 10_000, owed: 0, investigating: 0 };

function pay(card: PbocCard, amount: number, number = 1): void {
  const order = { terminal: '300000000001', terminalSequence: number, date: '20990902', time: '080500' };
  expect(card.purchase(amount, order).kind).toBe('paid');
}

async function backWithin(stage: Stage, ms = 5_000): Promise<void> {
  await stage.run(ms);
  stage.lay();
}

describe('the same card back in time', () => {
  it('that was not written is written now: one note, one load', async () => {
    const stage = await Stage.open();
    await stage.tear('command');
    await backWithin(stage);
    expect(await stage.sees('result')).toMatchObject({ message: { code: 'I318' }, balance: 11_250 });
    expect(stage.money()).toEqual(LOADED);
    await stage.leave();
    await stage.sound();
  });

  it('that was written is left alone: I314', async () => {
    const stage = await Stage.open();
    await stage.tear('answer');
    await backWithin(stage);
    expect(await stage.sees('result')).toMatchObject({ message: { code: 'I314' }, balance: 11_250 });
    expect(stage.factsOf('commit-sent')).toHaveLength(1);
    expect(stage.money()).toEqual(LOADED);
    await stage.leave();
    await stage.sound();
  });

  it.each([
    ['tear-before-commit', 1],
    ['tear-after-commit', 1],
    ['refuse-9302', 1],
    ['6581-not-written', 1],
    ['6581-written', 1],
  ] as const)('that dies or says no by itself (%s) ends with exactly %i load', async (fault, loads) => {
    const stage = await Stage.open();
    await stage.toSlot();
    stage.card.armFault(fault);
    stage.insert();
    await stage.clock.runUntil(() => ['result', 'torn-card'].includes(stage.screen.id), 60_000);
    if (stage.screen.id === 'torn-card') {
      stage.lift();
      await backWithin(stage);
    }
    await stage.sees('result');
    expect(stage.card.history).toHaveLength(loads);
    expect(stage.money()).toEqual(LOADED);
    await stage.leave();
    await stage.sound();
  });

  it('lifted at any moment from STACK on: one note, one load, and the voucher only if it stays away', async () => {
    for (let delay = 0; delay <= 1_400; delay += 70) {
      const stage = await Stage.open();
      await stage.toSlot();
      stage.insert();
      await stage.clock.runUntil(() => stage.factTypes.includes('stack-sent'), 10_000);
      await stage.run(delay);
      stage.lift();
      await backWithin(stage, 3_000);
      await stage.clock.runUntil(() => ['result', 'menu'].includes(stage.screen.id), 60_000);
      await stage.sound();
      expect(stage.money(), `lifted ${delay} ms after STACK`).toEqual(LOADED);
      expect(stage.shown.map(({ id }) => id)).not.toContain('failure');
    }
  });

  it('that is torn again and again is owed in the end, never written twice', async () => {
    const stage = await Stage.open();
    await stage.tear('command');
    for (let time = 0; time < 3 && stage.screen.id !== 'failure'; time += 1) {
      stage.tearAt('command');
      await backWithin(stage, 2_000);
      await stage.clock.runUntil(() => ['torn-card', 'failure'].includes(stage.screen.id), 60_000);
    }
    const failure = await stage.sees('failure');
    expect(failure.voucher).toBeDefined();
    await stage.sound();
    expect(stage.money()).toEqual({ boxed: 10_000, loaded: 0, owed: 10_000, investigating: 0 });
  });

  it('that is laid down and lifted in a hurry keeps its 30 seconds, no more', async () => {
    const stage = await Stage.open();
    await stage.tear('command');
    const torn = stage.at('torn-card').countdown!;
    await backWithin(stage, 20_000);
    await stage.run(150);
    stage.lift();
    await stage.run(3_000);
    if (stage.screen.id === 'torn-card') expect(stage.screen.countdown?.atMs).toBe(torn.atMs);
    await stage.sees('failure');
    await stage.sound();
  });
});

describe('another card in its place', () => {
  it('gets E311 and nothing else, and the right one is written afterwards', async () => {
    const stage = await Stage.open();
    const other = stage.cardOf(TEST_PERSON);
    await stage.tear('command');
    stage.lay(other);
    await stage.clock.runUntil(
      () => 'message' in stage.screen && stage.screen.message?.code === 'E311',
      10_000,
    );
    const torn = stage.at('torn-card');
    expect(torn).toMatchObject({ stage: 'amber', buttons: [], message: { code: 'E311' } });
    await stage.run(2_000);
    stage.lift(other);
    await backWithin(stage, 1_000);
    expect(await stage.sees('result')).toMatchObject({ balance: 11_250 });
    expect(other.history).toEqual([]);
    expect(stage.money()).toEqual(LOADED);
    await stage.leave();
    await stage.sound();
  });

  it('before the write begins gets E311 without a word to the server, and the right one is written', async () => {
    const stage = await Stage.open();
    const other = stage.cardOf(TEST_PERSON);
    await stage.toSlot();
    stage.insert();
    await stage.clock.runUntil(() => stage.factTypes.includes('stack-sent'), 10_000);
    stage.lift();
    stage.lay(other);
    expect((await stage.sees('torn-card')).message.code).toBe('E311');
    expect(stage.factTypes).not.toContain('attempt-asked');
    stage.lift(other);
    await backWithin(stage, 2_000);
    expect(await stage.sees('result')).toMatchObject({ message: { code: 'I318' }, balance: 11_250 });
    expect(other.history).toEqual([]);
    expect(stage.money()).toEqual(LOADED);
    await stage.sound();
  });

  it('waits its turn: its own visit begins when the order has ended', async () => {
    const stage = await Stage.open();
    const other = stage.cardOf(TEST_PERSON);
    await stage.tear('command');
    stage.lay(other);
    const failure = await stage.sees('failure');
    expect(failure.message.code).toBe('E303');
    stage.press('ok');
    expect(await stage.sees('menu')).toMatchObject({ balance: 10_000 });
    expect(other.history).toEqual([]);
    await stage.sound();
  });

  it('does not end the voucher of the first holder before it could be read', async () => {
    const stage = await Stage.open();
    const other = stage.cardOf(TEST_PERSON);
    await stage.tear('command');
    await stage.run(29_500);
    stage.lay(other);
    await stage.sees('failure');
    await stage.run(5_000);
    stage.at('failure');
  });
});

describe('purchases between tear and return', () => {
  const kinds: readonly [string, PbocBehaviour][] = [
    ['of the plain kind', {}],
    ['whose purchases erase the proof', { purchaseErasesProof: true }],
    ['whose log holds the counter after the load', { logCounter: 'after' }],
    [
      'whose log counts after and whose purchases erase the proof',
      { logCounter: 'after', purchaseErasesProof: true },
    ],
    ['that keep three proofs', { proofDepth: 3 }],
    ['that keep ten proofs', { proofDepth: 10 }],
  ];

  it.each(kinds)('on cards %s do not change the verdict "loaded"', async (_, behaviour) => {
    const stage = await Stage.open({ behaviour });
    await stage.tear('answer');
    await stage.sees('failure');
    stage.press('ok');
    pay(stage.card, 320);
    pay(stage.card, 1_000, 2);
    stage.lay();
    expect(await stage.sees('result')).toMatchObject({ message: { code: 'I314', params: { b: '99.30' } } });
    await stage.leave();
    expect(stage.money()).toEqual(LOADED);
    await stage.sound();
  });

  it.each(kinds)('on cards %s do not change the verdict "not loaded"', async (_, behaviour) => {
    const stage = await Stage.open({ behaviour });
    await stage.tear('command');
    await stage.sees('failure');
    stage.press('ok');
    pay(stage.card, 320);
    stage.lay();
    expect(await stage.sees('rewrite-offer')).toMatchObject({ balance: 930, balanceAfter: 10_930 });
    stage.press('rewrite');
    expect(await stage.sees('result')).toMatchObject({ message: { code: 'I315' }, balance: 10_930 });
    await stage.leave();
    expect(stage.money()).toEqual(LOADED);
    await stage.sound();
  });

  it('that roll the log over leave the proof to decide', async () => {
    const stage = await Stage.open({ behaviour: { purchaseErasesProof: false } });
    await stage.tear('answer');
    await stage.sees('failure');
    stage.press('ok');
    for (let number = 1; number <= 11; number += 1) pay(stage.card, 100, number);
    stage.lay();
    expect((await stage.sees('result')).message.code).toBe('I314');
    expect(stage.money()).toEqual(LOADED);
  });

  it('that roll out log and proof leave the register of authorisations to decide', async () => {
    const stage = await Stage.open({ behaviour: { purchaseErasesProof: true } });
    await stage.tear('answer');
    await stage.sees('failure');
    stage.press('ok');
    for (let number = 1; number <= 11; number += 1) pay(stage.card, 100, number);
    stage.lay();
    expect((await stage.sees('result')).message.code).toBe('I314');
    expect(stage.money()).toEqual(LOADED);
  });
});

describe('a card that cannot be trusted', () => {
  it('credits without counting: E312 at the next placement, nothing is added again', async () => {
    const stage = await Stage.open({ behaviour: { creditKeepsCounter: true } });
    await stage.tear('answer');
    await backWithin(stage);
    const failure = await stage.sees('failure');
    expect(failure.message.code).toMatch(/^E(312|306)$/u);
    await stage.run(2_000);
    expect(stage.card.history).toHaveLength(1);
    expect(stage.factsOf('commit-sent')).toHaveLength(1);
  });

  it('has run its counter back: no authorisation, and the note is never asked for', async () => {
    const stage = await Stage.open();
    const snapshot = stage.card.snapshot();
    await stage.serves();
    stage.card.restore({ ...snapshot, state: { ...snapshot.state, balance: 0 } });
    await stage.toMenu();
    stage.press('cash');
    await stage.sees('check-card');
    stage.press('next');
    const failure = await stage.sees('failure');
    expect(failure.message.code).toMatch(/^E\d{3}$/u);
    expect(stage.insert()).toBe('refused');
  });
});

describe('the server during a write', () => {
  it('that never answers leaves the order owed: E404 with the voucher, and offers it later', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    stage.insert();
    await stage.sees('stacking-note');
    stage.network.fate = () => 'lose-reply';
    const failure = await stage.sees('failure');
    expect(failure.message.code).toBe('E404');
    expect(failure.voucher?.serial).toBe('100000000042-01-000001-7');
    expect(stage.card.history).toEqual([]);
    stage.network.fate = undefined;
    stage.lift();
    await stage.run(40_000);
    stage.lay();
    await stage.sees('rewrite-offer');
    stage.press('rewrite');
    await stage.sees('result');
    expect(stage.money()).toEqual(LOADED);
    await stage.sound();
  });

  it('that answers after the card was taken commits nothing without the card', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    stage.insert();
    await stage.sees('writing');
    stage.network.fate = () => 'delay-reply';
    await stage.run(100);
    stage.lift();
    stage.network.fate = undefined;
    await stage.sees('torn-card');
    await backWithin(stage);
    await stage.sees('result');
    expect(stage.card.history).toHaveLength(1);
    expect(stage.money()).toEqual(LOADED);
    await stage.sound();
  });
});
