/** Escrow and what follows it: hold, return, or the way into the box. ccnet.md §6, §8. */
import { returnNotes } from './eject.ts';
import type { Machine } from './machine.ts';
import { beCheated, getJammed } from './trouble.ts';

/** Waits for a decision; without one the note goes back by itself. */
export function waitInEscrow(machine: Machine, type: number): void {
  machine.enter('escrow', type);
  machine.step(machine.escrowMs, 'escrow time-out', () => {
    returnFromEscrow(machine);
  });
}

/** HOLD: a while longer. */
export function holdInEscrow(machine: Machine): void {
  machine.enter('holding');
  machine.step(machine.options.timings.holdMs, 'hold time-out', () => {
    returnFromEscrow(machine);
  });
}

export function returnFromEscrow(machine: Machine): void {
  if (jamsInEscrow(machine)) return;
  returnNotes(machine, () => {
    machine.rest();
  });
}

/** STACK, or a type without escrow. */
export function stackNote(machine: Machine): void {
  const { transit, faults } = machine;
  if (transit === undefined || jamsInEscrow(machine)) return;
  const { stackPointMs, stackFlatMs, stackMs } = machine.options.timings;
  machine.enter('stacking');
  machine.step(stackPointMs, 'point of no return', () => {
    machine.shift('stacker');
  });
  const jam = faults.take('jam', (fault) => fault.at === 'stacking');
  if (jam !== undefined) {
    const at = jam.pastPoint === true ? (stackPointMs + stackFlatMs) / 2 : stackPointMs / 2;
    machine.step(at, 'jam while stacking', () => {
      getJammed(machine, jam);
    });
    return;
  }
  const cheat = faults.take('cheat', (fault) => fault.at === 'stacking');
  if (cheat !== undefined) {
    const at = cheat.ends === 'box' ? (stackPointMs + stackFlatMs) / 2 : stackPointMs / 2;
    machine.step(at, 'cheat while stacking', () => {
      beCheated(machine, cheat.ends);
    });
    return;
  }
  const lateMs = faults.take('stacked-late')?.delayMs ?? 0;
  layFlat(machine, stackFlatMs, stackMs + lateMs);
  report(machine, transit.type, stackMs + lateMs);
}

/** A device may report before the note lies flat: then the rest of the movement outlives the mode. */
function layFlat(machine: Machine, flatMs: number, reportMs: number): void {
  if (flatMs <= reportMs) {
    machine.step(flatMs, 'flat', () => {
      machine.flatten();
    });
    return;
  }
  machine.background(flatMs, 'flat', () => {
    if (machine.transit?.place !== 'stacker' || !machine.box.present) return;
    machine.flatten(!machine.events.some((event) => event.state === 'stacked'));
  });
}

function report(machine: Machine, type: number | undefined, reportMs: number): void {
  const { faults } = machine;
  const lost = faults.take('stacked-lost') !== undefined;
  const told = faults.take('stacked-as')?.type ?? type ?? 0;
  machine.step(reportMs, 'stacked', () => {
    if (lost) machine.unreported = undefined;
    else machine.tell({ state: 'stacked', data: told });
    machine.rest();
  });
}

function jamsInEscrow(machine: Machine): boolean {
  const jam = machine.faults.take('jam', (fault) => fault.at === 'in-escrow');
  if (jam !== undefined) getJammed(machine, jam);
  return jam !== undefined;
}
