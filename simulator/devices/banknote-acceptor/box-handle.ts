/**
 * The cash box as an operator handles it. Emptying needs no power; the device notices only that it is out of
 * its place.
 */
import { initialise } from './initialise.ts';
import type { Machine } from './machine.ts';
import type { PhysicalNote } from './physical-note.ts';

export interface BoxHandle {
  /** Notes that fit in. */
  readonly capacity: number;
  readonly present: boolean;
  /** The notes in it, in the order they were stacked. */
  readonly notes: readonly PhysicalNote[];
  remove(): void;
  insert(): void;
  /** Somebody lays notes into it by hand; the device did not count them and sees them when the box is put in. */
  lay(notes: readonly PhysicalNote[]): void;
  /** Takes all notes out. */
  empty(): readonly PhysicalNote[];
}

export function boxHandle(machine: Machine): BoxHandle {
  const { box } = machine;
  return {
    capacity: box.capacity,
    get present() {
      return box.present;
    },
    get notes() {
      return box.notes;
    },
    remove: () => {
      if (!box.present) return;
      box.present = false;
      machine.emit({ kind: 'box-removed' });
      if (machine.running) machine.rest();
    },
    insert: () => {
      if (box.present) return;
      box.present = true;
      machine.emit({ kind: 'box-inserted' });
      if (machine.running) initialise(machine);
    },
    lay: (notes) => {
      for (const note of notes) box.add(note);
    },
    empty: () => {
      const notes = box.empty();
      machine.emit({ kind: 'box-emptied', notes });
      return notes;
    },
  };
}
