/**
 * The parser of protocols whose frames can be told at one position of the buffer: it walks byte by byte, gives every good
 * frame, and gathers what lies between them. No length is trusted before the finder has seen the checksum.
 */
import { ARENA_BYTES, DiscardedBytes } from './arena.ts';
import type { Discarded, FrameParser } from './parser.ts';

/** Length of the good frame that begins here, above zero; or why none does. `incomplete` waits for more bytes. */
export type Finding = number | 'incomplete' | 'noise' | (string & {});

export interface FrameFinder<F> {
  look(bytes: Uint8Array, at: number, end: number): Finding;
  /** The frame of `bytes` from `start` to before `end`; a view, since the bytes are never overwritten. */
  frame(bytes: Uint8Array, start: number, end: number): F;
}

export class ScanningParser<F extends { readonly kind: string }> implements FrameParser<F> {
  readonly #finder: FrameFinder<F>;
  #arena = new Uint8Array(ARENA_BYTES);
  /** From here to `#end` lies the start of a frame that waits for its rest. */
  #start = 0;
  #end = 0;

  constructor(finder: FrameFinder<F>) {
    this.#finder = finder;
  }

  get pending(): boolean {
    return this.#end > this.#start;
  }

  push(chunk: Uint8Array): readonly (F | Discarded)[] {
    this.#append(chunk);
    return this.#scan(false);
  }

  /** Nothing stays behind: whatever half frame shows up while rescanning is as late as the first. */
  timeout(): readonly (F | Discarded)[] {
    return this.#scan(true);
  }

  #append(chunk: Uint8Array): void {
    if (this.#end + chunk.length > this.#arena.length) {
      const held = this.#arena.subarray(this.#start, this.#end);
      this.#arena = new Uint8Array(Math.max(ARENA_BYTES, held.length + chunk.length));
      this.#arena.set(held);
      this.#start = 0;
      this.#end = held.length;
    }
    this.#arena.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  #scan(late: boolean): readonly (F | Discarded)[] {
    const items: (F | Discarded)[] = [];
    const bytes = this.#arena;
    const end = this.#end;
    let at = this.#start;
    let badFrom = at;
    let badReason = 'noise';
    const flush = (upTo: number): void => {
      if (upTo > badFrom) items.push(new DiscardedBytes(bytes, badFrom, upTo, badReason));
      badFrom = upTo;
      badReason = 'noise';
    };
    while (at < end) {
      const finding = this.#finder.look(bytes, at, end);
      if (typeof finding === 'number') {
        flush(at);
        items.push(this.#finder.frame(bytes, at, at + finding));
        at += finding;
        badFrom = at;
        continue;
      }
      if (finding === 'incomplete' && !late) break;
      // A run is named after the first frame in it that was damaged.
      if (finding !== 'noise' && badReason === 'noise') {
        flush(at);
        badReason = finding === 'incomplete' ? 'timeout' : finding;
      }
      at += 1;
    }
    flush(at);
    this.#start = at;
    return items;
  }
}
