/** The PN532 parser as the dialogue needs it: a frame that came damaged is an item too, because it is answered by NACK. */
import { toHex } from '../../../src/kernel/hex.ts';
import type { Discarded, FrameParser } from '../../link/parser.ts';
import { TFI_CHIP, type Pn532Frame } from './frame.ts';
import { pn532Parser } from './frame-parser.ts';

/** Bytes that began like a frame and were none. Comes after the `discarded` item for the same bytes. */
export interface DamagedFrame {
  readonly kind: 'damaged';
  readonly bytes: Uint8Array;
}

export type Pn532Item = Pn532Frame | DamagedFrame;

export function damageParser(): FrameParser<Pn532Item> {
  const parser = pn532Parser();
  return {
    push: (chunk) => withDamage(parser.push(chunk)),
    timeout: () => withDamage(parser.timeout()),
    get pending() {
      return parser.pending;
    },
  };
}

function withDamage(items: readonly (Pn532Frame | Discarded)[]): readonly (Pn532Item | Discarded)[] {
  if (!items.some((item) => item.kind === 'discarded' && item.reason !== 'noise')) return items;
  return items.flatMap((item): (Pn532Item | Discarded)[] =>
    item.kind === 'discarded' && item.reason !== 'noise'
      ? [item, { kind: 'damaged', bytes: item.bytes }]
      : [item],
  );
}

/** True when the damaged bytes are the answer to this command beyond doubt: they carry its answer code. */
export function isDamagedAnswer(item: DamagedFrame, code: number): boolean {
  return toHex(item.bytes).includes(toHex(Uint8Array.of(TFI_CHIP, code + 1)));
}
