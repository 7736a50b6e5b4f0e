/** The outbox: a cursor over the journal that loses nothing, floods nobody and lets others pass (design.md §5.8, §12.1). */
import { describe, expect, it } from 'vitest';
import { yuan } from '../../src/kernel/fen.ts';
import { TEST_PERSON, ZHANG } from '../../simulator/campus/fixtures.ts';
import { CardModel } from '../simulator/campus/card-model.ts';
import { orderState } from '../simulator/campus/terminal-model.ts';
import { Holder, pullsAtCredit } from '../load/holder.ts';
import { audit, loadsOn, notesIn } from '../load/invariants.ts';
import { drained, Stand } from '../load/stand.ts';
import { ClientBench } from './client-bench.ts';

const BOX = { stackedCount: 1 };
const NOTE = yuan(100);

describe('ten thousand events', () => {
  it('go in messages of at most 64, in order, each once', async () => {
    const bench = await ClientBench.open();
    for (let index = 0; index < 10_000; index += 1) bench.model.append('box-removed', BOX);
    bench.client.nudge();
    expect(await bench.school.clock.runUntil(() => bench.client.unsent === 0, 60_000)).toBe(true);
    const sent = bench.requests.flatMap(({ events }) => events.map(({ hostSequence }) => hostSequence));
    expect(sent).toEqual(Array.from({ length: 10_000 }, (_, index) => index + 1));
    expect(Math.max(...bench.requests.map(({ events }) => events.length))).toBe(64);
  });
});

describe('a silent server', () => {
  it('is asked at most once in five seconds, for hours', async () => {
    const bench = await ClientBench.open();
    bench.bend = () => 'lose-request';
    bench.model.append('box-removed', BOX);
    bench.client.nudge();
    await bench.school.clock.run(6 * 3_600_000);
    expect(bench.requests.length).toBeGreaterThan(6 * 60);
    expect(bench.requests.length).toBeLessThan(6 * 3_600 * 0.2);
  });

  it('gets everything within half a minute once it is back', async () => {
    const bench = await ClientBench.open();
    bench.bend = () => 'lose-request';
    for (let index = 0; index < 300; index += 1) bench.model.append('box-removed', BOX);
    bench.client.nudge();
    await bench.school.clock.run(3_600_000);
    bench.bend = () => undefined;
    expect(await bench.school.clock.runUntil(() => bench.client.unsent === 0, 30_000)).toBe(true);
  });

  it('for hours leaves no money unaccounted for: nobody is served, and what was owed before is told when it is back', async () => {
    const stand = await Stand.open();
    const zhang = new Holder(stand.clock, stand.card(ZHANG));
    const test = new Holder(stand.clock, stand.card(TEST_PERSON));
    pullsAtCredit(stand.a, zhang, 'before');
    stand.a.kiosk.screens.listen((model) => {
      if (model.id === 'torn-card') stand.serverOn = false;
    });
    await zhang.visit(stand.a, { note: stand.note() });
    for (let hour = 0; hour < 4; hour += 1) {
      await stand.clock.run(3_600_000);
      for (const place of stand.places) await test.visit(place, { note: stand.note(), patienceMs: 30_000 });
    }
    expect(notesIn(stand.a) + notesIn(stand.b)).toBe(NOTE);
    expect(loadsOn(test.card)).toBe(0);
    expect(stand.orderStates()).toEqual(['funded']);
    stand.serverOn = true;
    expect(await stand.clock.runUntil(() => stand.places.every(drained), 40_000)).toBe(true);
    expect(stand.orderStates()[0]).toBe('owed');
    await stand.heal();
    await zhang.visit(stand.b);
    expect(zhang.codes()).toContain('I315');
    expect(audit(stand)).toEqual([]);
  });
});

describe('an event that does not fit the schema', () => {
  it('is parked with an alarm; other orders pass, later events of its own order wait behind it', async () => {
    const bench = await ClientBench.open();
    const { model, client, school } = bench;
    const first = model.holdData(new CardModel(ZHANG));
    const second = model.holdData(new CardModel(TEST_PERSON));
    model.append('hold-asked', first);
    model.append('hold-asked', second);
    model.appendRaw(
      'note-stacked',
      JSON.stringify({ orderId: first.orderId, type: 6, value: '100', how: 'reported' }),
    );
    model.append('load-owed', { orderId: first.orderId, reason: 'test' });
    model.append('note-stacked', { orderId: second.orderId, type: 6, value: NOTE, how: 'reported' });
    client.nudge();
    await school.clock.run(5_000);
    expect(client.unsent).toBe(0);
    expect(client.parked).toEqual([3, 4]);
    expect(orderState(school.campus, first.orderId)).toBe('held');
    expect(orderState(school.campus, second.orderId)).toBe('funded');
    expect(school.campus.alarms().map(({ code }) => code)).toEqual(['event-parked', 'event-parked']);
  });

  it('does not stop a later order of the same card', async () => {
    const bench = await ClientBench.open();
    const { model, client, school } = bench;
    const card = new CardModel(ZHANG);
    model.appendRaw('note-stacked', '{"orderId":');
    const hold = model.holdData(card);
    const ask = model.append('hold-asked', hold);
    expect(await school.clock.until(client.ask(ask, 28_000))).toMatchObject({ kind: 'answered' });
    expect(client.parked).toEqual([1]);
  });
});
