/** One card, one owed order, two terminals (design.md §5.3–5). */
import { describe, expect, it } from 'vitest';
import type { LoadAuthorisation } from '../../drivers/contract/purse.ts';
import { fen, yuan } from '../../src/kernel/fen.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import type { FactData } from '../../src/money/facts.ts';
import type { Campus } from '../../simulator/campus/campus-server.ts';
import { ZHANG } from '../../simulator/campus/fixtures.ts';
import { CardModel } from '../simulator/campus/card-model.ts';
import {
  NOTE,
  openSchool,
  orderState,
  OTHER_TERMINAL,
  TerminalModel,
} from '../simulator/campus/terminal-model.ts';
import { Holder, pullsAtCredit } from './holder.ts';
import { audit, loadsOn } from './invariants.ts';
import { idle, Stand } from './stand.ts';

/** A's load waits for the card that was torn away; the clock stands there. */
async function waitingAtA(when: 'before' | 'after'): Promise<{ stand: Stand; zhang: Holder }> {
  const stand = await Stand.open();
  const zhang = new Holder(stand.clock, stand.card(ZHANG));
  pullsAtCredit(stand.a, zhang, when);
  stand.a.kiosk.hardware.lay(zhang.card);
  await zhang.visit(stand.a, { note: stand.note(), patienceMs: 9_500 });
  expect(stand.a.kiosk.screen()?.id).toBe('torn-card');
  return { stand, zhang };
}

describe('a card torn away at A and laid on B while A still waits for it', () => {
  it.each([
    ['before', 'I315'],
    ['after', 'I314'],
  ] as const)('(%s its commit) is settled at B, once', async (when, code) => {
    const { stand, zhang } = await waitingAtA(when);
    await zhang.visit(stand.b);
    expect(zhang.codes()).toContain(code);
    expect(loadsOn(zhang.card)).toBe(1);
    await stand.clock.runUntil(() => idle(stand.a), 120_000);
    expect(stand.orderStates()).toEqual(['confirmed']);
    expect(audit(stand)).toEqual([]);
  });

  it.each(['before', 'after'] as const)('(%s) and then back on A is not written again', async (when) => {
    const { stand, zhang } = await waitingAtA(when);
    await zhang.visit(stand.b);
    await zhang.visit(stand.a);
    await stand.clock.run(60_000);
    await zhang.visit(stand.a);
    expect(loadsOn(zhang.card)).toBe(1);
    expect(stand.orderStates()).toEqual(['confirmed']);
    expect(audit(stand)).toEqual([]);
  });

  it('and torn there, too, goes back to A: one load in the end', async () => {
    const { stand, zhang } = await waitingAtA('before');
    pullsAtCredit(stand.b, zhang, 'before');
    await zhang.visit(stand.b, { patienceMs: 6_000 });
    await zhang.visit(stand.a, { onTorn: 'lay' });
    await stand.clock.run(60_000);
    await zhang.visit(stand.b);
    expect(loadsOn(zhang.card)).toBe(1);
    expect(audit(stand)).toEqual([]);
  });
});

/** One terminal on its way through an attempt, one step at a time. */
class Writer {
  readonly #terminal: TerminalModel;
  readonly #card: CardModel;
  readonly #orderId: string;
  #attempt: FactData<'attempt-asked'> | undefined;
  #authorisation: LoadAuthorisation | undefined;
  #step = 0;

  constructor(terminal: TerminalModel, card: CardModel, orderId: string) {
    this.#terminal = terminal;
    this.#card = card;
    this.#orderId = orderId;
  }

  get done(): boolean {
    return this.#step >= 3;
  }

  /** INITIALIZE, then ask, then CREDIT and its report. */
  async step(): Promise<void> {
    this.#step += 1;
    if (this.#step === 1) this.#attempt = this.#terminal.attemptData(this.#card, this.#orderId);
    else if (this.#step === 2) await this.#ask();
    else await this.#credit();
  }

  async #ask(): Promise<void> {
    const answer = await this.#terminal.ask('attempt-asked', this.#attempt!);
    if (answer.kind === 'authorised') this.#authorisation = answer.authorisation;
  }

  async #credit(): Promise<void> {
    const { orderId, attemptId, intent } = this.#attempt!;
    if (this.#authorisation === undefined) return;
    const tac = this.#card.credit(intent, this.#authorisation);
    if (tac !== undefined) await this.#terminal.report('load-written', { orderId, attemptId, tac });
    else
      await this.#terminal.report('load-failed', { orderId, attemptId, outcome: 'refused', reason: '9302' });
  }
}

describe('two terminals that work on the same owed order at once', () => {
  it('write it once in each of 200 interleavings', async () => {
    const { campus } = openSchool();
    const terminals = [
      await TerminalModel.enrolled(campus),
      await TerminalModel.enrolled(campus, OTHER_TERMINAL),
    ] as const;
    const card = new CardModel(ZHANG);
    const random = seededRandom(20_990_902);
    let bothAuthorised = 0;
    for (let round = 0; round < 200; round += 1) {
      const before = { counter: card.counter, balance: card.balance };
      const orderId = await terminals[0].fund(card);
      const writers = terminals.map((terminal) => new Writer(terminal, card, orderId));
      while (writers.some((writer) => !writer.done)) {
        const ready = writers.filter((writer) => !writer.done);
        await ready[random.below(ready.length)]!.step();
      }
      if (attemptsOf(campus, orderId) === 2) bothAuthorised += 1;
      await settle(terminals[random.below(2)]!, card, orderId);
      expect(card.counter).toBe(before.counter + 1);
      expect(card.balance).toBe(fen(before.balance + NOTE));
      expect(orderState(campus, orderId)).toBe('confirmed');
      spendAll(campus, card, `round-${round}`);
    }
    expect(bothAuthorised).toBeGreaterThan(20);
    expect(campus.ledgerBalance(card.ref.applicationSerial)).toBe(card.balance);
    expect(campus.books()).toMatchObject({ total: 0, unbalanced: [] });
  });
});

function attemptsOf(campus: Campus, orderId: string): number {
  return campus.statement().orders.find((order) => order.orderId === orderId)!.attempts.length;
}

/** What the next placement does: evidence, and the make-up write if it is still owed. */
async function settle(terminal: TerminalModel, card: CardModel, orderId: string): Promise<void> {
  await terminal.evidence(card);
  if (orderState(terminal.campus, orderId) !== 'confirmed') await terminal.load(card, orderId);
}

/** Makes room for the next note. */
function spendAll(campus: Campus, card: CardModel, id: string): void {
  card.spend(NOTE);
  campus.operator.uploadPurchase({ id, applicationSerial: card.ref.applicationSerial, amount: yuan(100) });
}
