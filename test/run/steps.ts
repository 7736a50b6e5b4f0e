/** The steps of `npm test`, in order. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ONE_FAILED, ONE_PASSED, type Counts } from './counts.ts';
import { faultVerdict } from './fault-verdict.ts';
import { runProgram } from './program.ts';
import { vitestCounts } from './vitest-counts.ts';

export interface Step {
  readonly name: string;
  /** Belongs to `--only check`: needs no test to run. */
  readonly check: boolean;
  readonly run: (root: string) => Promise<Counts>;
}

/** A step that passes or fails as a whole, by the exit code of one program. */
function checkStep(name: string, command: string, ...parameters: string[]): Step {
  const run = async (root: string): Promise<Counts> => {
    const { exitCode } = await runProgram(root, command, parameters);
    return exitCode === 0 ? ONE_PASSED : ONE_FAILED;
  };
  return { name, check: true, run };
}

async function runVitest(root: string): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'vitest-report-'));
  const report = join(folder, 'report.json');
  try {
    const { exitCode } = await runProgram(root, 'vitest', [
      'run',
      '--config=test/vitest.config.ts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]);
    return vitestCounts(existsSync(report) ? readFileSync(report, 'utf8') : undefined, exitCode);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const FAULTS = 'simulator/world/faults.ts';

async function runFaultSlice(root: string): Promise<Counts> {
  const { exitCode, tail } = await runProgram(root, 'node', [FAULTS, '--slice']);
  return faultVerdict(tail, exitCode);
}

/** Pages that run in a browser: types and bundle of their own. */
const PAGES = ['src/screen/app', 'simulator/bench/page'] as const;

/** The browser tests look at what `npm start` would serve. */
function buildStep(page: string): Step {
  const step = checkStep(
    `bundle of ${page}`,
    'vite',
    'build',
    '--logLevel',
    'warn',
    '--config',
    `${page}/vite.config.ts`,
  );
  return { ...step, check: false };
}

export function stepsOf(root: string): readonly Step[] {
  const steps: Step[] = [
    checkStep('format', 'oxfmt', '--check', '.'),
    checkStep('lint', 'oxlint', '--type-aware', '--deny-warnings'),
    checkStep('types', 'tsc', '--noEmit', '-p', 'tsconfig.json'),
    ...PAGES.map((page) => checkStep(`types of ${page}`, 'tsc', '--noEmit', '-p', page)),
    ...PAGES.map((page) => buildStep(page)),
    { name: 'tests', check: false, run: runVitest },
  ];
  if (existsSync(join(root, FAULTS))) {
    steps.push({ name: 'fault proof (slice)', check: false, run: runFaultSlice });
  }
  return steps;
}
