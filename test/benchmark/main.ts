/**
 * `node test/benchmark/main.ts [--only name]`: measures and prints, each figure beside its floor and its budget
 * (design.md §10). A figure over budget is no failure; a benchmark that does not work is.
 */
import { parseArgs } from 'node:util';
import { journalBenchmark } from './journal/journal.ts';
import { loadBenchmark } from './load/load.ts';
import { parserBenchmark } from './parsers/parsers.ts';
import { screenBenchmark } from './screen/screen.ts';
import { simulationBenchmark } from './simulation/simulation.ts';
import { table, type Benchmark } from './report.ts';

const BENCHMARKS: readonly Benchmark[] = [
  journalBenchmark,
  parserBenchmark,
  loadBenchmark,
  simulationBenchmark,
  screenBenchmark,
];

function chosen(only: string | undefined): readonly Benchmark[] {
  if (only === undefined) return BENCHMARKS;
  const found = BENCHMARKS.filter((benchmark) => benchmark.name === only);
  if (found.length > 0) return found;
  throw new Error(`no benchmark ${only}; there are ${BENCHMARKS.map(({ name }) => name).join(', ')}`);
}

async function run(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const reports = [];
  for (const benchmark of chosen(values.only)) {
    process.stderr.write(`${benchmark.name} …\n`);
    reports.push(await benchmark.run());
  }
  console.log(table(reports.flatMap(({ rows }) => rows)));
  const notes = reports.flatMap((report) => report.notes);
  if (notes.length > 0) console.log(`\n${notes.map((note) => `- ${note}`).join('\n')}`);
}

await run();
