/** Resident memory of the simulated terminal as a process: two terminals, devices, campus server and bench in one. */
import { readFileSync } from 'node:fs';
import { invariant } from '../../../src/kernel/errors.ts';
import type { RunningBench } from '../../browser/running-bench.ts';
import { number, type Row } from '../report.ts';

/** design.md §10, for the terminal alone. */
const BUDGET_MB = 120;

function residentMb(pid: number): number {
  const kB = /^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  invariant(kB !== undefined, 'the kernel tells the resident size');
  return Number(kB) / 1_000;
}

export function memoryRow(bench: RunningBench): Row {
  const { pid } = bench.child;
  invariant(pid !== undefined, 'the process runs');
  const mb = residentMb(pid);
  return {
    what: 'memory of the process, two terminals and bench',
    measured: `${number(mb)} MB`,
    floor: `node itself: ${number(residentMb(process.pid))} MB here`,
    budget: `≤ ${BUDGET_MB} MB for one terminal`,
    within: mb <= BUDGET_MB,
  };
}
