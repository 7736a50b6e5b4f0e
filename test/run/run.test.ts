import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { addCounts, ONE_FAILED, ONE_PASSED, summaryLine } from './counts.ts';
import { faultVerdict } from './fault-verdict.ts';
import { wrongNode } from './node-version.ts';
import { peerLines } from './peers.ts';
import { runProgram } from './program.ts';
import { vitestCounts } from './vitest-counts.ts';

describe('summaryLine', () => {
  it('names passed and failed, and skipped only if there are any', () => {
    expect(summaryLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
    expect(summaryLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
  });

  it('adds up all steps', () => {
    const sum = addCounts([ONE_PASSED, ONE_FAILED, { passed: 10, failed: 2, skipped: 3 }]);
    expect(sum).toEqual({ passed: 11, failed: 3, skipped: 3 });
  });
});

describe('vitestCounts', () => {
  const report = (change: object): string =>
    JSON.stringify({
      numPassedTests: 5,
      numFailedTests: 0,
      numPendingTests: 1,
      numTodoTests: 0,
      testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
      ...change,
    });

  it('counts tests', () => {
    expect(vitestCounts(report({}), 0)).toEqual({ passed: 5, failed: 0, skipped: 1 });
  });

  it('counts a file that does not load as a failure', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }];
    expect(vitestCounts(report({ testResults }), 1).failed).toBe(1);
  });

  it('counts a failed test once, not its file again', () => {
    const testResults = [{ status: 'failed', assertionResults: [{ status: 'failed' }] }];
    expect(vitestCounts(report({ testResults, numFailedTests: 1 }), 1).failed).toBe(1);
  });

  it.each([
    ['ended badly although every test passed', report({}), 1],
    ['had no test', report({ numPassedTests: 0, testResults: [] }), 0],
    ['left no report', undefined, 0],
  ])('fails a run that %s', (_what, text, exitCode) => {
    expect(vitestCounts(text, exitCode).failed).toBe(1);
  });
});

describe('faultVerdict', () => {
  it('passes when points were tried and nothing was violated', () => {
    expect(faultVerdict('some text\n120 tried, 0 violations\n', 0)).toEqual(ONE_PASSED);
  });

  it.each([
    ['a violation', '120 tried, 1 violations', 0],
    ['nothing tried', '0 tried, 0 violations', 0],
    ['no verdict in the last line', '120 tried, 0 violations\nand then it fell over', 0],
    ['no output', '', 0],
    ['a bad exit code', '120 tried, 0 violations', 1],
  ])('fails on %s', (_what, output, exitCode) => {
    expect(faultVerdict(output, exitCode)).toEqual(ONE_FAILED);
  });
});

describe('wrongNode', () => {
  it('is content with Node 24 and newer', () => {
    expect([wrongNode('24.0.0'), wrongNode('26.1.0')]).toEqual([undefined, undefined]);
  });

  it('says how to get the right one', () => {
    expect(wrongNode('20.20.2')).toContain('Node 24 or newer is needed, this is 20.20.2');
  });
});

describe('peerLines', () => {
  const peer = { program: 'judge', package: 'judge-bin', judges: 'our work' };

  it('says what is left out without a peer and how to install it', () => {
    expect(peerLines('/no/such/folder', [peer])).toEqual([
      'peer judge: missing; left out: our work; install it by: apt-get install judge-bin',
    ]);
  });

  it('finds a peer on the path', () => {
    const folder = mkdtempSync(join(tmpdir(), 'peers-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
    writeFileSync(join(folder, 'judge'), '');
    chmodSync(join(folder, 'judge'), 0o755);
    expect(peerLines(folder, [peer])).toEqual(['peer judge: found']);
  });
});

describe('runProgram', () => {
  it('gives the exit code of the program', async () => {
    await expect(runProgram('.', 'node', ['-e', 'process.exitCode = 3'])).resolves.toMatchObject({
      exitCode: 3,
    });
  });

  it('fails when the program does not exist', async () => {
    await expect(runProgram('.', 'no-such-program', [])).resolves.toMatchObject({ exitCode: 1 });
  });
});
