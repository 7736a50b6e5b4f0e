/** Runs the workload under strace and gives back what it asked of the disk. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TraceItem } from './operations.ts';
import { IDENTITY_FILE, JOURNAL_FILE } from './script.ts';
import { parseTrace } from './trace-parser.ts';

export const WORKLOAD = fileURLToPath(new URL('workload.ts', import.meta.url));

export interface WorkloadOptions {
  readonly transactions: number;
  readonly synchronous: 'FULL' | 'NORMAL';
  /** Pages in the write-ahead log that start a checkpoint. */
  readonly checkpoint: number;
}

export interface Recording {
  readonly folder: string;
  readonly items: readonly TraceItem[];
}

/** Why strace cannot be used here, or undefined when it can. */
export function straceMissing(): string | undefined {
  const probe = spawnSync('strace', ['-o', '/dev/null', 'true'], { encoding: 'utf8' });
  if (probe.status === 0) return undefined;
  return probe.error === undefined
    ? `strace may not trace here: ${probe.stderr.trim()}`
    : 'strace is not installed (apt-get install strace)';
}

const CALLS =
  'pwrite64,pwritev,write,ftruncate,fallocate,fdatasync,fsync,unlink,openat,rename,renameat,renameat2,link';

/** Longest string strace writes out; above the largest single write of the workload. */
const STRING_LIMIT = 131_072;

function watchedPaths(folder: string, acks: string): readonly string[] {
  const journal = ['', '-wal', '-shm', '-journal'].map((suffix) => join(folder, JOURNAL_FILE + suffix));
  const identity = [join(folder, IDENTITY_FILE), join(folder, `${IDENTITY_FILE}.draft`)];
  return [folder, acks, ...journal, ...identity];
}

/** Throws when the workload did not run to its end. */
export function record(options: WorkloadOptions): Recording {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'power-cut-')));
  const acks = join(folder, 'acks');
  const log = join(folder, 'trace');
  const strace = ['-f', '--seccomp-bpf', '-y', '-xx', '-s', String(STRING_LIMIT), '-e', `trace=${CALLS}`];
  const paths = watchedPaths(folder, acks).flatMap((path) => ['-P', path]);
  const program = [process.execPath, WORKLOAD, '--folder', folder, '--acks', acks];
  const settings = ['--synchronous', options.synchronous];
  settings.push('--transactions', String(options.transactions), '--checkpoint', String(options.checkpoint));
  try {
    const run = spawnSync('strace', [...strace, ...paths, '-o', log, ...program, ...settings], {
      encoding: 'utf8',
    });
    const items = parseTrace(readFileSync(log, 'latin1'), { folder, acks });
    const last = items.findLast((item) => item.kind === 'told');
    if (last?.line !== `A${options.transactions}`) throw new Error(`workload failed: ${run.stderr}`);
    return { folder, items };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
