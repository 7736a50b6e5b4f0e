/** The line between terminal and campus server: latency, loss, delay and repetition of whole messages. */
import type { Envelope, HostPort, HostReply, HostUnknown } from '../../src/host/port.ts';
import { sleep, type Clock } from '../../src/kernel/clock.ts';

/** What becomes of one message. */
export type MessageFate =
  | 'deliver'
  | 'lose-request'
  | 'lose-reply'
  /** Delivered twice; the second reply is the one that comes. */
  | 'repeat'
  /** The reply takes `NETWORK_DELAY_MS` longer. */
  | 'delay-reply'
  | 'delay-request';

export const NETWORK_LATENCY_MS = 15;
/** Longer than one try of the client, shorter than the 28 s of an ask. */
export const NETWORK_DELAY_MS = 7_000;

export interface CampusPort {
  handle(envelope: Envelope): Promise<HostReply | HostUnknown>;
}

export class Network implements HostPort {
  /** False: nothing goes through in either direction. */
  up = true;
  /** Each reply takes so much longer, milliseconds. */
  slowMs = 0;
  /** Messages sent so far. */
  messages = 0;
  /** Decides the fate of message `index` (from 0). */
  fate: ((index: number) => MessageFate) | undefined;
  readonly #clock: Clock;
  readonly #campus: () => CampusPort | undefined;

  /** `campus` may change from call to call: the server restarts, or is off. */
  constructor(clock: Clock, campus: () => CampusPort | undefined) {
    this.#clock = clock;
    this.#campus = campus;
  }

  async send(envelope: Envelope): Promise<HostReply | HostUnknown> {
    const fate = this.fate?.(this.messages) ?? 'deliver';
    this.messages += 1;
    await this.#travel(fate === 'delay-request' ? NETWORK_DELAY_MS : 0);
    const campus = this.#campus();
    if (!this.up || fate === 'lose-request' || campus === undefined) return this.#never();
    let reply = await campus.handle(envelope);
    if (fate === 'repeat') reply = await campus.handle(envelope);
    await this.#travel(this.slowMs + (fate === 'delay-reply' ? NETWORK_DELAY_MS : 0));
    return !this.up || fate === 'lose-reply' ? this.#never() : reply;
  }

  #travel(extraMs: number): Promise<void> {
    return sleep(this.#clock, NETWORK_LATENCY_MS + extraMs, 'network');
  }

  #never(): Promise<never> {
    return new Promise(() => undefined);
  }
}
