/**
 * The cash box as an operator handles it. Emptying needs no power; the device notices only that it is out of
 * its place.
 */
import { initialise } from './initialise.ts';
import type { Machine } from './machine.ts';
import type { PhysicalNote } from './physical-note.ts';

export interface BoxHandle {
  readonly present: boolean;
  /** The notes in it, in the order they were stacked. */
  readonly notes: readonly PhysicalNote[];
  remove(): void;
  insert(): void;
  /** Takes all notes out. */
  empty(): readonly PhysicalNote[];
}

export function boxHandle(machine: Machine): BoxHandle {
  const { box } = machine;
  return {
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
    empty: () => {
      const notes = box.empty();
      machine.emit({ kind: 'box-emptied', notes });
      return notes;
    },
  };
}
