/** One line per note that was fed, newest first. */
import type { BenchParts } from '../engine/parts.ts';
import type { MoneyLine } from '../state.ts';
import type { FollowedNote, MoneyNow } from './money.ts';
import { tellNote } from './sentences.ts';

const SHOWN = 50;

export function moneyLines(parts: Pick<BenchParts, 'cards' | 'places'>, now: MoneyNow): readonly MoneyLine[] {
  return now.notes
    .slice(-SHOWN)
    .toReversed()
    .map((note) => lineOf(parts, note));
}

function lineOf({ cards, places }: Pick<BenchParts, 'cards' | 'places'>, note: FollowedNote): MoneyLine {
  const { fed, paper, order, loadedCard } = note;
  const { acceptor } = places[fed.kiosk].hardware;
  const card = cards.find(
    (one) => one.id === loadedCard || (order !== undefined && one.serial === order.card),
  );
  const jammed = acceptor.jamEnd !== undefined;
  const { sentence, tone } = tellNote(note, { card, jammed, powered: acceptor.powered });
  return {
    note: fed.note.id,
    amount: fed.note.value,
    kiosk: fed.kiosk,
    paper,
    serial: order?.serial,
    order: order?.state,
    card: card?.id,
    onCard: loadedCard !== undefined,
    sentence,
    tone,
  };
}
