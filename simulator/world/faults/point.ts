/**
 * One fault point, as text that can be typed: `scenario/kind/…`. All indices count from the beginning of the visit.
 *
 *   cash/cut/byte.120.3/kept/air/calm   power cut when byte 3 of frame 120 has arrived; the journal write under way is
 *                                       kept, the message in the air arrives, the holder waits for the terminal
 *   cash/again/byte.120.3/kept/air/write.1/lost/air
 *                                       the same, and a second cut during write 1 of the recovery
 *   cash/tear/byte.120.3/back           the card is pulled at that byte and put back; `gone`: not put back
 *   cash/tear/air.17.answer/gone        the card is pulled when its answer is due in exchange 17; `write.7`: during
 *                                       journal write 7
 *   cash/frame/120/lose                 frame 120 is lost; `repeat`, `delay`
 *   cash/message/5/lose-reply           host message 5; also `restart` and `restore` of the server
 *   cash/kill/7/after                   the program dies when write 7 has happened; `before`, `fail`
 */
import { invariant } from '../../../src/kernel/errors.ts';
import { SCENARIOS, type ScenarioName } from '../scenarios.ts';

export type PointKind = 'cut' | 'again' | 'tear' | 'frame' | 'message' | 'kill';

export interface Point {
  readonly scenario: ScenarioName;
  readonly kind: PointKind;
  readonly parts: readonly string[];
}

/** Faults that strike a living world. */
export type LiveKind = Exclude<PointKind, 'cut' | 'again'>;

export const KINDS: readonly PointKind[] = ['cut', 'kill', 'message', 'tear', 'frame', 'again'];

export function isScenario(text: string): text is ScenarioName {
  return Object.hasOwn(SCENARIOS, text);
}

export function isKind(text: string): text is PointKind {
  return (KINDS as readonly string[]).includes(text);
}

export function pointText(point: Point): string {
  return [point.scenario, point.kind, ...point.parts].join('/');
}

/** Throws `INTERNAL_INVARIANT` for text that names no point. */
export function parsePoint(text: string): Point {
  const [scenario = '', kind = '', ...parts] = text.split('/');
  invariant(isScenario(scenario) && isKind(kind), `a fault point, not ${text}`);
  return { scenario, kind, parts };
}
