/**
 * Conservation at the bench, by simple arithmetic of its own: physical truth on one side, the server's books on the other.
 *
 * - `taken`: value of every note that was fed and is not back in a hand, wherever it is (things).
 * - `onCards`: amounts of all loads in the cards' own memories (things).
 * - `owed`: orders that the ledger calls funded or owed, without those whose load is physically on a card.
 * - `investigating`: orders under investigation likewise, as far as there is a note that is not back in a hand: what the
 *   books hold open as the interval [0, amount], the things decide. The orphan list counts as far as there are notes that no
 *   order claims: a note whose journal was closed under way is on it beside its order.
 * - `settledByHand`: orders that two operators ended, likewise.
 * - `open`: notes whose order the ledger does not call funded yet: on their way, or their report is; without those that the
 *   orphan list explains.
 * - `missing`: what is left of `taken`. Negative: money was invented.
 */
import type { StatementOrder } from '../../campus/statement.ts';
import type { BenchParts } from '../engine/parts.ts';
import type { MoneySum } from '../state.ts';
import type { FollowedNote, MoneyNow } from './money.ts';
import { loadsOf } from './on-cards.ts';

export function moneySum(parts: Pick<BenchParts, 'cards' | 'notes'>, now: MoneyNow): MoneySum {
  const { notes, onCards: loaded, statement } = now;
  const kept = notes.filter(({ paper }) => paper !== 'hand');
  const keptOrders = new Set(kept.map(({ fed }) => fed.orderId));
  const due = (...states: readonly StatementOrder['state'][]): readonly StatementOrder[] =>
    statement.orders.filter(({ orderId, state }) => states.includes(state) && !loaded.has(orderId));
  const withNote = (orders: readonly StatementOrder[]): number =>
    amounts(orders.filter(({ orderId }) => keptOrders.has(orderId)));
  const taken = valueOf(kept) + parts.notes.forgotten;
  const onCards = amounts(parts.cards.flatMap(loadsOf));
  const listed = sum(statement.orphans.map(({ value }) => value ?? 0));
  const orphans = Math.min(listed, valueOf(kept.filter(isUnclaimed)));
  const owed = amounts(due('funded', 'owed'));
  const investigating = withNote(due('investigating')) + orphans;
  const settledByHand = withNote(due('resolved'));
  const open = Math.max(0, valueOf(kept.filter(isOpen)) - orphans);
  const missing = taken - onCards - owed - investigating - settledByHand - open;
  return { taken, onCards, owed, investigating, settledByHand, open, missing };
}

/** The books do not know yet: the note is on its way, or the report of it is. */
function isOpen(note: FollowedNote): boolean {
  const { paper, order } = note;
  return isUnclaimed(note) && (order?.state !== 'released' || (paper !== 'box' && paper !== 'operator'));
}

/** No order of the ledger has this note's money. */
function isUnclaimed({ order, loadedCard }: FollowedNote): boolean {
  return loadedCard === undefined && ['held', 'released', undefined].includes(order?.state);
}

function valueOf(notes: readonly FollowedNote[]): number {
  return sum(notes.map(({ fed }) => fed.note.value));
}

function amounts(things: readonly { readonly amount: number }[]): number {
  return sum(things.map(({ amount }) => amount));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
