/** The auditor of the world: shares no code with the terminal's money path and knows physical truth (design.md §1). */
import { checkAtMostOnce } from './at-most-once.ts';
import { checkConservation } from './conservation.ts';
import { checkJournals } from './journal.ts';
import { checkProgress } from './progress.ts';
import { checkSilence } from './silence.ts';
import type { Violation, WorldTruth } from './truth.ts';

/** Everything that is wrong with a world at rest: faults over, visits done, outboxes drained. Empty when all is well. */
export function audit(truth: WorldTruth): Violation[] {
  return [
    ...checkConservation(truth),
    ...checkAtMostOnce(truth),
    ...checkSilence(truth),
    ...checkProgress(truth),
    ...checkJournals(truth),
  ];
}
