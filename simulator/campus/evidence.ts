/** `evidence-asked`: what the card shows now, judged for every open order of it by the decision table in `money`. */
import type { Answer } from '../../src/host/contract.ts';
import { decide, type CardHistory, type JudgedEvidence, type Verdict } from '../../src/money/decide.ts';
import type { FactData } from '../../src/money/facts.ts';
import { raiseAlarm } from './alarms.ts';
import { refused } from './asks.ts';
import { findCard, noteProvedBalance, type CardRow } from './cards.ts';
import { isAuthorising } from './epoch.ts';
import type { Office } from './office.ts';
import {
  attemptsOfCard,
  attemptsOfOrder,
  dueOrders,
  findOrder,
  type AttemptRow,
  type EventPlace,
  type OrderRow,
} from './orders.ts';
import { openRecord, shownOrders } from './records.ts';
import { PURSE_LOAD } from './security-module.ts';
import { settleConflict, settleLoaded } from './settle.ts';

type EvidenceAsked = FactData<'evidence-asked'>;
type Evidence = EvidenceAsked['evidence'];

interface Judged {
  readonly order: OrderRow;
  readonly verdict: Verdict;
  /** The attempt at the used-up counter that proof or log names. */
  readonly attemptId: string | null;
}

export function answerEvidence(office: Office, place: EventPlace, ask: EvidenceAsked): Answer {
  const { intent } = ask.evidence;
  const card = findCard(office, ask.card);
  if (card === undefined) return refused('E103', 'card-unknown');
  if (intent.terminal !== place.journal.terminal) return refused('E499', 'intent-terminal');
  if (!office.securityModule.mac1Matches(card.applicationSerial, intent)) return refused('E103', 'mac1');
  if (!isAuthorising(office)) return refused('E403', 'ledger-epoch');
  noteProvedBalance(office, card.applicationSerial, intent.balance);
  const shown = shownOrders(office, card.applicationSerial, place.journal.terminal);
  const settled = settledMeanwhile(office, card, ask, shown);
  const judged = new Map(judge(office, card, ask.evidence).map((entry) => [entry.order.id, entry]));
  if (intent.counter < card.expectedCounter)
    raiseAlarm(office, 'evidence-older-than-ledger', intent.terminal);
  else for (const entry of judged.values()) applyVerdict(office, entry, intent.counter);
  return {
    kind: 'verdicts',
    verdicts: [...settled, ...shown].map((order) => {
      if (order.state === 'confirmed') return { record: openRecord(order), verdict: 'loaded' };
      const verdict = judged.get(order.id)?.verdict ?? 'clarifying';
      const record = openRecord(order);
      return { record: verdict === 'conflict' ? { ...record, state: 'clarifying' } : record, verdict };
    }),
  };
}

/** The order in hand, when it was settled at another terminal between the tear and this evidence. */
function settledMeanwhile(
  office: Office,
  card: CardRow,
  ask: EvidenceAsked,
  shown: readonly OrderRow[],
): readonly OrderRow[] {
  if (ask.orderId === undefined || shown.some((order) => order.id === ask.orderId)) return [];
  const order = findOrder(office, ask.orderId);
  return order?.state === 'confirmed' && order.card === card.applicationSerial ? [order] : [];
}

/** Evidence that was re-sent after a restore is old: only what it proves to be loaded still holds. */
export function takeOldEvidence(office: Office, ask: EvidenceAsked): void {
  const card = findCard(office, ask.card);
  const { intent } = ask.evidence;
  if (card === undefined || !office.securityModule.mac1Matches(card.applicationSerial, intent)) return;
  for (const entry of judge(office, card, ask.evidence)) {
    if (entry.verdict === 'loaded') applyVerdict(office, entry, intent.counter);
  }
}

/** Looks at authorisations from the lowest counter that any open order was given: older ones are settled. */
function judge(office: Office, card: CardRow, evidence: Evidence): Judged[] {
  const { applicationSerial } = card;
  const due = dueOrders(office, applicationSerial);
  const own = due.flatMap((order) => attemptsOfOrder(office, order.id));
  const lowest = Math.min(evidence.intent.counter, ...own.map((attempt) => attempt.counter));
  const attempts = attemptsOfCard(office, applicationSerial, lowest);
  const loads = office.store.all<{ counter: number; orderId: string }>(
    'select counter, orderId from loads where card = ? and counter >= ?',
    applicationSerial,
    lowest,
  );
  const history: CardHistory = {
    attempts: attempts.map((attempt) => ({ ...attempt, attemptId: attempt.id })),
    consumed: new Map(loads.map((load) => [load.counter, load.orderId])),
  };
  const found = examine(office, attempts, evidence);
  return due.map((order) => ({
    order,
    verdict: decide(order.id, history, found),
    attemptId: namedAttempt(order, attempts, found),
  }));
}

/** Recomputes the TAC of every authorisation at the counter that was used up last. */
function examine(office: Office, attempts: readonly AttemptRow[], evidence: Evidence): JudgedEvidence {
  const { intent, log } = evidence;
  const dated = attempts.map((attempt) => (attempt.date === '' ? dateFromLog(attempt, log) : attempt));
  const logged = dated.filter((attempt) => log.some((record) => sameLoad(attempt, record)));
  return {
    counter: intent.counter,
    balance: intent.balance,
    proof: proofOf(office, dated, evidence),
    logged: logged.map((attempt) => attempt.id),
  };
}

function proofOf(
  office: Office,
  attempts: readonly AttemptRow[],
  evidence: Evidence,
): JudgedEvidence['proof'] {
  const { intent, proof } = evidence;
  if (proof.kind === 'none' || proof.counter !== intent.counter) return { kind: 'absent' };
  const issued = attempts.filter((attempt) => attempt.counter === intent.counter - 1);
  const named = issued.find(
    (attempt) => attempt.date !== '' && office.securityModule.tac(attempt.card, attempt) === proof.tac,
  );
  if (named !== undefined) return { kind: 'names', attemptId: named.id };
  const unchecked = issued.some((attempt) => attempt.date === '');
  return unchecked ? { kind: 'absent' } : { kind: 'names-none' };
}

type LogRecord = Evidence['log'][number];

function sameLoad(attempt: AttemptRow, record: LogRecord): boolean {
  return sameTerms(attempt, record) && record.date === attempt.date && record.time === attempt.time;
}

/** Cards differ in which counter a load writes, before or after it was raised. */
function sameTerms(attempt: AttemptRow, record: LogRecord): boolean {
  return (
    record.type === PURSE_LOAD &&
    record.amount === attempt.amount &&
    record.terminal === attempt.terminal &&
    (record.counter === attempt.counter || record.counter === attempt.counter + 1)
  );
}

/** The card's own log still knows the date and time that a lost ledger gave. */
function dateFromLog(attempt: AttemptRow, log: Evidence['log']): AttemptRow {
  const record = log.find((entry) => sameTerms(attempt, entry));
  return record === undefined ? attempt : { ...attempt, date: record.date, time: record.time };
}

function namedAttempt(
  order: OrderRow,
  attempts: readonly AttemptRow[],
  found: JudgedEvidence,
): string | null {
  const { proof } = found;
  const own = attempts.filter(
    (attempt) => attempt.orderId === order.id && attempt.counter === found.counter - 1,
  );
  const named = own.find((attempt) =>
    proof.kind === 'names' ? attempt.id === proof.attemptId : found.logged.includes(attempt.id),
  );
  return named?.id ?? null;
}

function applyVerdict(office: Office, judged: Judged, counter: number): void {
  const { order, verdict, attemptId } = judged;
  switch (verdict) {
    case 'loaded':
      settleLoaded(office, order, { counter: counter - 1, attemptId, how: 'verdict' });
      return;
    case 'not-loaded':
      office.store.run(
        "update attempts set settled = 'not-loaded' where orderId = ? and settled = 'open'",
        order.id,
      );
      return;
    case 'conflict':
      settleConflict(office, order, 'evidence-conflict');
      return;
    case 'clarifying':
      return;
  }
}
