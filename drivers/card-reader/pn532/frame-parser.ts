/** The byte parser of PN532 frames, for either direction (pn532.md §2; design.md §3, Parser). */
import { ARENA_BYTES, DiscardedBytes } from '../../link/arena.ts';
import type { Discarded, FrameParser } from '../../link/parser.ts';
import { candidateAt, isFiller, takeFrame, type Pn532Damage, type Pn532Frame } from './frame.ts';

/** Input is worked off in blocks of this size; with the longest frame (277 bytes) carried over it bounds the arena. */
const BLOCK = 4_096;

export interface Pn532Parser extends FrameParser<Pn532Frame> {
  /** Bytes 00 and 55 outside frames so far: preambles, postambles, wake-up. Legal, so not reported as discarded. */
  readonly idleBytes: number;
}

class BufferedPn532Parser implements Pn532Parser {
  idleBytes = 0;
  #arena = new Uint8Array(ARENA_BYTES);
  #start = 0;
  #end = 0;
  #pending = false;
  /** Where the present run of damaged bytes began, or −1. */
  #damageFrom = -1;
  #damage: Pn532Damage = 'noise';

  get pending(): boolean {
    return this.#pending;
  }

  push(chunk: Uint8Array): readonly (Pn532Frame | Discarded)[] {
    const items: (Pn532Frame | Discarded)[] = [];
    for (let offset = 0; offset < chunk.length; offset += BLOCK) {
      const block = chunk.length <= BLOCK ? chunk : chunk.subarray(offset, offset + BLOCK);
      if (this.#end + block.length > ARENA_BYTES) this.#renew();
      this.#arena.set(block, this.#end);
      this.#end += block.length;
      this.#scan(items, false);
    }
    return items;
  }

  timeout(): readonly (Pn532Frame | Discarded)[] {
    const items: (Pn532Frame | Discarded)[] = [];
    this.#scan(items, true);
    return items;
  }

  #renew(): void {
    const held = this.#arena.subarray(this.#start, this.#end);
    this.#arena = new Uint8Array(ARENA_BYTES);
    this.#arena.set(held);
    this.#start = 0;
    this.#end = held.length;
  }

  /** Works off what is certain. With `final` nothing more will come: half frames are given up one by one. */
  #scan(items: (Pn532Frame | Discarded)[], final: boolean): void {
    const buffer = this.#arena;
    const end = this.#end;
    let at = this.#start;
    this.#pending = false;
    while (at < end) {
      if (buffer[at] !== 0x00 || (at + 1 < end && buffer[at + 1] !== 0xff)) {
        this.#skip(at);
        at += 1;
        continue;
      }
      if (at + 1 === end) {
        if (!final) break;
        this.#skip(at);
        at += 1;
        continue;
      }
      const candidate = candidateAt(buffer, at, end, final);
      if (candidate.kind === 'good') {
        this.#flush(items, at);
        items.push(takeFrame(buffer, at, candidate));
        at += candidate.length;
        continue;
      }
      if (candidate.kind === 'short' && !final) {
        this.#pending = true;
        break;
      }
      this.#damaged(at, candidate.kind === 'bad' ? candidate.reason : 'incomplete');
      at += 1;
    }
    this.#flush(items, at);
    this.#start = at;
  }

  /** A byte that begins no frame: filler, unless it lies in or begins a damaged run. */
  #skip(at: number): void {
    if (this.#damageFrom >= 0) return;
    if (isFiller(this.#arena[at])) this.idleBytes += 1;
    else this.#damaged(at, 'noise');
  }

  #damaged(at: number, reason: Pn532Damage): void {
    if (this.#damageFrom < 0) {
      this.#damageFrom = at;
      this.#damage = reason;
    } else if (this.#damage === 'noise') this.#damage = reason;
  }

  #flush(items: (Pn532Frame | Discarded)[], until: number): void {
    if (this.#damageFrom < 0) return;
    items.push(new DiscardedBytes(this.#arena, this.#damageFrom, until, this.#damage));
    this.#damageFrom = -1;
  }
}

export function pn532Parser(): Pn532Parser {
  return new BufferedPn532Parser();
}
