/** Counters of the line over all the links it was opened with. */
import type { DeviceCounters } from '../../contract/device.ts';
import type { CcnetLine } from './line.ts';

function ofLine(line: CcnetLine): Record<string, number> {
  const { frames, unexpected, discarded } = line.exchange.counters;
  const counts: Record<string, number> = { frames, unexpected, ...line.counters };
  for (const [reason, count] of Object.entries(discarded)) counts[`discarded-${reason}`] = count;
  return counts;
}

export class LineCounters {
  readonly #totals: Record<string, number> = {};

  /** Keeps what a line that has ended counted. */
  add(line: CcnetLine): void {
    for (const [name, count] of Object.entries(ofLine(line))) {
      this.#totals[name] = (this.#totals[name] ?? 0) + count;
    }
  }

  /** Totals with those of the open line. */
  read(line: CcnetLine | undefined): DeviceCounters {
    const counts = { ...this.#totals };
    if (line === undefined) return counts;
    for (const [name, count] of Object.entries(ofLine(line))) counts[name] = (counts[name] ?? 0) + count;
    return counts;
  }
}
