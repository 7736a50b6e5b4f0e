/**
 * Conservation at the bench, by simple arithmetic of its own: physical truth on one side, the server's books on the other.
 *
 * - `taken`: value of every note that was fed and is not back in a hand, wherever it is (things).
 * - `onCards`: amounts of all loads in the cards' own memories (things).
 * - `owed`: orders that the ledger calls funded or owed, without those whose load is physically on a card.
 * - `investigating`: orders under investigation likewise, without those whose note is back in a hand (nobody knew, now the
 *   hand has it), and notes on the orphan list.
 * - `settledByHand`: orders that two operators ended, likewise.
 * - `open`: notes whose order the ledger does not call funded yet: on their way, or their report is.
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
  const backInHand = new Set(notes.filter(({ paper }) => paper === 'hand').map(({ fed }) => fed.orderId));
  const keptOrders = new Set(kept.map(({ fed }) => fed.orderId));
  const due = (...states: readonly StatementOrder['state'][]): number =>
    sum(
      statement.orders
        .filter(({ orderId, state }) => states.includes(state) && !loaded.has(orderId))
        .filter(({ orderId }) => keptOrders.has(orderId) || !backInHand.has(orderId))
        .map(({ amount }) => amount),
    );
  const taken = sum(kept.map(({ fed }) => fed.note.value)) + parts.notes.forgotten;
  const onCards = sum(parts.cards.flatMap((card) => loadsOf(card).map(({ amount }) => amount)));
  const orphans = sum(statement.orphans.map(({ value }) => value ?? 0));
  const owed = due('funded', 'owed');
  const investigating = due('investigating') + orphans;
  const settledByHand = due('resolved');
  const open = sum(kept.filter(isOpen).map(({ fed }) => fed.note.value));
  const missing = taken - onCards - owed - investigating - settledByHand - open;
  return { taken, onCards, owed, investigating, settledByHand, open, missing };
}

/** The books do not know yet: the note is on its way, or the report of it is. */
export function isOpen({ paper, order, loadedCard }: FollowedNote): boolean {
  if (paper === 'hand' || loadedCard !== undefined) return false;
  if (order === undefined || order.state === 'held') return true;
  return order.state === 'released' && paper !== 'box' && paper !== 'operator';
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
