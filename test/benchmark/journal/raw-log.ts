/** The floor of a durable commit: one write of as many bytes and one fdatasync, by the same process on the same disk. */
import { closeSync, fdatasyncSync, fsyncSync, openSync, writeSync } from 'node:fs';

const LARGEST = 1_048_576;

export class RawLog {
  readonly #handle: number;
  readonly #content = new Uint8Array(LARGEST).fill(0x5a);
  readonly #size: number | undefined;
  #at = 0;

  /** Appends; with `size` the file is laid out first and then overwritten from its beginning again and again. */
  constructor(path: string, size?: number) {
    this.#handle = openSync(path, 'w');
    this.#size = size;
    if (size === undefined) return;
    for (let at = 0; at < size; at += LARGEST) writeSync(this.#handle, this.#content, 0, LARGEST, at);
    fsyncSync(this.#handle);
  }

  /** Durable when it returns. */
  commit(bytes: number): void {
    if (this.#size !== undefined && this.#at + bytes > this.#size) this.#at = 0;
    writeSync(this.#handle, this.#content, 0, bytes, this.#at);
    fdatasyncSync(this.#handle);
    this.#at += bytes;
  }

  close(): void {
    closeSync(this.#handle);
  }
}
