/** One attempt to write an order: prepare → authorise → commit, each arrow durable before the act that follows (design.md §5). */
import type { LoadAuthorisation, LoadIntent, Purse } from '../../drivers/contract/purse.ts';
import { addFen, type Fen } from '../kernel/fen.ts';
import { invariant } from '../kernel/errors.ts';
import { randomId } from '../kernel/random.ts';
import { reasonWord } from '../money/values.ts';
import { sameCard, type LoadOrder, type LoadPorts } from './ports.ts';

/** An attempt between its INITIALIZE and its end. Volatile: it dies with the card session and with the life. */
export interface AttemptInHand {
  readonly attemptId: string;
  readonly hostSequence: number;
  readonly intent: LoadIntent;
  readonly purse: Purse;
  /** Lets presence polling go on. Must be called exactly when the attempt ends, however it ends. */
  readonly release: () => void;
}

export type Prepared =
  | { readonly kind: 'asked'; readonly hand: AttemptInHand }
  | { readonly kind: 'card-gone' }
  | { readonly kind: 'wrong-card' }
  | { readonly kind: 'card-refused'; readonly reason: string };

/** INITIALIZE on the card of `epoch`, then the durable wish for an authorisation. Changes nothing on the card. */
export async function prepareAttempt(ports: LoadPorts, order: LoadOrder, epoch: number): Promise<Prepared> {
  const purse = ports.cards.purse(epoch);
  if (purse === undefined) return { kind: 'card-gone' };
  const release = ports.cards.quiet(epoch);
  const prepared = await initialise(ports, order, purse);
  if (prepared.kind !== 'ready') {
    release();
    return prepared;
  }
  const attemptId = randomId(ports.random);
  const { intent } = prepared;
  const recorded = await ports.facts.record('attempt-asked', {
    orderId: order.orderId,
    attemptId,
    card: order.card,
    intent,
  });
  invariant(recorded.hostSequence !== undefined, 'an ask has a place in the host chain');
  return { kind: 'asked', hand: { attemptId, hostSequence: recorded.hostSequence, intent, purse, release } };
}

async function initialise(
  ports: LoadPorts,
  order: LoadOrder,
  purse: Purse,
): Promise<Exclude<Prepared, { kind: 'asked' }> | { readonly kind: 'ready'; readonly intent: LoadIntent }> {
  const identity = await purse.identify();
  if (identity.kind === 'unknown') return { kind: 'card-gone' };
  if (identity.kind === 'not-done') return { kind: 'wrong-card' };
  if (!sameCard(identity.value, order.card)) return { kind: 'wrong-card' };
  const intent = await purse.prepareLoad({ amount: order.amount, terminal: ports.parameters.terminal });
  if (intent.kind === 'unknown') return { kind: 'card-gone' };
  if (intent.kind === 'not-done') return { kind: 'card-refused', reason: `prepare-${intent.reason}` };
  return { kind: 'ready', intent: intent.value };
}

export type Authorised =
  | { readonly kind: 'authorised'; readonly authorisation: LoadAuthorisation }
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string }
  | { readonly kind: 'unanswered'; readonly reason: string };

/** Asks the server for MAC2, the same attempt again and again until it answers or time is up (design.md §12.8). */
export async function authoriseAttempt(
  ports: LoadPorts,
  order: LoadOrder,
  hand: AttemptInHand,
): Promise<Authorised> {
  const outcome = await ports.host.ask(hand.hostSequence, ports.parameters.hostAnswerMs);
  const authorised = authorisationOf(outcome);
  const attempt = { orderId: order.orderId, attemptId: hand.attemptId };
  await ports.facts.record('attempt-answered', { ...attempt, answer: authorised });
  if (authorised.kind !== 'authorised') hand.release();
  return authorised;
}

function authorisationOf(outcome: Awaited<ReturnType<LoadPorts['host']['ask']>>): Authorised {
  if (outcome.kind === 'unanswered') return { kind: 'unanswered', reason: reasonWord(outcome.reason) };
  if (outcome.kind === 'refused') return { kind: 'refused', code: outcome.code, reason: outcome.reason };
  if (outcome.answer.kind === 'authorised') return outcome.answer;
  return { kind: 'unanswered', reason: 'another-answer' };
}

export type Committed =
  /** `balance` is read from the card after the write, or computed from what the card signed when that read failed. */
  | { readonly kind: 'written'; readonly balance: Fen; readonly balanceBefore: Fen }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Sends the changing command, once, and writes down what the card said. */
export async function commitAttempt(
  ports: LoadPorts,
  order: LoadOrder,
  hand: AttemptInHand,
  authorisation: LoadAuthorisation,
): Promise<Committed> {
  const attempt = { orderId: order.orderId, attemptId: hand.attemptId };
  await ports.facts.record('commit-sent', attempt);
  const outcome = await hand.purse.commitLoad(hand.intent, authorisation);
  if (outcome.kind !== 'done') {
    hand.release();
    const failure = outcome.kind === 'unknown' ? 'unknown' : 'refused';
    await ports.facts.record('load-failed', {
      ...attempt,
      authorisation,
      outcome: failure,
      reason: reasonWord(outcome.reason),
    });
    return { kind: failure, reason: outcome.reason };
  }
  await ports.facts.record('load-written', { ...attempt, authorisation, tac: outcome.value.tac });
  const reading = await hand.purse.read();
  hand.release();
  const computed = addFen(hand.intent.balance, order.amount);
  return {
    kind: 'written',
    balance: reading.kind === 'done' ? reading.value.balance : computed,
    balanceBefore: hand.intent.balance,
  };
}
