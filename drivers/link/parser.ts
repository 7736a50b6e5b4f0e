/**
 * The shape of every byte parser. A parser never throws, never loses bytes silently, does not trust a length before the
 * checksum, and resynchronises byte by byte: no good frame behind a damaged one is lost (design.md §3, Parser).
 */

/** Bytes that belonged to no good frame, and why. Reasons are short stable words, the names of the link counters. */
export interface Discarded {
  readonly kind: 'discarded';
  readonly bytes: Uint8Array;
  readonly reason: string;
}

export interface FrameParser<F extends { readonly kind: string }> {
  /** Takes the next chunk and gives what became certain, in the order of the line. */
  push(chunk: Uint8Array): readonly (F | Discarded)[];
  /** True while the start of a frame waits for its rest; the exchange then runs the inter-byte time-out. */
  readonly pending: boolean;
  /** The inter-byte time-out passed: gives up the half frame, rescanning its bytes behind the first. */
  timeout(): readonly (F | Discarded)[];
}
