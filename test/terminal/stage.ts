/** One kiosk with byte-level devices and the campus server in one process, in virtual time, and a person in front of it. */
import { expect } from 'vitest';
import { SkipRegistry } from '../../src/kernel/poller.ts';
import { seededRandom, type Random } from '../../src/kernel/random.ts';
import { VirtualClock } from '../../src/kernel/virtual-clock.ts';
import type { Fact, FactType } from '../../src/money/facts.ts';
import type {
  ButtonId,
  Key,
  ScreenId,
  ScreenModel,
  ScreenOf,
} from '../../src/screen/contract/screen-model.ts';
import { renderText } from '../../src/screen/text-view/render.ts';
import type { Campus } from '../../simulator/campus/campus-server.ts';
import type { CampusAccount } from '../../simulator/campus/cards.ts';
import { SAMPLE_ACCOUNTS, ZHANG } from '../../simulator/campus/fixtures.ts';
import { LedgerStore } from '../../simulator/campus/ledger-store.ts';
import type { InsertResult } from '../../simulator/devices/banknote-acceptor/accept.ts';
import type { PhysicalNote } from '../../simulator/devices/banknote-acceptor/physical-note.ts';
import type { FieldCard } from '../../simulator/devices/card/field-card.ts';
import type { PbocCard } from '../../simulator/devices/card/pboc-card.ts';
import type { PbocBehaviour } from '../../simulator/devices/card/pboc-memory.ts';
import type { KioskHardware } from '../../simulator/kiosk/kiosk-hardware.ts';
import type { Kiosk } from '../../simulator/kiosk/kiosk.ts';
import type { Network } from '../../simulator/kiosk/network.ts';
import { cardOf, hundredYuan, openSchool, type SchoolOptions } from '../../simulator/kiosk/school.ts';

export const TERMINAL = '100000000042';

/** Longest wait for a screen, milliseconds; every wait of the terminal itself is shorter. */
const PATIENCE_MS = 120_000;

export type StageOptions = Partial<
  Pick<SchoolOptions, 'accounts' | 'hardware' | 'parameters' | 'kiosk' | 'terminals'>
> & {
  readonly seed?: number;
  /** Left out: the sample card holders. */
  readonly holder?: CampusAccount;
  readonly behaviour?: PbocBehaviour;
  /** False leaves the kiosk switched off. */
  readonly on?: boolean;
};

/** Where the money is, in fen: by physical truth, and by the server's orders. */
export interface Money {
  readonly boxed: number;
  readonly loaded: number;
  readonly owed: number;
  readonly investigating: number;
}

export class Stage {
  readonly clock: VirtualClock;
  readonly campus: Campus;
  readonly kiosk: Kiosk;
  readonly network: Network;
  readonly random: Random;
  /** The server's own storage. */
  readonly ledger: LedgerStore;
  /** The card of 张小样 unless another holder was asked for. */
  readonly card: PbocCard;
  /** Everything journalled so far, over all lives, oldest first. */
  readonly facts: Fact[] = [];
  /** Every screen shown so far. */
  readonly shown: ScreenModel[] = [];
  readonly #cards: PbocCard[] = [];
  readonly #unrenderable: string[] = [];
  #notes = 0;

  private constructor(parts: {
    clock: VirtualClock;
    random: Random;
    ledger: LedgerStore;
    campus: Campus;
    kiosk: Kiosk;
    network: Network;
    options: StageOptions;
  }) {
    const { clock, random, ledger, campus, kiosk, network, options } = parts;
    this.ledger = ledger;
    this.clock = clock;
    this.random = random;
    this.campus = campus;
    this.kiosk = kiosk;
    this.network = network;
    this.card = this.cardOf(options.holder ?? ZHANG, options.behaviour);
    kiosk.screens.listen((model) => this.#see(model));
    kiosk.onLife = (terminal) => {
      terminal.facts.recorded.listen(({ fact }) => this.facts.push(fact));
    };
  }

  static async open(options: StageOptions = {}): Promise<Stage> {
    const { accounts, hardware, parameters, kiosk: perKiosk, seed = 1, on = true } = options;
    const clock = new VirtualClock();
    const random = seededRandom(seed);
    const ledger = LedgerStore.inMemory();
    const school = await openSchool({
      clock,
      random,
      polling: new SkipRegistry(),
      ledger,
      terminals: options.terminals ?? [TERMINAL],
      accounts: accounts ?? SAMPLE_ACCOUNTS,
      ...(hardware && { hardware }),
      ...(parameters && { parameters }),
      ...(perKiosk && { kiosk: perKiosk }),
    });
    const [enrolled] = school.kiosks;
    const { kiosk, network } = enrolled!;
    const stage = new Stage({ clock, random, ledger, campus: school.campus, kiosk, network, options });
    if (on) await stage.switchOn();
    return stage;
  }

  get hardware(): KioskHardware {
    return this.kiosk.hardware;
  }

  async switchOn(): Promise<void> {
    expect(this.kiosk.switchOn()).toBeUndefined();
    await this.sees('attract');
    const ready = (): boolean => this.kiosk.terminal?.devices.banknoteAcceptor?.ready === true;
    expect(await this.clock.runUntil(ready, 20_000)).toBe(true);
  }

  cardOf(account: CampusAccount, behaviour: PbocBehaviour = {}): PbocCard {
    const card = cardOf(account, this.random, behaviour);
    this.#cards.push(card);
    return card;
  }

  note(change: Partial<PhysicalNote> = {}): PhysicalNote {
    this.#notes += 1;
    return { ...hundredYuan(`NOTE${String(this.#notes).padStart(4, '0')}`), ...change };
  }

  get screen(): ScreenModel {
    return this.kiosk.screen()!;
  }

  /** The screen as it is now, which must be `id`. */
  at<I extends ScreenId>(id: I): ScreenOf<I> {
    expect(this.screen.id).toBe(id);
    return this.screen as ScreenOf<I>;
  }

  /** Waits for the screen and gives it as it first shows. */
  async sees<I extends ScreenId>(id: I, limitMs = PATIENCE_MS): Promise<ScreenOf<I>> {
    const before = this.kiosk.screen()?.id;
    const seen = await this.clock.runUntil(() => this.kiosk.screen()?.id === id, limitMs);
    expect(seen, `${id} after ${before}; it shows ${JSON.stringify(this.kiosk.screen())}`).toBe(true);
    return this.at(id);
  }

  run(ms: number): Promise<void> {
    return this.clock.run(ms);
  }

  press(button: ButtonId): void {
    this.kiosk.press(button);
  }

  key(key: Key): void {
    this.kiosk.act({ type: 'key', key });
  }

  lay(card: FieldCard = this.card): void {
    this.hardware.lay(card);
  }

  lift(card: FieldCard = this.card): void {
    this.hardware.lift(card);
  }

  insert(note: PhysicalNote = this.note()): InsertResult {
    return this.hardware.acceptor.insert(note);
  }

  takeNote(): void {
    this.hardware.acceptor.takeReturned();
  }

  /** Pulls `card` away at its next CREDIT FOR LOAD: before it hears it, or before its answer is heard. */
  tearAt(phase: 'command' | 'answer', card: PbocCard = this.card): void {
    const stop = this.hardware.reader.onExchange.listen((event) => {
      if (event.phase !== phase || event.command[0] !== 0x80 || event.command[1] !== 0x52) return;
      stop();
      this.lift(card);
    });
  }

  async toMenu(card: PbocCard = this.card): Promise<ScreenOf<'menu'>> {
    this.lay(card);
    return this.sees('menu');
  }

  async toSlot(card: PbocCard = this.card): Promise<ScreenOf<'insert-note'>> {
    await this.toMenu(card);
    this.press('cash');
    await this.sees('check-card');
    this.press('next');
    return this.sees('insert-note');
  }

  async toResult(card: PbocCard = this.card): Promise<ScreenOf<'result'>> {
    await this.toSlot(card);
    expect(this.insert()).toBe('drawn-in');
    return this.sees('result');
  }

  /** To the offer of a make-up write (补写), after a tear whose card did not come back in time. */
  async toRewriteOffer(phase: 'command' | 'answer' = 'command'): Promise<void> {
    await this.tear(phase);
    await this.sees('failure');
    this.press('ok');
    await this.sees('attract');
    this.lay();
    await this.sees(phase === 'command' ? 'rewrite-offer' : 'result');
  }

  async tear(phase: 'command' | 'answer' = 'command'): Promise<ScreenOf<'torn-card'>> {
    this.tearAt(phase);
    await this.toSlot();
    expect(this.insert()).toBe('drawn-in');
    return this.sees('torn-card');
  }

  async leave(card: PbocCard = this.card): Promise<void> {
    if (this.screen.id === 'result') this.press(this.offers('ok') ? 'ok' : 'exit');
    await this.sees('menu');
    this.press('exit');
    await this.sees('take-card');
    this.lift(card);
    await this.sees('attract');
  }

  /** A whole ordinary visit, which shows that the terminal still serves. */
  async serves(card: PbocCard = this.card): Promise<void> {
    const before = card.balance;
    await this.toResult(card);
    expect(card.balance).toBe(before + 10_000);
    await this.leave(card);
  }

  offers(button: ButtonId): boolean {
    return this.screen.buttons.some(({ id, enabled }) => id === button && enabled);
  }

  factsOf<T extends FactType>(type: T): Extract<Fact, { type: T }>[] {
    return this.facts.filter((fact): fact is Extract<Fact, { type: T }> => fact.type === type);
  }

  get factTypes(): FactType[] {
    return this.facts.map(({ type }) => type);
  }

  get orders(): readonly string[] {
    return this.campus.statement().orders.map(({ state }) => state);
  }

  money(): Money {
    const { acceptor } = this.hardware;
    const inside = acceptor.notes.filter(({ place }) => place === 'box' || place === 'stacker');
    const loads = this.#cards.flatMap(({ history }) => history.filter(({ kind }) => kind === 'load'));
    const { orders } = this.campus.statement();
    const due = (...states: readonly string[]): number =>
      sum(orders.filter(({ state }) => states.includes(state)).map(({ amount }) => amount));
    return {
      boxed: sum(inside.map(({ note }) => note.value)),
      loaded: sum(loads.map(({ amount }) => amount)),
      owed: due('owed', 'funded'),
      investigating: due('investigating', 'resolved'),
    };
  }

  /** At rest: no fen lost or invented, nothing the screen could not show, no life that ended by itself. */
  async sound(): Promise<void> {
    await this.clock.runUntil(() => this.kiosk.terminal?.host.unsent === 0, PATIENCE_MS);
    expect(this.#unrenderable).toEqual([]);
    expect(this.kiosk.failures).toEqual([]);
    const { boxed, loaded, owed, investigating } = this.money();
    const orphans = sum(this.campus.statement().orphans.map(({ value }) => value ?? 10_000));
    expect(boxed).toBeGreaterThanOrEqual(loaded + owed);
    expect(boxed).toBeLessThanOrEqual(loaded + owed + investigating + orphans);
    expect(this.campus.books().total).toBe(0);
    expect(this.hardware.board.lamps.green && this.screen.id !== 'insert-note').toBe(false);
  }

  #see(model: ScreenModel): void {
    this.shown.push(model);
    for (const language of ['zh', 'en'] as const) {
      try {
        renderText({ ...model, language }, this.clock.monotonic());
      } catch (error) {
        this.#unrenderable.push(`${model.id} in ${language}: ${String(error)}`);
      }
    }
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The buttons as `id=key`, greyed ones in brackets, the primary one with a star. */
export function buttonsOf(model: ScreenModel): string[] {
  return model.buttons.map(({ id, key, enabled, primary }) => {
    const text = `${id}=${key}${primary ? '*' : ''}`;
    return enabled ? text : `(${text})`;
  });
}
