/**
 * `attempt-asked`: authorise a write. The commit that stores attempt n is the write-begun mark (design.md §5.2); it is
 * durable before MAC2 leaves. Nothing is issued while it is not certain that no earlier attempt is on the card.
 */
import type { Answer } from '../../src/host/contract.ts';
import { addFen, ZERO_FEN } from '../../src/kernel/fen.ts';
import { invariant } from '../../src/kernel/errors.ts';
import type { FactData } from '../../src/money/facts.ts';
import { roomOnCard } from '../../src/money/limits.ts';
import { answerOnce, refused, type Refusal } from './asks.ts';
import { cardBlock, findCard, noteProvedBalance, type CardRow } from './cards.ts';
import { isAuthorising } from './epoch.ts';
import type { Office } from './office.ts';
import {
  attemptsOfOrder,
  dueOrders,
  findOrder,
  ordersAttemptingAt,
  type EventPlace,
  type OrderRow,
} from './orders.ts';
import { aboveLedger } from './records.ts';
import { serverTime, type ServerTime } from './server-time.ts';

type AttemptAsked = FactData<'attempt-asked'>;

/** Authorisations of one card never share date and time: a TAC must name one of them alone. */
const SECOND_MS = 1_000;
const SECONDS_TO_TRY = 1_000;

export function answerAttempt(office: Office, place: EventPlace, ask: AttemptAsked): Answer {
  return answerOnce(office, ask.attemptId, [place.journal.terminal, ask], () => {
    if (place.restored) {
      storeAttempt(office, ask, { date: '', time: '', iso: '' });
      return refused('E403', 'ledger-epoch');
    }
    const refusal = refuseAttempt(office, place, ask);
    return refusal ?? authorise(office, ask);
  });
}

function refuseAttempt(office: Office, place: EventPlace, ask: AttemptAsked): Refusal | undefined {
  if (!isAuthorising(office)) return refused('E403', 'ledger-epoch');
  const card = findCard(office, ask.card);
  if (card === undefined) return refused('E103', 'card-unknown');
  const order = findOrder(office, ask.orderId);
  if (order === undefined) return refused('E313', 'order-unknown');
  if (order.card !== card.applicationSerial) return refused('E311', 'other-card');
  return (
    refuseStates(office, card, order) ??
    refuseIntent(office, place, order, ask) ??
    refuseOthers(office, order) ??
    refuseOwnAttempts(office, order, ask) ??
    refuseCounter(office, card, ask) ??
    refuseBalance(office, card, ask)
  );
}

/** An expired card is written all the same: the money was taken while it was valid. */
function refuseStates(office: Office, card: CardRow, order: OrderRow): Refusal | undefined {
  const block = cardBlock(office, card);
  if (block !== undefined && block !== 'E113') return refused(block, 'card-state');
  switch (order.state) {
    case 'funded':
    case 'owed':
      return undefined;
    case 'investigating':
      return refused('E312', 'under-investigation');
    case 'held':
    case 'unanswered':
      return refused('E499', 'not-funded');
    case 'refused':
    case 'released':
    case 'confirmed':
    case 'resolved':
      return refused('E313', 'nothing-open');
  }
}

function refuseIntent(
  office: Office,
  place: EventPlace,
  order: OrderRow,
  ask: AttemptAsked,
): Refusal | undefined {
  const { intent } = ask;
  if (intent.terminal !== place.journal.terminal) return refused('E499', 'intent-terminal');
  if (intent.amount !== order.amount) return refused('E499', 'intent-amount');
  if (!office.securityModule.mac1Matches(order.card, intent)) return refused('E103', 'mac1');
  noteProvedBalance(office, order.card, intent.balance);
  return undefined;
}

/** One unresolved order at a time, and the oldest record first (design.md §5.3). */
function refuseOthers(office: Office, order: OrderRow): Refusal | undefined {
  const unresolved = office.store.get<{ id: string }>(
    `select orders.id from orders join attempts on attempts.orderId = orders.id
     where orders.card = ? and orders.id <> ? and attempts.settled = 'open'
       and orders.state in ('funded', 'owed', 'investigating') limit 1`,
    order.card,
    order.id,
  );
  if (unresolved !== undefined) return refused('E305', 'other-attempt-open');
  const [oldest] = dueOrders(office, order.card);
  return oldest !== undefined && oldest.number < order.number ? refused('E305', 'older-first') : undefined;
}

/** Every earlier attempt of this order must be proved not loaded: by this very counter, or by another order's load at its own. */
function refuseOwnAttempts(office: Office, order: OrderRow, ask: AttemptAsked): Refusal | undefined {
  for (const attempt of attemptsOfOrder(office, order.id)) {
    if (attempt.settled === 'by-people' || attempt.counter === ask.intent.counter) continue;
    if (attempt.counter > ask.intent.counter) return refused('E306', 'counter-unexpected');
    const used = office.store.get<{ orderId: string }>(
      'select orderId from loads where card = ? and counter = ?',
      order.card,
      attempt.counter,
    );
    if (used === undefined || used.orderId === order.id) return refused('E312', 'evidence-needed');
  }
  return undefined;
}

function refuseCounter(office: Office, card: CardRow, ask: AttemptAsked): Refusal | undefined {
  const { expectedCounter, applicationSerial } = card;
  if (ask.intent.counter === expectedCounter) return undefined;
  const explained =
    ask.intent.counter === expectedCounter + 1 &&
    ordersAttemptingAt(office, applicationSerial, expectedCounter).length > 0;
  return explained ? refused('E312', 'evidence-needed') : refused('E306', 'counter-unexpected');
}

function refuseBalance(office: Office, card: CardRow, ask: AttemptAsked): Refusal | undefined {
  const { balance, amount } = ask.intent;
  if (aboveLedger(office, card, balance)) return refused('E306', 'balance-above-ledger');
  const { maxBalance } = office.parameters;
  if (addFen(balance, amount) <= maxBalance) return undefined;
  const room = roomOnCard(maxBalance, balance, ZERO_FEN);
  return { ...refused('E225', 'maximum-balance'), room };
}

function authorise(office: Office, ask: AttemptAsked): Answer {
  const { applicationSerial } = ask.card;
  const now = freeTime(office, applicationSerial);
  const mac2 = office.securityModule.mac2(applicationSerial, ask.intent, now.date, now.time);
  office.store.run(
    "update attempts set settled = 'not-loaded' where orderId = ? and counter = ? and settled = 'open'",
    ask.orderId,
    ask.intent.counter,
  );
  storeAttempt(office, ask, now);
  return { kind: 'authorised', authorisation: { kind: 'pboc', date: now.date, time: now.time, mac2 } };
}

function storeAttempt(office: Office, ask: AttemptAsked, at: ServerTime): void {
  const { intent } = ask;
  office.store.run(
    `insert into attempts
       (id, orderId, card, terminal, counter, balance, amount, date, time, settled)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'open')`,
    ask.attemptId,
    ask.orderId,
    ask.card.applicationSerial,
    intent.terminal,
    intent.counter,
    intent.balance,
    intent.amount,
    at.date,
    at.time,
  );
}

/** The server's time, or the next second that no other authorisation of this card bears. */
function freeTime(office: Office, applicationSerial: string): ServerTime {
  const wallMs = office.clock.wall();
  for (let second = 0; second < SECONDS_TO_TRY; second += 1) {
    const at = serverTime(wallMs + second * SECOND_MS);
    const taken = office.store.get<{ number: number }>(
      'select number from attempts where card = ? and date = ? and time = ?',
      applicationSerial,
      at.date,
      at.time,
    );
    if (taken === undefined) return at;
  }
  invariant(false, 'a second that no authorisation of this card bears');
}
