/** The log of what was refused: an attack must not fill the disk, so each code is written once a while, with a count. */
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { ScreenCode } from './codes.ts';

/** How long a code keeps silent after it was written, milliseconds. */
export const QUIET_MS = 10_000;

interface Silence {
  readonly until: number;
  /** How often it happened since it was written. */
  unwritten: number;
}

export class RefusalLog {
  readonly #clock: Clock;
  readonly #log: Log;
  /** As many entries as there are codes, whatever comes over the wire. */
  readonly #silences = new Map<ScreenCode, Silence>();

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
  }

  /** Nothing of the request is written: it may hold a token, and whoever sent it chose the words. */
  note(code: ScreenCode): void {
    const now = this.#clock.monotonic();
    const silence = this.#silences.get(code);
    if (silence !== undefined && now < silence.until) {
      silence.unwritten += 1;
      return;
    }
    this.#silences.set(code, { until: now + QUIET_MS, unwritten: 0 });
    this.#log.warn({ code, unwritten: silence?.unwritten ?? 0 }, 'refused at the screen');
  }
}
