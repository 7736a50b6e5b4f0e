/** The people's hands: notes they hold, and whoever stands by and takes a note that comes out of a slot. */
import type { Clock } from '../../src/kernel/clock.ts';
import { Emitter } from '../../src/kernel/emitter.ts';
import type { CcnetDevice } from '../devices/banknote-acceptor/ccnet-device.ts';
import type { PhysicalNote } from '../devices/banknote-acceptor/physical-note.ts';

/** How long a returned note stands in the slot before somebody takes it, milliseconds. */
const TAKE_MS = 1_500;

export class Hands {
  readonly taken = new Emitter<PhysicalNote>();
  readonly #clock: Clock;
  readonly #notes: PhysicalNote[];

  constructor(clock: Clock, notes: readonly PhysicalNote[]) {
    this.#clock = clock;
    this.#notes = [...notes];
  }

  get notes(): readonly PhysicalNote[] {
    return this.#notes;
  }

  give(note: PhysicalNote): void {
    this.#notes.push(note);
  }

  /** Pushes a note into the slot; it stays in the hand when the device does not take it. */
  feed(acceptor: CcnetDevice, note: PhysicalNote): boolean {
    const result = acceptor.insert(note);
    if (result === 'refused') return false;
    this.#notes.splice(this.#notes.indexOf(note), 1);
    return true;
  }

  /** Somebody stands at this slot from now on. */
  attend(acceptor: CcnetDevice): void {
    const takeLater = (): void => {
      this.#clock.after(TAKE_MS, 'note taken', () => {
        for (const note of acceptor.takeReturned()) {
          this.#notes.push(note);
          this.taken.emit(note);
        }
      });
    };
    acceptor.onPhysical((event) => {
      if (event.kind === 'note-moved' && event.to === 'slot') takeLater();
    });
    if (acceptor.notes.some(({ place }) => place === 'slot')) takeLater();
  }
}
