/** Resident memory: one terminal with its simulated devices, and the whole bench with two of them. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { invariant } from '../../../src/kernel/errors.ts';
import type { RunningBench } from '../../browser/running-bench.ts';
import { number, type Row } from '../report.ts';

/** design.md §10. */
const BUDGET_MB = 120;
const ONE_TERMINAL = fileURLToPath(new URL('one-terminal.ts', import.meta.url));

const run = promisify(execFile);

/** Prints its resident size in bytes and ends. */
async function printedMb(...parameters: readonly string[]): Promise<number> {
  const { stdout } = await run(process.execPath, parameters);
  return Number(stdout) / 1_000_000;
}

export async function terminalMemoryRow(): Promise<Row> {
  const bare = await printedMb('-e', 'process.stdout.write(String(process.memoryUsage.rss()))');
  const mb = await printedMb(ONE_TERMINAL);
  return {
    what: 'memory, one terminal, simulated devices',
    measured: `${number(mb)} MB`,
    floor: `node itself: ${number(bare)} MB`,
    budget: `≤ ${BUDGET_MB} MB`,
    within: mb <= BUDGET_MB,
  };
}

export function benchMemoryRow(bench: RunningBench): Row {
  const kB = /^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${bench.child.pid}/status`, 'utf8'))?.[1];
  invariant(kB !== undefined, 'the kernel tells the resident size');
  return { what: 'memory, two terminals, server and bench', measured: `${number(Number(kB) / 1_000)} MB` };
}
