import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { beforeEach, describe, expect, it, type TestContext } from 'vitest';
import { openJournal } from '../../src/journal/open.ts';
import { fileTerminal, ready, type FileTerminal } from './fixtures.ts';
import { straceMissing, WORKLOAD } from './power-cut/recorder.ts';

/** Kills the workload once it has told of `count` appends; gives the number it had told of when it was dead. */
async function killedAfter(folder: string, count: number): Promise<number> {
  const program = [WORKLOAD, '--folder', folder, '--transactions', '1000000'];
  const child = spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('A')) continue;
    told = Number(line.slice(1));
    if (told === count) child.kill('SIGKILL');
  }
  return told;
}

describe('a process killed while it appends', () => {
  it.each([1, 40, 300])(
    'leaves a journal that opens with every acknowledged record, after %i',
    async (count) => {
      const terminal = fileTerminal();
      const told = await killedAfter(terminal.folder, count);
      expect(told).toBeGreaterThanOrEqual(count);
      const { sequence } = ready(openJournal(terminal.parts())).head;
      expect([told, told + 1]).toContain(sequence);
    },
  );
});

const missing = straceMissing();
if (missing !== undefined) console.warn(`I/O error tests left out: ${missing}`);

/** Lines the workload told when sync number `when` of the write-ahead log failed. The first two belong to enrolment. */
function toldWithFailedSync(terminal: FileTerminal, when: string): readonly string[] {
  const strace = ['-f', '--seccomp-bpf', '-o', '/dev/null', '-P', `${terminal.path}-wal`];
  strace.push('-e', 'trace=fsync,fdatasync', '-e', `inject=fsync,fdatasync:error=EIO:when=${when}`);
  const program = [process.execPath, WORKLOAD, '--folder', terminal.folder, '--transactions', '8', '--close'];
  const run = spawnSync('strace', [...strace, ...program], { encoding: 'utf8' });
  return run.stdout.trim().split('\n');
}

describe('an I/O error while a record is synchronised', () => {
  beforeEach((context: TestContext) => {
    if (missing !== undefined) context.skip(missing);
  });

  it('rejects that append, acknowledges none after it, and is told once', () => {
    const told = toldWithFailedSync(fileTerminal(), '6');
    const failed = 'FJOURNAL_WRITE_FAILED';
    expect(told).toEqual(['READY', 'A1', 'A2', 'A3', 'B', failed, failed, failed, failed, failed]);
  });

  it.each(['3', '6', '10', '4+'])('leaves every acknowledged record to the next life: sync %s', (when) => {
    const terminal = fileTerminal();
    const acknowledged = toldWithFailedSync(terminal, when).filter((line) => line.startsWith('A')).length;
    expect(acknowledged).toBeLessThan(8);
    const { sequence } = ready(openJournal(terminal.parts())).head;
    expect([acknowledged, acknowledged + 1]).toContain(sequence);
  });

  it('during enrolment leaves a terminal that is not enrolled', () => {
    const terminal = fileTerminal();
    expect(toldWithFailedSync(terminal, '1')).toEqual(['']);
    expect(openJournal(terminal.parts())).toEqual({ kind: 'unenrolled' });
  });
});
