/** The hold (预留): the server's promise that this card may take this amount, before the slot opens (design.md §6). */
import { invariant } from '../kernel/errors.ts';
import { yuan, type Fen } from '../kernel/fen.ts';
import { randomId } from '../kernel/random.ts';
import { serialNumber } from '../money/serial-number.ts';
import { reasonWord, type CardRef } from '../money/values.ts';
import { initialiseAsEvidence } from './evidence.ts';
import type { LoadOrder, LoadPorts } from './ports.ts';

/** Only 100-yuan notes are taken; one note is one order (cash.mode per-note). */
export const CASH_ORDER_AMOUNT: Fen = yuan(100);

export type HoldOutcome =
  | { readonly kind: 'granted'; readonly order: LoadOrder }
  | { readonly kind: 'refused'; readonly code: string; readonly room: Fen | undefined }
  /** No answer. The hold may exist at the server: it is released by the outbox. Nothing was taken. */
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'card-gone' };

/** Makes the order id, asks, and writes the answer down. Without a clear yes the slot stays shut. */
export async function askHold(ports: LoadPorts, card: CardRef, epoch: number): Promise<HoldOutcome> {
  const evidence = await initialiseAsEvidence(ports, CASH_ORDER_AMOUNT, epoch);
  if (evidence.kind !== 'done') return { kind: 'card-gone' };
  const orderId = randomId(ports.random);
  const recorded = await ports.facts.record('hold-asked', {
    orderId,
    source: 'cash',
    amount: CASH_ORDER_AMOUNT,
    card,
    intent: evidence.value,
  });
  invariant(recorded.hostSequence !== undefined, 'an ask has a place in the host chain');
  const outcome = await ports.host.ask(recorded.hostSequence, ports.parameters.hostAnswerMs);
  if (outcome.kind === 'answered' && outcome.answer.kind === 'hold-granted') {
    await ports.facts.record('hold-answered', { orderId, answer: { kind: 'granted' } });
    const { terminal, generation } = ports.parameters;
    const serial = serialNumber({ terminal, generation, hostSequence: recorded.hostSequence });
    return { kind: 'granted', order: { orderId, serial, card, amount: CASH_ORDER_AMOUNT } };
  }
  if (outcome.kind === 'refused') {
    await ports.facts.record('hold-answered', { orderId, answer: { kind: 'refused', code: outcome.code } });
    return { kind: 'refused', code: outcome.code, room: outcome.room };
  }
  const reason = outcome.kind === 'unanswered' ? reasonWord(outcome.reason) : 'another-answer';
  await ports.facts.record('hold-answered', { orderId, answer: { kind: 'unanswered', reason } });
  await releaseHold(ports, orderId, 'unanswered');
  return { kind: 'unanswered' };
}

/** Nothing was taken under this hold: its reservation ends at the server. */
export async function releaseHold(ports: LoadPorts, orderId: string, reason: string): Promise<void> {
  await ports.facts.record('hold-released', { orderId, reason });
}
