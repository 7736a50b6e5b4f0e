/** One cash machine at its school in virtual time, with people who come with a card and a hundred-yuan note. */
import { invariant } from '../../../src/kernel/errors.ts';
import { SkipRegistry } from '../../../src/kernel/poller.ts';
import { seededRandom, type Random } from '../../../src/kernel/random.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import { MemoryShelf } from '../../../src/journal/memory-shelf.ts';
import type { ButtonId, ScreenId } from '../../../src/screen/contract/screen-model.ts';
import type { CampusAccount } from '../../../simulator/campus/cards.ts';
import { ZHANG } from '../../../simulator/campus/fixtures.ts';
import { LedgerStore } from '../../../simulator/campus/ledger-store.ts';
import type { Kiosk } from '../../../simulator/kiosk/kiosk.ts';
import { cardOf, hundredYuan, openSchool } from '../../../simulator/kiosk/school.ts';

const SEED = 20_990_901;
const TERMINAL = '209900000001';

/** A person's pause before each move, milliseconds. */
const THINK_MS = 700;
const PATIENCE_MS = 60_000;

/** Card holders of one school that differ only in their numbers. */
function holders(count: number): readonly CampusAccount[] {
  return Array.from({ length: count }, (_, index) => ({
    ...ZHANG,
    card: {
      applicationSerial: `312025090020${99_000_001 + index}`,
      uid: (0x04b00001 + index).toString(16).toUpperCase().padStart(8, '0'),
    },
    holderNumber: String(2_099_000_001 + index),
  }));
}

export interface OneKioskOptions {
  /** Time of one durable commit, milliseconds. Default 0. */
  readonly journalMs?: number;
  /** Jump over polls that cannot matter. Default true. */
  readonly skip?: boolean;
}

export class OneKiosk {
  readonly clock: VirtualClock;
  readonly polling: SkipRegistry;
  readonly kiosk: Kiosk;
  /** Visits that ended with the money on the card. */
  served = 0;
  readonly #random: Random;
  readonly #people: readonly CampusAccount[];
  #screen: ScreenId = 'starting';

  private constructor(parts: {
    clock: VirtualClock;
    polling: SkipRegistry;
    random: Random;
    kiosk: Kiosk;
    people: readonly CampusAccount[];
  }) {
    this.clock = parts.clock;
    this.polling = parts.polling;
    this.kiosk = parts.kiosk;
    this.#random = parts.random;
    this.#people = parts.people;
    this.kiosk.screens.listen((model) => {
      this.#screen = model.id;
    });
  }

  /** Enrolled, switched on and waiting for the first of `people` card holders; each comes once. */
  static async open(people: number, options: OneKioskOptions = {}): Promise<OneKiosk> {
    const { journalMs = 0, skip = true } = options;
    const clock = new VirtualClock({ skip });
    const polling = new SkipRegistry();
    const random = seededRandom(SEED);
    const accounts = holders(people);
    const { kiosks } = await openSchool({
      clock,
      random,
      polling,
      ledger: LedgerStore.inMemory(),
      terminals: [TERMINAL],
      accounts,
      kiosk: () => ({ shelf: new MemoryShelf({ clock, latencyMs: journalMs }) }),
    });
    const kiosk = kiosks[0]?.kiosk;
    invariant(kiosk !== undefined, 'the school has one kiosk');
    const one = new OneKiosk({ clock, polling, random, kiosk, people: accounts });
    invariant(kiosk.switchOn() === undefined, 'the kiosk starts');
    await one.#sees('attract');
    await one.#until('the acceptor is ready', () => kiosk.terminal?.devices.banknoteAcceptor?.ready === true);
    return one;
  }

  /** The reference visit: card down, note in, written, card taken, the next person may come. */
  async visit(): Promise<void> {
    const account = this.#people[this.served];
    invariant(account !== undefined, 'every card holder comes once');
    const card = cardOf(account, this.#random);
    const { hardware } = this.kiosk;
    hardware.lay(card);
    await this.#presses('menu', 'cash');
    await this.#presses('check-card', 'next');
    await this.#sees('insert-note');
    const note = hundredYuan(`NOTE${this.served}`);
    invariant(hardware.acceptor.insert(note) === 'drawn-in', 'the note is drawn in');
    await this.#presses('result', 'exit');
    await this.#presses('menu', 'exit');
    await this.#sees('take-card');
    hardware.lift(card);
    await this.#sees('attract');
    invariant(card.history.filter(({ kind }) => kind === 'load').length === 1, 'the card was loaded once');
    this.served += 1;
  }

  close(): void {
    this.kiosk.cutPower();
  }

  async #presses(screen: ScreenId, button: ButtonId): Promise<void> {
    await this.#sees(screen);
    this.kiosk.press(button);
  }

  async #sees(screen: ScreenId): Promise<void> {
    await this.#until(`the screen shows ${screen}`, () => this.#screen === screen);
    await this.clock.run(THINK_MS);
  }

  async #until(what: string, holds: () => boolean): Promise<void> {
    const held = await this.clock.runUntil(holds, PATIENCE_MS);
    invariant(held, `${what}; it shows ${this.#screen}`);
  }
}
