/** Counters of the reader's line, summed over all links since the start. */
import type { DeviceCounters } from '../../contract/device.ts';
import type { LinkCounters } from '../../link/exchange.ts';

/** What the dialogue counts: commands sent again, and answers asked for again. */
export interface RepeatCounters {
  readonly resends: number;
  readonly nacks: number;
}

export class LineCounters {
  #past: Record<string, number> = {};
  #links = 0;
  #present: (() => Record<string, number>) | undefined;

  /** Counts a new link from now on; what the last one counted is kept. */
  follow(line: LinkCounters, repeats: RepeatCounters): void {
    this.#past = add(this.#past, this.#present?.() ?? {});
    this.#links += 1;
    this.#present = () => ({
      frames: line.frames - damagedFrames(line),
      unexpected: line.unexpected,
      resends: repeats.resends,
      nacks: repeats.nacks,
      ...Object.fromEntries(
        Object.entries(line.discarded).map(([reason, count]) => [`discarded-${reason}`, count]),
      ),
    });
  }

  read(): DeviceCounters {
    return { ...add(this.#past, this.#present?.() ?? {}), links: this.#links };
  }
}

function add(left: Record<string, number>, right: Record<string, number>): Record<string, number> {
  const sum = { ...left };
  for (const [name, count] of Object.entries(right)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

/** The damage parser gives each damaged frame as an item of its own, which the exchange counts with the good ones. */
function damagedFrames(line: LinkCounters): number {
  return Object.entries(line.discarded).reduce(
    (sum, [reason, count]) => (reason === 'noise' ? sum : sum + count),
    0,
  );
}
