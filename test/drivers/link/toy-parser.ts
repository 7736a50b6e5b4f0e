/** A protocol small enough to read in a test: `A5 length payload sum`, with the sum of the payload as checksum. */
import type { Discarded, FrameParser } from '../../../drivers/link/parser.ts';

export interface ToyFrame {
  readonly kind: 'frame';
  readonly payload: readonly number[];
}

const START = 0xa5;

export class ToyParser implements FrameParser<ToyFrame> {
  #buffer: number[] = [];

  get pending(): boolean {
    return this.#buffer.length > 0;
  }

  push(chunk: Uint8Array): readonly (ToyFrame | Discarded)[] {
    this.#buffer.push(...chunk);
    return this.#scan();
  }

  timeout(): readonly (ToyFrame | Discarded)[] {
    return [this.#drop('half-frame'), ...this.#scan()];
  }

  #scan(): (ToyFrame | Discarded)[] {
    const items: (ToyFrame | Discarded)[] = [];
    while (this.#buffer.length > 0) {
      const [start, length = Number.NaN] = this.#buffer;
      if (start !== START) {
        items.push(this.#drop('noise'));
        continue;
      }
      if (!(this.#buffer.length >= length + 3)) break;
      const payload = this.#buffer.slice(2, 2 + length);
      const sum = payload.reduce((total, byte) => total + byte, 0) & 0xff;
      if (this.#buffer[2 + length] !== sum) {
        items.push(this.#drop('checksum'));
        continue;
      }
      this.#buffer.splice(0, length + 3);
      items.push({ kind: 'frame', payload });
    }
    return items;
  }

  #drop(reason: string): Discarded {
    return { kind: 'discarded', bytes: Uint8Array.from(this.#buffer.splice(0, 1)), reason };
  }
}
