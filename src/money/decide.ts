/**
 * Is the money on the card? The decision table of design.md §4–5 and pboc-epurse.md §9, as a pure function. Only the
 * campus server runs it, on evidence whose MAC1 it has checked; the terminal sends evidence and never infers.
 */
import type { Fen } from '../kernel/fen.ts';

/** `clarifying`: the evidence does not reach; nothing is issued and nothing is released. */
export type Verdict = 'loaded' | 'not-loaded' | 'conflict' | 'clarifying';

/** One authorisation that the server ever issued for this card. */
export interface IssuedAttempt {
  readonly attemptId: string;
  readonly orderId: string;
  /** Load counter that MAC2 was bound to. */
  readonly counter: number;
  readonly balance: Fen;
  readonly amount: Fen;
}

/** What the server found in the card's evidence, after recomputing the signatures. */
export interface JudgedEvidence {
  /** MAC1-proved counter and balance. */
  readonly counter: number;
  readonly balance: Fen;
  /** The proof for the card's last load: names one issued attempt, names none, or is not there. */
  readonly proof:
    | { readonly kind: 'names'; readonly attemptId: string }
    | { readonly kind: 'names-none' }
    | { readonly kind: 'absent' };
  /** Attempts whose amount, terminal, date and time stand in a load record of the card's log. */
  readonly logged: readonly string[];
}

export interface CardHistory {
  /** Every attempt ever issued for this card, of all orders. */
  readonly attempts: readonly IssuedAttempt[];
  /** Counters known to be used up, each by which order: loads proved by TAC or settled by an earlier verdict. */
  readonly consumed: ReadonlyMap<number, string>;
}

/** The verdict for one order. */
export function decide(orderId: string, history: CardHistory, evidence: JudgedEvidence): Verdict {
  const own = history.attempts.filter((attempt) => attempt.orderId === orderId);
  if (own.length === 0) return 'not-loaded';
  let verdict: Verdict = 'not-loaded';
  for (const counter of new Set(own.map((attempt) => attempt.counter))) {
    const here = decideAtCounter(orderId, counter, history, evidence);
    if (here !== 'not-loaded') {
      if (verdict !== 'not-loaded') return 'conflict';
      verdict = here;
    }
  }
  return verdict;
}

function decideAtCounter(
  orderId: string,
  counter: number,
  history: CardHistory,
  evidence: JudgedEvidence,
): Verdict {
  const consumedBy = history.consumed.get(counter);
  if (consumedBy !== undefined) {
    if (evidence.counter <= counter) return 'conflict';
    return consumedBy === orderId ? 'loaded' : 'not-loaded';
  }
  if (evidence.counter < counter) return 'conflict';
  if (evidence.counter === counter)
    return balanceGrew(counter, history, evidence) ? 'conflict' : 'not-loaded';
  if (evidence.counter > counter + 1) return 'conflict';
  return decideConsumed(orderId, counter, history, evidence);
}

/** The counter has just been used up and it is not known by whom: proof, then log, then the register of authorisations. */
function decideConsumed(
  orderId: string,
  counter: number,
  history: CardHistory,
  evidence: JudgedEvidence,
): Verdict {
  const issued = history.attempts.filter((attempt) => attempt.counter === counter);
  const { proof } = evidence;
  switch (proof.kind) {
    case 'names': {
      const named = issued.find((attempt) => attempt.attemptId === proof.attemptId);
      if (named === undefined) return 'conflict';
      return named.orderId === orderId ? 'loaded' : 'not-loaded';
    }
    case 'names-none':
      return 'conflict';
    case 'absent': {
      const logged = issued.find((attempt) => evidence.logged.includes(attempt.attemptId));
      if (logged !== undefined) return logged.orderId === orderId ? 'loaded' : 'not-loaded';
      const first = issued[0];
      const onlyThis = issued.every(
        (attempt) => attempt.orderId === orderId && attempt.amount === first?.amount,
      );
      return onlyThis ? 'loaded' : 'conflict';
    }
  }
}

/** Without a load the balance only falls. Growth at the same counter is a card that cannot be trusted. */
function balanceGrew(counter: number, history: CardHistory, evidence: JudgedEvidence): boolean {
  return history.attempts.some(
    (attempt) => attempt.counter === counter && evidence.balance > attempt.balance,
  );
}
