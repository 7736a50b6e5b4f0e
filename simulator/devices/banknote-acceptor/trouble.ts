/** Jams (卡钞) and cheating: a note that does not go where it should. ccnet.md §8, 43 to 45. */
import type { JamEnd, NoteFault } from './faults.ts';
import { initialise } from './initialise.ts';
import type { Jam, Machine } from './machine.ts';

type JamFault = Extract<NoteFault, { kind: 'jam' }>;

/** Everything stops where it is. */
export function getJammed(machine: Machine, fault: JamFault): void {
  const where = fault.at === 'stacking' ? 'box' : 'path';
  machine.jam = { where, ends: fault.ends, reported: fault.reported ?? false };
  machine.rest();
  machine.emit({ kind: 'jammed' });
  clearLater(machine, machine.jam);
}

/** Starts the time after which this jam clears by itself, if it does. */
export function clearLater(machine: Machine, jam: Jam): void {
  const { jamClearsMs } = machine.options.timings;
  if (jamClearsMs === undefined) return;
  machine.background(jamClearsMs, 'jam clears', () => {
    if (machine.jam === jam) clearJam(machine, jam.ends);
  });
}

/** Frees the note and initialises. Without a jam nothing happens. */
export function clearJam(machine: Machine, end: JamEnd): void {
  const { jam, transit } = machine;
  if (jam === undefined) return;
  machine.jam = undefined;
  machine.emit({ kind: 'jam-cleared' });
  if (transit !== undefined) {
    if (end === 'operator') {
      machine.transit = undefined;
      machine.moved(transit.note, transit.place, 'hand', 'operator');
    } else {
      machine.shift(end === 'box' ? 'stacker' : 'path');
      if (end === 'box' && machine.transit !== undefined) {
        machine.transit = { ...machine.transit, silent: !jam.reported };
      }
    }
  }
  if (machine.running) initialise(machine);
}

/** The note is pulled back, or slips into the box while the device cries foul. */
export function beCheated(machine: Machine, ends: 'hand' | 'box'): void {
  const { transit } = machine;
  const { cheatedMs } = machine.options.timings;
  machine.enter('cheated');
  machine.tell({ state: 'cheated', data: 0 });
  if (transit !== undefined && ends === 'hand') {
    machine.transit = undefined;
    machine.moved(transit.note, transit.place, 'hand', 'person');
  } else if (transit !== undefined) {
    machine.shift('stacker');
    machine.transit = { ...transit, place: 'stacker', silent: true };
    machine.step(cheatedMs / 2, 'flat after cheating', () => {
      machine.flatten();
    });
  }
  machine.step(cheatedMs, 'cheated', () => {
    machine.rest();
  });
}
