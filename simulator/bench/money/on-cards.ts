/**
 * Which orders are physically on a card: each load in a card's own memory is matched with the authorisation it was made
 * with. Authorisations of one card never share date and time (campus/attempts.ts).
 */
import type { CardTransaction } from '../../devices/card/pboc-memory.ts';
import type { BenchParts } from '../engine/parts.ts';

interface Attempt {
  readonly orderId: string;
  readonly card: string;
  readonly terminal: string;
  readonly counter: number;
  /** Empty, like `time`, when the ledger that issued it is lost. */
  readonly date: string;
  readonly time: string;
}

type Read = Pick<BenchParts, 'cards' | 'ledger' | 'notes'>;

/** Loads that happened, card by card. */
export function loadsOf({ purse }: BenchParts['cards'][number]): readonly CardTransaction[] {
  return purse?.history.filter(({ kind }) => kind === 'load') ?? [];
}

/** Order ids, each with the id of the card that has its load; also those that were known before the ledger was restored. */
export function ordersOnCards({ cards, ledger, notes }: Read): ReadonlyMap<string, string> {
  const attempts = ledger.all<Attempt>(
    'select orderId, card, terminal, counter, date, time from attempts order by number',
  );
  const found = new Map<string, string>();
  for (const { orderId, loadedCard } of notes.fed) {
    if (orderId !== null && loadedCard !== null) found.set(orderId, loadedCard);
  }
  for (const card of cards) {
    for (const load of loadsOf(card)) {
      const made = attempts.find((attempt) => attempt.card === card.serial && madeWith(load, attempt));
      if (made !== undefined) found.set(made.orderId, card.id);
    }
  }
  return found;
}

function madeWith(load: CardTransaction, { terminal, counter, date, time }: Attempt): boolean {
  if (load.counter !== counter || load.terminal !== terminal) return false;
  return date === '' || (load.date === date && load.time === time);
}
