/** Two terminals of one school in virtual time, with a hand on every journal append, for tests of the money path. */
import { MemoryIdentityStore } from '../../src/journal/identity.ts';
import type { MemoryImage, MemoryStoreOptions } from '../../src/journal/memory-store.ts';
import { MemoryShelf } from '../../src/journal/memory-shelf.ts';
import type { Inspection, JournalReader, JournalShelf, JournalStore } from '../../src/journal/store.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { Fen } from '../../src/kernel/fen.ts';
import { SkipRegistry } from '../../src/kernel/poller.ts';
import { seededRandom, type Random } from '../../src/kernel/random.ts';
import { VirtualClock } from '../../src/kernel/virtual-clock.ts';
import type { StoredFact } from '../../src/load/fact-log.ts';
import { parseFact } from '../../src/money/facts.ts';
import { createCampus, type Campus } from '../../simulator/campus/campus-server.ts';
import type { CampusAccount } from '../../simulator/campus/cards.ts';
import { SAMPLE_ACCOUNTS, SAMPLE_MASTER_KEYS } from '../../simulator/campus/fixtures.ts';
import { LedgerStore } from '../../simulator/campus/ledger-store.ts';
import { DEFAULT_PARAMETERS, type CampusParameters } from '../../simulator/campus/parameters.ts';
import type { PhysicalNote } from '../../simulator/devices/banknote-acceptor/physical-note.ts';
import type { PbocCard } from '../../simulator/devices/card/pboc-card.ts';
import type { PbocBehaviour } from '../../simulator/devices/card/pboc-memory.ts';
import { KioskHardware, type KioskHardwareOptions } from '../../simulator/kiosk/kiosk-hardware.ts';
import { Kiosk } from '../../simulator/kiosk/kiosk.ts';
import { Network } from '../../simulator/kiosk/network.ts';
import { cardOf, hundredYuan } from '../../simulator/kiosk/school.ts';

export const TERMINAL_A = '100000000042';
export const TERMINAL_B = '100000000043';

/** The place of a journal where an operator may put another one. */
class OpenShelf implements JournalShelf {
  #shelf: MemoryShelf;
  readonly #options: MemoryStoreOptions;
  /** Everything that was ever set aside or taken away, oldest first. */
  readonly asides: MemoryImage[] = [];

  constructor(options: MemoryStoreOptions) {
    this.#options = options;
    this.#shelf = new MemoryShelf(options);
  }

  image(): MemoryImage | undefined {
    return this.#shelf.image();
  }

  /** Another journal lies here from now on; `undefined`: none. */
  put(image: MemoryImage | undefined): void {
    const old = this.image();
    if (old !== undefined) this.asides.push(old);
    this.#shelf = new MemoryShelf(this.#options, image);
  }

  inspect<T>(look: (reader: JournalReader) => T): Inspection<T> {
    return this.#shelf.inspect(look);
  }

  open(): JournalStore {
    return this.#shelf.open();
  }

  create(meta: Parameters<JournalShelf['create']>[0]): JournalStore {
    return this.#shelf.create(meta);
  }

  setAside(): string | undefined {
    const name = this.#shelf.setAside();
    this.asides.push(...this.#shelf.asides.splice(0));
    return name;
  }
}

type CommitHook = NonNullable<MemoryStoreOptions['duringCommit']>;

/** One terminal, its line to the server, and what a test may do to its journal. */
export interface Place {
  readonly terminal: string;
  readonly kiosk: Kiosk;
  readonly network: Network;
  readonly shelf: OpenShelf;
  readonly identities: MemoryIdentityStore;
  /** Asked before each append; `undefined` lets it through. */
  duringCommit: CommitHook | undefined;
}

export interface Purchase {
  readonly id: string;
  readonly card: string;
  readonly amount: Fen;
}

export interface StandOptions {
  readonly seed?: number;
  readonly parameters?: Partial<CampusParameters>;
  readonly hardware?: Omit<KioskHardwareOptions, 'clock' | 'random' | 'polling'>;
  /** False leaves both terminals off. Default true. */
  readonly on?: boolean;
}

export class Stand {
  readonly clock = new VirtualClock();
  readonly random: Random;
  readonly polling = new SkipRegistry();
  readonly ledger = LedgerStore.inMemory();
  campus: Campus;
  /** False: the campus server's machine is off. */
  serverOn = true;
  /** Milliseconds by which the wall clocks of the terminals are wrong; the server's is right. */
  wallErrorMs = 0;
  readonly a: Place;
  readonly b: Place;
  /** Machines that came later. */
  readonly others: Place[] = [];
  /** Every card that was handed out, with its account. */
  readonly cards: { readonly account: CampusAccount; readonly card: PbocCard }[] = [];
  /** Purchases that the POS made and did not upload yet. */
  readonly purchases: Purchase[] = [];
  #notes = 0;
  #purchase = 0;

  private constructor(options: StandOptions) {
    this.random = seededRandom(options.seed ?? 1);
    this.campus = this.#openServer(options.parameters);
    this.a = this.#place(TERMINAL_A, options.hardware);
    this.b = this.#place(TERMINAL_B, options.hardware);
  }

  static async open(options: StandOptions = {}): Promise<Stand> {
    const stand = new Stand(options);
    for (const { terminal, kiosk } of stand.places) {
      const code = stand.campus.operator.enrol(terminal);
      await stand.clock.until(kiosk.enrol(code.kind === 'code' ? code.code : ''));
    }
    if (options.on !== false) await stand.switchOn();
    return stand;
  }

  /** A second machine with the identity and the journal of `place`, as they are now: somebody copied its disk. */
  clone(place: Place): Place {
    const copy = this.#place(place.terminal);
    copy.shelf.put(place.shelf.image());
    copy.identities.text = place.identities.text;
    this.others.push(copy);
    return copy;
  }

  /** The operator closes the journal of `place` and enrols it again; its next life begins. */
  async enrolAgain(place: Place): Promise<void> {
    place.kiosk.killProgram();
    const code = this.campus.operator.closeJournalAndReEnrol(place.terminal);
    await this.clock.until(place.kiosk.enrol(code.kind === 'code' ? code.code : ''));
    startAgain(place);
  }

  /** A new process of the campus server on the same ledger, perhaps with other parameters. */
  reopenServer(parameters: Partial<CampusParameters> = {}): void {
    this.campus = this.#openServer(parameters);
  }

  #openServer(parameters: Partial<CampusParameters> = {}): Campus {
    const { clock, random, ledger } = this;
    return createCampus({
      clock,
      random,
      ledger,
      keys: SAMPLE_MASTER_KEYS,
      parameters: { ...DEFAULT_PARAMETERS, ...parameters },
      accounts: SAMPLE_ACCOUNTS,
    });
  }

  /** One more machine; its journal and identity may be another's. */
  #place(terminal: string, hardware: StandOptions['hardware'] = {}): Place {
    const { clock: base, random, polling } = this;
    const clock: Clock = {
      monotonic: () => base.monotonic(),
      wall: () => base.wall() + this.wallErrorMs,
      after: (delayMs, name, callback) => base.after(delayMs, name, callback),
      afterSkippable: (delayMs, name, grid, callback) => base.afterSkippable(delayMs, name, grid, callback),
    };
    const hand: { duringCommit: CommitHook | undefined } = { duringCommit: undefined };
    const shelf = new OpenShelf({ duringCommit: (record) => hand.duringCommit?.(record) ?? 'commit' });
    const identities = new MemoryIdentityStore();
    const network = new Network(clock, () => (this.serverOn ? this.campus : undefined));
    const devices = new KioskHardware({ clock, random, polling, ...hardware });
    const kiosk = new Kiosk({
      terminal,
      clock,
      random,
      polling,
      hardware: devices,
      host: network,
      shelf,
      identities,
    });
    return Object.assign(hand, { terminal, kiosk, network, shelf, identities });
  }

  get places(): readonly Place[] {
    return [this.a, this.b, ...this.others];
  }

  async switchOn(): Promise<void> {
    for (const { kiosk } of this.places) kiosk.switchOn();
    await this.inService();
  }

  /** Until every terminal that is on shows its first page and its acceptor is ready. */
  async inService(limitMs = 60_000): Promise<boolean> {
    return this.clock.runUntil(() => this.places.every((place) => idle(place)), limitMs);
  }

  /** Faults stop: lines up, every terminal on, the outboxes empty. False when that does not come about. */
  async heal(): Promise<boolean> {
    this.serverOn = true;
    for (const place of this.places) {
      place.duringCommit = undefined;
      place.network.up = true;
      place.network.fate = undefined;
      for (const { card } of this.cards) {
        card.disarmFaults();
        place.kiosk.hardware.lift(card);
      }
      place.kiosk.hardware.acceptor.takeReturned();
      startAgain(place);
    }
    const serving = (): boolean => this.places.every((place) => idle(place) && drained(place));
    let healed = serving();
    for (let tries = 0; !healed && tries < 30; tries += 1) {
      healed = await this.clock.runUntil(serving, 4_000);
      // Somebody takes a note that the start sequence has handed back.
      for (const { kiosk } of this.places) kiosk.hardware.acceptor.takeReturned();
    }
    return healed;
  }

  card(account: CampusAccount, behaviour: PbocBehaviour = {}): PbocCard {
    const card = cardOf(account, this.random, behaviour);
    this.cards.push({ account, card });
    return card;
  }

  note(): PhysicalNote {
    this.#notes += 1;
    return hundredYuan(`NOTE${String(this.#notes).padStart(4, '0')}`);
  }

  /** Somebody buys a meal. `false` when the balance does not reach. */
  buys(card: PbocCard, amount: Fen): boolean {
    this.#purchase += 1;
    const paid = card.purchase(amount, {
      terminal: '990000000001',
      terminalSequence: this.#purchase,
      date: '20990902',
      time: '120000',
    });
    if (paid.kind !== 'paid') return false;
    const { applicationSerial } = card.personalisation;
    this.purchases.push({ id: `purchase-${this.#purchase}`, card: applicationSerial, amount });
    return true;
  }

  uploadPurchases(): void {
    for (const { id, card, amount } of this.purchases.splice(0))
      this.campus.operator.uploadPurchase({ id, applicationSerial: card, amount });
  }

  /** What this terminal's journal says, also when it is off. */
  facts(place: Place): StoredFact[] {
    return factsOf(place.shelf);
  }

  /** Types of the facts of one place, oldest first. */
  types(place: Place): string[] {
    return this.facts(place).map(({ fact }) => fact.type);
  }

  orderStates(): string[] {
    return this.campus.statement().orders.map((order) => order.state);
  }

  alarmCodes(): string[] {
    return this.campus.alarms().map((alarm) => alarm.code);
  }
}

export function idle({ kiosk }: Place): boolean {
  if (kiosk.power?.alive !== true) return true;
  const { terminal } = kiosk;
  return terminal?.screen().id === 'attract' && terminal.devices.banknoteAcceptor?.ready === true;
}

export function drained({ kiosk }: Place): boolean {
  return kiosk.power?.alive !== true || kiosk.terminal?.host.unsent === 0;
}

/** The next life of a terminal whose last one is over. */
export function startAgain({ kiosk }: Place): string | undefined {
  if (kiosk.power?.alive === true) return undefined;
  return kiosk.hardware.reader.powered ? kiosk.startLife() : kiosk.switchOn();
}

export function factsOf(shelf: OpenShelf): StoredFact[] {
  const image = shelf.image();
  return image === undefined ? [] : factsOfImage(image);
}

export function factsOfImage(image: MemoryImage): StoredFact[] {
  return image.records.map((record) => {
    const fact = parseFact(record.type, JSON.parse(record.data));
    if (fact === undefined) throw new Error(`${record.type} is no fact`);
    return { sequence: record.sequence, hostSequence: record.host?.sequence, wallMs: record.wallMs, fact };
  });
}
