import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/host/contract.ts';
import { FOREIGN, ZHANG } from '../../../simulator/campus/fixtures.ts';
import { CardModel } from './card-model.ts';
import { NOTE, openSchool, orderState, OTHER_TERMINAL, TerminalModel } from './terminal-model.ts';

async function attempted() {
  const school = openSchool();
  const model = await TerminalModel.enrolled(school.campus);
  const card = new CardModel(ZHANG);
  const orderId = await model.fund(card);
  return { ...school, model, card, orderId, attempt: await model.attempt(card, orderId) };
}

function verdicts(answer: Answer): readonly string[] {
  return answer.kind === 'verdicts' ? answer.verdicts.map((entry) => entry.verdict) : [answer.kind];
}

describe('evidence of a card that was not written', () => {
  it('says not loaded and leaves the order open', async () => {
    const { model, card, orderId, campus } = await attempted();
    expect(verdicts(await model.evidence(card))).toEqual(['not-loaded']);
    expect(orderState(campus, orderId)).toBe('funded');
  });

  it('names the record as owed', async () => {
    const { model, card, orderId } = await attempted();
    expect(await model.evidence(card)).toMatchObject({
      verdicts: [
        {
          record: {
            orderId,
            kind: 'cash',
            amount: NOTE,
            openedAt: '2099-09-01T08:00:00+08:00',
            terminal: model.terminal,
            state: 'owed',
          },
        },
      ],
    });
  });

  it('lets the order be written at another terminal, once', async () => {
    const { card, orderId, campus } = await attempted();
    const other = await TerminalModel.enrolled(campus, OTHER_TERMINAL);
    expect(verdicts(await other.evidence(card))).toEqual(['not-loaded']);
    await other.load(card, orderId);
    expect(verdicts(await other.evidence(card))).toEqual([]);
    expect(card.balance).toBe(11_250);
  });
});

describe('evidence of a card that was written', () => {
  it('says loaded by the proof and settles', async () => {
    const { model, card, orderId, campus, attempt } = await attempted();
    card.credit(attempt.intent, attempt.authorisation);
    card.keepsLog = false;
    expect(verdicts(await model.evidence(card))).toEqual(['loaded']);
    expect(orderState(campus, orderId)).toBe('confirmed');
    expect(campus.ledgerBalance(card.ref.applicationSerial)).toBe(card.balance);
  });

  it('says loaded by the log when there is no proof', async () => {
    const { model, card, attempt } = await attempted();
    card.credit(attempt.intent, attempt.authorisation);
    card.keepsProof = false;
    expect(verdicts(await model.evidence(card))).toEqual(['loaded']);
  });

  it('says loaded by the register when there is neither', async () => {
    const { model, card, attempt } = await attempted();
    card.credit(attempt.intent, attempt.authorisation);
    card.keepsProof = false;
    card.keepsLog = false;
    expect(verdicts(await model.evidence(card))).toEqual(['loaded']);
  });

  it('says loaded although the holder has spent since', async () => {
    const { model, card, attempt } = await attempted();
    card.credit(attempt.intent, attempt.authorisation);
    card.spend(10_000);
    expect(verdicts(await model.evidence(card))).toEqual(['loaded']);
  });

  it('makes the terminal’s late report change nothing', async () => {
    const { model, card, orderId, campus, attempt } = await attempted();
    const tac = card.credit(attempt.intent, attempt.authorisation) ?? '';
    await model.evidence(card);
    await model.report('load-written', { orderId, attemptId: attempt.attemptId, tac });
    expect(campus.ledgerBalance(card.ref.applicationSerial)).toBe(11_250);
    expect(campus.alarms()).toEqual([]);
  });

  it('settles before a late terminal reports, whoever shows it', async () => {
    const { card, orderId, campus, attempt } = await attempted();
    card.credit(attempt.intent, attempt.authorisation);
    const other = await TerminalModel.enrolled(campus, OTHER_TERMINAL);
    await other.evidence(card);
    expect(orderState(campus, orderId)).toBe('confirmed');
  });
});

describe('evidence that contradicts', () => {
  it('is a proof that names no authorisation', async () => {
    const { model, card, orderId, campus } = await attempted();
    card.counter += 1;
    const evidence = card.evidence(NOTE, model.terminal);
    const proof = { kind: 'tac', counter: card.counter, tac: 'FFFFFFFF' } as const;
    const answer = await model.ask('evidence-asked', { card: card.ref, evidence: { ...evidence, proof } });
    expect(answer).toMatchObject({ verdicts: [{ verdict: 'conflict', record: { state: 'clarifying' } }] });
    expect(orderState(campus, orderId)).toBe('investigating');
  });

  it('is a counter that moved twice', async () => {
    const { model, card, orderId, campus } = await attempted();
    card.counter += 2;
    expect(verdicts(await model.evidence(card))).toEqual(['conflict']);
    expect(orderState(campus, orderId)).toBe('investigating');
    expect(campus.alarms().at(-1)?.code).toBe('evidence-conflict');
  });

  it('is a balance that grew while the counter stood', async () => {
    const { model, card } = await attempted();
    card.balance = NOTE;
    expect(verdicts(await model.evidence(card))).toEqual(['conflict']);
  });

  it('stays with people: the next evidence says clarifying', async () => {
    const { model, card } = await attempted();
    card.counter += 2;
    await model.evidence(card);
    expect(verdicts(await model.evidence(card))).toEqual(['clarifying']);
  });
});

describe('evidence that is older than the ledger', () => {
  it('changes nothing, for it may have come late', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    const card = new CardModel(ZHANG);
    const first = await model.fund(card);
    const old = card.evidence(NOTE, model.terminal);
    await model.load(card, first);
    const next = await model.fund(card);
    await model.attempt(card, next);
    const answer = await model.ask('evidence-asked', { card: card.ref, evidence: old });
    expect(verdicts(answer)).toEqual(['conflict']);
    expect(orderState(campus, next)).toBe('funded');
    expect(campus.alarms().at(-1)?.code).toBe('evidence-older-than-ledger');
  });
});

describe('evidence is refused', () => {
  it('with E103 for a card that is not ours', async () => {
    const { model } = await attempted();
    expect(await model.evidence(new CardModel(FOREIGN))).toMatchObject({ code: 'E103' });
  });

  it('with E103 when MAC1 is wrong', async () => {
    const { model, card, orderId, campus } = await attempted();
    const evidence = card.evidence(NOTE, model.terminal);
    const intent = { ...evidence.intent, counter: evidence.intent.counter + 1 };
    const answer = await model.ask('evidence-asked', { card: card.ref, evidence: { ...evidence, intent } });
    expect(answer).toMatchObject({ code: 'E103', reason: 'mac1' });
    expect(orderState(campus, orderId)).toBe('funded');
  });

  it('when it was taken with another terminal’s number', async () => {
    const { model, card } = await attempted();
    const evidence = card.evidence(NOTE, OTHER_TERMINAL);
    expect(await model.ask('evidence-asked', { card: card.ref, evidence })).toMatchObject({
      reason: 'intent-terminal',
    });
  });
});

describe('records that people or another terminal must settle', () => {
  it('are clarifying: a note under dispute', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    const card = new CardModel(ZHANG);
    const hold = model.holdData(card);
    await model.ask('hold-asked', hold);
    await model.report('note-disputed', { orderId: hold.orderId, value: NOTE, reason: 'jam' });
    expect(verdicts(await model.evidence(card))).toEqual(['clarifying']);
  });

  it('come oldest first, among those that are owed', async () => {
    const { campus, clock } = openSchool();
    const here = await TerminalModel.enrolled(campus);
    const there = await TerminalModel.enrolled(campus, OTHER_TERMINAL);
    const card = new CardModel(ZHANG);
    await there.ask('hold-asked', there.holdData(card));
    await clock.run(121_000);
    await here.fund(card);
    expect(verdicts(await here.evidence(card))).toEqual(['clarifying', 'not-loaded']);
  });
});
