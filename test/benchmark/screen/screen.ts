/** The terminal as people meet it: how fast it is up, how fast it answers a touch, and what that costs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser } from '../../browser/browser.ts';
import { RunningBench } from '../../browser/running-bench.ts';
import type { Benchmark, Report } from '../report.ts';
import { benchMemoryRow, terminalMemoryRow } from './memory.ts';
import { paintedRow } from './painted.ts';
import { scriptSizeRow } from './script-size.ts';
import { startRow } from './start.ts';

async function run(): Promise<Report> {
  const rows = [scriptSizeRow(), await startRow(), await terminalMemoryRow()];
  const state = mkdtempSync(join(tmpdir(), 'bench-screen-'));
  const bench = await RunningBench.start(state);
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1024 } });
    await page.goto(await bench.screenUrl('A'));
    rows.push(await paintedRow(page), benchMemoryRow(bench));
  } finally {
    await browser.close();
    await bench.stop();
    rmSync(state, { recursive: true });
  }
  return {
    rows,
    notes: [
      'screen: memory of one terminal is read after 15 s in service; of the bench after 200 changes of the screen with one page open',
    ],
  };
}

export const screenBenchmark: Benchmark = { name: 'screen', run };
