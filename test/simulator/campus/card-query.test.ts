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
