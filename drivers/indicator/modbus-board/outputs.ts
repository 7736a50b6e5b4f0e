/** The three coils: what is wanted, and the requests that bring the board there and read it back. */
import type { SlotLamp } from '../../contract/indicator.ts';
import type { ModbusRequest } from './message.ts';
import type { BoardAddresses } from './options.ts';

export interface WantedOutputs {
  readonly lamp: SlotLamp;
  readonly readerLight: boolean;
}

interface Coil {
  readonly address: number;
  readonly on: boolean;
}

/** The coils in order of address. */
export function coilsFor(wanted: WantedOutputs, addresses: BoardAddresses): readonly Coil[] {
  return [
    { address: addresses.lampGreen, on: wanted.lamp === 'green' },
    { address: addresses.lampRed, on: wanted.lamp === 'red' },
    { address: addresses.readerLight, on: wanted.readerLight },
  ].sort((a, b) => a.address - b.address);
}

/** Coils beside each other are written at once; scattered ones one by one, so that none of anybody else's is touched. */
export function writesFor(coils: readonly Coil[]): readonly ModbusRequest[] {
  const start = coils[0]?.address ?? 0;
  if (coils.every(({ address }, index) => address === start + index)) {
    return [{ kind: 'writeCoils', start, bits: coils.map(({ on }) => on) }];
  }
  return coils.map(({ address, on }) => ({ kind: 'writeCoil', address, on }));
}

/** Reads every coil between the lowest and the highest. */
export function readBackFor(coils: readonly Coil[]): { readonly start: number; readonly count: number } {
  const start = coils[0]?.address ?? 0;
  return { start, count: (coils.at(-1)?.address ?? start) - start + 1 };
}

/** True when the bits read from `start` show the coils as wanted. */
export function shows(coils: readonly Coil[], start: number, bits: readonly boolean[]): boolean {
  return coils.every(({ address, on }) => bits[address - start] === on);
}
