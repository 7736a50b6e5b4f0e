/**
 * The fault proof: `npm run faults`. Power cut and card tear at every byte and every journal write, loss, repetition and
 * delay of every frame and host message, program death at every write; then restart, second visit, fresh visit, audit.
 * The last line is `N tried, N violations`; the exit code is 1 when there are violations. See docs/fault-proof.md.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { invariant } from '../../src/kernel/errors.ts';
import { HABITS, isHabit } from './faults/habits.ts';
import { planJobs } from './faults/plan.ts';
import { runJobs } from './faults/pool.ts';
import { replay } from './faults/replay.ts';
import { Report } from './faults/report.ts';

const USAGE = `npm run faults -- [--slice] [--seed N] [--only TEXT] [--workers N] [--no-merge] [--first]
npm run faults -- [--seed N] [--habit NAME] --point SCENARIO/KIND/…

--slice     every cut, every journal write, every host message, about 200 sampled bytes and frames; plain acceptor
--only      groups habit/scenario/kind that contain TEXT, e.g. cash/tear
--no-merge  carry every living world on to its end, even when it looks like an earlier one
--first     stop at the first violation`;

const WORKERS_LIMIT = 64;
const PROGRESS_EVERY = 20;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function numberOf(text: string | undefined, fallback: number, least: number): number {
  const value = text === undefined ? fallback : Number(text);
  invariant(Number.isSafeInteger(value) && value >= least, `a number, not ${text ?? ''}`);
  return value;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      slice: { type: 'boolean', default: false },
      seed: { type: 'string' },
      only: { type: 'string' },
      workers: { type: 'string' },
      'no-merge': { type: 'boolean', default: false },
      first: { type: 'boolean', default: false },
      habit: { type: 'string', default: 'plain' },
      point: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    print(USAGE);
    return 0;
  }
  const seed = numberOf(values.seed, 1, 0);
  if (values.point !== undefined) {
    invariant(isHabit(values.habit), `a habit: ${Object.keys(HABITS).join(', ')}`);
    const options = { seed, acceptor: HABITS[values.habit] };
    const violations = await replay(values.point, options, print);
    print(`1 tried, ${violations > 0 ? 1 : 0} violations`);
    return violations > 0 ? 1 : 0;
  }
  const workers = Math.min(WORKERS_LIMIT, numberOf(values.workers, availableParallelism(), 1));
  const { slice, only, first } = values;
  const jobs = await planJobs({ seed, slice, only, workers });
  const report = new Report(seed, print);
  let done = 0;
  await runJobs(jobs, {
    workers,
    settings: { seed, merge: !values['no-merge'] },
    onResult: (result) => {
      report.take(result);
      done += 1;
      if (done % PROGRESS_EVERY === 0) report.progress(done, jobs.length);
      return !(first && report.violations > 0);
    },
  });
  report.finish();
  return report.violations > 0 ? 1 : 0;
}

process.exitCode = await main();
