/**
 * Where parsers keep received bytes: laid one after another and never overwritten, so that frames and discarded runs can
 * be views made when asked; a full arena is replaced by a new one.
 */
import type { Discarded } from './parser.ts';

/** Size of one arena; far above the longest frame of any protocol here. */
export const ARENA_BYTES = 16_384;

/** A run that belonged to no good frame; its view is made when asked. */
export class DiscardedBytes implements Discarded {
  readonly kind = 'discarded';
  readonly reason: string;
  readonly #source: Uint8Array;
  readonly #start: number;
  readonly #end: number;

  constructor(source: Uint8Array, start: number, end: number, reason: string) {
    this.reason = reason;
    this.#source = source;
    this.#start = start;
    this.#end = end;
  }

  get bytes(): Uint8Array {
    return this.#source.subarray(this.#start, this.#end);
  }
}
