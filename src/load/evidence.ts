/** Shows the server what is on the card, and takes its verdicts. The terminal infers nothing (design.md §4, §12.5). */
import type { CardEvidence, LoadIntent } from '../../drivers/contract/purse.ts';
import type { OpenRecord } from '../host/contract.ts';
import { invariant } from '../kernel/errors.ts';
import type { Fen } from '../kernel/fen.ts';
import type { Outcome } from '../kernel/outcome.ts';
import type { Verdict } from '../money/decide.ts';
import type { CardRef } from '../money/values.ts';
import { sameCard, type LoadPorts } from './ports.ts';

export interface RecordVerdict {
  readonly record: OpenRecord;
  readonly verdict: Verdict;
}

export type Examined =
  | { readonly kind: 'verdicts'; readonly verdicts: readonly RecordVerdict[]; readonly balance: Fen }
  | { readonly kind: 'card-gone' }
  | { readonly kind: 'wrong-card' }
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string }
  /** The server did not answer: being clarified. */
  | { readonly kind: 'unanswered'; readonly reason: string };

/**
 * Takes evidence from the card of `epoch`, which must be `card`, and asks the server about every open record of it, and
 * about the order in hand if there is one.
 */
export async function examineCard(
  ports: LoadPorts,
  card: CardRef,
  amount: Fen,
  epoch: number,
  orderId?: string,
): Promise<Examined> {
  const evidence = await takeEvidence(ports, card, amount, epoch);
  if (evidence.kind !== 'taken') return evidence;
  const recorded = await ports.facts.record('evidence-asked', { orderId, card, evidence: evidence.evidence });
  invariant(recorded.hostSequence !== undefined, 'an ask has a place in the host chain');
  const outcome = await ports.host.ask(recorded.hostSequence, ports.parameters.hostAnswerMs);
  if (outcome.kind !== 'answered') return outcome;
  if (outcome.answer.kind !== 'verdicts') return { kind: 'unanswered', reason: 'another-answer' };
  for (const { record, verdict } of outcome.answer.verdicts) {
    await ports.facts.record('verdict-received', { orderId: record.orderId, verdict });
  }
  return { kind: 'verdicts', verdicts: outcome.answer.verdicts, balance: evidence.evidence.intent.balance };
}

type Taken =
  | { readonly kind: 'taken'; readonly evidence: CardEvidence }
  | { readonly kind: 'card-gone' | 'wrong-card' };

async function takeEvidence(ports: LoadPorts, card: CardRef, amount: Fen, epoch: number): Promise<Taken> {
  const purse = ports.cards.purse(epoch);
  if (purse === undefined) return { kind: 'card-gone' };
  const identity = await purse.identify();
  if (identity.kind === 'unknown') return { kind: 'card-gone' };
  if (identity.kind === 'not-done' || !sameCard(identity.value, card)) return { kind: 'wrong-card' };
  const evidence = await purse.evidence({ amount, terminal: ports.parameters.terminal });
  return evidence.kind === 'done' ? { kind: 'taken', evidence: evidence.value } : { kind: 'card-gone' };
}

/** An INITIALIZE whose MAC1 proves counter and balance; its session is thrown away. Used before the slot opens. */
export async function initialiseAsEvidence(
  ports: LoadPorts,
  amount: Fen,
  epoch: number,
): Promise<Outcome<LoadIntent>> {
  const purse = ports.cards.purse(epoch);
  if (purse === undefined) return { kind: 'unknown', reason: 'card-gone' };
  return purse.prepareLoad({ amount, terminal: ports.parameters.terminal });
}
