/** A load is proved: the order ends, the purse is credited in the books, the counter is used up. */
import { raiseAlarm } from './alarms.ts';
import { account, book } from './books.ts';
import { raiseExpectedCounter } from './cards.ts';
import type { Office } from './office.ts';
import { investigateOrder, setOrderState, type OrderRow } from './orders.ts';

export interface ProvedLoad {
  /** Counter before the load. */
  readonly counter: number;
  /** The attempt that the proof names, if it names one. */
  readonly attemptId: string | null;
  readonly how: 'tac' | 'verdict' | 'reported';
}

/** The order is funded, owed or under investigation. */
export function settleLoaded(office: Office, order: OrderRow, load: ProvedLoad): void {
  const from = order.state === 'investigating' ? account.investigation(order.id) : account.owed(order.id);
  noteLoad(office, order, load);
  setOrderState(office, order.id, 'confirmed');
  const credit = account.card(order.card);
  book(office, { debit: from, credit, amount: order.amount, why: `loaded-${load.how}`, orderId: order.id });
}

/** A proved load of an order that had ended otherwise: the card has money that the books gave elsewhere. */
export function settleAfterEnd(office: Office, order: OrderRow, load: ProvedLoad): void {
  raiseAlarm(office, 'loaded-after-end', order.serial);
  noteLoad(office, order, load);
  book(office, {
    debit: account.risk,
    credit: account.card(order.card),
    amount: order.amount,
    why: 'loaded-after-end',
    orderId: order.id,
  });
}

function noteLoad(office: Office, order: OrderRow, load: ProvedLoad): void {
  const { store } = office;
  store.run(
    'insert into loads (card, counter, orderId, attemptId, how) values (?, ?, ?, ?, ?)',
    order.card,
    load.counter,
    order.id,
    load.attemptId,
    load.how,
  );
  store.run(
    `update attempts set settled = 'not-loaded'
     where settled = 'open' and card = ? and (counter = ? or orderId = ?)`,
    order.card,
    load.counter,
    order.id,
  );
  if (load.attemptId !== null)
    store.run("update attempts set settled = 'loaded' where id = ?", load.attemptId);
  raiseExpectedCounter(office, order.card, load.counter + 1);
}

/** Evidence contradicts: people must look. Money that was owed waits in the investigation account. */
export function settleConflict(office: Office, order: OrderRow, alarm: string): void {
  raiseAlarm(office, alarm, order.serial);
  if (order.state !== 'funded' && order.state !== 'owed') return;
  investigateOrder(office, order.id, 'conflict', order.amount);
  book(office, {
    debit: account.owed(order.id),
    credit: account.investigation(order.id),
    amount: order.amount,
    why: alarm,
    orderId: order.id,
  });
}
