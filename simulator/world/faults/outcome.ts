/** What became of one fault point, in one line. */
import type { WorldTruth } from '../checker/truth.ts';

/** States of the holder's orders and orphans at the end, e.g. `confirmed`, `released`, `investigating:note-disputed`. */
export function outcomeOf({ claims }: WorldTruth, freshCard: string): string {
  const orders = claims.orders
    .filter(({ card }) => card !== freshCard)
    .map(({ state, cause }) => (cause === undefined ? state : `${state}:${cause}`));
  const orphans = claims.orphans.map(({ reason }) => `orphan:${reason}`);
  const all = [...orders, ...orphans].toSorted();
  return all.length === 0 ? 'nothing taken' : all.join(' + ');
}

/**
 * A line, a message or a card that fails leaves no doubt where a note is: nobody but the holder has to do anything.
 * Only lost power and dead programs may bring work for people.
 */
export function needlessWork({ claims }: WorldTruth): string[] {
  const orders = claims.orders.filter(({ state }) => state === 'investigating');
  return [
    ...orders.map(({ serial, cause }) => `needless: order ${serial} is under investigation, ${cause ?? ''}`),
    ...claims.orphans.map(({ reason }) => `needless: an orphan on record, ${reason}`),
  ];
}

/** The result of one state that was tried. */
export interface Tried {
  /** The point that was run. */
  readonly point: string;
  /** How many points come to the same. */
  readonly points: number;
  readonly outcome: string;
  readonly violations: readonly string[];
}
