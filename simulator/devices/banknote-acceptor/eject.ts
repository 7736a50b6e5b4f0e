/** Notes on their way out: returned or rejected, and gripped in the slot until somebody takes them. */
import type { Machine } from './machine.ts';

/** Drives whatever is in the path to the slot; `then` runs when the slot is free again. */
function eject(machine: Machine, mode: 'returning' | 'rejecting', data: number, then: () => void): void {
  machine.enter(mode, data);
  machine.afterTaken(then);
  if (machine.transit === undefined) return;
  machine.shift('path');
  machine.step(machine.options.timings.returnMs, `${mode} to the slot`, () => {
    const { transit } = machine;
    if (transit === undefined) return;
    machine.transit = undefined;
    machine.slot = [...machine.slot, { note: transit.note, type: transit.type }];
    machine.moved(transit.note, 'path', 'slot');
  });
}

/** RETURNING until the note is taken, then BILL RETURNED for a note of a known type, then `then`. */
export function returnNotes(machine: Machine, then: () => void, hidden = false): void {
  const type = machine.transit?.type ?? machine.slot.find((held) => held.type !== undefined)?.type;
  eject(machine, 'returning', 0, () => {
    if (type !== undefined && !hidden) machine.tell({ state: 'returned', data: type });
    then();
  });
  machine.hidden = hidden;
}

/** REJECTING with its reason until the note is taken. */
export function rejectNotes(machine: Machine, code: number): void {
  machine.tell({ state: 'rejecting', data: code });
  eject(machine, 'rejecting', code, () => {
    machine.rest();
  });
}
