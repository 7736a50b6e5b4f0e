/**
 * One page at its socket. What it is owed is kept as two marks, not as a queue: while a message is on its way, newer
 * models only set the mark again, so a slow page costs one message and gets the newest when it reads again.
 */
import type { RawData, WebSocket } from 'ws';
import type { Clock, Timer } from '../../kernel/clock.ts';
import type { PageEvent, PageMessage } from '../contract/page-messages.ts';
import { CLOSINGS, type BrokenCode, type ClosingCode } from './codes.ts';
import { hear } from './page-event.ts';
import type { RefusalLog } from './refusal-log.ts';
import { TokenBucket } from './token-bucket.ts';

/** A hand is slower; a page that sends more has gone wrong. */
const PACE = { burst: 40, perSecond: 20 };

/** A page that has not answered from one beat to the next is gone. */
export const BEAT_MS = 5_000;

/** How long a refused page has to take leave before its connection is cut. */
const LEAVE_MS = 1_000;

export interface PageParts {
  readonly socket: WebSocket;
  readonly clock: Clock;
  readonly refusals: RefusalLog;
  /** What it should show at this moment. */
  readonly state: () => PageMessage;
  readonly role: () => 'actor' | 'watcher';
  readonly onEvent: (event: PageEvent) => void;
  /** Once, as soon as it counts no longer; the connection may outlive it a little. */
  readonly onEnd: () => void;
}

export class Page {
  readonly #parts: PageParts;
  readonly #events: TokenBucket;
  #beat: Timer;
  #leave: Timer | undefined;
  #ended = false;
  #answered = true;
  #roleDue = false;
  #stateDue = false;
  /** When the message that is on its way was given to the operating system, which has not taken it yet. */
  #sendingSince: number | undefined;

  constructor(parts: PageParts) {
    this.#parts = parts;
    this.#events = new TokenBucket(parts.clock, PACE);
    this.#beat = this.#nextBeat();
    const { socket } = parts;
    socket.on('message', (data, isBinary) => this.#hear(data, isBinary));
    socket.on('ping', () => this.#pays());
    socket.on('pong', () => {
      this.#answered = true;
    });
    // The library has begun to close the socket when it says this, and cannot be told another status.
    socket.on('error', (error) => this.#end(brokenBy(error)));
    socket.on('close', () => {
      this.#end();
      this.#leave?.cancel();
    });
  }

  /** It is owed its role, the state, or both; the role goes first. */
  owe(due: { readonly role?: boolean; readonly state?: boolean }): void {
    this.#roleDue ||= due.role === true;
    this.#stateDue ||= due.state === true;
    this.#send();
  }

  #send(): void {
    if (this.#ended || this.#sendingSince !== undefined) return;
    const message = this.#next();
    if (message === undefined) return;
    this.#sendingSince = this.#parts.clock.monotonic();
    this.#parts.socket.send(JSON.stringify(message), () => {
      this.#sendingSince = undefined;
      this.#send();
    });
  }

  /** Made at the moment at which it is sent, so that model and time are those of this moment. */
  #next(): PageMessage | undefined {
    if (this.#roleDue) {
      this.#roleDue = false;
      return { type: 'role', role: this.#parts.role() };
    }
    if (!this.#stateDue) return undefined;
    this.#stateDue = false;
    return this.#parts.state();
  }

  #hear(data: RawData, isBinary: boolean): void {
    if (!this.#pays()) return;
    if (isBinary || !Buffer.isBuffer(data)) return this.#close('SCREEN_EVENT_BINARY');
    const heard = hear(data.toString('utf8'));
    if (heard.kind === 'refused') return this.#close(heard.code);
    this.#parts.onEvent(heard.event);
  }

  /** Everything that makes work here is counted. False when the page is not listened to any more. */
  #pays(): boolean {
    if (this.#ended) return false;
    if (this.#events.take()) return true;
    this.#close('SCREEN_EVENT_FLOOD');
    return false;
  }

  #nextBeat(): Timer {
    return this.#parts.clock.after(BEAT_MS, 'screen page', () => {
      const { clock, socket } = this.#parts;
      const since = this.#sendingSince;
      if (since !== undefined && clock.monotonic() - since >= BEAT_MS) return this.#cut('SCREEN_PAGE_SLOW');
      if (!this.#answered) return this.#cut('SCREEN_PAGE_DEAD');
      this.#answered = false;
      socket.ping();
      this.#beat = this.#nextBeat();
    });
  }

  #close(code: ClosingCode): void {
    this.#end(code);
    this.#parts.socket.close(CLOSINGS[code], code);
  }

  #cut(code: BrokenCode): void {
    this.#end(code);
    this.#parts.socket.terminate();
  }

  #end(code?: ClosingCode | BrokenCode): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#beat.cancel();
    const { clock, socket, refusals, onEnd } = this.#parts;
    this.#leave = clock.after(LEAVE_MS, 'screen page leaves', () => socket.terminate());
    if (code !== undefined) refusals.note(code);
    onEnd();
  }
}

function brokenBy(error: Error): BrokenCode {
  const tooLarge = 'code' in error && error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';
  return tooLarge ? 'SCREEN_EVENT_TOO_LARGE' : 'SCREEN_SOCKET_BROKEN';
}
