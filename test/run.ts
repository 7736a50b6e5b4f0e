/**
 * What `npm test` runs: format, lint, types, tests, and a slice of the fault proof. `--only check` runs the first three.
 * Every step runs even if one before it failed. The last line is always `N passed, N failed` (and `, N skipped`): every
 * test counts one, and so does every other step. The exit code is not 0 exactly when something failed.
 */
import { realClock } from '../src/kernel/real-clock.ts';
import { addCounts, ONE_FAILED, summaryLine, type Counts } from './run/counts.ts';
import { wrongNode } from './run/node-version.ts';
import { peerLines } from './run/peers.ts';
import { stepsOf } from './run/steps.ts';

const ROOT = new URL('..', import.meta.url).pathname;

async function runAll(onlyChecks: boolean): Promise<Counts> {
  const clock = realClock();
  const counts: Counts[] = [];
  if (!onlyChecks) for (const line of peerLines(process.env['PATH'] ?? '')) console.log(line);
  for (const step of stepsOf(ROOT)) {
    if (onlyChecks && !step.check) continue;
    console.log(`\n== ${step.name}`);
    const begun = clock.monotonic();
    const result = await step.run(ROOT);
    const seconds = ((clock.monotonic() - begun) / 1000).toFixed(1);
    console.log(`== ${step.name}: ${summaryLine(result)} in ${seconds} s`);
    counts.push(result);
  }
  return addCounts(counts);
}

async function main(parameters: readonly string[]): Promise<Counts> {
  const complaint = wrongNode(process.versions.node);
  if (complaint !== undefined) {
    console.error(complaint);
    return ONE_FAILED;
  }
  const [first, second, ...rest] = parameters;
  const onlyChecks = first === '--only' && second === 'check' && rest.length === 0;
  if (first !== undefined && !onlyChecks) {
    console.error(`usage: node test/run.ts [--only check]`);
    return ONE_FAILED;
  }
  return runAll(onlyChecks);
}

const total = await main(process.argv.slice(2));
console.log(`\n${summaryLine(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;
