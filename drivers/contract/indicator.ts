/** Slot lamp (进钞口灯), reader light, door and cash-box switches on the I/O board (design.md §11). */
import type { Unsubscribe } from '../../src/kernel/emitter.ts';
import type { Device } from './device.ts';

/** Green only while a note may be inserted; red for a jam or a fault of the slot. */
export type SlotLamp = 'off' | 'green' | 'red';

export interface CabinetSwitches {
  readonly doorOpen: boolean;
  readonly cashBoxPresent: boolean;
}

/** A dead board never blocks money: setters return at once and the driver brings the board to the wanted state when it can. */
export interface Indicator extends Device {
  slotLamp(state: SlotLamp): void;
  readerLight(on: boolean): void;
  /** `undefined` until first read, or while the board does not answer. */
  readonly switches: CabinetSwitches | undefined;
  onSwitches(listener: (switches: CabinetSwitches | undefined) => void): Unsubscribe;
}
