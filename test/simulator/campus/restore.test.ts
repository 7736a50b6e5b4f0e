import { describe, expect, it } from 'vitest';
import { ZHANG } from '../../../simulator/campus/fixtures.ts';
import { CardModel } from './card-model.ts';
import { NOTE, openSchool, orderState, OTHER_TERMINAL, TerminalModel } from './terminal-model.ts';

async function resend(...models: readonly TerminalModel[]): Promise<void> {
  for (const model of models) {
    await model.signIn();
    await model.send();
  }
}

describe('restoring a backup', () => {
  async function lostAfterBackup() {
    const { campus, clock } = openSchool();
    const here = await TerminalModel.enrolled(campus);
    const there = await TerminalModel.enrolled(campus, OTHER_TERMINAL);
    const backup = campus.backup();
    return { campus, clock, here, there, backup, card: new CardModel(ZHANG) };
  }

  it('raises the epoch and asks everybody to sign in', async () => {
    const { campus, here, backup } = await lostAfterBackup();
    campus.restoreFromBackup(backup);
    expect(await here.send({ query: { kind: 'ping' } })).toMatchObject({
      status: { kind: 'sign-in-first' },
      ledgerEpoch: 2,
    });
  });

  it('raises the epoch above every earlier one', async () => {
    const { campus, backup } = await lostAfterBackup();
    campus.restoreFromBackup(backup);
    campus.restoreFromBackup(backup);
    expect(campus.epoch).toBe(3);
  });

  it('authorises nothing until every terminal has re-sent', async () => {
    const { campus, here, there, backup, card } = await lostAfterBackup();
    await there.report('box-removed', { stackedCount: 3 });
    campus.restoreFromBackup(backup);
    await here.signIn();
    expect(await here.ask('hold-asked', here.holdData(card))).toMatchObject({
      code: 'E403',
      reason: 'ledger-epoch',
    });
    await there.signIn();
    expect(campus.operator.awaited()).toEqual([OTHER_TERMINAL]);
    await there.send();
    expect(campus.operator.awaited()).toEqual([]);
    expect((await here.ask('hold-asked', here.holdData(card))).kind).toBe('hold-granted');
  });

  it('refuses attempts and evidence in the meantime', async () => {
    const { campus, here, card } = await lostAfterBackup();
    const orderId = await here.fund(card);
    campus.restoreFromBackup(campus.backup());
    await here.signIn();
    expect(await here.ask('attempt-asked', here.attemptData(card, orderId))).toMatchObject({
      reason: 'ledger-epoch',
    });
    expect(await here.evidence(card)).toMatchObject({ code: 'E403' });
  });

  it('authorises again when an operator waives the missing terminals', async () => {
    const { campus, here, backup, card } = await lostAfterBackup();
    campus.restoreFromBackup(backup);
    await here.signIn();
    campus.operator.waiveEpoch();
    expect((await here.ask('hold-asked', here.holdData(card))).kind).toBe('hold-granted');
  });

  it('does not wait for a journal that was closed', async () => {
    const { campus, here, there, backup, card } = await lostAfterBackup();
    await there.report('box-removed', { stackedCount: 3 });
    campus.restoreFromBackup(backup);
    await here.signIn();
    await here.send();
    campus.operator.closeJournalAndReEnrol(OTHER_TERMINAL);
    expect((await here.ask('hold-asked', here.holdData(card))).kind).toBe('hold-granted');
  });

  it('builds a load up again from what the terminal re-sends', async () => {
    const { campus, here, there, backup, card } = await lostAfterBackup();
    const orderId = await here.fund(card);
    await here.load(card, orderId);
    campus.restoreFromBackup(backup);
    expect(campus.statement().orders).toEqual([]);
    await resend(here, there);
    expect(orderState(campus, orderId)).toBe('confirmed');
    expect(campus.ledgerBalance(card.ref.applicationSerial)).toBe(card.balance);
    await here.load(card, await here.fund(card));
    expect(card.balance).toBe(21_250);
  });

  it('does so when the terminal that wrote re-sends before the one that took the note', async () => {
    const { campus, here, there, backup, card } = await lostAfterBackup();
    const orderId = await here.fund(card);
    await here.report('load-owed', { orderId, reason: 'card-left' });
    await there.evidence(card);
    await there.load(card, orderId);
    campus.restoreFromBackup(backup);
    await resend(there, here);
    expect(orderState(campus, orderId)).toBe('confirmed');
    expect(campus.ledgerBalance(card.ref.applicationSerial)).toBe(card.balance);
  });

  it('never writes again what the lost ledger had authorised and the card has', async () => {
    const { campus, here, there, backup, card } = await lostAfterBackup();
    const orderId = await here.fund(card);
    const { intent, authorisation } = await here.attempt(card, orderId);
    card.credit(intent, authorisation);
    campus.restoreFromBackup(backup);
    await resend(here, there);
    expect(await there.ask('attempt-asked', there.attemptData(card, orderId))).toMatchObject({
      code: 'E312',
    });
    expect(await there.evidence(card)).toMatchObject({ verdicts: [{ verdict: 'loaded' }] });
    expect(campus.ledgerBalance(card.ref.applicationSerial)).toBe(11_250);
  });

  it('keeps a hold that was perhaps refused from reserving anything', async () => {
    const { campus, here, there, backup, card } = await lostAfterBackup();
    await here.ask('hold-asked', here.holdData(card));
    campus.restoreFromBackup(backup);
    await resend(here, there);
    expect(await here.query({ kind: 'card', card: card.ref, balance: card.balance })).toMatchObject({
      room: 98_750,
    });
  });

  it('settles by the evidence that terminals had shown the lost ledger', async () => {
    const { campus, here, there, backup, card } = await lostAfterBackup();
    const first = await here.fund(card);
    const { intent, authorisation } = await here.attempt(card, first);
    card.credit(intent, authorisation);
    await there.evidence(card);
    await there.load(card, await there.fund(card));
    campus.restoreFromBackup(backup);
    await resend(there, here);
    expect(orderState(campus, first)).toBe('confirmed');
    expect(campus.ledgerBalance(card.ref.applicationSerial)).toBe(card.balance);
    expect(campus.books().total).toBe(0);
  });

  it('takes from old evidence only what it proves to be loaded', async () => {
    const { campus, here, there, backup, card } = await lostAfterBackup();
    const first = await here.fund(card);
    await there.evidence(card);
    await here.load(card, first);
    const second = await here.fund(card);
    await here.attempt(card, second);
    campus.restoreFromBackup(backup);
    await resend(here, there);
    expect([orderState(campus, first), orderState(campus, second)]).toEqual(['confirmed', 'funded']);
  });

  it('does not call a proof wrong that it cannot check any more', async () => {
    const { campus, here, there, backup, card } = await lostAfterBackup();
    const orderId = await here.fund(card);
    const { intent, authorisation } = await here.attempt(card, orderId);
    card.credit(intent, authorisation);
    card.keepsLog = false;
    campus.restoreFromBackup(backup);
    await resend(here, there);
    expect(await there.evidence(card)).toMatchObject({ verdicts: [{ verdict: 'loaded' }] });
  });

  it('checks a proof with the date and time in the card’s own log', async () => {
    const { campus, here, there, backup, card } = await lostAfterBackup();
    const [older, younger] = [here.holdData(card), there.holdData(card)];
    const stacked = { type: 6, value: NOTE, how: 'reported' } as const;
    await here.ask('hold-asked', older);
    await there.ask('hold-asked', younger);
    await there.report('note-stacked', { orderId: younger.orderId, ...stacked });
    await there.attempt(card, younger.orderId);
    await here.report('note-stacked', { orderId: older.orderId, ...stacked });
    await here.evidence(card);
    const { intent, authorisation } = await here.attempt(card, older.orderId);
    card.credit(intent, authorisation);
    campus.restoreFromBackup(backup);
    await resend(here, there);
    const answer = await there.evidence(card);
    expect(answer.kind === 'verdicts' && answer.verdicts.map((entry) => entry.verdict).sort()).toEqual([
      'loaded',
      'not-loaded',
    ]);
    expect(orderState(campus, older.orderId)).toBe('confirmed');
  });
});
