/**
 * What survives a power cut, as plain JSON: things where they are, and what the device's own memory keeps.
 */
import type { Jam, Machine, SlotNote, Transit } from './machine.ts';
import type { PhysicalNote } from './physical-note.ts';

export interface CcnetSnapshot {
  readonly box: readonly PhysicalNote[];
  readonly boxPresent: boolean;
  readonly counter: number;
  readonly transit: Transit | null;
  readonly slot: readonly SlotNote[];
  readonly jam: Jam | null;
  readonly failure: number | null;
  readonly unreported: number | null;
}

/** As if the power went at this instant. */
export function takeSnapshot(machine: Machine): CcnetSnapshot {
  const { counterSurvives, remembersUnreported } = machine.options;
  return structuredClone({
    box: machine.box.notes,
    boxPresent: machine.box.present,
    counter: counterSurvives ? machine.counter : 0,
    transit: machine.transit ?? null,
    slot: machine.slot,
    jam: machine.jam ?? null,
    failure: machine.failure ?? null,
    unreported: remembersUnreported ? (machine.unreported ?? null) : null,
  });
}

/** Puts everything where it was; the machine must be without power. */
export function putBack(machine: Machine, snapshot: CcnetSnapshot): void {
  const copy = structuredClone(snapshot);
  machine.box.replace(copy.box, copy.boxPresent);
  machine.counter = copy.counter;
  machine.transit = copy.transit ?? undefined;
  machine.slot = copy.slot;
  machine.jam = copy.jam ?? undefined;
  machine.failure = copy.failure ?? undefined;
  machine.unreported = copy.unreported ?? undefined;
}
