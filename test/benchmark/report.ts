/** The table that a run prints: one line per figure, with the floor it stands beside and its budget. */
import { spreadOf } from './statistics.ts';

export interface Row {
  readonly what: string;
  readonly measured: string;
  /** What the same work costs at best: the line, the disk, the clock period. */
  readonly floor?: string;
  /** Measured to floor, above 1 is slower than the floor allows. */
  readonly ratio?: string;
  /** As in design.md §10. */
  readonly budget?: string;
  readonly within?: boolean;
}

/** One benchmark: prints nothing itself. Throws when what it measures did not work. */
export interface Benchmark {
  readonly name: string;
  run(): Promise<Report>;
}

export interface Report {
  readonly rows: readonly Row[];
  /** Sentences below the table: what was done in this run, in its own figures. */
  readonly notes: readonly string[];
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** Four significant digits at most, thousands grouped. */
export function number(value: number): string {
  if (Math.abs(value) >= 100) return whole.format(value);
  return String(Number(value.toPrecision(3)));
}

/** Median and spread of several rounds, e.g. `2,881/s ±3 %`. */
export function measured(values: readonly number[], unit: string): string {
  const { median, relative } = spreadOf(values);
  return `${number(median)}${unit} ±${number(Math.round(relative * 1000) / 10)} %`;
}

const COLUMNS = ['what', 'measured', 'floor', 'ratio', 'budget', ''] as const;

function cells({ what, measured, floor = '', ratio = '', budget = '', within }: Row): readonly string[] {
  const verdict = within === undefined ? '' : within ? 'ok' : 'OVER';
  return [what, measured, floor, ratio, budget, verdict];
}

/** The table as text, a line per row. */
export function table(rows: readonly Row[]): string {
  const lines = [COLUMNS, ...rows.map(cells)];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  const text = (line: readonly string[]): string =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const [head = [], ...body] = lines;
  return [text(head), widths.map((width) => '-'.repeat(width)).join('  '), ...body.map(text)].join('\n');
}
