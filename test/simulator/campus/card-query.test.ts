import { describe, expect, it } from 'vitest';
import { fen, yuan } from '../../../src/kernel/fen.ts';
import { maskedName } from '../../../simulator/campus/masked-name.ts';
import { serverTime } from '../../../simulator/campus/server-time.ts';
import { EXPIRED, FOREIGN, LI, OUYANG, WANG, ZHANG } from '../../../simulator/campus/fixtures.ts';
import { CardModel } from './card-model.ts';
import { NOTE, openSchool, OTHER_TERMINAL, TerminalModel } from './terminal-model.ts';

function queryOf(account: Pick<typeof ZHANG, 'card' | 'balance'>) {
  return { kind: 'card', card: account.card, balance: account.balance } as const;
}

describe('a card on a reader', () => {
  it('is shown with masked name, number, room and maximum', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    expect(await model.query(queryOf(ZHANG))).toEqual({
      kind: 'card',
      holderName: '张**',
      holderNumber: '2099000001',
      room: 98_750,
      maximum: yuan(1000),
      openRecords: [],
      untold: [],
    });
  });

  it.each([
    ['E110', LI],
    ['E111', OUYANG],
    ['E113', EXPIRED],
    ['E306', { ...ZHANG, balance: fen(1_251) }],
    [undefined, WANG],
    [undefined, { ...ZHANG, balance: fen(1_249) }],
  ] as const)('is blocked by %s', async (code, account) => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    const result = await model.query(queryOf(account));
    expect(result?.kind === 'card' ? result.blocked : result).toBe(code);
  });

  it('that is cancelled is blocked by E112', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    model.campus.operator.setCardState(ZHANG.card.applicationSerial, 'cancelled');
    expect(await model.query(queryOf(ZHANG))).toMatchObject({ blocked: 'E112' });
  });

  it.each([
    ['of another school', FOREIGN],
    ['with another chip', { ...ZHANG, card: { ...ZHANG.card, uid: 'FFFFFFFF' } }],
  ])('%s is unknown', async (_name, account) => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    expect(await model.query(queryOf(account))).toEqual({ kind: 'unknown-card' });
  });

  it('may have more than the ledger by what an open attempt could have written', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    const card = new CardModel(ZHANG);
    const { intent, authorisation } = await model.attempt(card, await model.fund(card));
    card.credit(intent, authorisation);
    expect(await model.query({ kind: 'card', card: card.ref, balance: card.balance })).not.toHaveProperty(
      'blocked',
    );
    const more = fen(card.balance + 1);
    expect(await model.query({ kind: 'card', card: card.ref, balance: more })).toMatchObject({
      blocked: 'E306',
    });
  });

  it('follows the ledger down when purchases are uploaded, each once', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    const purchase = { id: 'p1', applicationSerial: ZHANG.card.applicationSerial, amount: fen(250) };
    campus.operator.uploadPurchase(purchase);
    campus.operator.uploadPurchase(purchase);
    expect(campus.ledgerBalance(ZHANG.card.applicationSerial)).toBe(1_000);
    expect(await model.query(queryOf(ZHANG))).toMatchObject({ blocked: 'E306' });
  });
});

describe('open records', () => {
  it('show money that is due', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    const card = new CardModel(ZHANG);
    const orderId = await model.fund(card);
    expect(await model.query(queryOf(ZHANG))).toMatchObject({
      room: 88_750,
      openRecords: [{ orderId, amount: NOTE, state: 'owed' }],
    });
  });

  it('do not show a young hold, nor the terminal’s own, and show an old one elsewhere', async () => {
    const { campus, clock } = openSchool();
    const here = await TerminalModel.enrolled(campus);
    const there = await TerminalModel.enrolled(campus, OTHER_TERMINAL);
    await here.ask('hold-asked', here.holdData(new CardModel(ZHANG)));
    expect(await there.query(queryOf(ZHANG))).toMatchObject({ openRecords: [] });
    await clock.run(120_000);
    expect(await there.query(queryOf(ZHANG))).toMatchObject({ openRecords: [] });
    await clock.run(1);
    expect(await there.query(queryOf(ZHANG))).toMatchObject({ openRecords: [{ state: 'clarifying' }] });
    expect(await here.query(queryOf(ZHANG))).toMatchObject({ openRecords: [] });
  });

  it('show an investigation as clarifying', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    const orderId = await model.fund(new CardModel(ZHANG));
    model.campus.operator.investigate(orderId);
    expect(await model.query(queryOf(ZHANG))).toMatchObject({ openRecords: [{ state: 'clarifying' }] });
  });
});

describe('orders that are on the card', () => {
  const untold = async (model: TerminalModel, card: CardModel): Promise<string[]> => {
    const result = await model.query({ kind: 'card', card: card.ref, balance: card.balance });
    return result?.kind === 'card' ? result.untold.map(({ orderId }) => orderId) : [];
  };

  async function loaded(model: TerminalModel, card: CardModel): Promise<string> {
    const orderId = await model.fund(card);
    await model.load(card, orderId);
    return orderId;
  }

  it('are to be told to their holder, oldest first, until some terminal has told them', async () => {
    const { campus } = openSchool();
    const here = await TerminalModel.enrolled(campus);
    const there = await TerminalModel.enrolled(campus, OTHER_TERMINAL);
    const card = new CardModel(ZHANG);
    const first = await loaded(here, card);
    const second = await loaded(here, card);
    expect(await untold(here, card)).toEqual([first, second]);
    expect(await untold(there, card)).toEqual([first, second]);
    await there.report('order-told', { orderId: first });
    await here.report('order-told', { orderId: first });
    expect(await untold(here, card)).toEqual([second]);
    expect(campus.statement().orders.map(({ told }) => told)).toEqual([true, false]);
  });

  it('are told eight at a time', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    const card = new CardModel(ZHANG);
    const orders: string[] = [];
    for (let number = 0; number < 9; number += 1) orders.push(await loaded(model, card));
    const [first = ''] = orders;
    expect(await untold(model, card)).toEqual(orders.slice(0, 8));
    await model.report('order-told', { orderId: first });
    expect(await untold(model, card)).toEqual(orders.slice(1));
  });

  it('are not untold while they are owed, and say when and where they were opened', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    const card = new CardModel(ZHANG);
    const orderId = await model.fund(card);
    expect(await untold(model, card)).toEqual([]);
    await model.load(card, orderId);
    expect(await model.query({ kind: 'card', card: card.ref, balance: card.balance })).toMatchObject({
      openRecords: [],
      untold: [{ orderId, amount: NOTE, kind: 'cash', terminal: model.terminal }],
    });
  });

  it('that nobody knows raise an alarm when they are told', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    await model.report('order-told', { orderId: 'f'.repeat(32) });
    expect(model.campus.alarms().map(({ code }) => code)).toEqual(['told-without-order']);
  });
});

describe('what the screen is given', () => {
  it.each([
    ['张小样', '张**'],
    ['欧阳测试', '欧阳**'],
    ['Test Person', 'Test **'],
  ])('masks %s as %s', (name, masked) => {
    expect(maskedName(name)).toBe(masked);
  });

  it('tells time in Shanghai', () => {
    expect(serverTime(Date.parse('2025-12-31T16:00:00Z'))).toEqual({
      date: '20260101',
      time: '000000',
      iso: '2026-01-01T00:00:00+08:00',
    });
  });
});
