/**
 * Durable commits of the product's journal beside the raw floor, commit by commit in turn, so that both meet the same
 * disk at the same moment. The raw side writes exactly as many bytes as SQLite's write-ahead log grew by.
 */
import { join } from 'node:path';
import { invariant } from '../../../src/kernel/errors.ts';
import type { Benchmark, Report, Row } from '../report.ts';
import { measured, number } from '../report.ts';
import { quantile, spreadOf, sum } from '../statistics.ts';
import { benchmarkFolder, journalOnDisk, type JournalOnDisk } from './journal-on-disk.ts';
import { LOAD_EVENTS } from './load-events.ts';
import { RawLog } from './raw-log.ts';

/** design.md §10. */
const BUDGET = 1.3;

/** One frame of the write-ahead log: a page and its header. */
const FRAME_BYTES = 4_096 + 24;
/** SQLite moves the log into the database at 1000 pages; a fresh journal is measured until shortly before. */
const FRESH_LIMIT_BYTES = 960 * FRAME_BYTES;
const LOG_FILE_BYTES = 4 * 1_048_576;

const FRESH_ROUNDS = 6;
const WORN_ROUNDS = 12;
const WORN_COMMITS = 220;
const WARM_UP_COMMITS = 60;

/** Times in milliseconds of the commits of one round. */
interface Round {
  readonly journal: number[];
  readonly raw: number[];
}

async function timed(act: () => void | Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

function eventAt(index: number): (typeof LOAD_EVENTS)[number] {
  const event = LOAD_EVENTS[index % LOAD_EVENTS.length];
  invariant(event !== undefined, 'there are events');
  return event;
}

/** Commits in turn; `bytesOf` says what the commit just made has cost the log, and so does the result. */
async function pair(
  on: JournalOnDisk,
  raw: RawLog,
  round: Round,
  index: number,
  bytesOf: () => number,
): Promise<number> {
  round.journal.push(await timed(() => on.journal.append(eventAt(index))));
  const bytes = bytesOf();
  round.raw.push(await timed(() => raw.commit(bytes)));
  return bytes;
}

interface Measured {
  readonly rounds: readonly Round[];
  /** Bytes that each commit of the first fresh journal added to the log, in order. */
  readonly sizes: readonly number[];
}

/** A journal from its enrolment to its first checkpoint: the log grows, as the raw file does. */
async function fresh(folder: string): Promise<Measured> {
  const rounds: Round[] = [];
  const sizes: number[] = [];
  for (let number = 0; number < FRESH_ROUNDS; number += 1) {
    const on = journalOnDisk(folder, `fresh-${number}`);
    const raw = new RawLog(join(folder, `fresh-${number}.raw`));
    const round: Round = { journal: [], raw: [] };
    for (let index = 0, written = 0; written < FRESH_LIMIT_BYTES; index += 1) {
      const bytes = await pair(on, raw, round, index, on.logGrowth);
      written += bytes;
      if (number === 0) sizes.push(bytes);
    }
    rounds.push({ journal: round.journal.slice(WARM_UP_COMMITS), raw: round.raw.slice(WARM_UP_COMMITS) });
    raw.close();
    await on.journal.close();
  }
  return { rounds, sizes };
}

/** A journal after its first checkpoint: the log is overwritten, as the raw file is. Later checkpoints are in it. */
async function worn(folder: string, sizes: readonly number[]): Promise<Measured> {
  const on = journalOnDisk(folder, 'worn');
  let index = 0;
  for (let growth = 1; growth > 0; index += 1) {
    await on.journal.append(eventAt(index));
    growth = on.logGrowth();
    invariant(index < 2_000, 'the log stops growing at its first checkpoint');
  }
  const raw = new RawLog(join(folder, 'worn.raw'), LOG_FILE_BYTES);
  const rounds: Round[] = [];
  for (let number = 0; number < WORN_ROUNDS; number += 1) {
    const round: Round = { journal: [], raw: [] };
    for (let turn = 0; turn < WORN_COMMITS; turn += 1, index += 1) {
      await pair(on, raw, round, index, () => sizes[index % sizes.length] ?? FRAME_BYTES);
    }
    rounds.push(round);
  }
  raw.close();
  await on.journal.close();
  return { rounds, sizes };
}

function perSecond(times: readonly number[]): number {
  return (times.length / sum(times)) * 1000;
}

function latency(times: readonly number[]): string {
  return `p50 ${number(quantile(times, 0.5) * 1000)} µs, p99 ${number(quantile(times, 0.99) * 1000)} µs`;
}

function rowsOf(what: string, floor: string, { rounds }: Measured): readonly Row[] {
  const ratios = rounds.map((round) => sum(round.journal) / sum(round.raw));
  const ratio = spreadOf(ratios).median;
  return [
    {
      what: `journal: durable commits, ${what}`,
      measured: measured(
        rounds.map((round) => perSecond(round.journal)),
        '/s',
      ),
      floor: `${floor}: ${measured(
        rounds.map((round) => perSecond(round.raw)),
        '/s',
      )}`,
      ratio: ratio.toFixed(2),
      budget: `≤ ${BUDGET} × floor`,
      within: ratio <= BUDGET,
    },
    {
      what: '  latency of one',
      measured: latency(rounds.flatMap((round) => round.journal)),
      floor: latency(rounds.flatMap((round) => round.raw)),
    },
  ];
}

async function run(): Promise<Report> {
  const folder = benchmarkFolder();
  try {
    const growing = await fresh(folder.path);
    const overwritten = await worn(folder.path, growing.sizes);
    const pages = sum(growing.sizes) / growing.sizes.length / FRAME_BYTES;
    return {
      rows: [
        ...rowsOf('log growing', 'append + fdatasync', growing),
        ...rowsOf('log overwritten', 'overwrite + fdatasync', overwritten),
      ],
      notes: [
        `journal: a commit writes ${number(pages)} pages of 4096 + 24 bytes on average, and so does the raw side`,
      ],
    };
  } finally {
    folder.remove();
  }
}

export const journalBenchmark: Benchmark = { name: 'journal', run };
