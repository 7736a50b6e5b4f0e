/** The card reader on a PN532 at 115200 baud, 8N1 (pn532.md): presence polling, sessions, health, reconnect. */
import type { Clock } from '../../../src/kernel/clock.ts';
import type { Unsubscribe } from '../../../src/kernel/emitter.ts';
import { fromHex } from '../../../src/kernel/hex.ts';
import { Poller, type SkipRegistry } from '../../../src/kernel/poller.ts';
import type { CardReader, CardSession, CardSituation } from '../../contract/card-reader.ts';
import type { DeviceCounters, DeviceHealth } from '../../contract/device.ts';
import type { LinkFactory } from '../../link/link.ts';
import type { Trace } from '../../link/trace.ts';
import { ChipConnection, type Pn532Chip } from './chip-connection.ts';
import { PresenceTracker, type Presence } from './presence.ts';
import { Pn532Session, type SessionHost } from './session.ts';
import { PN532_TIMING, type Pn532Timing } from './timing.ts';

export interface Pn532CardReaderOptions {
  readonly clock: Clock;
  readonly polling: SkipRegistry;
  readonly trace: Trace;
  readonly open: LinkFactory;
  /** Device name in health, trace and vetoes. Default `card-reader`. */
  readonly name?: string;
  /** A harmless APDU that every served ISO-DEP card answers somehow. Default GET BALANCE of the electronic purse. */
  readonly presenceApdu?: Uint8Array;
  readonly timing?: Partial<Pn532Timing>;
}

const GET_BALANCE = '80 5C 00 02 04';

export function pn532CardReader(options: Pn532CardReaderOptions): CardReader {
  return new Pn532CardReader(options);
}

class Pn532CardReader implements CardReader {
  readonly name: string;
  readonly #connection: ChipConnection;
  readonly #tracker: PresenceTracker;
  readonly #options: Pn532CardReaderOptions;
  readonly #timing: Pn532Timing;
  readonly #sessionHost: SessionHost;
  #chip: Pn532Chip | undefined;
  #poller: Poller | undefined;

  constructor(options: Pn532CardReaderOptions) {
    const { clock, trace, open, name = 'card-reader', presenceApdu = fromHex(GET_BALANCE) } = options;
    this.name = name;
    this.#options = options;
    this.#timing = { ...PN532_TIMING, ...options.timing };
    this.#connection = new ChipConnection({ device: name, clock, trace, open, timing: this.#timing });
    this.#tracker = new PresenceTracker(this.#connection, presenceApdu);
    this.#connection.chips.listen((chip) => {
      if (chip === undefined) this.#lost();
      else this.#started(chip);
    });
    this.#sessionHost = {
      tracker: this.#tracker,
      chip: () => this.#chip,
      disturbed: () => this.#poller?.disturb(),
      failed: (present, silent) => {
        this.#failed(present, silent);
      },
    };
  }

  get identity(): string | undefined {
    return this.#connection.identity;
  }

  get health(): DeviceHealth {
    return this.#connection.health;
  }

  get counters(): DeviceCounters {
    return this.#connection.counters;
  }

  get situation(): CardSituation {
    return this.#tracker.situation;
  }

  start(): void {
    this.#connection.start();
  }

  close(): void {
    this.#connection.close();
  }

  onHealth(listener: (health: DeviceHealth) => void): Unsubscribe {
    return this.#connection.healthChanges.listen(listener);
  }

  onSituation(listener: (situation: CardSituation) => void): Unsubscribe {
    return this.#tracker.changes.listen(listener);
  }

  session(epoch: number): CardSession | undefined {
    const present = this.#current(epoch);
    return present === undefined ? undefined : new Pn532Session(this.#sessionHost, present);
  }

  /** While somebody holds silence nothing is sent and the answer is false. */
  async confirmPresence(epoch: number): Promise<boolean> {
    const chip = this.#chip;
    if (chip === undefined) return false;
    this.#poller?.disturb();
    return chip.run(async () => {
      const present = this.#current(epoch);
      if (present === undefined || present.quiet > 0) return false;
      return (await this.#tracker.check(chip.field, present)) !== undefined;
    });
  }

  #current(epoch: number): Presence | undefined {
    const { present } = this.#tracker;
    if (this.#chip === undefined || present === undefined || present.over) return undefined;
    return present.card.epoch === epoch ? present : undefined;
  }

  #started(chip: Pn532Chip): void {
    this.#chip = chip;
    this.#poller = new Poller(this.#options.clock, this.#options.polling, {
      device: this.name,
      periodMs: this.#timing.pollMs,
      tick: () => chip.run(() => this.#look(chip)),
    });
    this.#poller.start();
  }

  #look(chip: Pn532Chip): Promise<string | undefined> {
    return this.#chip === chip ? this.#tracker.look(chip.field) : Promise.resolve(undefined);
  }

  #lost(): void {
    this.#chip = undefined;
    this.#poller?.stop();
    this.#poller = undefined;
    this.#tracker.clear();
  }

  /** Ends the epoch at once, and finds out at once whether the card is still there. */
  #failed(present: Presence, silent: boolean): void {
    const chip = this.#chip;
    this.#tracker.lose(present);
    if (silent) this.#connection.silent();
    if (chip === undefined) return;
    void chip.run(async () => {
      if (this.#chip === chip) await this.#tracker.settle(chip.field, present);
    });
  }
}
