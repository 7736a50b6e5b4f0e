/** A note is pushed in: transport, sensors, a second note behind it. ccnet.md §8, 15, 1C, 46. */
import { rejectNotes } from './eject.ts';
import type { Machine } from './machine.ts';
import type { PhysicalNote } from './physical-note.ts';
import { recognise } from './recognition.ts';
import { stackNote, waitInEscrow } from './stack.ts';
import { beCheated, getJammed } from './trouble.ts';

/**
 * What a person feels at the slot: the note is drawn in, drawn in half way behind another one, or stays in
 * the hand.
 */
export type InsertResult = 'drawn-in' | 'second-note' | 'refused';

const INSERTION = 0x60;

export function insertNote(machine: Machine, note: PhysicalNote): InsertResult {
  if (machine.slot.length > 0) return 'refused';
  if (machine.mode === 'idling' && machine.transit === undefined) {
    machine.transit = { note, place: 'path', type: undefined, silent: false };
    machine.moved(note, 'hand', 'path', 'person');
    machine.drawnInWith = machine.masks;
    drawIn(machine);
    return 'drawn-in';
  }
  if (machine.mode !== 'accepting') return 'refused';
  machine.slot = [{ note, type: undefined }];
  machine.moved(note, 'hand', 'slot', 'person');
  pause(machine);
  return 'second-note';
}

function drawIn(machine: Machine): void {
  const { acceptMs } = machine.options.timings;
  machine.enter('accepting');
  const jam = machine.faults.take('jam', (fault) => fault.at === 'before-escrow');
  const cheat = machine.faults.take('cheat', (fault) => fault.at === 'accepting');
  machine.step(acceptMs / 2, 'half way in', () => {
    if (jam !== undefined) getJammed(machine, jam);
    else if (cheat !== undefined) beCheated(machine, 'hand');
  });
  machine.step(acceptMs, 'recognition', () => {
    decide(machine);
  });
}

function decide(machine: Machine): void {
  const { transit, drawnInWith: masks } = machine;
  if (transit === undefined) return;
  const forced = machine.faults.take('reject')?.code;
  const seen =
    forced === undefined
      ? recognise(transit.note, machine.options.billTable, masks.enabled)
      : ({ kind: 'reject', code: forced } as const);
  if (seen.kind === 'reject') {
    rejectNotes(machine, seen.code);
    return;
  }
  machine.transit = { ...transit, type: seen.type };
  machine.shift('escrow');
  if (masks.escrow.includes(seen.type)) waitInEscrow(machine, seen.type);
  else stackNote(machine);
}

/** The first note halts; when the second is taken away it goes on, otherwise both go back. */
function pause(machine: Machine): void {
  machine.enter('pause');
  machine.step(machine.options.timings.pauseMs, 'pause', () => {
    rejectNotes(machine, INSERTION);
  });
  machine.afterTaken(() => {
    drawIn(machine);
  }, true);
}
