/** Tells the line at once that an answer came and was unreadable, instead of letting the answer time-out run out. */
import type { Discarded, FrameParser } from '../../link/parser.ts';
import { ccnetParser, type CcnetFrame } from './frame.ts';

/** Stands for an answer that could not be read. */
export interface DamagedReply {
  readonly kind: 'damaged';
}

export type LineItem = CcnetFrame | DamagedReply;

const DAMAGE = new Set(['checksum', 'length', 'timeout']);

/** Damage only counts when no good frame follows it and none is on its way: a stray byte before an answer is none. */
function withDamage(
  items: readonly (CcnetFrame | Discarded)[],
  pending: boolean,
): readonly (LineItem | Discarded)[] {
  if (pending) return items;
  for (const item of items.toReversed()) {
    if (item.kind === 'frame') return items;
    if (DAMAGE.has(item.reason)) return [...items, { kind: 'damaged' }];
  }
  return items;
}

export function damageAwareParser(): FrameParser<LineItem> {
  const parser = ccnetParser();
  return {
    push: (chunk) => {
      const items = parser.push(chunk);
      return withDamage(items, parser.pending);
    },
    get pending() {
      return parser.pending;
    },
    timeout: () => withDamage(parser.timeout(), false),
  };
}
