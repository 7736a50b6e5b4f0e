/** Cuts the power at every recorded operation and checks every state that could be left. */
import { createHash } from 'node:crypto';
import { CrashChecker, type Promised } from './crash-check.ts';
import { DiskModel, type DiskState } from './disk-model.ts';
import type { TraceItem } from './operations.ts';

export interface Violation {
  /** Index of the operation after which the power went. */
  readonly at: number;
  /** Which of the open operations reached the disk. */
  readonly label: string;
  readonly fault: string;
}

export interface ReplayResult {
  readonly operations: number;
  /** Distinct states started from. */
  readonly states: number;
  readonly acknowledged: number;
  readonly violations: readonly Violation[];
}

function keyOf(state: DiskState, promised: Promised): string {
  const hash = createHash('sha1').update(`${String(promised.enrolled)} ${promised.acknowledged}`);
  for (const [path, content] of [...state].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`\n${path} ${content.length}\n`).update(content);
  }
  return hash.digest('base64');
}

function promiseAfter(promised: Promised, line: string): Promised {
  if (line === 'READY') return { ...promised, enrolled: true };
  if (!/^A\d+$/u.test(line)) throw new Error(`workload told ${line}`);
  return { ...promised, acknowledged: Number(line.slice(1)) };
}

/** Stops early once `enough` violations are found. */
export async function replay(items: readonly TraceItem[], enough = Infinity): Promise<ReplayResult> {
  const disk = new DiskModel();
  const checker = new CrashChecker();
  const seen = new Set<string>();
  const violations: Violation[] = [];
  let promised: Promised = { enrolled: false, acknowledged: 0 };
  try {
    for (const [at, item] of items.entries()) {
      if (item.kind === 'told') promised = promiseAfter(promised, item.line);
      else disk.apply(item);
      for (const { state, label } of disk.crashStates()) {
        const key = keyOf(state, promised);
        if (seen.has(key)) continue;
        seen.add(key);
        const fault = await checker.fault(state, promised);
        if (fault !== undefined) violations.push({ at, label, fault });
        if (violations.length >= enough) break;
      }
      if (violations.length >= enough) break;
    }
  } finally {
    checker.close();
  }
  return { operations: items.length, states: seen.size, acknowledged: promised.acknowledged, violations };
}
