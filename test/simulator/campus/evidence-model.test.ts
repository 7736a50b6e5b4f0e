/** Any order of torn writes, lost reports, evidence, spending and changing terminals, against the card itself. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZHANG } from '../../../simulator/campus/fixtures.ts';
import { CardModel } from './card-model.ts';
import { NOTE, openSchool, OTHER_TERMINAL, TerminalModel } from './terminal-model.ts';

const step = fc.record({
  at: fc.constantFrom(0, 1),
  does: fc.constantFrom('cash', 'write', 'tear-before', 'tear-after', 'evidence', 'spend', 'restart'),
  proof: fc.boolean(),
  log: fc.boolean(),
});

class Player {
  readonly school = openSchool();
  readonly card = new CardModel(ZHANG);
  readonly models: TerminalModel[] = [];
  /** Orders that are truly on the card. */
  readonly written = new Set<string>();
  spent = 0;
  inBox = 0;

  async enrol(): Promise<void> {
    this.models.push(await TerminalModel.enrolled(this.school.campus));
    this.models.push(await TerminalModel.enrolled(this.school.campus, OTHER_TERMINAL));
  }

  async play(model: TerminalModel, does: string): Promise<void> {
    switch (does) {
      case 'cash':
        return this.#cash(model);
      case 'write':
      case 'tear-before':
      case 'tear-after':
        return this.#write(model, does);
      case 'evidence':
        await model.evidence(this.card);
        return;
      case 'spend':
        this.card.spend(100);
        this.spent += 100;
        return;
      default:
        this.school.campus.restart();
        for (const other of this.models) await other.signIn();
    }
  }

  async #cash(model: TerminalModel): Promise<void> {
    const hold = model.holdData(this.card);
    const answer = await model.ask('hold-asked', hold);
    if (answer.kind !== 'hold-granted') return;
    this.inBox += NOTE;
    await model.report('note-stacked', { orderId: hold.orderId, type: 6, value: NOTE, how: 'reported' });
  }

  async #write(model: TerminalModel, how: 'write' | 'tear-before' | 'tear-after'): Promise<void> {
    const order = this.due()[0];
    if (order === undefined) return;
    const data = model.attemptData(this.card, order);
    const answer = await model.ask('attempt-asked', data);
    if (answer.kind !== 'authorised' || how === 'tear-before') return;
    const tac = this.card.credit(data.intent, answer.authorisation);
    expect(tac).toBeDefined();
    expect(this.written.has(order), 'written twice').toBe(false);
    this.written.add(order);
    if (how === 'tear-after' || tac === undefined) return;
    await model.report('load-written', { orderId: order, attemptId: data.attemptId, tac });
  }

  due(): string[] {
    const open = this.school.campus
      .statement()
      .orders.filter((order) => ['funded', 'owed'].includes(order.state));
    return open.map((order) => order.orderId);
  }

  /** What must hold whenever evidence has just been judged. */
  check(): void {
    const { orders, books } = this.school.campus.statement();
    expect(books.total).toBe(0);
    expect(books.unbalanced).toEqual([]);
    expect(books.astray).toEqual([]);
    expect(this.card.balance).toBe(ZHANG.balance + this.written.size * NOTE - this.spent);
    for (const order of orders) {
      expect(order.state).not.toBe('investigating');
      if (order.state === 'confirmed') expect(this.written.has(order.orderId)).toBe(true);
    }
    const taken = orders.reduce((sum, order) => sum + order.amount, 0);
    expect(taken).toBe(this.inBox);
  }
}

describe('verdicts against a simple card', () => {
  it('never write twice, never settle what is not on the card, and settle all of it in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const player = new Player();
        await player.enrol();
        for (const { at, does, proof, log } of steps) {
          player.card.keepsProof = proof;
          player.card.keepsLog = log;
          await player.play(player.models[at]!, does);
          player.check();
        }
        for (let round = 0; round < 3 && player.due().length > 0; round += 1) {
          await player.play(player.models[0]!, 'evidence');
          await player.play(player.models[0]!, 'write');
        }
        expect(player.due()).toEqual([]);
        expect(player.card.balance).toBe(ZHANG.balance + player.inBox - player.spent);
        expect(player.school.campus.ledgerBalance(player.card.ref.applicationSerial)).toBe(
          ZHANG.balance + player.inBox,
        );
      }),
      { numRuns: 120 },
    );
  });
});
