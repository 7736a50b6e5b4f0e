import { describe, expect, it } from 'vitest';
import { yuan } from '../../../src/kernel/fen.ts';
import { ZHANG } from '../../../simulator/campus/fixtures.ts';
import { CardModel } from './card-model.ts';
import {
  balanceOf,
  NOTE,
  OWED_NOTE,
  openSchool,
  orderState,
  OTHER_TERMINAL,
  TERMINAL,
  TerminalModel,
} from './terminal-model.ts';

async function held(): Promise<{ model: TerminalModel; orderId: string; card: CardModel }> {
  const model = await TerminalModel.enrolled(openSchool().campus);
  const card = new CardModel(ZHANG);
  const hold = model.holdData(card);
  await model.ask('hold-asked', hold);
  return { model, orderId: hold.orderId, card };
}

function stacked(orderId: string, value = NOTE) {
  return { orderId, type: 6, value, how: 'reported' } as const;
}

describe('a stacked note', () => {
  it('funds its order and is in the cash box', async () => {
    const { model, orderId } = await held();
    await model.report('note-stacked', stacked(orderId));
    expect(orderState(model.campus, orderId)).toBe('funded');
    expect(balanceOf(model.campus, `cash-box:${TERMINAL}`)).toBe(NOTE);
    expect(balanceOf(model.campus, `owed:${orderId}`)).toBe(OWED_NOTE);
  });

  it('of another value than the hold is under investigation for what it is worth', async () => {
    const { model, orderId } = await held();
    await model.report('note-stacked', stacked(orderId, yuan(50)));
    expect(model.campus.statement().orders[0]).toMatchObject({
      state: 'investigating',
      cause: 'value-differs',
      amount: yuan(50),
    });
    expect(balanceOf(model.campus, `investigation:${orderId}`)).toBe(-5_000);
  });

  it('counts once however often it is reported', async () => {
    const { model, orderId } = await held();
    await model.report('note-stacked', stacked(orderId));
    await model.report('note-stacked', stacked(orderId));
    expect(balanceOf(model.campus, `cash-box:${TERMINAL}`)).toBe(NOTE);
    expect(model.campus.alarms().at(-1)?.code).toBe('stacked-twice');
  });

  it('without any hold is under investigation', async () => {
    const { model } = await held();
    const orderId = model.id();
    await model.report('note-stacked', stacked(orderId));
    expect(orderState(model.campus, orderId)).toBe('investigating');
  });

  it('under a hold that was released is under investigation', async () => {
    const { model, orderId } = await held();
    await model.report('hold-released', { orderId, reason: 'left' });
    await model.report('note-stacked', stacked(orderId));
    expect(model.campus.statement().orders[0]).toMatchObject({ cause: 'stacked-without-hold' });
  });

  it('for an order of another terminal goes to the orphans', async () => {
    const { model, orderId } = await held();
    const other = await TerminalModel.enrolled(model.campus, OTHER_TERMINAL);
    await other.report('note-stacked', stacked(orderId));
    expect(orderState(model.campus, orderId)).toBe('held');
    expect(balanceOf(model.campus, `orphan:${OTHER_TERMINAL}`)).toBe(OWED_NOTE);
  });
});

describe('a released hold', () => {
  it('frees its room', async () => {
    const { model, orderId, card } = await held();
    await model.report('hold-released', { orderId, reason: 'left' });
    expect(orderState(model.campus, orderId)).toBe('released');
    expect(await model.query({ kind: 'card', card: card.ref, balance: card.balance })).toMatchObject({
      room: 98_750,
    });
  });

  it('is not a way to lose money that was taken', async () => {
    const { model, orderId } = await held();
    await model.report('note-stacked', stacked(orderId));
    await model.report('hold-released', { orderId, reason: 'left' });
    expect(orderState(model.campus, orderId)).toBe('funded');
    expect(model.campus.alarms().at(-1)?.code).toBe('release-of-money-taken');
  });

  it('is released by its own terminal only', async () => {
    const { model, orderId } = await held();
    const other = await TerminalModel.enrolled(model.campus, OTHER_TERMINAL);
    await other.report('hold-released', { orderId, reason: 'left' });
    expect(orderState(model.campus, orderId)).toBe('held');
  });
});

describe('a disputed note', () => {
  it('is as much to have as to owe', async () => {
    const { model, orderId } = await held();
    await model.report('note-disputed', { orderId, value: NOTE, reason: 'jam' });
    expect(orderState(model.campus, orderId)).toBe('investigating');
    expect(balanceOf(model.campus, `disputed-notes:${TERMINAL}`)).toBe(NOTE);
    expect(balanceOf(model.campus, `investigation:${orderId}`)).toBe(OWED_NOTE);
  });

  it('funds its order when it turns out to be stacked', async () => {
    const { model, orderId } = await held();
    await model.report('note-disputed', { orderId, value: NOTE, reason: 'jam' });
    await model.report('note-stacked', { ...stacked(orderId), how: 'recovered' });
    expect(orderState(model.campus, orderId)).toBe('funded');
    expect(balanceOf(model.campus, `disputed-notes:${TERMINAL}`)).toBe(0);
    expect(balanceOf(model.campus, `cash-box:${TERMINAL}`)).toBe(NOTE);
  });

  it('ends the order when it turns out to be returned', async () => {
    const { model, orderId } = await held();
    await model.report('note-disputed', { orderId, value: NOTE, reason: 'jam' });
    await model.report('hold-released', { orderId, reason: 'returned' });
    expect(orderState(model.campus, orderId)).toBe('released');
    expect(balanceOf(model.campus, `investigation:${orderId}`)).toBe(0);
  });

  it('cannot be one that was booked already', async () => {
    const { model, orderId } = await held();
    await model.report('note-stacked', stacked(orderId));
    await model.report('note-disputed', { orderId, value: NOTE, reason: 'jam' });
    expect(orderState(model.campus, orderId)).toBe('funded');
  });
});

describe('an orphan', () => {
  it('of known value is in the books', async () => {
    const { model } = await held();
    await model.report('note-orphaned', { type: 6, value: NOTE, reason: 'no-escrow' });
    expect(balanceOf(model.campus, `orphan:${TERMINAL}`)).toBe(OWED_NOTE);
    expect(model.campus.statement().orphans[0]).toMatchObject({ type: 6, value: NOTE });
  });

  it('of unknown value is on the list only', async () => {
    const { model } = await held();
    await model.report('note-orphaned', { type: 40, value: null, reason: 'no-escrow' });
    expect(balanceOf(model.campus, `orphan:${TERMINAL}`)).toBe(0);
    expect(model.campus.statement().orphans[0]?.value).toBeNull();
  });
});

describe('an order that the terminal gives up', () => {
  it('is owed', async () => {
    const { model, orderId } = await held();
    await model.report('note-stacked', stacked(orderId));
    await model.report('load-owed', { orderId, reason: 'card-left' });
    expect(orderState(model.campus, orderId)).toBe('owed');
  });

  it('is not owed without money', async () => {
    const { model, orderId } = await held();
    await model.report('load-owed', { orderId, reason: 'card-left' });
    expect(orderState(model.campus, orderId)).toBe('held');
  });
});
