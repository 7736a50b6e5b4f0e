/** Reads the counts out of the report that vitest writes for machines. */
import { ONE_FAILED, type Counts } from './counts.ts';

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/**
 * The counts of one run. A file that does not load counts as one failure, and so does a run that ended badly without a
 * failed test, as by an error that no test caught, and a run without a report or without a single test.
 */
export function vitestCounts(reportText: string | undefined, exitCode: number): Counts {
  if (reportText === undefined) return ONE_FAILED;
  const report = JSON.parse(reportText) as Report;
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = report.numFailedTests + unloaded;
  const endedBadly = failed === 0 && (exitCode !== 0 || report.numPassedTests === 0);
  return {
    passed: report.numPassedTests,
    failed: endedBadly ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
