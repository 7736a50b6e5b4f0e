/** The physical world as plain data, and back. */
import { KIOSK_NAMES } from '../actions.ts';
import type { WorldData } from '../state-folder/world-schema.ts';
import type { BenchParts } from './parts.ts';
import { whereIs } from './parts.ts';

type Physical = Pick<BenchParts, 'clock' | 'cards' | 'notes' | 'pos' | 'places'>;

export function collectWorld(parts: Physical): WorldData {
  const { clock, cards, notes, pos, places } = parts;
  const lying = cards.map((card) => [
    card.id,
    { where: whereIs(parts, card), purse: card.purse?.snapshot() ?? null },
  ]);
  return {
    kind: 'campus-card-bench',
    version: 1,
    clockMovedMinutes: clock.movedMinutes,
    cards: Object.fromEntries(lying) as WorldData['cards'],
    kiosks: { A: places.A.data(), B: places.B.data() },
    notes: notes.data(),
    pos: pos.data(),
  };
}

/** A card that the file does not know stays as the card centre made it, in the hand. */
export function restoreCards({ cards, places }: Pick<BenchParts, 'cards' | 'places'>, data: WorldData): void {
  for (const { id, purse, card } of cards) {
    const kept = data.cards[id];
    if (kept === undefined) continue;
    if (kept.purse !== null) purse?.restore(kept.purse);
    const reader = KIOSK_NAMES.find((name) => name === kept.where);
    if (reader !== undefined) places[reader].hardware.lay(card);
  }
}
