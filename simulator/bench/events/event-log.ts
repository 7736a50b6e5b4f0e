/** What happens at the bench, line by line; the last 2,000 lines stay. */
import type { Clock } from '../../../src/kernel/clock.ts';
import { Emitter } from '../../../src/kernel/emitter.ts';
import { isoTime } from '../../../src/main/iso-time.ts';
import type { BenchEvent } from '../state.ts';

const LIMIT = 2_000;
const DETAIL_LIMIT = 4_096;

export type EventSource = BenchEvent['source'];

export class EventLog {
  readonly added = new Emitter<BenchEvent>();
  readonly #clock: Clock;
  #events: BenchEvent[] = [];
  #sequence = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Sequence of the newest line, 0 before the first. */
  get last(): number {
    return this.#sequence;
  }

  add(source: EventSource, kiosk: BenchEvent['kiosk'], text: string, detail?: string): void {
    this.#sequence += 1;
    const event: BenchEvent = {
      sequence: this.#sequence,
      time: isoMilliseconds(this.#clock.wall()),
      kiosk,
      source,
      text,
      ...(detail === undefined ? {} : { detail: detail.slice(0, DETAIL_LIMIT) }),
    };
    this.#events.push(event);
    if (this.#events.length > LIMIT * 2) this.#events = this.#events.slice(-LIMIT);
    this.added.emit(event);
  }

  /** Lines after `sequence`, oldest first, at most `limit`. */
  after(sequence: number, limit: number = LIMIT): readonly BenchEvent[] {
    const kept = this.#events.slice(-LIMIT);
    const first = kept.findIndex((event) => event.sequence > sequence);
    return first < 0 ? [] : kept.slice(first, first + limit);
  }
}

/** `2099-09-01T08:00:12.345+08:00`. */
export function isoMilliseconds(wallMs: number): string {
  const whole = Math.floor(wallMs);
  const milliseconds = String(((whole % 1_000) + 1_000) % 1_000).padStart(3, '0');
  return isoTime(whole).replace('+08:00', `.${milliseconds}+08:00`);
}
