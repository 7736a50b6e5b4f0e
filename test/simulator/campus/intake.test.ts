import { describe, expect, it } from 'vitest';
import { HostClient, type OutboxSource } from '../../../src/host/client.ts';
import { seededRandom } from '../../../src/kernel/random.ts';
import { ZHANG } from '../../../simulator/campus/fixtures.ts';
import { CardModel } from './card-model.ts';
import { NOTE, openSchool, orderState, TerminalModel } from './terminal-model.ts';

const BOX = { stackedCount: 1 };

describe('the tail', () => {
  it('with a gap before it is answered behind, and nothing of it is applied', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    model.append('box-removed', BOX);
    model.append('box-returned', BOX);
    const reply = await model.send({ events: model.events.slice(1) });
    expect(reply).toMatchObject({ status: { kind: 'behind' }, applied: 0 });
  });

  it('that was applied already changes nothing', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    await model.report('note-orphaned', { type: 6, value: NOTE, reason: 'no-escrow' });
    await model.send({ events: model.events });
    expect(model.campus.statement().orphans).toHaveLength(1);
  });

  it('may begin in what was applied and go on behind it', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    await model.report('box-removed', BOX);
    model.append('box-returned', BOX);
    expect(await model.send({ events: model.events })).toMatchObject({ applied: 2 });
  });

  it('with a gap inside is refused', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    for (let index = 0; index < 3; index += 1) model.append('box-removed', BOX);
    const events = model.events.filter((event) => event.hostSequence !== 2);
    expect(await model.send({ events })).toMatchObject({
      status: { kind: 'refused', reason: 'events-not-consecutive' },
      applied: 0,
    });
  });

  it('is behind when the ask is not there yet', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    expect((await model.send({ ask: 1 })).status.kind).toBe('behind');
  });
});

describe('a forked journal (E407)', () => {
  it('is one that has another body at an applied sequence', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    await model.report('box-removed', BOX);
    model.events = [];
    model.append('box-removed', { stackedCount: 2 });
    const reply = await model.send({ events: model.events });
    expect(reply.status).toEqual({ kind: 'journal-refused', code: 'E407', reason: 'JOURNAL_FORKED' });
  });

  it('is one whose next event does not follow from what was applied', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    await model.report('box-removed', BOX);
    model.events = [];
    model.append('box-removed', { stackedCount: 2 });
    model.append('box-returned', BOX);
    expect(await model.send({ events: model.events.slice(1) })).toMatchObject({
      status: { reason: 'JOURNAL_FORKED' },
      applied: 1,
    });
  });

  it('is one whose data does not fit its hash', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    model.append('box-removed', BOX);
    const events = model.events.map((event) => ({ ...event, data: '{"stackedCount":9}' }));
    expect((await model.send({ events })).status).toMatchObject({ reason: 'JOURNAL_FORKED' });
  });

  it('is one whose head says another hash at an applied sequence', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    await model.report('box-removed', BOX);
    const head = { hostSequence: 1, hash: 'f'.repeat(64) };
    expect((await model.send({ head, events: [] })).status).toMatchObject({ reason: 'JOURNAL_FORKED' });
  });

  it('sends nothing any more after that', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    await model.report('box-removed', BOX);
    const { events } = model;
    model.events = [];
    model.append('box-removed', { stackedCount: 2 });
    await model.send({ events: model.events });
    model.events = events;
    expect((await model.send()).status.kind).toBe('sign-in-first');
    expect((await model.signIn()).status).toMatchObject({ reason: 'JOURNAL_FORKED' });
  });
});

describe('an event that does not fit', () => {
  it('is parked with an alarm, and others pass', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    model.appendRaw('load-owed', '{"orderId":"?"}');
    model.appendRaw('unheard-of', '{}');
    model.appendRaw('box-removed', 'not json');
    model.append('note-orphaned', { type: 6, value: NOTE, reason: 'no-escrow' });
    const reply = await model.send();
    expect(reply).toMatchObject({ status: { kind: 'ok' }, parked: [1, 2, 3], applied: 4 });
    expect(model.campus.alarms().filter((alarm) => alarm.code === 'event-parked')).toHaveLength(3);
    expect(model.campus.statement().orphans).toHaveLength(1);
  });

  it('parks a fact that only terminals need', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    model.appendRaw('boot', JSON.stringify({ software: '1', lastEnd: 'clean' }));
    expect((await model.send()).parked).toEqual([1]);
  });

  it('holds up later events of its order', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    const hold = model.holdData(new CardModel(ZHANG));
    await model.ask('hold-asked', hold);
    model.appendRaw('note-stacked', JSON.stringify({ orderId: hold.orderId, type: 6, value: 'much' }));
    model.append('load-owed', { orderId: hold.orderId, reason: 'card-left' });
    expect((await model.send()).parked).toEqual([2, 3]);
    expect(orderState(model.campus, hold.orderId)).toBe('held');
  });

  it('is named again when the reply was lost', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    model.appendRaw('unheard-of', '{}');
    await model.send();
    expect((await model.send({ events: model.events })).parked).toEqual([1]);
  });

  it('gets a refusal when it was an ask', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    const ask = model.appendRaw('hold-asked', '{}');
    expect((await model.send({ ask })).answer).toMatchObject({ kind: 'refused', reason: 'parked' });
  });
});

describe('an ask', () => {
  it('gets its stored answer when the first reply was lost', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    const card = new CardModel(ZHANG);
    const orderId = await model.fund(card);
    const ask = model.append('attempt-asked', model.attemptData(card, orderId));
    const request = { ask, events: model.events.slice(-1) };
    const first = await model.send(request);
    const second = await model.send(request);
    const third = await model.send({ ask });
    expect(first.answer?.kind).toBe('authorised');
    expect([second.answer, third.answer]).toEqual([first.answer, first.answer]);
  });

  it('gets its stored answer after a restart of the server, too', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    const card = new CardModel(ZHANG);
    const orderId = await model.fund(card);
    const ask = model.append('attempt-asked', model.attemptData(card, orderId));
    const first = await model.send({ ask });
    model.campus.restart();
    await model.signIn();
    expect((await model.send({ ask })).answer).toEqual(first.answer);
  });

  it('reaches the server through the terminal’s own client', async () => {
    const { campus, clock } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    const hold = model.holdData(new CardModel(ZHANG));
    const ask = model.append('hold-asked', hold);
    const outbox: OutboxSource = {
      head: () => model.head,
      after: (sequence, limit) => model.events.slice(sequence, sequence + limit),
    };
    const client = new HostClient({
      clock,
      random: seededRandom(5),
      port: campus.port(),
      identity: model,
      outbox,
    });
    expect(await clock.until(client.ask(ask, 28_000))).toMatchObject({
      kind: 'answered',
      answer: { kind: 'hold-granted' },
    });
  });
});
