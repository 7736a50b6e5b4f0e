import { describe, expect, it } from 'vitest';
import { fen, yuan } from '../../../src/kernel/fen.ts';
import { WANG, ZHANG } from '../../../simulator/campus/fixtures.ts';
import { CardModel } from './card-model.ts';
import {
  balanceOf,
  NOTE,
  OWED_NOTE,
  openSchool,
  orderState,
  OTHER_TERMINAL,
  TerminalModel,
} from './terminal-model.ts';

async function funded() {
  const school = openSchool();
  const model = await TerminalModel.enrolled(school.campus);
  const card = new CardModel(ZHANG);
  return { ...school, model, card, orderId: await model.fund(card) };
}

describe('an attempt', () => {
  it('is authorised with the server’s date and time and a MAC2 that the card accepts', async () => {
    const { model, card, orderId } = await funded();
    const { intent, authorisation } = await model.attempt(card, orderId);
    expect(authorisation).toMatchObject({ date: '20990901', time: '080000' });
    expect(card.credit(intent, authorisation)).toMatch(/^[0-9A-F]{8}$/u);
  });

  it('is durable before the answer leaves', async () => {
    const { model, card, orderId, campus } = await funded();
    const { attemptId } = await model.attempt(card, orderId);
    expect(campus.statement().orders[0]?.attempts).toEqual([
      { attemptId, terminal: model.terminal, counter: 42, balance: 1_250, settled: 'open' },
    ]);
  });

  it('with the same id and body gets the same MAC2', async () => {
    const { model, card, orderId } = await funded();
    const data = model.attemptData(card, orderId);
    const first = await model.ask('attempt-asked', data);
    expect(first.kind).toBe('authorised');
    expect(await model.ask('attempt-asked', data)).toEqual(first);
  });

  it('with the same id and another body is an error', async () => {
    const { model, card, orderId } = await funded();
    const data = model.attemptData(card, orderId);
    await model.ask('attempt-asked', data);
    const other = { ...model.attemptData(card, orderId), attemptId: data.attemptId };
    expect(await model.ask('attempt-asked', other)).toMatchObject({ code: 'E499', reason: 'id-reused' });
  });

  it('is open to another terminal than the one that took the note', async () => {
    const { campus, card, orderId } = await funded();
    const other = await TerminalModel.enrolled(campus, OTHER_TERMINAL);
    await other.load(card, orderId);
    expect(orderState(campus, orderId)).toBe('confirmed');
  });

  it('never shares date and time with another authorisation of the card', async () => {
    const { model, card, orderId } = await funded();
    const first = await model.attempt(card, orderId);
    const second = await model.attempt(card, orderId);
    expect([first.authorisation.time, second.authorisation.time]).toEqual(['080000', '080001']);
  });

  it.each([
    ['E103', 'mac1', { mac1: '00000000' }],
    ['E103', 'mac1', { random: '00000000' }],
    ['E499', 'intent-amount', { amount: yuan(50) }],
    ['E499', 'intent-terminal', { terminal: OTHER_TERMINAL }],
  ])('is refused with %s %s when the intent is changed', async (code, reason, change) => {
    const { model, card, orderId } = await funded();
    const data = model.attemptData(card, orderId);
    const changed = { ...data, intent: { ...data.intent, ...change } };
    expect(await model.ask('attempt-asked', changed)).toEqual({ kind: 'refused', code, reason });
  });

  it.each([
    ['E110', 'lost'],
    ['E111', 'frozen'],
    ['E112', 'cancelled'],
  ] as const)('is refused with %s for a %s card', async (code, state) => {
    const { model, card, orderId, campus } = await funded();
    campus.operator.setCardState(card.ref.applicationSerial, state);
    expect(await model.ask('attempt-asked', model.attemptData(card, orderId))).toMatchObject({ code });
  });

  it('is refused with E311 for another card', async () => {
    const { model, orderId } = await funded();
    const other = new CardModel(WANG);
    expect(await model.ask('attempt-asked', model.attemptData(other, orderId))).toMatchObject({
      code: 'E311',
    });
  });

  it('is refused with E313 for an order that nobody knows, and for one that is done', async () => {
    const { model, card, orderId } = await funded();
    expect(await model.ask('attempt-asked', model.attemptData(card, model.id()))).toMatchObject({
      code: 'E313',
      reason: 'order-unknown',
    });
    await model.load(card, orderId);
    expect(await model.ask('attempt-asked', model.attemptData(card, orderId))).toMatchObject({
      code: 'E313',
      reason: 'nothing-open',
    });
  });

  it('is refused while no note was taken', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    const card = new CardModel(ZHANG);
    const hold = model.holdData(card);
    await model.ask('hold-asked', hold);
    expect(await model.ask('attempt-asked', model.attemptData(card, hold.orderId))).toMatchObject({
      code: 'E499',
      reason: 'not-funded',
    });
  });

  it('is refused with E312 while the order is under investigation', async () => {
    const { model, card, orderId, campus } = await funded();
    campus.operator.investigate(orderId);
    expect(await model.ask('attempt-asked', model.attemptData(card, orderId))).toMatchObject({
      code: 'E312',
      reason: 'under-investigation',
    });
  });

  it('is refused with E306 when the counter is not the expected one', async () => {
    const { model, card, orderId } = await funded();
    card.counter += 1;
    expect(await model.ask('attempt-asked', model.attemptData(card, orderId))).toMatchObject({
      code: 'E306',
      reason: 'counter-unexpected',
    });
  });

  it('is refused with E306 when the card has more than the ledger', async () => {
    const { model, card, orderId } = await funded();
    card.balance = fen(card.balance + 1);
    expect(await model.ask('attempt-asked', model.attemptData(card, orderId))).toMatchObject({
      code: 'E306',
      reason: 'balance-above-ledger',
    });
  });

  it('is refused with E225 when the card has become too full', async () => {
    const { campus, ledger, card, orderId } = await funded();
    const smaller = openSchool({ maxBalance: yuan(100) }, ledger);
    const model = new TerminalModel(smaller.campus, OTHER_TERMINAL);
    const code = campus.operator.enrol(OTHER_TERMINAL);
    await model.enrol(code.kind === 'code' ? code.code : '');
    await model.signIn();
    expect(await model.ask('attempt-asked', model.attemptData(card, orderId))).toMatchObject({
      code: 'E225',
      room: 8_750,
    });
  });
});

describe('an attempt after an earlier one', () => {
  it('is authorised when the counter stands where it stood', async () => {
    const { model, card, orderId, campus } = await funded();
    await model.attempt(card, orderId);
    await model.load(card, orderId);
    expect(card.balance).toBe(11_250);
    expect(campus.statement().orders[0]?.attempts.map((attempt) => attempt.settled)).toEqual([
      'not-loaded',
      'loaded',
    ]);
  });

  it('is refused with E312 when the counter moved', async () => {
    const { model, card, orderId } = await funded();
    const { intent, authorisation } = await model.attempt(card, orderId);
    card.credit(intent, authorisation);
    expect(await model.ask('attempt-asked', model.attemptData(card, orderId))).toMatchObject({
      code: 'E312',
      reason: 'evidence-needed',
    });
  });

  it('leaves the card only one of two that race at two terminals', async () => {
    const { model, card, orderId, campus } = await funded();
    const other = await TerminalModel.enrolled(campus, OTHER_TERMINAL);
    const first = await model.attempt(card, orderId);
    const second = await other.attempt(card, orderId);
    expect(card.credit(first.intent, first.authorisation)).toBeUndefined();
    const tac = card.credit(second.intent, second.authorisation) ?? '';
    await other.report('load-written', { orderId, attemptId: second.attemptId, tac });
    expect(orderState(campus, orderId)).toBe('confirmed');
    expect(card.balance).toBe(11_250);
  });
});

describe('attempts of two orders', () => {
  async function twoFunded() {
    const { campus } = openSchool();
    const here = await TerminalModel.enrolled(campus);
    const there = await TerminalModel.enrolled(campus, OTHER_TERMINAL);
    const card = new CardModel(ZHANG);
    const [older, younger] = [here.holdData(card), there.holdData(card)];
    await here.ask('hold-asked', older);
    await there.ask('hold-asked', younger);
    const stacked = { type: 6, value: NOTE, how: 'reported' } as const;
    await there.report('note-stacked', { orderId: younger.orderId, ...stacked });
    return {
      campus,
      here,
      there,
      card,
      older: older.orderId,
      younger: younger.orderId,
      stackOlder: () => here.report('note-stacked', { orderId: older.orderId, ...stacked }),
    };
  }

  it('take the oldest open record first', async () => {
    const { there, card, younger, stackOlder } = await twoFunded();
    await stackOlder();
    expect(await there.ask('attempt-asked', there.attemptData(card, younger))).toMatchObject({
      code: 'E305',
      reason: 'older-first',
    });
  });

  it('wait while one is unresolved, and go on after evidence', async () => {
    const { here, there, card, older, younger, stackOlder } = await twoFunded();
    await there.attempt(card, younger);
    await stackOlder();
    expect(await here.ask('attempt-asked', here.attemptData(card, older))).toMatchObject({
      code: 'E305',
      reason: 'other-attempt-open',
    });
    await here.evidence(card);
    await here.load(card, older);
    await there.load(card, younger);
    expect(card.balance).toBe(21_250);
  });

  it('cannot both take one counter: the proof names the one that was written', async () => {
    const { campus, here, there, card, older, younger, stackOlder } = await twoFunded();
    await there.attempt(card, younger);
    await stackOlder();
    await here.evidence(card);
    const { intent, authorisation } = await here.attempt(card, older);
    card.credit(intent, authorisation);
    await there.evidence(card);
    expect([orderState(campus, older), orderState(campus, younger)]).toEqual(['confirmed', 'funded']);
    await there.load(card, younger);
    expect(card.balance).toBe(21_250);
  });
});

describe('a written load', () => {
  it('ends the order and credits the purse in the books', async () => {
    const { model, card, orderId, campus } = await funded();
    await model.load(card, orderId);
    expect(orderState(campus, orderId)).toBe('confirmed');
    expect(balanceOf(campus, `owed:${orderId}`)).toBe(0);
    expect(campus.ledgerBalance(card.ref.applicationSerial)).toBe(card.balance);
    expect(campus.card(card.ref.applicationSerial)?.expectedCounter).toBe(43);
  });

  it('counts once however often it is reported', async () => {
    const { model, card, orderId, campus } = await funded();
    const { attemptId, intent, authorisation } = await model.attempt(card, orderId);
    const tac = card.credit(intent, authorisation) ?? '';
    await model.report('load-written', { orderId, attemptId, tac });
    await model.report('load-written', { orderId, attemptId, tac });
    expect(campus.ledgerBalance(card.ref.applicationSerial)).toBe(11_250);
    expect(balanceOf(campus, 'risk')).toBe(0);
  });

  it('with a wrong TAC comes under investigation with an alarm', async () => {
    const { model, card, orderId, campus } = await funded();
    const { attemptId } = await model.attempt(card, orderId);
    await model.report('load-written', { orderId, attemptId, tac: '00000000' });
    expect(orderState(campus, orderId)).toBe('investigating');
    expect(campus.alarms().at(-1)?.code).toBe('tac-wrong');
    expect(balanceOf(campus, `investigation:${orderId}`)).toBe(OWED_NOTE);
  });

  it('with the right TAC ends an investigation', async () => {
    const { model, card, orderId, campus } = await funded();
    const { attemptId, intent, authorisation } = await model.attempt(card, orderId);
    campus.operator.investigate(orderId);
    const tac = card.credit(intent, authorisation) ?? '';
    await model.report('load-written', { orderId, attemptId, tac });
    expect(orderState(campus, orderId)).toBe('confirmed');
    expect(balanceOf(campus, `investigation:${orderId}`)).toBe(0);
  });

  it('that was never authorised comes under investigation', async () => {
    const { model, orderId, campus } = await funded();
    await model.report('load-written', { orderId, attemptId: model.id(), tac: '00000000' });
    expect(orderState(campus, orderId)).toBe('investigating');
  });

  it('after two people paid the money out is a risk that came true', async () => {
    const { model, card, orderId, campus } = await funded();
    const { attemptId, intent, authorisation } = await model.attempt(card, orderId);
    campus.operator.investigate(orderId);
    campus.operator.resolveInvestigation({ orderId, outcome: 'returned', operators: ['甲', '乙'] });
    const tac = card.credit(intent, authorisation) ?? '';
    await model.report('load-written', { orderId, attemptId, tac });
    expect(campus.alarms().at(-1)?.code).toBe('loaded-after-end');
    expect(campus.books().total).toBe(0);
    expect(campus.ledgerBalance(card.ref.applicationSerial)).toBe(11_250);
  });
});

describe('a failed load', () => {
  it('is noted and decides nothing', async () => {
    const { model, card, orderId, campus } = await funded();
    const { attemptId } = await model.attempt(card, orderId);
    await model.report('load-failed', { orderId, attemptId, outcome: 'unknown', reason: 'card-left' });
    expect(campus.statement().orders[0]?.attempts[0]?.settled).toBe('open');
    expect(orderState(campus, orderId)).toBe('funded');
  });

  it('of an attempt that was never issued is an alarm', async () => {
    const { model, orderId, campus } = await funded();
    const failure = { orderId, attemptId: model.id(), outcome: 'refused', reason: '9302' } as const;
    await model.report('load-failed', failure);
    expect(campus.alarms().at(-1)?.code).toBe('failure-without-attempt');
  });
});
