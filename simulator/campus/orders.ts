/** Orders: one amount of cash for one card, from the hold to its end (design.md §5). */
import type { Fen } from '../../src/kernel/fen.ts';
import { serialNumber } from '../../src/money/serial-number.ts';
import type { JournalRow } from './journals.ts';
import type { Office } from './office.ts';
import { serverTime } from './server-time.ts';

/**
 * `refused`: no hold was given. `unanswered`: re-sent after a restore, and what the lost ledger answered is not known.
 * `resolved`: two operators ended it.
 */
export type OrderState =
  | 'refused'
  | 'unanswered'
  | 'held'
  | 'released'
  | 'funded'
  | 'owed'
  | 'confirmed'
  | 'investigating'
  | 'resolved';

/** Why people must look. */
export type Cause =
  | 'note-disputed'
  | 'value-differs'
  | 'stacked-without-hold'
  | 'conflict'
  | 'journal-closed'
  | 'operator';

export interface OrderRow {
  /** Order of opening. */
  readonly number: number;
  readonly id: string;
  /** 流水号. */
  readonly serial: string;
  readonly terminal: string;
  readonly journal: string;
  /** Application serial; empty when a note came in without any hold. */
  readonly card: string;
  readonly amount: Fen;
  readonly state: OrderState;
  /** Set when the order came under investigation, and kept. */
  readonly cause: Cause | null;
  readonly openedAt: string;
  readonly openedMs: number;
  /** Server date on which it counts against daily limits. */
  readonly acceptedDate: string;
  /** 1 once its holder was shown, at any terminal, that it is on the card. */
  readonly told: 0 | 1;
}

/** Where an event stands in its journal. */
export interface EventPlace {
  readonly journal: JournalRow;
  readonly sequence: number;
  /** Re-sent after the ledger was restored: an ask was perhaps answered by the ledger that is lost. */
  readonly restored: boolean;
}

export function findOrder(office: Office, id: string): OrderRow | undefined {
  return office.store.get<OrderRow>('select * from orders where id = ?', id);
}

export function openOrder(
  office: Office,
  place: EventPlace,
  order: {
    readonly id: string;
    readonly card: string;
    readonly amount: Fen;
    readonly state: OrderState;
    readonly cause?: Cause;
  },
): void {
  const { terminal, generation, id: journal } = place.journal;
  const openedMs = office.clock.wall();
  const { iso, date } = serverTime(openedMs);
  office.store.run(
    `insert into orders
       (id, serial, terminal, journal, card, amount, state, cause, openedAt, openedMs, acceptedDate)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    order.id,
    serialNumber({ terminal, generation, hostSequence: place.sequence }),
    terminal,
    journal,
    order.card,
    order.amount,
    order.state,
    order.cause ?? null,
    iso,
    openedMs,
    date,
  );
}

export function setOrderState(office: Office, id: string, state: OrderState): void {
  office.store.run('update orders set state = ? where id = ?', state, id);
}

/** Puts an order under investigation for `amount`. Booking is the caller's. */
export function investigateOrder(office: Office, id: string, cause: Cause, amount: Fen): void {
  office.store.run(
    "update orders set state = 'investigating', cause = ?, amount = ? where id = ?",
    cause,
    amount,
    id,
  );
}

/** Money taken for this card that is neither on it nor given up, oldest first. Holds and investigations are not among them. */
export function dueOrders(office: Office, applicationSerial: string): OrderRow[] {
  return office.store.all<OrderRow>(
    "select * from orders where card = ? and state in ('funded', 'owed') order by number",
    applicationSerial,
  );
}

/** On the card, and its holder does not know it yet; oldest first. */
export function untoldOrders(office: Office, applicationSerial: string, limit: number): OrderRow[] {
  return office.store.all<OrderRow>(
    "select * from orders where card = ? and state = 'confirmed' and told = 0 order by number limit ?",
    applicationSerial,
    limit,
  );
}

export type AttemptSettled = 'open' | 'not-loaded' | 'loaded' | 'by-people';

export interface AttemptRow {
  readonly number: number;
  readonly id: string;
  readonly orderId: string;
  readonly card: string;
  readonly terminal: string;
  readonly counter: number;
  readonly balance: Fen;
  readonly amount: Fen;
  /** Empty, like `time`, when the ledger that issued it is lost. */
  readonly date: string;
  readonly time: string;
  readonly settled: AttemptSettled;
  /** What the terminal said: `written`, `refused`, `unknown`. */
  readonly reported: string | null;
}

export function attemptsOfOrder(office: Office, orderId: string): AttemptRow[] {
  return office.store.all<AttemptRow>('select * from attempts where orderId = ? order by number', orderId);
}

/** Authorisations of this card from `counter` up; what people settled with the chip in hand is left out. */
export function attemptsOfCard(office: Office, applicationSerial: string, counter: number): AttemptRow[] {
  return office.store.all<AttemptRow>(
    "select * from attempts where card = ? and counter >= ? and settled <> 'by-people' order by number",
    applicationSerial,
    counter,
  );
}

/** Orders, not yet ended, with an attempt that is bound to `counter`: what could explain that the counter moved from there. */
export function ordersAttemptingAt(office: Office, applicationSerial: string, counter: number): OrderRow[] {
  return office.store.all<OrderRow>(
    `select * from orders where state in ('funded', 'owed', 'investigating') and id in
       (select orderId from attempts where card = ? and counter = ? and settled <> 'by-people')
     order by number`,
    applicationSerial,
    counter,
  );
}
