/** The wire trace as lines for people: direction, meaning, bytes; a steady poll is one line, not thousands. */
import type { TraceEntry } from '../../drivers/link/trace.ts';

/** A poll that says what one of the last few did is not worth a line. */
const REMEMBERED = 10;
const BYTES_SHOWN = 96;

export class WireLines {
  readonly #recent = new Map<string, readonly string[]>();

  /** Undefined for a line that has been among the last few of its device. */
  line(entry: TraceEntry): string | undefined {
    const arrow = entry.direction === 'host-to-device' ? '→' : '←';
    const text = `${entry.device} ${arrow} ${entry.meaning}  ${shortened(entry.bytes)}`;
    const recent = this.#recent.get(entry.device) ?? [];
    this.#recent.set(entry.device, [...recent.filter((line) => line !== text), text].slice(-REMEMBERED));
    return recent.includes(text) ? undefined : text;
  }
}

function shortened(bytes: string): string {
  return bytes.length <= BYTES_SHOWN ? bytes : `${bytes.slice(0, BYTES_SHOWN)}…`;
}
