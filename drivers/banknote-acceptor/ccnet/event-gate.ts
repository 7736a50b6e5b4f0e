/** Hands note events to the one handler and says when the device may be acknowledged. ccnet.md §9.4. */
import { withTimeout, type Clock } from '../../../src/kernel/clock.ts';
import { TerminalError } from '../../../src/kernel/errors.ts';
import type { NoteEvent, NoteHandler } from '../../contract/banknote-acceptor.ts';

export interface Delivery {
  /** False when a handler rejected: never acknowledge. */
  readonly mayAcknowledge: Promise<boolean>;
  /** Settles when the handler has ended; false when it rejected. Never rejects. */
  readonly finished: Promise<boolean>;
}

interface OpenDelivery {
  /** Stacked and returned: the handler's end alone acknowledges. */
  readonly money: boolean;
  readonly release: () => void;
  readonly finished: Promise<boolean>;
}

function missingHandler(): Promise<void> {
  return Promise.reject(new TerminalError('ACCEPTOR_HANDLER_MISSING', 'nobody listens to note events'));
}

const NOTHING: Delivery = { mayAcknowledge: Promise.resolve(true), finished: Promise.resolve(true) };

export class EventGate {
  handler: NoteHandler = missingHandler;
  readonly #clock: Clock;
  #open: OpenDelivery | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** True while the handler runs. */
  get busy(): boolean {
    return this.#open !== undefined;
  }

  deliver(events: readonly NoteEvent[]): Delivery {
    if (events.length === 0) return NOTHING;
    const released = Promise.withResolvers<boolean>();
    const { promise: finished, resolve: finish } = Promise.withResolvers<boolean>();
    this.#open = {
      money: events.some(({ kind }) => kind === 'stacked' || kind === 'returned'),
      release: () => {
        released.resolve(true);
      },
      finished,
    };
    void this.#hand(events).then((ended) => {
      this.#open = undefined;
      finish(ended);
    });
    return { mayAcknowledge: Promise.race([finished, released.promise]), finished };
  }

  /**
   * A command called while the handler runs: the caller has decided, so the event may be acknowledged and the command
   * goes right behind. Stacked and returned wait for the handler; false when it has not ended well after `limitMs`.
   */
  async passage(limitMs: number): Promise<boolean> {
    const open = this.#open;
    if (open === undefined) return true;
    if (open.money) return withTimeout(this.#clock, open.finished, limitMs, 'note handler', false);
    open.release();
    return true;
  }

  async #hand(events: readonly NoteEvent[]): Promise<boolean> {
    try {
      for (const event of events) await this.handler(event);
      return true;
    } catch {
      return false;
    }
  }
}
