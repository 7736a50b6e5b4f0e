/** What a visit has told its holder of orders that are on the card, and what it still has to (design.md §1.3). */
import type { SettledRecord } from '../src/host/contract.ts';
import type { CardOnReader } from '../src/load/card-visit.ts';

export interface Telling {
  /** Orders whose end this visit has shown, newest last: the server may not know yet that they are told. */
  readonly shown: readonly string[];
  /** Those of them that are not on record as told yet, oldest first. */
  readonly toTell: readonly string[];
}

export const NOTHING_TOLD: Telling = { shown: [], toTell: [] };

/** Until a page is on the glass for certain, milliseconds: twice the time to paint it (design.md §10). */
export const PAINTED_MS = 100;

/** More orders than anybody ends in one visit. */
const SHOWN_LIMIT = 64;

/** Settled at another time or place, and this holder does not know it yet. */
export function untold(reading: CardOnReader | undefined, { shown }: Telling): readonly SettledRecord[] {
  return reading?.status.untold.filter(({ orderId }) => !shown.includes(orderId)) ?? [];
}

/** The page that tells how this order ended begins. */
export function tells({ shown, toTell }: Telling, orderId: string | undefined): Partial<Telling> {
  if (orderId === undefined) return {};
  return {
    shown: [...shown, orderId].slice(-SHOWN_LIMIT),
    toTell: [...toTell, orderId].slice(-SHOWN_LIMIT),
  };
}
