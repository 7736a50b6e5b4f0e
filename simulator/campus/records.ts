/** What is open for a card: records shown at placement, room that is reserved, and what could be on the card unknown to us. */
import type { OpenRecord, SettledRecord } from '../../src/host/contract.ts';
import { addFen, fen, ZERO_FEN, type Fen } from '../../src/kernel/fen.ts';
import { roomOnCard } from '../../src/money/limits.ts';
import { ledgerBalance } from './books.ts';
import type { CardRow } from './cards.ts';
import type { Office } from './office.ts';
import { ordersAttemptingAt, type OrderRow } from './orders.ts';

/** Beyond `timeout.cashInsert` a hold elsewhere is shown as being clarified (design.md §12.7). */
const HOLD_GRACE_SECONDS = 60;

const RECORD_LIMIT = 32;

/** Orders that the terminal in front of the holder may show, oldest first. */
export function shownOrders(office: Office, applicationSerial: string, terminal: string): OrderRow[] {
  const { cashInsertSeconds } = office.parameters;
  const before = office.clock.wall() - (cashInsertSeconds + HOLD_GRACE_SECONDS) * 1_000;
  return office.store.all<OrderRow>(
    `select * from orders where card = ? and (state in ('funded', 'owed', 'investigating')
       or (state = 'held' and terminal <> ? and openedMs < ?)) order by number limit ?`,
    applicationSerial,
    terminal,
    before,
    RECORD_LIMIT,
  );
}

export function settledRecord(order: OrderRow): SettledRecord {
  return {
    orderId: order.id,
    serial: order.serial,
    kind: 'cash',
    amount: order.amount,
    openedAt: order.openedAt,
    terminal: order.terminal,
  };
}

export function openRecord(order: OrderRow): OpenRecord {
  const due = order.state === 'funded' || order.state === 'owed';
  return { ...settledRecord(order), state: due ? 'owed' : 'clarifying' };
}

/** Room under the maximum after holds, money that is due, and investigations that may yet become due. */
export function roomFor(office: Office, card: CardRow, balance: Fen): Fen {
  const row = office.store.get<{ sum: number | null }>(
    `select sum(amount) as sum from orders
     where card = ? and state in ('held', 'funded', 'owed', 'investigating')`,
    card.applicationSerial,
  );
  return roomOnCard(office.parameters.maxBalance, balance, fen(row?.sum ?? 0));
}

/** A card may hold what the ledger knows, and one load whose end is not known yet; more is a card to be corrected (E306). */
export function aboveLedger(office: Office, card: CardRow, balance: Fen): boolean {
  const attempting = ordersAttemptingAt(office, card.applicationSerial, card.expectedCounter);
  const unknown = attempting.reduce<Fen>((most, order) => fen(Math.max(most, order.amount)), ZERO_FEN);
  return balance > addFen(ledgerBalance(office, card.applicationSerial), unknown);
}
