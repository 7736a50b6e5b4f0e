/** Two operators end an investigation (design.md §5.6). What may be on a card all the same is booked as risk. */
import { noteAction } from './alarms.ts';
import { account, book } from './books.ts';
import { raiseExpectedCounter, type CardRow } from './cards.ts';
import type { Office } from './office.ts';
import { attemptsOfOrder, findOrder, setOrderState, type OrderRow } from './orders.ts';

/** Back to the card as 补写 · paid out or returned to the holder · due to nobody. */
export type Resolution = 'credited-to-owed' | 'returned' | 'surplus';

export interface ResolveRequest {
  readonly orderId: string;
  readonly outcome: Resolution;
  /** Names of two different people. */
  readonly operators: readonly [string, string];
  /** Load counter read from the chip at the centre. Needed to credit after a conflict: the card is known again from there. */
  readonly chipCounter?: number;
}

export type OperatorOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly reason: string };

const REFUSED = (reason: string): OperatorOutcome => ({ kind: 'refused', reason });

export function resolveInvestigation(office: Office, request: ResolveRequest): OperatorOutcome {
  const [first, second] = request.operators.map((name) => name.trim());
  if (first === undefined || first === '' || second === undefined || second === '' || first === second)
    return REFUSED('two-operators-needed');
  const order = findOrder(office, request.orderId);
  if (order === undefined || order.state !== 'investigating') return REFUSED('not-under-investigation');
  const refusal = refuseRequest(office, order, request);
  if (refusal !== undefined) return REFUSED(refusal);
  noteAction(office, `resolve ${order.serial} ${request.outcome}`, [first, second]);
  readChip(office, order, request.chipCounter);
  switch (request.outcome) {
    case 'credited-to-owed':
      move(office, order, account.owed(order.id), request.outcome);
      setOrderState(office, order.id, 'owed');
      break;
    case 'returned':
      bookRisk(office, order);
      move(office, order, paidFrom(office, order), request.outcome);
      setOrderState(office, order.id, 'resolved');
      break;
    case 'surplus':
      move(office, order, account.surplus, request.outcome);
      setOrderState(office, order.id, 'resolved');
      break;
  }
  return { kind: 'done' };
}

function refuseRequest(office: Office, order: OrderRow, request: ResolveRequest): string | undefined {
  const { chipCounter, outcome } = request;
  const card = office.store.get<CardRow>('select * from cards where applicationSerial = ?', order.card);
  if (chipCounter !== undefined && chipCounter < (card?.expectedCounter ?? 0)) return 'chip-behind-ledger';
  if (outcome !== 'credited-to-owed') return undefined;
  if (card === undefined) return 'no-card';
  return order.cause === 'conflict' && chipCounter === undefined ? 'chip-counter-needed' : undefined;
}

/** A note that was perhaps never ours goes back as itself; anything else is paid at the desk. */
function paidFrom(office: Office, order: OrderRow): string {
  const notes = account.disputedNotes(order.terminal);
  const row = office.store.get<{ sum: number | null }>(
    `select sum(amount) as sum from postings
     where account = ? and movement in (select number from movements where orderId = ?)`,
    notes,
    order.id,
  );
  return (row?.sum ?? 0) > 0 ? notes : account.deskCash;
}

function move(office: Office, order: OrderRow, credit: string, why: string): void {
  const debit = account.investigation(order.id);
  book(office, { debit, credit, amount: order.amount, why, orderId: order.id });
}

/** With the chip in hand the earlier attempts are settled by people, and the counter is what it showed. */
function readChip(office: Office, order: OrderRow, chipCounter: number | undefined): void {
  if (chipCounter === undefined) return;
  office.store.run(
    "update attempts set settled = 'by-people' where orderId = ? and settled in ('open', 'not-loaded')",
    order.id,
  );
  raiseExpectedCounter(office, order.card, chipCounter);
}

function bookRisk(office: Office, order: OrderRow): void {
  const attempts = attemptsOfOrder(office, order.id);
  if (attempts.length === 0) return;
  book(office, {
    debit: account.risk,
    credit: account.riskProvision,
    amount: order.amount,
    why: 'returned-after-attempt',
    orderId: order.id,
  });
}

/** An operator, or the closing of a journal, takes an order out of the terminals' hands. */
export function putUnderInvestigation(
  office: Office,
  order: OrderRow,
  cause: 'journal-closed' | 'operator',
): void {
  const claim = account.investigation(order.id);
  const notes = account.disputedNotes(order.terminal);
  const from = order.state === 'funded' || order.state === 'owed' ? account.owed(order.id) : notes;
  office.store.run("update orders set state = 'investigating', cause = ? where id = ?", cause, order.id);
  book(office, { debit: from, credit: claim, amount: order.amount, why: cause, orderId: order.id });
}
