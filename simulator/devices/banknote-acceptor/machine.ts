/**
 * The acceptor as a thing with motors: where each note is, in which mode it stands, and what waits to be told
 * to the host. The movements themselves are in accept.ts, stack.ts, eject.ts and initialise.ts.
 */
import type { CcnetStateName } from '../../../drivers/banknote-acceptor/ccnet/codec.ts';
import type { Clock, Timer } from '../../../src/kernel/clock.ts';
import { Emitter } from '../../../src/kernel/emitter.ts';
import { CashBox } from './cash-box.ts';
import type { Faults, JamEnd } from './faults.ts';
import type { CcnetDeviceOptions } from './options.ts';
import type {
  Mover,
  NotePlace,
  PhysicalEvent,
  PhysicalHappening,
  PhysicalNote,
  TransitPlace,
} from './physical-note.ts';

/** POWER UP is one mode: which of 10, 11, 12 is shown follows from where the note is. */
export type Mode =
  | 'off'
  | Exclude<
      CcnetStateName,
      | 'powerUpInValidator'
      | 'powerUpInStacker'
      | 'busy'
      | 'stacked'
      | 'returned'
      | 'suspected'
      | 'counterfeit'
    >;

/** A note between slot and box. */
export interface Transit {
  readonly note: PhysicalNote;
  readonly place: TransitPlace;
  /** Once recognised. */
  readonly type: number | undefined;
  /** Will lie flat without being reported. */
  readonly silent: boolean;
}

/** A note at the mouth. With a type its return is reported when it is taken. */
export interface SlotNote {
  readonly note: PhysicalNote;
  readonly type: number | undefined;
}

export interface Jam {
  readonly where: 'path' | 'box';
  readonly ends: JamEnd;
  readonly reported: boolean;
}

/** What must reach the host. */
export interface MustTell {
  readonly state: 'stacked' | 'returned' | 'rejecting' | 'cheated';
  readonly data: number;
}

/** Most events kept for the host; one note makes at most two. */
const EVENT_LIMIT = 16;

/** Bill types. */
export interface Masks {
  readonly enabled: readonly number[];
  readonly escrow: readonly number[];
}

const NO_MASKS: Masks = { enabled: [], escrow: [] };

export class Machine {
  readonly clock: Clock;
  readonly options: CcnetDeviceOptions;
  readonly faults: Faults;
  readonly box: CashBox;
  readonly physical = new Emitter<PhysicalEvent>();
  /** Told whenever the mode changes. */
  readonly modes = new Emitter<Mode>();

  transit: Transit | undefined;
  slot: readonly SlotNote[] = [];
  jam: Jam | undefined;
  /** Code of a failure that persists until repaired. */
  failure: number | undefined;
  /** 0 … 65535. */
  counter = 0;
  /** Type of a note that lies flat and whose 81 was not delivered. */
  unreported: number | undefined;
  masks: Masks = NO_MASKS;
  /** Masks that the note in the path was drawn in with: disabling does not cancel it (ccnet.md §12). */
  drawnInWith: Masks = NO_MASKS;
  security: readonly number[] = [];
  optionBytes: Uint8Array = new Uint8Array(4);
  escrowMs: number;
  /** The host sees INITIALIZE while a note found at power-up is handed back. */
  hidden = false;

  #mode: Mode = 'off';
  #data = 0;
  #steps: Timer[] = [];
  #background: Timer[] = [];
  #afterTaken: { readonly run: () => void; readonly halted: boolean } | undefined;
  #events: MustTell[] = [];

  constructor(clock: Clock, options: CcnetDeviceOptions, faults: Faults) {
    this.clock = clock;
    this.options = options;
    this.faults = faults;
    this.box = new CashBox(options.capacity);
    this.escrowMs = options.timings.escrowMs;
  }

  get mode(): Mode {
    return this.#mode;
  }

  /** Powered and past POWER UP, which only RESET ends: changes of the hardware show at once. */
  get running(): boolean {
    return this.#mode !== 'off' && this.#mode !== 'powerUp';
  }

  /** Second byte of the present state. */
  get data(): number {
    return this.#data;
  }

  /** Changes the mode; whatever the last mode had under way ends. */
  enter(mode: Mode, data = 0): void {
    for (const step of this.#steps.splice(0)) step.cancel();
    this.#afterTaken = undefined;
    this.hidden = false;
    this.#mode = mode;
    this.#data = data;
    this.modes.emit(mode);
  }

  /** Something the present mode does after `delayMs`. */
  step(delayMs: number, name: string, callback: () => void): void {
    this.#steps.push(this.clock.after(delayMs, `acceptor ${name}`, callback));
  }

  /** Something that goes on whatever the mode, until the power goes. */
  background(delayMs: number, name: string, callback: () => void): void {
    this.#background.push(this.clock.after(delayMs, `acceptor ${name}`, callback));
  }

  /**
   * What the present mode does once the slot is free again: with the path empty too, or with a note halted
   * behind it.
   */
  afterTaken(run: () => void, halted = false): void {
    this.#afterTaken = { run, halted };
  }

  /** Runs what waits for a free slot, if it is free. */
  slotChanged(): void {
    const waiting = this.#afterTaken;
    if (waiting === undefined || this.slot.length > 0) return;
    if (this.transit !== undefined && !waiting.halted) return;
    this.#afterTaken = undefined;
    waiting.run();
  }

  /** Stands where nothing moves, by what is wrong and what is enabled. */
  rest(): void {
    if (this.jam !== undefined) this.enter(this.jam.where === 'path' ? 'pathJam' : 'boxJam');
    else if (this.failure !== undefined) this.enter('failure', this.failure);
    else if (!this.box.present) this.enter('boxRemoved');
    else if (this.box.full) this.enter('boxFull');
    else this.enter(this.masks.enabled.length > 0 ? 'idling' : 'disabled');
  }

  emit(happening: PhysicalHappening): void {
    this.physical.emit({ at: this.clock.monotonic(), ...happening });
  }

  moved(note: PhysicalNote, from: NotePlace, to: NotePlace, by: Mover = 'device'): void {
    this.emit({ kind: 'note-moved', note, from, to, by });
  }

  /** Moves the note in transit to another place inside. */
  shift(place: TransitPlace): void {
    const { transit } = this;
    if (transit === undefined || transit.place === place) return;
    this.transit = { ...transit, place };
    this.moved(transit.note, transit.place, place);
  }

  /**
   * The note in transit lies flat in the box: the counter moves. `told`: its 81 has been delivered already.
   */
  flatten(told = false): void {
    const { transit } = this;
    if (transit === undefined) return;
    this.shift('stacker');
    this.transit = undefined;
    this.box.add(transit.note);
    this.counter = (this.counter + 1) & 0xffff;
    if (!transit.silent) this.unreported = told ? undefined : transit.type;
    this.moved(transit.note, 'stacker', 'box');
  }

  get events(): readonly MustTell[] {
    return this.#events;
  }

  tell(event: MustTell): void {
    this.#events.push(event);
    if (this.#events.length > EVENT_LIMIT) this.#events.shift();
  }

  /** The host has it (or, for a device that tells once, had its chance). */
  told(event: MustTell): void {
    this.#events = this.#events.filter((other) => other !== event);
    if (event.state === 'stacked') this.unreported = undefined;
  }

  disable(): void {
    this.masks = NO_MASKS;
    this.security = [];
  }

  /** Everything volatile goes; things stay where they are. */
  loseVolatile(): void {
    this.enter('off');
    for (const timer of this.#background.splice(0)) timer.cancel();
    this.#events = [];
    this.disable();
    this.optionBytes = new Uint8Array(4);
    this.escrowMs = this.options.timings.escrowMs;
    if (!this.options.remembersUnreported) this.unreported = undefined;
    if (!this.options.counterSurvives) this.counter = 0;
  }
}
