/**
 * Seeded defects: `npm run defects`. Each of eleven mistakes is put into a copy of the tree, one at a time; the fault proof
 * must find it there. The last line is `N seeded, N caught`; the exit code is 1 unless all were caught.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { TerminalError } from '../../src/kernel/errors.ts';
import { applyReplacement, parseDefect, type Defect } from './defects/patch.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const PATCHES = new URL('defects/', import.meta.url).pathname;
const COPIED = ['src', 'drivers', 'state-machines', 'simulator', 'package.json', 'tsconfig.json'];
const RUN_LIMIT_MS = 10 * 60_000;

interface Caught {
  readonly caught: boolean;
  /** First violation, or the last words of a run that found none. */
  readonly by: string;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function readDefects(only: string | undefined): Defect[] {
  return readdirSync(PATCHES)
    .filter((file) => file.endsWith('.txt') && file.includes(only ?? ''))
    .toSorted()
    .map((file) => parseDefect(file.slice(0, -'.txt'.length), readFileSync(join(PATCHES, file), 'utf8')));
}

/** A copy of the tree with the defect in it. */
function plant(defect: Defect, folder: string): void {
  for (const entry of COPIED) cpSync(join(ROOT, entry), join(folder, entry), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const replacement of defect.replacements) {
    const path = join(folder, replacement.file);
    writeFileSync(path, applyReplacement(defect.name, readFileSync(path, 'utf8'), replacement));
  }
}

function prove(defect: Defect, folder: string): Caught {
  const program = join(folder, 'simulator/world/faults.ts');
  const run = spawnSync(process.execPath, [program, '--slice', '--first', '--only', defect.only], {
    cwd: folder,
    encoding: 'utf8',
    timeout: RUN_LIMIT_MS,
    maxBuffer: 64 * 1024 * 1024,
  });
  const lines = run.stdout.split('\n');
  const last = lines.findLast((line) => line !== '') ?? '';
  const count = /^\d+ tried, (?<violations>\d+) violations$/u.exec(last)?.groups?.['violations'];
  if (count === undefined) {
    const words = run.stderr.split('\n').slice(0, 12).join('\n');
    throw new TerminalError('DEFECT_RUN', `${defect.name}: the fault proof itself failed\n${words}`);
  }
  const at = lines.findIndex((line) => line.startsWith('VIOLATION'));
  const by = at < 0 ? last : `${(lines[at] ?? '').replace(/ \(.*$/u, '')} – ${(lines[at + 1] ?? '').trim()}`;
  return { caught: run.status === 1 && Number(count) > 0, by };
}

function tryDefect(defect: Defect): Caught {
  const folder = mkdtempSync(join(tmpdir(), 'seeded-defect-'));
  try {
    plant(defect, folder);
    return prove(defect, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function main(): number {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const defects = readDefects(values.only);
  let caught = 0;
  for (const defect of defects) {
    const result = tryDefect(defect);
    caught += result.caught ? 1 : 0;
    print(`${result.caught ? 'caught' : 'MISSED'}  ${defect.name}: ${defect.title}`);
    print(`        ${result.by}`);
  }
  print(`${defects.length} seeded, ${caught} caught`);
  return caught === defects.length && defects.length > 0 ? 0 : 1;
}

process.exitCode = main();
