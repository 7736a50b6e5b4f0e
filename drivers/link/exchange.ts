/**
 * The line of one device as its driver sees it: frames instead of bytes, one waiter at a time, counters for every kind
 * of bad frame, and the trace. The waiter is registered before the write and its time-out starts after it.
 */
import type { Clock, Timer } from '../../src/kernel/clock.ts';
import { invariant } from '../../src/kernel/errors.ts';
import { toHex } from '../../src/kernel/hex.ts';
import type { Discarded, FrameParser } from './parser.ts';
import type { Link, LinkEnd } from './link.ts';
import type { Trace } from './trace.ts';

/** Why no frame came. */
export type ExchangeFailure = 'timeout' | 'link-closed';

export type ExchangeResult<F> =
  | { readonly kind: 'frame'; readonly frame: F }
  | { readonly kind: 'failed'; readonly reason: ExchangeFailure };

export interface ExchangeOptions<F extends { readonly kind: string }> {
  readonly device: string;
  readonly clock: Clock;
  readonly link: Link;
  readonly parser: FrameParser<F>;
  readonly trace: Trace;
  /** Longest silence inside a frame, milliseconds. From the protocol sheet, plus what the adapter of the line may hold back. */
  readonly interByteTimeoutMs: number;
  /** Text for the trace, and masking of secrets: gives the bytes to show as hexadecimal with `**` for what is secret. */
  readonly describe: (direction: 'host-to-device' | 'device-to-host', bytes: Uint8Array) => TraceText;
  /** The bytes of a received frame, for the trace. */
  readonly frameBytes: (frame: F) => Uint8Array;
}

export interface TraceText {
  readonly meaning: string;
  /** Present when something was masked. */
  readonly masked?: string;
}

interface Waiter<F> {
  readonly matches: (frame: F) => boolean;
  readonly resolve: (result: ExchangeResult<F>) => void;
  timer: Timer | undefined;
}

/** Most frames kept for a waiter that is not there yet. */
const INBOX_LIMIT = 16;

/** Every round gives up a byte or more; no frame here has as many. */
const HALF_FRAME_ROUNDS = 1_024;

/** Counts per device: frames received, and runs of discarded bytes by reason. */
export interface LinkCounters {
  frames: number;
  unexpected: number;
  readonly discarded: Record<string, number>;
}

function isDiscarded(item: { readonly kind: string }): item is Discarded {
  return item.kind === 'discarded';
}

export class Exchange<F extends { readonly kind: string }> {
  readonly counters: LinkCounters = { frames: 0, unexpected: 0, discarded: {} };
  readonly #options: ExchangeOptions<F>;
  #waiter: Waiter<F> | undefined;
  #inbox: F[] = [];
  #interByte: Timer | undefined;
  #ended = false;

  constructor(options: ExchangeOptions<F>) {
    this.#options = options;
    options.link.onBytes((chunk) => {
      this.#receive(chunk);
    });
    void options.link.closed.then(() => {
      this.#end();
    });
  }

  get closed(): Promise<LinkEnd> {
    return this.#options.link.closed;
  }

  /** Writes without waiting for anything: acknowledgements and wake-up bytes. */
  send(bytes: Uint8Array): void {
    if (this.#ended) return;
    this.#trace('host-to-device', bytes);
    this.#options.link.send(bytes);
  }

  /**
   * Writes `bytes` and waits for the first frame that `matches`; others are counted as unexpected and dropped, frames
   * that came before the write included.
   */
  request(
    bytes: Uint8Array,
    timeoutMs: number,
    matches: (frame: F) => boolean = () => true,
  ): Promise<ExchangeResult<F>> {
    this.counters.unexpected += this.#inbox.length;
    this.#inbox = [];
    const reply = this.await(timeoutMs, matches);
    this.send(bytes);
    return reply;
  }

  /** Waits for a frame without writing: the answer that follows an acknowledgement, even in the same chunk. */
  await(timeoutMs: number, matches: (frame: F) => boolean = () => true): Promise<ExchangeResult<F>> {
    invariant(this.#waiter === undefined, `${this.#options.device}: two exchanges at once`);
    for (let frame = this.#inbox.shift(); frame !== undefined; frame = this.#inbox.shift()) {
      if (matches(frame)) return Promise.resolve({ kind: 'frame', frame });
      this.counters.unexpected += 1;
    }
    if (this.#ended) return Promise.resolve({ kind: 'failed', reason: 'link-closed' });
    return new Promise((resolve) => {
      const waiter: Waiter<F> = { matches, resolve, timer: undefined };
      this.#waiter = waiter;
      waiter.timer = this.#options.clock.after(timeoutMs, `${this.#options.device} answer`, () => {
        this.#finish({ kind: 'failed', reason: 'timeout' });
      });
    });
  }

  #receive(chunk: Uint8Array): void {
    this.#interByte?.cancel();
    this.#interByte = undefined;
    this.#deliver(this.#options.parser.push(chunk));
    if (!this.#options.parser.pending) return;
    this.#interByte = this.#options.clock.after(
      this.#options.interByteTimeoutMs,
      `${this.#options.device} inter-byte`,
      () => {
        this.#giveUpHalfFrame();
      },
    );
  }

  /** What is left behind the first byte has waited just as long, so it is given up too unless it holds a whole frame. */
  #giveUpHalfFrame(): void {
    const { parser } = this.#options;
    for (let round = 0; parser.pending && round < HALF_FRAME_ROUNDS; round += 1) {
      this.#deliver(parser.timeout());
    }
  }

  #deliver(items: readonly (F | Discarded)[]): void {
    for (const item of items) {
      if (isDiscarded(item)) this.#discard(item);
      else this.#frame(item);
    }
  }

  #discard(item: Discarded): void {
    const { discarded } = this.counters;
    discarded[item.reason] = (discarded[item.reason] ?? 0) + 1;
    const { clock, device, trace } = this.#options;
    trace.add({
      at: clock.monotonic(),
      device,
      direction: 'device-to-host',
      bytes: `${item.bytes.length} bytes`,
      meaning: `discarded: ${item.reason}`,
    });
  }

  #frame(frame: F): void {
    this.counters.frames += 1;
    this.#trace('device-to-host', this.#options.frameBytes(frame));
    if (this.#waiter === undefined) this.#keep(frame);
    else if (this.#waiter.matches(frame)) this.#finish({ kind: 'frame', frame });
    else this.counters.unexpected += 1;
  }

  #keep(frame: F): void {
    this.#inbox.push(frame);
    if (this.#inbox.length <= INBOX_LIMIT) return;
    this.#inbox.shift();
    this.counters.unexpected += 1;
  }

  #finish(result: ExchangeResult<F>): void {
    const waiter = this.#waiter;
    this.#waiter = undefined;
    waiter?.timer?.cancel();
    waiter?.resolve(result);
  }

  #end(): void {
    this.#ended = true;
    this.#interByte?.cancel();
    this.#finish({ kind: 'failed', reason: 'link-closed' });
  }

  #trace(direction: 'host-to-device' | 'device-to-host', bytes: Uint8Array): void {
    const { clock, device, trace, describe } = this.#options;
    const text = describe(direction, bytes);
    trace.add({
      at: clock.monotonic(),
      device,
      direction,
      bytes: text.masked ?? toHex(bytes),
      meaning: text.meaning,
    });
  }
}
