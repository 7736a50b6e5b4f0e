/** What happened at one kiosk, in the order of time: bytes on the lines, steps at the card, durable facts, processor time. */
import { invariant } from '../../../src/kernel/errors.ts';
import type { FactType } from '../../../src/money/facts.ts';
import type { TraceEntry } from '../../../drivers/link/trace.ts';
import { cpuMs } from '../cpu-time.ts';
import type { OneKiosk } from '../simulation/one-kiosk.ts';

export type Happening =
  | { readonly kind: 'wire'; readonly atMs: number; readonly cpuMs: number; readonly entry: TraceEntry }
  /** A command reached the card, or the card answered it. */
  | { readonly kind: 'card'; readonly atMs: number; readonly phase: 'command' | 'answer' | 'silence' }
  | { readonly kind: 'fact'; readonly atMs: number; readonly cpuMs: number; readonly type: FactType };

/** Bytes of a trace entry; masked ones count. */
export function bytesOf({ bytes }: TraceEntry): number {
  return bytes.length / 2;
}

/** Writes down everything that happens at the kiosk from now on. */
export function writeDown({ clock, kiosk }: OneKiosk): Happening[] {
  const log: Happening[] = [];
  const { terminal } = kiosk;
  invariant(terminal !== undefined, 'the terminal is up');
  kiosk.trace.events.listen((entry) => {
    log.push({ kind: 'wire', atMs: entry.at, cpuMs: cpuMs(), entry });
  });
  kiosk.hardware.reader.onExchange.listen(({ phase }) => {
    log.push({ kind: 'card', atMs: clock.monotonic(), phase });
  });
  terminal.facts.recorded.listen(({ fact }) => {
    log.push({ kind: 'fact', atMs: clock.monotonic(), cpuMs: cpuMs(), type: fact.type });
  });
  return log;
}

/** The part from the first happening that fits `from` and is not followed by another before `to`, to that `to`. */
export function between(
  log: readonly Happening[],
  from: (happening: Happening) => boolean,
  to: (happening: Happening) => boolean,
): readonly Happening[] {
  const end = log.findIndex(to);
  const start = log.slice(0, Math.max(0, end)).findLastIndex(from);
  invariant(start >= 0, 'both ends happened');
  return log.slice(start, end + 1);
}
