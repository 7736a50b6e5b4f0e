/** What became of the note under a hold: released, stacked, disputed, or found in the box with no hold at all. */
import type { Fen } from '../../src/kernel/fen.ts';
import type { FactData } from '../../src/money/facts.ts';
import { raiseAlarm } from './alarms.ts';
import { account, book } from './books.ts';
import type { Office } from './office.ts';
import {
  findOrder,
  investigateOrder,
  openOrder,
  setOrderState,
  type Cause,
  type EventPlace,
  type OrderRow,
} from './orders.ts';
import { serverTime } from './server-time.ts';

/** A terminal speaks only for orders of its own journal; anything else is an alarm and changes nothing. */
function ownOrder(office: Office, place: EventPlace, orderId: string): OrderRow | 'none' | 'foreign' {
  const order = findOrder(office, orderId);
  if (order === undefined) return 'none';
  return order.journal === place.journal.id ? order : 'foreign';
}

export function takeHoldReleased(office: Office, place: EventPlace, data: FactData<'hold-released'>): void {
  const order = ownOrder(office, place, data.orderId);
  if (order === 'none' || order === 'foreign') {
    raiseAlarm(office, 'release-of-unknown-hold', data.orderId);
    return;
  }
  switch (order.state) {
    case 'held':
    case 'unanswered':
      setOrderState(office, order.id, 'released');
      return;
    case 'refused':
    case 'released':
      return;
    case 'investigating':
      if (order.cause === 'note-disputed') {
        bookDispute(office, place, order.id, order.amount, 'note-returned-after-dispute', 'undo');
        setOrderState(office, order.id, 'released');
        return;
      }
      break;
    case 'funded':
    case 'owed':
    case 'confirmed':
    case 'resolved':
      break;
  }
  raiseAlarm(office, 'release-of-money-taken', order.serial);
}

export function takeNoteStacked(office: Office, place: EventPlace, data: FactData<'note-stacked'>): void {
  const order = ownOrder(office, place, data.orderId);
  if (order === 'foreign') {
    takeOrphan(office, place, { type: data.type, value: data.value, reason: 'order-of-another-journal' });
    return;
  }
  if (order === 'none') {
    openOrder(office, place, { id: data.orderId, card: '', amount: data.value, state: 'refused' });
    stackWithoutHold(office, place, data.orderId, data.value);
    return;
  }
  switch (order.state) {
    case 'held':
    case 'unanswered':
      stackUnderHold(office, place, order, data.value);
      return;
    case 'refused':
    case 'released':
      stackWithoutHold(office, place, order.id, data.value);
      return;
    case 'investigating':
      if (order.cause === 'note-disputed') {
        bookDispute(office, place, order.id, order.amount, 'note-found', 'undo');
        stackUnderHold(office, place, order, data.value);
        return;
      }
      break;
    case 'funded':
    case 'owed':
    case 'confirmed':
    case 'resolved':
      break;
  }
  raiseAlarm(office, 'stacked-twice', order.serial);
}

function stackUnderHold(office: Office, place: EventPlace, order: OrderRow, value: Fen): void {
  if (value !== order.amount) {
    stackForPeople(office, place, order.id, value, 'value-differs');
    return;
  }
  setOrderState(office, order.id, 'funded');
  const debit = account.cashBox(place.journal.terminal);
  book(office, {
    debit,
    credit: account.owed(order.id),
    amount: value,
    why: 'note-stacked',
    orderId: order.id,
  });
}

function stackWithoutHold(office: Office, place: EventPlace, orderId: string, value: Fen): void {
  stackForPeople(office, place, orderId, value, 'stacked-without-hold');
}

/** The note is ours, and what it is for must be looked at. */
function stackForPeople(office: Office, place: EventPlace, orderId: string, value: Fen, cause: Cause): void {
  raiseAlarm(office, cause, orderId);
  investigateOrder(office, orderId, cause, value);
  const debit = account.cashBox(place.journal.terminal);
  book(office, { debit, credit: account.investigation(orderId), amount: value, why: cause, orderId });
}

export function takeNoteDisputed(office: Office, place: EventPlace, data: FactData<'note-disputed'>): void {
  const order = ownOrder(office, place, data.orderId);
  if (order === 'foreign') {
    raiseAlarm(office, 'dispute-of-foreign-order', data.orderId);
    return;
  }
  if (order === 'none') {
    openOrder(office, place, { id: data.orderId, card: '', amount: data.value, state: 'refused' });
  } else if (!['held', 'unanswered', 'refused', 'released'].includes(order.state)) {
    raiseAlarm(office, 'dispute-after-decision', order.serial);
    return;
  }
  raiseAlarm(office, 'note-disputed', data.orderId);
  investigateOrder(office, data.orderId, 'note-disputed', data.value);
  bookDispute(office, place, data.orderId, data.value, 'note-disputed', 'do');
}

/** A note that may be ours or the holder's: as much to have as to owe. */
function bookDispute(
  office: Office,
  place: EventPlace,
  orderId: string,
  amount: Fen,
  why: string,
  way: 'do' | 'undo',
): void {
  const notes = account.disputedNotes(place.journal.terminal);
  const claim = account.investigation(orderId);
  const [debit, credit] = way === 'do' ? [notes, claim] : [claim, notes];
  book(office, { debit, credit, amount, why, orderId });
}

export function takeOrphan(office: Office, place: EventPlace, data: FactData<'note-orphaned'>): void {
  const { terminal } = place.journal;
  raiseAlarm(office, 'note-orphaned', terminal);
  office.store.run(
    'insert into orphans (terminal, type, value, reason, at) values (?, ?, ?, ?, ?)',
    terminal,
    data.type,
    data.value,
    data.reason,
    serverTime(office.clock.wall()).iso,
  );
  if (data.value === null) return;
  const debit = account.cashBox(terminal);
  book(office, { debit, credit: account.orphan(terminal), amount: data.value, why: 'note-orphaned' });
}
