/** What the page of the terminal loads as script, compressed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { invariant } from '../../../src/kernel/errors.ts';
import { number, type Row } from '../report.ts';

const BUNDLE = new URL('../../../dist/screen', import.meta.url).pathname;
/** design.md §10. */
const BUDGET_KB = 60;

export function scriptSizeRow(): Row {
  const scripts = readdirSync(BUNDLE, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  invariant(scripts.length > 0, 'dist/screen has scripts');
  const bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(BUNDLE, name))).length, 0);
  const kB = bytes / 1_000;
  return {
    what: 'web app script, gzipped',
    measured: `${number(kB)} kB`,
    budget: `≤ ${BUDGET_KB} kB`,
    within: kB <= BUDGET_KB,
  };
}
