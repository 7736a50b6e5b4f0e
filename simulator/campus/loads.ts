/** What the terminal reports of the write: done with the card's signature, failed, or given up for now. */
import type { FactData } from '../../src/money/facts.ts';
import { raiseAlarm } from './alarms.ts';
import type { Office } from './office.ts';
import { findOrder, setOrderState, type AttemptRow, type EventPlace, type OrderRow } from './orders.ts';
import { settleAfterEnd, settleConflict, settleLoaded, type ProvedLoad } from './settle.ts';

/** Any terminal may say so: a 补写 that fails is reported by the terminal that tried it. */
export function takeLoadOwed(office: Office, data: FactData<'load-owed'>): void {
  const order = findOrder(office, data.orderId);
  if (order === undefined) raiseAlarm(office, 'owed-without-order', data.orderId);
  else if (order.state === 'funded') setOrderState(office, order.id, 'owed');
  else if (!['owed', 'confirmed', 'investigating', 'resolved'].includes(order.state))
    raiseAlarm(office, 'owed-without-money', order.serial);
}

/** Any terminal may say so, as often as it likes: the holder goes where he likes. */
export function takeOrderTold(office: Office, data: FactData<'order-told'>): void {
  const told = office.store.run('update orders set told = 1 where id = ?', data.orderId);
  if (told === 0) raiseAlarm(office, 'told-without-order', data.orderId);
}

/** Noted only: what the terminal says of a failed write decides nothing, the card's next evidence does. */
export function takeLoadFailed(office: Office, data: FactData<'load-failed'>): void {
  const attempt = findAttempt(office, data.attemptId);
  if (attempt === undefined || attempt.orderId !== data.orderId) {
    raiseAlarm(office, 'failure-without-attempt', data.orderId);
    return;
  }
  office.store.run('update attempts set reported = ? where id = ?', data.outcome, attempt.id);
  dated(office, attempt, data);
}

/** After a restore the date and time of the authorisation are lost with the old ledger: the terminal gives them back. */
function dated(
  office: Office,
  attempt: AttemptRow,
  report: FactData<'load-written' | 'load-failed'>,
): AttemptRow {
  const { authorisation } = report;
  if (attempt.date !== '' || authorisation === undefined) return attempt;
  const { date, time } = authorisation;
  office.store.run('update attempts set date = ?, time = ? where id = ?', date, time, attempt.id);
  return { ...attempt, date, time };
}

export function takeLoadWritten(office: Office, place: EventPlace, data: FactData<'load-written'>): void {
  const order = findOrder(office, data.orderId);
  const attempt = findAttempt(office, data.attemptId);
  if (order === undefined || attempt === undefined || attempt.orderId !== order.id) {
    raiseAlarm(office, 'written-without-attempt', data.orderId);
    if (order !== undefined) settleConflict(office, order, 'written-without-attempt');
    return;
  }
  office.store.run("update attempts set reported = 'written' where id = ?", attempt.id);
  const load = proofOf(office, place, dated(office, attempt, data), data.tac);
  if (load === undefined) settleConflict(office, order, 'tac-wrong');
  else settleProved(office, order, load);
}

/**
 * A right TAC proves the load. Where date and time of the authorisation are not known any more, the terminal's word
 * counts, which can only end an order, never open one.
 */
function proofOf(
  office: Office,
  place: EventPlace,
  attempt: AttemptRow,
  tac: string,
): ProvedLoad | undefined {
  const { counter, id: attemptId } = attempt;
  if (attempt.date === '') {
    if (!place.restored) raiseAlarm(office, 'tac-not-checkable', attempt.orderId);
    return { counter, attemptId, how: 'reported' };
  }
  if (office.securityModule.tac(attempt.card, attempt) !== tac) return undefined;
  return { counter, attemptId, how: 'tac' };
}

function settleProved(office: Office, order: OrderRow, load: ProvedLoad): void {
  const known = office.store.get<{ orderId: string }>(
    'select orderId from loads where card = ? and counter = ?',
    order.card,
    load.counter,
  );
  if (known !== undefined) {
    if (known.orderId !== order.id) settleConflict(office, order, 'two-orders-at-one-counter');
    return;
  }
  switch (order.state) {
    case 'funded':
    case 'owed':
    case 'investigating':
      settleLoaded(office, order, load);
      return;
    case 'refused':
    case 'unanswered':
    case 'held':
    case 'released':
    case 'confirmed':
    case 'resolved':
      settleAfterEnd(office, order, load);
  }
}

function findAttempt(office: Office, id: string): AttemptRow | undefined {
  return office.store.get<AttemptRow>('select * from attempts where id = ?', id);
}
