/** Several listeners on the one tap of a line: witnesses look at what was sent, at most one fault changes it. */
import type { Delivery, LineDirection, LineTap, MemoryLine } from '../../drivers/link/memory-line.ts';

export type LineWitness = (direction: LineDirection, bytes: Uint8Array) => void;

export class TapChain {
  /** Decides what becomes of the bytes; asked after the witnesses. */
  fault: LineTap | undefined;
  readonly #witnesses: LineWitness[] = [];

  constructor(line: MemoryLine) {
    line.tap = (direction, bytes): readonly Delivery[] | undefined => {
      for (const witness of this.#witnesses) witness(direction, bytes);
      return this.fault?.(direction, bytes);
    };
  }

  listen(witness: LineWitness): void {
    this.#witnesses.push(witness);
  }
}

/** Bytes on the line, and what happens when the last of them has arrived. */
export function deliver(bytes: Uint8Array, arrived: () => void): Delivery {
  return { bytes, arrived };
}
