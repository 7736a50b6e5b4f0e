/** The wire trace: direction, time, bytes and meaning of all that crosses a line, masked before anything keeps it. */
import { Emitter } from '../../src/kernel/emitter.ts';

export interface TraceEntry {
  /** Monotonic milliseconds. */
  readonly at: number;
  /** The device, e.g. `card-reader`. */
  readonly device: string;
  readonly direction: 'host-to-device' | 'device-to-host';
  /** Upper-case hexadecimal; masked bytes are `**`. */
  readonly bytes: string;
  /** Decoded meaning, e.g. `POLL` or `discarded: checksum`. */
  readonly meaning: string;
}

/** Where traces go. The last `limit` entries stay in memory for the operator; listeners see each as it happens. */
export class Trace {
  readonly entries: TraceEntry[] = [];
  readonly events = new Emitter<TraceEntry>();
  readonly #limit: number;

  constructor(limit = 2_000) {
    this.#limit = limit;
  }

  add(entry: TraceEntry): void {
    this.entries.push(entry);
    if (this.entries.length > this.#limit * 2) this.entries.splice(0, this.entries.length - this.#limit);
    this.events.emit(entry);
  }
}
