/** A conversation with the card of one epoch. Its exchanges step in between presence polls, never beside them. */
import type { CardReply, CardSession, PresentCard } from '../../contract/card-reader.ts';
import { exchangeApdu, notAnswered, type SessionReply } from './apdu.ts';
import type { Pn532Chip } from './chip-connection.ts';
import type { Presence, PresenceTracker } from './presence.ts';

/** What a session needs of the reader. */
export interface SessionHost {
  readonly tracker: PresenceTracker;
  /** The chip now, `undefined` while there is none. */
  readonly chip: () => Pn532Chip | undefined;
  /** An exchange took place: the next presence poll is not like the last. */
  readonly disturbed: () => void;
  /** The exchange failed; `silent` when it was the chip that gave no answer. */
  readonly failed: (present: Presence, silent: boolean) => void;
}

const NOT_LIVE: SessionReply = {
  reply: { kind: 'unknown', reason: 'not sent: the epoch is over' },
  over: false,
};

export class Pn532Session implements CardSession {
  readonly card: PresentCard;
  readonly #host: SessionHost;
  readonly #present: Presence;
  readonly #generation: number;

  constructor(host: SessionHost, present: Presence) {
    this.card = present.card;
    this.#host = host;
    this.#present = present;
    this.#generation = present.generation;
  }

  get live(): boolean {
    const { tracker, chip } = this.#host;
    const present = this.#present;
    const current = tracker.present === present && present.generation === this.#generation;
    return current && !present.over && chip() !== undefined;
  }

  async exchange(command: Uint8Array): Promise<CardReply> {
    const chip = this.#host.chip();
    if (chip === undefined || !this.live) return NOT_LIVE.reply;
    this.#host.disturbed();
    const { reply, over, silent = false } = await chip.run(() => this.#send(chip, command));
    if (over) this.#host.failed(this.#present, silent);
    return reply;
  }

  quiet(): () => void {
    this.#present.quiet += 1;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#present.quiet -= 1;
      this.#host.disturbed();
    };
  }

  async powerCycle(): Promise<CardSession | undefined> {
    const chip = this.#host.chip();
    if (chip === undefined) return undefined;
    this.#host.disturbed();
    return chip.run(() => this.#powerCycle(chip));
  }

  async #powerCycle(chip: Pn532Chip): Promise<CardSession | undefined> {
    if (!this.live) return undefined;
    const present = this.#present;
    present.generation += 1;
    const listing = await chip.field.powerCycle();
    if (this.#host.tracker.present !== present) return undefined;
    if (listing === undefined) {
      this.#host.failed(present, true);
      return undefined;
    }
    if (!this.#host.tracker.takeAfterReset(present, listing.targets)) return undefined;
    return new Pn532Session(this.#host, present);
  }

  #send(chip: Pn532Chip, command: Uint8Array): Promise<SessionReply> {
    if (!this.live) return Promise.resolve(NOT_LIVE);
    const { target } = this.#present;
    if (this.card.technology === 'iso-dep') {
      return exchangeApdu((apdu) => chip.field.exchange(target, apdu), command);
    }
    return this.#sendBlock(chip, command);
  }

  /** MIFARE Classic: no status word. A failed authentication leaves the card halted, so it is selected again at once. */
  async #sendBlock(chip: Pn532Chip, command: Uint8Array): Promise<SessionReply> {
    const present = this.#present;
    const answer = await chip.field.exchange(present.target, command);
    if (answer.kind === 'data') return { reply: answer, over: false };
    if (answer.kind !== 'halted') return notAnswered(answer);
    const again = await chip.field.confirm(present.target.uid);
    if (again !== undefined && again !== 'gone') present.target = again;
    const over = again === undefined || again === 'gone';
    // the word that PC/SC readers give for a failed authentication
    return { reply: { kind: 'refused', status: '6300' }, over };
  }
}
