import { describe, expect, it } from 'vitest';
import { fen, yuan } from '../../../src/kernel/fen.ts';
import { EXPIRED, FOREIGN, LI, OUYANG, WANG, ZHANG } from '../../../simulator/campus/fixtures.ts';
import { CardModel } from './card-model.ts';
import { NOTE, openSchool, orderState, OTHER_TERMINAL, TERMINAL, TerminalModel } from './terminal-model.ts';

describe('a hold', () => {
  it('is granted with the room that is left', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    const hold = model.holdData(new CardModel(ZHANG));
    expect(await model.ask('hold-asked', hold)).toEqual({ kind: 'hold-granted', room: 88_750 });
    expect(orderState(model.campus, hold.orderId)).toBe('held');
  });

  it('bears the serial number that the terminal derives', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    await model.report('box-removed', { stackedCount: 0 });
    await model.ask('hold-asked', model.holdData(new CardModel(ZHANG)));
    expect(model.campus.statement().orders[0]?.serial).toMatch(/^100000000042-01-000002-\d$/u);
  });

  it.each([
    ['E103', 'card-unknown', FOREIGN],
    ['E103', 'card-unknown', { ...ZHANG, card: { ...ZHANG.card, uid: 'FFFFFFFF' } }],
    ['E110', 'card-state', LI],
    ['E111', 'card-state', OUYANG],
    ['E113', 'card-state', EXPIRED],
    ['E306', 'counter-unexpected', { ...ZHANG, counter: ZHANG.counter + 1 }],
    ['E306', 'counter-unexpected', { ...ZHANG, counter: ZHANG.counter - 1 }],
    ['E306', 'balance-above-ledger', { ...ZHANG, balance: fen(1_251) }],
  ] as const)('is refused with %s %s', async (code, reason, account) => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    const hold = model.holdData(new CardModel(account));
    expect(await model.ask('hold-asked', hold)).toEqual({ kind: 'refused', code, reason });
    expect(orderState(model.campus, hold.orderId)).toBeUndefined();
  });

  it('is refused with E112 for a cancelled card', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    model.campus.operator.setCardState(ZHANG.card.applicationSerial, 'cancelled');
    expect(await model.ask('hold-asked', model.holdData(new CardModel(ZHANG)))).toMatchObject({
      code: 'E112',
    });
  });

  it.each([
    ['E103', 'mac1', { mac1: '00000000' }],
    ['E103', 'mac1', { balance: fen(1_249) }],
    ['E103', 'mac1', { counter: ZHANG.counter + 1 }],
    ['E499', 'intent-amount', { amount: yuan(50) }],
    ['E499', 'intent-terminal', { terminal: OTHER_TERMINAL }],
  ])('is refused with %s %s when the intent is changed', async (code, reason, change) => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    const hold = model.holdData(new CardModel(ZHANG));
    const changed = { ...hold, intent: { ...hold.intent, ...change } };
    expect(await model.ask('hold-asked', changed)).toEqual({ kind: 'refused', code, reason });
  });

  it('is refused with E225 and the room when the card is too full', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    expect(await model.ask('hold-asked', model.holdData(new CardModel(WANG)))).toEqual({
      kind: 'refused',
      code: 'E225',
      reason: 'maximum-balance',
      room: yuan(50),
    });
  });

  it('counts other holds against the room', async () => {
    const model = await TerminalModel.enrolled(openSchool({ maxBalance: yuan(200) }).campus);
    const card = new CardModel(ZHANG);
    await model.ask('hold-asked', model.holdData(card));
    expect(await model.ask('hold-asked', model.holdData(card))).toMatchObject({ code: 'E225', room: 8_750 });
  });

  it('fits to the fen', async () => {
    const exact = await TerminalModel.enrolled(openSchool({ maxBalance: fen(11_250) }).campus);
    expect(await exact.ask('hold-asked', exact.holdData(new CardModel(ZHANG)))).toMatchObject({ room: 0 });
    const short = await TerminalModel.enrolled(openSchool({ maxBalance: fen(11_249) }).campus);
    expect(await short.ask('hold-asked', short.holdData(new CardModel(ZHANG)))).toMatchObject({
      code: 'E225',
    });
  });

  it('is refused with E305 while money is due to the card', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    const card = new CardModel(ZHANG);
    await model.fund(card);
    expect(await model.ask('hold-asked', model.holdData(card))).toMatchObject({
      code: 'E305',
      reason: 'open-record',
    });
  });

  it('is refused with E305, not E306, when an open attempt explains the counter', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    const card = new CardModel(ZHANG);
    const { intent, authorisation } = await model.attempt(card, await model.fund(card));
    card.credit(intent, authorisation);
    expect(await model.ask('hold-asked', model.holdData(card))).toMatchObject({ code: 'E305' });
  });

  it('is refused with E312 while people look at a load of this card', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    const card = new CardModel(ZHANG);
    const orderId = await model.fund(card);
    const { attemptId } = await model.attempt(card, orderId);
    await model.report('load-written', { orderId, attemptId, tac: '00000000' });
    expect(await model.ask('hold-asked', model.holdData(card))).toMatchObject({ code: 'E312' });
  });

  it('is not blocked by another hold', async () => {
    const { campus } = openSchool();
    const here = await TerminalModel.enrolled(campus);
    const there = await TerminalModel.enrolled(campus, OTHER_TERMINAL);
    const card = new CardModel(ZHANG);
    await here.ask('hold-asked', here.holdData(card));
    expect((await there.ask('hold-asked', there.holdData(card))).kind).toBe('hold-granted');
  });

  it('is refused with E403 at day-end, while outcomes are still taken', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    const card = new CardModel(ZHANG);
    const orderId = await model.fund(card);
    campus.operator.setDayEnd(true);
    expect(await model.ask('hold-asked', model.holdData(card))).toMatchObject({
      code: 'E403',
      reason: 'day-end',
    });
    await model.load(card, orderId);
    expect(orderState(campus, orderId)).toBe('confirmed');
  });

  it('is refused in the day-end window that runs over midnight', async () => {
    const { campus, clock } = openSchool({ dayEnd: { from: '233000', to: '001000' } });
    const model = await TerminalModel.enrolled(campus);
    const card = new CardModel(ZHANG);
    clock.jumpWall((15 * 60 + 31) * 60_000);
    expect(await model.ask('hold-asked', model.holdData(card))).toMatchObject({ code: 'E403' });
    clock.jumpWall(40 * 60_000);
    expect((await model.ask('hold-asked', model.holdData(card))).kind).toBe('hold-granted');
  });
});

describe('the daily limit', () => {
  it('refuses with E224 and the rest of the day', async () => {
    const model = await TerminalModel.enrolled(openSchool({ dailyCashLimit: yuan(150) }).campus);
    const card = new CardModel(ZHANG);
    await model.ask('hold-asked', model.holdData(card));
    expect(await model.ask('hold-asked', model.holdData(card))).toEqual({
      kind: 'refused',
      code: 'E224',
      reason: 'daily-limit',
      room: yuan(50),
    });
  });

  it('is given back by a release', async () => {
    const model = await TerminalModel.enrolled(openSchool({ dailyCashLimit: NOTE }).campus);
    const card = new CardModel(ZHANG);
    const first = model.holdData(card);
    await model.ask('hold-asked', first);
    await model.report('hold-released', { orderId: first.orderId, reason: 'left' });
    expect((await model.ask('hold-asked', model.holdData(card))).kind).toBe('hold-granted');
  });

  it('begins anew at midnight in Shanghai', async () => {
    const { campus, clock } = openSchool({ dailyCashLimit: NOTE });
    const model = await TerminalModel.enrolled(campus);
    const card = new CardModel(ZHANG);
    await model.load(card, await model.fund(card));
    expect(await model.ask('hold-asked', model.holdData(card))).toMatchObject({ code: 'E224', room: 0 });
    clock.jumpWall(16 * 3_600_000);
    expect((await model.ask('hold-asked', model.holdData(card))).kind).toBe('hold-granted');
  });
});

describe('the same order id', () => {
  it('with the same body gets the stored answer and no second hold', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    const hold = model.holdData(new CardModel(ZHANG));
    const first = await model.ask('hold-asked', hold);
    expect(await model.ask('hold-asked', hold)).toEqual(first);
    expect(model.campus.statement().orders).toHaveLength(1);
  });

  it('with another body is an error', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    const card = new CardModel(ZHANG);
    const hold = model.holdData(card);
    await model.ask('hold-asked', hold);
    const other = { ...model.holdData(card), orderId: hold.orderId };
    expect(await model.ask('hold-asked', other)).toMatchObject({ code: 'E499', reason: 'id-reused' });
  });

  it('from another terminal is an error', async () => {
    const { campus } = openSchool();
    const here = await TerminalModel.enrolled(campus, TERMINAL);
    const there = await TerminalModel.enrolled(campus, OTHER_TERMINAL);
    const hold = here.holdData(new CardModel(ZHANG));
    await here.ask('hold-asked', hold);
    expect(await there.ask('hold-asked', hold)).toMatchObject({ code: 'E499', reason: 'id-reused' });
  });
});
