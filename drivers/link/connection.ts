/** Opens the line, and opens it again with capped backoff whenever it ends, until closed. design.md §3, Device. */
import { sleep, type Clock } from '../../src/kernel/clock.ts';
import type { Link, LinkFactory } from './link.ts';

export interface ConnectionOptions {
  readonly clock: Clock;
  readonly name: string;
  readonly open: LinkFactory;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** A fresh link; resolves true when the device answered on it at least once. */
  readonly serve: (link: Link) => Promise<boolean>;
  /** The line is closed, or could not be opened. */
  readonly onDown: () => void;
}

export class Connection {
  readonly #options: ConnectionOptions;
  #link: Link | undefined;
  #started = false;
  #closed = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    void this.#run();
  }

  close(): void {
    this.#closed = true;
    this.#link?.close();
  }

  async #run(): Promise<void> {
    const { clock, name, firstDelayMs, longestDelayMs, onDown, serve } = this.#options;
    let delay = firstDelayMs;
    while (!this.#closed) {
      const link = await this.#open();
      const answered = link !== undefined && (await serve(link));
      this.#link = undefined;
      if (this.#closed) return;
      onDown();
      delay = answered ? firstDelayMs : delay;
      await sleep(clock, delay, `${name} reopen`);
      delay = Math.min(delay * 2, longestDelayMs);
    }
  }

  async #open(): Promise<Link | undefined> {
    try {
      const link = await this.#options.open();
      if (this.#closed) link.close();
      this.#link = link;
      return link;
    } catch {
      return undefined;
    }
  }
}
