/** The verdict of the fault proof, from its last line `N tried, N violations`. */
import { ONE_FAILED, ONE_PASSED, type Counts } from './counts.ts';

/** Passes only when it tried something, found no violation and said so in its last line. */
export function faultVerdict(output: string, exitCode: number): Counts {
  const lastLine = output.trimEnd().split('\n').at(-1) ?? '';
  const found = /^(?<tried>\d+) tried, (?<violations>\d+) violations$/u.exec(lastLine.trim());
  const good =
    exitCode === 0 && Number(found?.groups?.['tried']) > 0 && found?.groups?.['violations'] === '0';
  return good ? ONE_PASSED : ONE_FAILED;
}
