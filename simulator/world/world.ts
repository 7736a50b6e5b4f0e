/**
 * The whole system in virtual time from one seed: a campus server, two kiosks with drivers and byte-level devices, cards,
 * notes and hands. A world starts fresh or from what another one left behind (design.md §8).
 */
import type { Envelope, HostPort } from '../../src/host/port.ts';
import { MemoryIdentityStore } from '../../src/journal/identity.ts';
import { MemoryShelf } from '../../src/journal/memory-shelf.ts';
import type { CommitFate } from '../../src/journal/memory-store.ts';
import type { StoredRecord } from '../../src/journal/record.ts';
import { invariant } from '../../src/kernel/errors.ts';
import { SkipRegistry } from '../../src/kernel/poller.ts';
import { seededRandom, type Random } from '../../src/kernel/random.ts';
import { VirtualClock } from '../../src/kernel/virtual-clock.ts';
import { createCampus, type Campus } from '../campus/campus-server.ts';
import { SAMPLE_MASTER_KEYS } from '../campus/fixtures.ts';
import { LedgerStore } from '../campus/ledger-store.ts';
import { DEFAULT_PARAMETERS } from '../campus/parameters.ts';
import type { CcnetDeviceSettings } from '../devices/banknote-acceptor/ccnet-device.ts';
import type { PbocCard } from '../devices/card/pboc-card.ts';
import { ACCOUNTS, cardOf, KIOSK_NAMES, ROLES, TERMINALS, type KioskName, type Role } from './cast.ts';
import type { Moment, TellingTruth } from './checker/truth.ts';
import { Hands } from '../kiosk/hands.ts';
import { Kiosk } from '../kiosk/kiosk.ts';
import { KioskHardware, type LineName } from '../kiosk/kiosk-hardware.ts';
import { Network } from '../kiosk/network.ts';
import type { Remains } from './remains.ts';
import { TapChain } from '../kiosk/tap-chain.ts';
import { countNotes, watchKiosk } from './witness.ts';

export interface WorldOptions {
  readonly seed: number;
  /** Jump over polls that cannot matter. Default true. */
  readonly skip?: boolean;
  readonly acceptor?: CcnetDeviceSettings;
  readonly chunks?: 'whole' | 'single-bytes';
  /** Time of one durable journal write, milliseconds. Default 6. */
  readonly journalMs?: number;
  readonly from?: Remains;
}

export interface Place {
  readonly kiosk: Kiosk;
  readonly hardware: KioskHardware;
  readonly network: Network;
  readonly shelf: MemoryShelf;
  readonly taps: Readonly<Record<LineName, TapChain>>;
  /** Messages on their way to the server. */
  readonly inFlight: Set<Envelope>;
  /** Decides what becomes of each journal write of this kiosk. */
  commitFate: ((record: StoredRecord) => CommitFate) | undefined;
}

const JOURNAL_MS = 6;

const DRAWERS = ['campus', ...ROLES, ...KIOSK_NAMES] as const;
/** More than the streams of any world and its descendants. */
const SEED_STEP = 10_000;

/** What a wall clock shows when a world starts from remains: power was away for so long, milliseconds. */
const POWER_AWAY_MS = 3_000;

export class World {
  readonly clock: VirtualClock;
  readonly polling = new SkipRegistry();
  readonly campus: Campus;
  readonly hands: Hands;
  readonly cards: Readonly<Record<Role, PbocCard>>;
  readonly places: Readonly<Record<KioskName, Place>>;
  readonly moments: Moment[];
  /** What holders could read of their orders, oldest first. */
  readonly tellings: TellingTruth[];
  readonly generation: number;
  /** Messages that the server has handled. */
  handled = 0;
  /** False: the server's process is down, messages are lost. */
  campusUp = true;
  readonly #options: WorldOptions;
  readonly #ledger: LedgerStore;

  constructor(options: WorldOptions) {
    const { skip = true, from } = options;
    this.#options = options;
    this.generation = (from?.generation ?? 0) + 1;
    this.clock = new VirtualClock({
      skip,
      ...(from === undefined ? {} : { wallStartMs: from.wallMs + POWER_AWAY_MS }),
    });
    this.#ledger = LedgerStore.inMemory(from?.ledger);
    this.campus = createCampus({
      clock: this.clock,
      random: this.#chance('campus'),
      ledger: this.#ledger,
      keys: SAMPLE_MASTER_KEYS,
      parameters: DEFAULT_PARAMETERS,
      accounts: ROLES.map((role) => ACCOUNTS[role]),
    });
    this.hands = new Hands(this.clock, from?.hands ?? []);
    this.cards = { holder: this.#makeCard('holder'), fresh: this.#makeCard('fresh') };
    this.moments = [...(from?.moments ?? [])];
    this.tellings = [...(from?.tellings ?? [])];
    this.places = { A: this.#makePlace('A'), B: this.#makePlace('B') };
    for (const name of KIOSK_NAMES) this.#attend(name);
  }

  /** Enrols both terminals. */
  async enrol(): Promise<void> {
    for (const name of KIOSK_NAMES) {
      const code = this.campus.operator.enrol(TERMINALS[name]);
      invariant(code.kind === 'code', 'a new terminal gets a code');
      await this.clock.until(this.places[name].kiosk.enrol(code.code));
    }
  }

  /** Loads on all cards so far. */
  loads(): number {
    const cards = ROLES.map((role) => this.cards[role]);
    return cards.reduce(
      (count, card) => count + card.history.filter(({ kind }) => kind === 'load').length,
      0,
    );
  }

  /** Everything that a power cut of the whole house at this instant leaves. `inFlight`: the journal write under way at A. */
  remains(journalWrite: 'lost' | 'kept' = 'lost'): Remains {
    const kiosk = (name: KioskName): Remains['kiosks'][KioskName] => {
      const place = this.places[name];
      const identities = place.kiosk.identities;
      invariant(identities instanceof MemoryIdentityStore, 'identities lie in memory');
      return {
        journal: place.shelf.image(name === 'A' ? journalWrite : 'kept'),
        identity: identities.text,
        acceptor: place.hardware.acceptor.snapshot(),
      };
    };
    return {
      wallMs: this.clock.wall(),
      generation: this.generation,
      ledger: this.#ledger.serialize(),
      kiosks: { A: kiosk('A'), B: kiosk('B') },
      cards: { holder: this.cards.holder.snapshot(), fresh: this.cards.fresh.snapshot() },
      hands: [...this.hands.notes],
      moments: [...this.moments],
      tellings: [...this.tellings],
      inFlight: KIOSK_NAMES.flatMap((name) => [...this.places[name].inFlight]),
    };
  }

  /** Delivers what was on its way to the server when the power went. */
  async deliverInFlight(): Promise<void> {
    for (const envelope of this.#options.from?.inFlight ?? []) {
      this.handled += 1;
      await this.campus.handle(envelope);
    }
  }

  close(): void {
    for (const name of KIOSK_NAMES) this.places[name].kiosk.cutPower();
    this.#ledger.close();
  }

  /** Everybody has chances of their own, so that who draws when changes nothing for the others. */
  #chance(who: (typeof DRAWERS)[number]): Random {
    const stream = this.generation * DRAWERS.length + DRAWERS.indexOf(who);
    return seededRandom(this.#options.seed * SEED_STEP + stream);
  }

  #makeCard(role: Role): PbocCard {
    const card = cardOf(ACCOUNTS[role], this.#chance(role));
    const { from } = this.#options;
    if (from !== undefined) card.restore(from.cards[role]);
    return card;
  }

  #makePlace(name: KioskName): Place {
    const { acceptor, chunks, from, journalMs = JOURNAL_MS } = this.#options;
    const { clock, polling } = this;
    const random = this.#chance(name);
    const hardware = new KioskHardware({
      clock,
      random,
      polling,
      ...(acceptor === undefined ? {} : { acceptor }),
      ...(chunks === undefined ? {} : { chunks }),
    });
    const left = from?.kiosks[name];
    if (left !== undefined) hardware.acceptor.restore(left.acceptor);
    const inFlight = new Set<Envelope>();
    const network = new Network(clock, () => (this.campusUp ? this.#serverBehind(inFlight) : undefined));
    const host: HostPort = {
      send: (envelope) => {
        inFlight.add(envelope);
        return network.send(envelope);
      },
    };
    const duringCommit = (record: StoredRecord): CommitFate => place.commitFate?.(record) ?? 'commit';
    const shelf = new MemoryShelf({ latencyMs: journalMs, clock, duringCommit }, left?.journal);
    const identities = new MemoryIdentityStore(left?.identity);
    const terminal = TERMINALS[name];
    const kiosk = new Kiosk({ terminal, clock, random, polling, hardware, host, shelf, identities });
    const place: Place = {
      kiosk,
      hardware,
      network,
      shelf,
      inFlight,
      commitFate: undefined,
      taps: {
        cardReader: new TapChain(hardware.lines.cardReader),
        banknoteAcceptor: new TapChain(hardware.lines.banknoteAcceptor),
        ioBoard: new TapChain(hardware.lines.ioBoard),
      },
    };
    return place;
  }

  #serverBehind(inFlight: Set<Envelope>): Pick<Campus, 'handle'> {
    return {
      handle: (envelope) => {
        inFlight.delete(envelope);
        this.handled += 1;
        return this.campus.handle(envelope);
      },
    };
  }

  #attend(name: KioskName): void {
    const { hardware, taps, shelf } = this.places[name];
    this.hands.attend(hardware.acceptor);
    const view = {
      terminal: TERMINALS[name],
      durable: () => shelf.image(),
      loads: () => this.loads(),
      notesInAllBoxes: () =>
        KIOSK_NAMES.reduce((count, one) => count + countNotes(this.places[one].hardware), 0),
      moments: this.moments,
    };
    watchKiosk(view, hardware, taps);
    this.places[name].kiosk.screens.listen((model) => {
      if (model.id !== 'result') return;
      const role = ROLES.find((one) => hardware.reader.field.cards.includes(this.cards[one]));
      if (role === undefined) return;
      const card = ACCOUNTS[role].card.applicationSerial;
      this.tellings.push({ terminal: TERMINALS[name], card, serial: model.serial, code: model.message.code });
    });
  }
}
