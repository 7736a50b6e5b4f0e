/**
 * A simulated CCNET bill validator with escrow, stacker and cash box, at byte level, with real notes in it
 * (ccnet.md). It is built without power; `powerOn` starts it in POWER UP.
 */
import {
  buildPollReply,
  CCNET_ACK,
  CCNET_NAK,
  ccnetParser,
  type CcnetFrame,
  type CcnetStateName,
} from '../../../drivers/banknote-acceptor/ccnet/codec.ts';
import type { DevicePort } from '../../../drivers/link/link.ts';
import type { Discarded } from '../../../drivers/link/parser.ts';
import type { Clock, Timer } from '../../../src/kernel/clock.ts';
import type { Unsubscribe } from '../../../src/kernel/emitter.ts';
import type { Random } from '../../../src/kernel/random.ts';
import { insertNote, type InsertResult } from './accept.ts';
import { Answerer } from './answerer.ts';
import { boxHandle, type BoxHandle } from './box-handle.ts';
import { obey } from './commands.ts';
import { Faults, type JamEnd } from './faults.ts';
import { initialise } from './initialise.ts';
import { Machine } from './machine.ts';
import {
  DEFAULT_CCNET_OPTIONS,
  DEFAULT_TIMINGS,
  type CcnetDeviceOptions,
  type CcnetTimings,
} from './options.ts';
import type { NotePlace, PhysicalEvent, PhysicalNote } from './physical-note.ts';
import { shownState } from './shown-state.ts';
import { putBack, takeSnapshot, type CcnetSnapshot } from './snapshot.ts';
import { clearJam, clearLater } from './trouble.ts';

/** Options of which only the interesting ones are given. */
export type CcnetDeviceSettings = Partial<Omit<CcnetDeviceOptions, 'timings'>> & {
  readonly timings?: Partial<CcnetTimings>;
};

export interface CcnetDeviceSetup {
  readonly clock: Clock;
  readonly port: DevicePort;
  readonly random: Random;
  readonly options?: CcnetDeviceSettings;
  /** The kernel's registry of poll skipping; vetoed while a fault of a single exchange is armed. */
  readonly veto?: { veto(device: string): () => void };
}

/** One note inside or at the device, and where. */
export interface PlacedNote {
  readonly note: PhysicalNote;
  readonly place: Exclude<NotePlace, 'hand'>;
}

export class CcnetDevice {
  readonly faults: Faults;
  readonly box: BoxHandle;
  readonly #clock: Clock;
  readonly #machine: Machine;
  readonly #answerer: Answerer;
  #parser = ccnetParser();
  #interByte: Timer | undefined;
  #boot: Timer | undefined;
  #powered = false;
  #mute = false;

  constructor(setup: CcnetDeviceSetup) {
    const { clock, port, random, veto } = setup;
    const options: CcnetDeviceOptions = {
      ...DEFAULT_CCNET_OPTIONS,
      ...setup.options,
      timings: { ...DEFAULT_TIMINGS, ...setup.options?.timings },
    };
    this.#clock = clock;
    this.faults = new Faults(random, veto === undefined ? undefined : () => veto.veto(options.name));
    this.#machine = new Machine(clock, options, this.faults);
    this.#answerer = new Answerer(clock, port, random, options);
    this.box = boxHandle(this.#machine);
    port.onBytes((chunk) => {
      this.#receive(chunk);
    });
  }

  /** What POLL would show now, events aside; undefined without power and while booting. */
  get state(): CcnetStateName | undefined {
    return this.#machine.mode === 'off' ? undefined : shownState(this.#machine).state;
  }

  get powered(): boolean {
    return this.#powered;
  }

  /** Every note in the device's keeping or in its slot. */
  get notes(): readonly PlacedNote[] {
    const { transit, slot, box } = this.#machine;
    return [
      ...slot.map(({ note }) => ({ note, place: 'slot' as const })),
      ...(transit === undefined ? [] : [{ note: transit.note, place: transit.place }]),
      ...box.notes.map((note) => ({ note, place: 'box' as const })),
    ];
  }

  /** What ends the jam, while a note is jammed; also without power. */
  get jamEnd(): JamEnd | undefined {
    return this.#machine.jam?.ends;
  }

  /** Notes counted by the device itself, 0 … 65535. */
  get counter(): number {
    return this.#machine.counter;
  }

  /** Every movement of a note or box, as it happens. */
  onPhysical(listener: (event: PhysicalEvent) => void): Unsubscribe {
    return this.#machine.physical.listen(listener);
  }

  /** Told after every change of state, for pages that show it. */
  onState(listener: (state: CcnetStateName | undefined) => void): Unsubscribe {
    return this.#machine.modes.listen(() => {
      listener(this.state);
    });
  }

  /** A person pushes a note into the slot. */
  insert(note: PhysicalNote): InsertResult {
    return insertNote(this.#machine, note);
  }

  /** A person takes what stands in the slot; also without power. */
  takeReturned(): readonly PhysicalNote[] {
    const taken = this.#machine.slot.map(({ note }) => note);
    this.#machine.slot = [];
    for (const note of taken) this.#machine.moved(note, 'slot', 'hand', 'person');
    this.#machine.slotChanged();
    return taken;
  }

  /** Someone sees to a jam; it also clears by itself after `timings.jamClearsMs`. Then 13 and 19. */
  clearJam(end: JamEnd): void {
    clearJam(this.#machine, end);
  }

  /** FAILURE with this code (ccnet.md §8) until `repair`; a note under way stops where it is. */
  fail(code: number): void {
    this.#machine.failure = code;
    if (this.#machine.running) this.#machine.rest();
  }

  repair(): void {
    if (this.#machine.failure === undefined) return;
    this.#machine.failure = undefined;
    if (this.#machine.running) initialise(this.#machine);
  }

  /** A dead interface: hears and says nothing, while its motors go on. */
  mute(on: boolean): void {
    this.#mute = on;
    if (on) this.#answerer.stop();
  }

  powerOn(): void {
    if (this.#powered) return;
    this.#powered = true;
    const machine = this.#machine;
    machine.emit({ kind: 'power-on' });
    if (machine.jam !== undefined) clearLater(machine, machine.jam);
    const { bootMs } = machine.options.timings;
    this.#boot = this.#clock.after(bootMs, 'acceptor boot', () => {
      machine.enter('powerUp');
    });
  }

  /** Everything stops this instant; notes stay where they are. */
  powerOff(): void {
    if (!this.#powered) return;
    this.#powered = false;
    this.#boot?.cancel();
    this.#answerer.stop();
    this.#forgetInput();
    this.#machine.loseVolatile();
    this.#machine.emit({ kind: 'power-off' });
  }

  /** What a power cut at this instant would leave. */
  snapshot(): CcnetSnapshot {
    return takeSnapshot(this.#machine);
  }

  /** Cuts the power and puts everything where the snapshot says; `powerOn` goes on from there. */
  restore(snapshot: CcnetSnapshot): void {
    this.powerOff();
    putBack(this.#machine, snapshot);
  }

  #forgetInput(): void {
    this.#interByte?.cancel();
    this.#parser = ccnetParser();
  }

  #receive(chunk: Uint8Array): void {
    if (this.#machine.mode === 'off' || this.#mute) return;
    this.#interByte?.cancel();
    this.#hear(this.#parser.push(chunk));
    if (!this.#parser.pending) return;
    this.#interByte = this.#clock.after(
      this.#machine.options.timings.interByteMs,
      'acceptor inter-byte',
      () => {
        this.#hear(this.#parser.timeout());
      },
    );
  }

  #hear(items: readonly (CcnetFrame | Discarded)[]): void {
    for (const item of items) {
      if (item.kind === 'frame') this.#serve(item);
      else if (item.reason === 'checksum' && item.bytes[1] === this.#machine.options.address) {
        this.#answerer.nak();
      }
    }
  }

  #serve(frame: CcnetFrame): void {
    const { payload } = frame;
    if (frame.address !== this.#machine.options.address) return;
    if (payload.length === 1 && payload[0] === CCNET_ACK) {
      const event = this.#answerer.acknowledged();
      if (event !== undefined) this.#machine.told(event);
    } else if (payload.length === 1 && payload[0] === CCNET_NAK) {
      this.#answerer.refused();
    } else if (!this.#answerer.busy) {
      this.#obey(payload);
    }
  }

  #obey(payload: Uint8Array): void {
    const code = payload[0] ?? 0;
    const fault = this.faults.takeExchange(code);
    if (fault?.kind === 'no-answer' && !fault.executed) return;
    if (fault?.kind === 'busy') {
      this.#answerer.answer({ payload: buildPollReply('busy', fault.tenths), wantsAck: true }, undefined);
      return;
    }
    this.#answerer.answer(obey(this.#machine, payload), fault);
  }
}
