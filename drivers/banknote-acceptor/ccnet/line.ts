/** One open line to the acceptor: a command and its answer, with NAK, repetition and the silence after an ACK. ccnet.md §5. */
import { sleep, type Clock } from '../../../src/kernel/clock.ts';
import { Exchange } from '../../link/exchange.ts';
import type { Link } from '../../link/link.ts';
import type { Trace } from '../../link/trace.ts';
import {
  CCNET_ACK,
  CCNET_COMMANDS,
  CCNET_ILLEGAL,
  CCNET_NAK,
  type CcnetCommand,
  type CcnetCommandName,
} from './commands.ts';
import { damageAwareParser, type LineItem } from './damage.ts';
import { describeCcnet } from './describe.ts';
import { buildCcnetFrame, CCNET_ADDRESS } from './frame.ts';
import type { CcnetTimings } from './timings.ts';

/**
 * `illegal`: understood and not allowed now, or not implemented. `echo`: our own bytes came back. `refused`: NAK to every
 * attempt, so not carried out. `silent` and `damaged`: carried out or not.
 */
export type LineResult =
  | { readonly kind: 'ack' }
  | { readonly kind: 'data'; readonly payload: Uint8Array }
  | { readonly kind: 'illegal' }
  | { readonly kind: 'echo' }
  | { readonly kind: 'failed'; readonly reason: 'silent' | 'damaged' | 'refused' | 'link-closed' };

/** What a command of the driver came to; `not-sent` is proof that it was not carried out. */
export type CommandResult =
  | LineResult
  | { readonly kind: 'not-sent'; readonly reason: 'offline' | 'event-open' | 'handler-failed' };

type Attempt = LineResult | { readonly kind: 'nak' };

export interface CcnetLineOptions {
  readonly name: string;
  readonly clock: Clock;
  readonly link: Link;
  readonly trace: Trace;
  readonly timings: CcnetTimings;
}

/** Attempts of one command (ccnet.md §5, Retry). */
const ATTEMPTS = 3;

/** Answered with long data, or slowly. */
const LONG_ANSWERS = new Set<CcnetCommandName>(['identification', 'billTable']);

/** Not repeated unless the device says NAK: a second one could meet another state. Polls come again by themselves. */
const ONCE = new Set<CcnetCommandName>(['stack', 'return']);

function single(payload: Uint8Array): number | undefined {
  return payload.length === 1 ? payload[0] : undefined;
}

function readReply(command: CcnetCommand, payload: Uint8Array): Attempt {
  const byte = single(payload);
  if (byte === CCNET_NAK) return { kind: 'nak' };
  if (byte === CCNET_ILLEGAL && command.code !== CCNET_ILLEGAL) return { kind: 'illegal' };
  const { reply } = command;
  if (reply.kind === 'ack') {
    if (byte === CCNET_ACK) return { kind: 'ack' };
    return byte === command.code ? { kind: 'echo' } : { kind: 'failed', reason: 'damaged' };
  }
  if (byte === command.code) return { kind: 'echo' };
  if (payload.length < reply.min || payload.length > reply.max) return { kind: 'failed', reason: 'damaged' };
  return { kind: 'data', payload };
}

export class CcnetLine {
  /** Frames that had to be sent again, and NAKs either way. */
  readonly counters = { repeated: 0, naksSent: 0, naksReceived: 0 };
  readonly exchange: Exchange<LineItem>;
  readonly #options: CcnetLineOptions;
  /** When the host may speak again. */
  #freeAt = 0;

  constructor(options: CcnetLineOptions) {
    this.#options = options;
    this.exchange = new Exchange<LineItem>({
      device: options.name,
      clock: options.clock,
      link: options.link,
      parser: damageAwareParser(),
      trace: options.trace,
      interByteTimeoutMs: options.timings.interByteMs,
      describe: describeCcnet,
      frameBytes: (item) => (item.kind === 'frame' ? item.bytes : new Uint8Array(0)),
    });
  }

  /**
   * Sends a command and reads its answer. Data is acknowledged at once, except that of POLL, which its caller
   * acknowledges. One call at a time.
   */
  async command(name: CcnetCommandName, data: readonly number[] = []): Promise<LineResult> {
    const command: CcnetCommand = CCNET_COMMANDS[name];
    let result: Attempt = { kind: 'failed', reason: 'silent' };
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      if (attempt > 1) this.counters.repeated += 1;
      result = await this.#attempt(name, command, data);
      if (!this.#worthRepeating(name, result)) break;
    }
    if (result.kind === 'nak') return { kind: 'failed', reason: 'refused' };
    if (result.kind === 'data' && name !== 'poll') this.acknowledge();
    return result;
  }

  /** The host's ACK of a data reply. */
  acknowledge(): void {
    this.#control(CCNET_ACK);
  }

  #worthRepeating(name: CcnetCommandName, result: Attempt): boolean {
    if (result.kind === 'nak') {
      this.counters.naksReceived += 1;
      return true;
    }
    if (result.kind !== 'failed' || ONCE.has(name)) return false;
    if (result.reason === 'damaged') {
      if (CCNET_COMMANDS[name].reply.kind === 'data') {
        this.counters.naksSent += 1;
        this.#control(CCNET_NAK);
      }
      return true;
    }
    return result.reason === 'silent' && name !== 'poll';
  }

  async #attempt(name: CcnetCommandName, command: CcnetCommand, data: readonly number[]): Promise<Attempt> {
    const { clock, timings } = this.#options;
    const wait = this.#freeAt - clock.monotonic();
    if (wait > 0) await sleep(clock, wait, `${this.#options.name} t_free`);
    const timeout = LONG_ANSWERS.has(name) ? timings.longAnswerMs : timings.answerMs;
    const result = await this.exchange.request(
      buildCcnetFrame([command.code, ...data]),
      timeout,
      (item) => item.kind === 'damaged' || item.address === CCNET_ADDRESS,
    );
    if (result.kind === 'frame') {
      if (result.frame.kind === 'damaged') return { kind: 'failed', reason: 'damaged' };
      return readReply(command, result.frame.payload);
    }
    this.#freeAt = clock.monotonic() + timings.freeMs;
    return { kind: 'failed', reason: result.reason === 'timeout' ? 'silent' : 'link-closed' };
  }

  #control(byte: number): void {
    const { clock, timings } = this.#options;
    this.exchange.send(buildCcnetFrame([byte]));
    this.#freeAt = clock.monotonic() + timings.freeMs;
  }
}
