/** A card pulled away in the middle of the write: design.md §5.3, §5.5; domain.md §7.4, §7.5. */
import { beforeEach, describe, expect, it } from 'vitest';
import { fen, yuan } from '../../src/kernel/fen.ts';
import { TEST_PERSON, ZHANG } from '../../simulator/campus/fixtures.ts';
import { Holder, pullsAtCredit } from './holder.ts';
import { audit, loadsOn, notesIn } from './invariants.ts';
import { Stand } from './stand.ts';

let stand: Stand;
let zhang: Holder;
beforeEach(async () => {
  stand = await Stand.open();
  zhang = new Holder(stand.clock, stand.card(ZHANG));
});

/** A note at A whose write is torn, and the card is not put back. */
async function tornAtA(when: 'before' | 'after'): Promise<void> {
  pullsAtCredit(stand.a, zhang, when);
  await zhang.visit(stand.a, { note: stand.note() });
}

describe.each(['before', 'after'] as const)('a card torn away %s its commit', (when) => {
  it('and put back in time is settled from evidence, once', async () => {
    pullsAtCredit(stand.a, zhang, when);
    await zhang.visit(stand.a, { note: stand.note(), onTorn: 'lay' });
    expect(zhang.told).toContainEqual(
      expect.objectContaining({ screen: 'result', code: when === 'before' ? 'I318' : 'I314' }),
    );
    expect(loadsOn(zhang.card)).toBe(1);
    expect(stand.orderStates()).toEqual(['confirmed']);
    expect(audit(stand)).toEqual([]);
  });

  it('and not put back is owed with a serial, and the next placement settles it', async () => {
    await tornAtA(when);
    const serial = stand.campus.statement().orders[0]!.serial;
    expect(zhang.told).toContainEqual({ screen: 'failure', code: 'E303', serial });
    expect(stand.orderStates()).toEqual(['owed']);
    expect(audit(stand, { settled: false })).toEqual([]);
    await zhang.visit(stand.a);
    expect(zhang.told).toContainEqual({
      screen: 'result',
      code: when === 'before' ? 'I315' : 'I314',
      serial,
    });
    expect(loadsOn(zhang.card)).toBe(1);
    expect(audit(stand)).toEqual([]);
  });

  it('is settled at the other terminal', async () => {
    await tornAtA(when);
    await zhang.visit(stand.b);
    expect(loadsOn(zhang.card)).toBe(1);
    expect(stand.orderStates()).toEqual(['confirmed']);
    expect(audit(stand)).toEqual([]);
  });

  it('is settled once when it is laid on both terminals in turn, again and again', async () => {
    await tornAtA(when);
    for (const place of [stand.b, stand.a, stand.b, stand.a]) await zhang.visit(place);
    expect(loadsOn(zhang.card)).toBe(1);
    expect(audit(stand)).toEqual([]);
  });
});

describe('补写', () => {
  const tears: ('before' | 'after')[][] = [1, 2, 3, 4, 5].flatMap((times) => [
    Array.from({ length: times }, () => 'before' as const),
    [...Array.from({ length: times - 1 }, () => 'before' as const), 'after' as const],
  ]);

  it.each(tears.map((torn) => ({ torn })))('torn $torn ends with one load', async ({ torn }) => {
    await tornAtA('before');
    for (const [index, when] of torn.entries()) {
      const place = index % 2 === 0 ? stand.b : stand.a;
      pullsAtCredit(place, zhang, when);
      await zhang.visit(place);
      expect(zhang.codes()).toContain('E303');
    }
    const lastTear = torn.at(-1);
    await zhang.visit(stand.b);
    expect(zhang.codes()).toContain(lastTear === 'before' ? 'I315' : 'I314');
    expect(loadsOn(zhang.card)).toBe(1);
    expect(zhang.card.balance).toBe(fen(1_250 + 10_000));
    expect(stand.orderStates()).toEqual(['confirmed']);
    expect(audit(stand)).toEqual([]);
  });

  it('takes its amount from the record, on the balance of now', async () => {
    await tornAtA('before');
    stand.buys(zhang.card, fen(730));
    await zhang.visit(stand.b);
    expect(zhang.card.balance).toBe(fen(1_250 - 730 + 10_000));
    expect(audit(stand)).toEqual([]);
  });

  it('knows a load that worked although its proof is gone by a purchase since', async () => {
    const test = new Holder(stand.clock, stand.card(TEST_PERSON, { purchaseErasesProof: true }));
    pullsAtCredit(stand.a, test, 'after');
    await test.visit(stand.a, { note: stand.note() });
    stand.buys(test.card, yuan(150));
    await test.visit(stand.b);
    expect(test.codes()).toContain('I314');
    expect(test.card.balance).toBe(yuan(50));
    expect(audit(stand)).toEqual([]);
  });

  it('takes no note, no new order and no daily limit', async () => {
    stand = await Stand.open({ parameters: { dailyCashLimit: yuan(100) } });
    zhang = new Holder(stand.clock, stand.card(ZHANG));
    await tornAtA('before');
    await zhang.visit(stand.b);
    expect(stand.campus.statement().orders).toHaveLength(1);
    expect(stand.types(stand.b)).not.toContain('hold-asked');
    expect(notesIn(stand.b)).toBe(0);
    expect(loadsOn(zhang.card)).toBe(1);
  });

  it('put off leaves the order owed, the menu says so, and a top-up is refused (E305)', async () => {
    await tornAtA('before');
    await zhang.visit(stand.b, { rewrite: false, note: stand.note() });
    expect(zhang.codes()).toContain('E305');
    expect(stand.types(stand.b)).not.toContain('hold-asked');
    expect(notesIn(stand.b)).toBe(0);
    expect(stand.orderStates()).toEqual(['owed']);
    expect(loadsOn(zhang.card)).toBe(0);
  });

  it.each([
    ['lost', 'E110'],
    ['frozen', 'E111'],
  ] as const)('is refused while the card is %s and goes on afterwards', async (state, code) => {
    await tornAtA('before');
    stand.campus.operator.setCardState(ZHANG.card.applicationSerial, state);
    await zhang.visit(stand.b);
    expect(zhang.codes()).toContain(code);
    expect(loadsOn(zhang.card)).toBe(0);
    stand.campus.operator.setCardState(ZHANG.card.applicationSerial, 'normal');
    await zhang.visit(stand.b);
    expect(zhang.codes()).toContain('I315');
    expect(audit(stand)).toEqual([]);
  });

  it('is refused when the card is frozen between the offer and the write', async () => {
    await tornAtA('before');
    const stop = stand.b.kiosk.screens.listen((model) => {
      if (model.id === 'rewrite-offer')
        stand.campus.operator.setCardState(ZHANG.card.applicationSerial, 'frozen');
    });
    await zhang.visit(stand.b);
    stop();
    expect(zhang.told).toContainEqual(expect.objectContaining({ screen: 'failure', code: 'E111' }));
    expect(loadsOn(zhang.card)).toBe(0);
    expect(stand.orderStates()).toEqual(['owed']);
  });

  it('above a maximum that was lowered meanwhile is refused (E225) and stays owed', async () => {
    await tornAtA('before');
    stand.reopenServer({ maxBalance: yuan(80) });
    await zhang.visit(stand.b);
    expect(zhang.told).toContainEqual(expect.objectContaining({ screen: 'failure', code: 'E225' }));
    expect(loadsOn(zhang.card)).toBe(0);
    expect(stand.orderStates()).toEqual(['owed']);
    stand.reopenServer();
    await zhang.visit(stand.b);
    expect(zhang.codes()).toContain('I315');
    expect(audit(stand)).toEqual([]);
  });
});

describe('several owed records of one card', () => {
  /** A goes silent with a note stacked and nothing written; B, not knowing of it, takes another note and is torn. */
  async function twoOwed(tornAtB: 'before' | 'after'): Promise<void> {
    const stop = stand.a.kiosk.hardware.acceptor.onPhysical((event) => {
      if (event.kind === 'note-moved' && event.to === 'box') stand.a.network.up = false;
    });
    await zhang.visit(stand.a, { note: stand.note() });
    stop();
    expect(zhang.codes()).toContain('E404');
    pullsAtCredit(stand.b, zhang, tornAtB);
    await zhang.visit(stand.b, { note: stand.note() });
    expect(zhang.codes()).toContain('E303');
    stand.a.network.up = true;
    await stand.clock.run(60_000);
    const { orders } = stand.campus.statement();
    expect(orders.map(({ state }) => state)).toEqual(['owed', 'owed']);
    // A's attempt came while B's was unresolved: nothing was issued for it.
    expect(stand.types(stand.a)).toContain('attempt-asked');
    expect(orders.map(({ attempts }) => attempts.length)).toEqual([0, 1]);
  }

  it.each(['before', 'after'] as const)('are settled one by one (the second torn %s)', async (when) => {
    await twoOwed(when);
    expect(audit(stand, { settled: false })).toEqual([]);
    await zhang.visit(stand.b);
    expect(loadsOn(zhang.card)).toBe(2);
    expect(stand.orderStates()).toEqual(['confirmed', 'confirmed']);
    expect(audit(stand)).toEqual([]);
  });

  it('are offered oldest first', async () => {
    await twoOwed('before');
    await zhang.visit(stand.b);
    const offered = zhang.told.filter(({ screen }) => screen === 'rewrite-offer').map(({ serial }) => serial);
    const [first, second] = stand.campus.statement().orders.map(({ serial }) => serial);
    expect(offered).toEqual([first, second]);
  });
});
