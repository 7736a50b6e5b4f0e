import { describe, expect, it } from 'vitest';
import { ZHANG } from '../../../simulator/campus/fixtures.ts';
import { CardModel } from './card-model.ts';
import {
  balanceOf,
  NOTE,
  OWED_NOTE,
  openSchool,
  orderState,
  TERMINAL,
  TerminalModel,
} from './terminal-model.ts';

const TWO = ['甲', '乙'] as const;

async function investigated() {
  const { campus } = openSchool();
  const model = await TerminalModel.enrolled(campus);
  const card = new CardModel(ZHANG);
  const orderId = await model.fund(card);
  return { campus, model, card, orderId };
}

describe('an investigation', () => {
  it.each([[['甲', '甲']], [['甲', ' 甲 ']], [['甲', '']]] as const)(
    'is not ended by %s',
    async (operators) => {
      const { campus, orderId } = await investigated();
      campus.operator.investigate(orderId);
      expect(
        campus.operator.resolveInvestigation({ orderId, outcome: 'returned', operators: [...operators] }),
      ).toEqual({ kind: 'refused', reason: 'two-operators-needed' });
      expect(orderState(campus, orderId)).toBe('investigating');
    },
  );

  it('is not ended where there is none', async () => {
    const { campus, orderId } = await investigated();
    expect(campus.operator.resolveInvestigation({ orderId, outcome: 'surplus', operators: TWO })).toEqual({
      kind: 'refused',
      reason: 'not-under-investigation',
    });
  });

  it('credited to the holder becomes owed and can be written', async () => {
    const { campus, model, card, orderId } = await investigated();
    campus.operator.investigate(orderId);
    campus.operator.resolveInvestigation({ orderId, outcome: 'credited-to-owed', operators: TWO });
    expect(orderState(campus, orderId)).toBe('owed');
    await model.load(card, orderId);
    expect(orderState(campus, orderId)).toBe('confirmed');
  });

  it('returned is paid at the desk', async () => {
    const { campus, orderId } = await investigated();
    campus.operator.investigate(orderId);
    campus.operator.resolveInvestigation({ orderId, outcome: 'returned', operators: TWO });
    expect(orderState(campus, orderId)).toBe('resolved');
    expect(balanceOf(campus, 'desk-cash')).toBe(OWED_NOTE);
    expect(balanceOf(campus, 'risk')).toBe(0);
  });

  it('returned after an attempt is a risk that the auditor counts', async () => {
    const { campus, model, card, orderId } = await investigated();
    await model.attempt(card, orderId);
    campus.operator.investigate(orderId);
    campus.operator.resolveInvestigation({ orderId, outcome: 'returned', operators: TWO });
    expect(balanceOf(campus, 'risk')).toBe(NOTE);
    expect(campus.books().total).toBe(0);
  });

  it('of a disputed note that went back leaves nothing in the books', async () => {
    const { campus, model, card, orderId: first } = await investigated();
    await model.load(card, first);
    const hold = model.holdData(card);
    await model.ask('hold-asked', hold);
    await model.report('note-disputed', { orderId: hold.orderId, value: NOTE, reason: 'jam' });
    campus.operator.resolveInvestigation({ orderId: hold.orderId, outcome: 'returned', operators: TWO });
    expect(balanceOf(campus, `disputed-notes:${TERMINAL}`)).toBe(0);
    expect(balanceOf(campus, `investigation:${hold.orderId}`)).toBe(0);
  });

  it('as surplus is due to nobody', async () => {
    const { campus, orderId } = await investigated();
    campus.operator.investigate(orderId);
    campus.operator.resolveInvestigation({ orderId, outcome: 'surplus', operators: TWO });
    expect(balanceOf(campus, 'surplus')).toBe(OWED_NOTE);
  });

  it('of a conflict is credited only with the chip’s counter', async () => {
    const { campus, model, card, orderId } = await investigated();
    await model.attempt(card, orderId);
    card.counter += 2;
    await model.evidence(card);
    const request = { orderId, outcome: 'credited-to-owed', operators: TWO } as const;
    expect(campus.operator.resolveInvestigation(request)).toMatchObject({ reason: 'chip-counter-needed' });
    expect(campus.operator.resolveInvestigation({ ...request, chipCounter: 41 })).toMatchObject({
      reason: 'chip-behind-ledger',
    });
    campus.operator.resolveInvestigation({ ...request, chipCounter: card.counter });
    await model.load(card, orderId);
    expect(orderState(campus, orderId)).toBe('confirmed');
  });

  it('of a note without a card cannot be credited', async () => {
    const { campus, model } = await investigated();
    const orderId = model.id();
    await model.report('note-stacked', { orderId, type: 6, value: NOTE, how: 'recovered' });
    expect(
      campus.operator.resolveInvestigation({ orderId, outcome: 'credited-to-owed', operators: TWO }),
    ).toMatchObject({ reason: 'no-card' });
  });
});

describe('closing a journal', () => {
  it('puts held and funded orders under investigation, and leaves owed ones', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    const card = new CardModel(ZHANG);
    const hold = model.holdData(card);
    await model.ask('hold-asked', hold);
    const owed = await model.fund(card);
    await model.report('load-owed', { orderId: owed, reason: 'card-left' });
    campus.operator.closeJournalAndReEnrol(TERMINAL);
    expect([orderState(campus, hold.orderId), orderState(campus, owed)]).toEqual(['investigating', 'owed']);
    expect(campus.books().total).toBe(0);
  });

  it('makes the next generation part of serial numbers', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    const code = campus.operator.closeJournalAndReEnrol(TERMINAL);
    await model.enrol(code.kind === 'code' ? code.code : '');
    await model.signIn();
    await model.ask('hold-asked', model.holdData(new CardModel(ZHANG)));
    expect(campus.statement().orders[0]?.serial).toMatch(/^100000000042-02-000001-\d$/u);
  });

  it('keeps the old journal from saying anything about its orders', async () => {
    const { campus, model, orderId } = await investigated();
    campus.operator.closeJournalAndReEnrol(TERMINAL);
    model.append('load-owed', { orderId, reason: 'card-left' });
    expect((await model.send()).status.kind).toBe('sign-in-first');
    expect(orderState(campus, orderId)).toBe('investigating');
  });
});

describe('a chip read for one order', () => {
  it('does not make up for the evidence that another order needs', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    const card = new CardModel(ZHANG);
    const hold = model.holdData(card);
    await model.ask('hold-asked', hold);
    const orderId = await model.fund(card);
    const { intent, authorisation } = await model.attempt(card, orderId);
    card.credit(intent, authorisation);
    campus.operator.investigate(hold.orderId);
    const operators = TWO;
    const request = { orderId: hold.orderId, outcome: 'surplus', operators } as const;
    campus.operator.resolveInvestigation({ ...request, chipCounter: card.counter });
    expect(await model.ask('attempt-asked', model.attemptData(card, orderId))).toMatchObject({
      code: 'E312',
      reason: 'evidence-needed',
    });
    expect(await model.evidence(card)).toMatchObject({ verdicts: [{ verdict: 'loaded' }] });
  });
});
