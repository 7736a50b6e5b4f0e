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

/** The result of one state that was tried. */
export interface Tried {
  /** The point that was run. */
  readonly point: string;
  /** How many points come to the same. */
  readonly points: number;
  readonly outcome: string;
  readonly violations: readonly string[];
}
