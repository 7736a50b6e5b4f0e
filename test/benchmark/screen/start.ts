/** From the start of the process to the attract screen, beside what the reader's handshake takes at its line's speed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { invariant } from '../../../src/kernel/errors.ts';
import { realClock } from '../../../src/kernel/real-clock.ts';
import { SkipRegistry } from '../../../src/kernel/poller.ts';
import { seededRandom } from '../../../src/kernel/random.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import { LedgerStore } from '../../../simulator/campus/ledger-store.ts';
import { openSchool } from '../../../simulator/kiosk/school.ts';
import { RunningBench } from '../../browser/running-bench.ts';
import { measured, number, type Row } from '../report.ts';
import { quantile } from '../statistics.ts';

/** design.md §10: 2 s and the devices' own initialisation. */
const BUDGET_MS = 2_000;
const STARTS = 5;
const PATIENCE_MS = 60_000;

/** In virtual time computing takes none: what is left is lines, chips and the round trips to the server. */
async function handshakeMs(): Promise<number> {
  const clock = new VirtualClock();
  const { kiosks } = await openSchool({
    clock,
    random: seededRandom(1),
    polling: new SkipRegistry(),
    ledger: LedgerStore.inMemory(),
    terminals: ['209900000001'],
  });
  const kiosk = kiosks[0]?.kiosk;
  invariant(kiosk !== undefined, 'one kiosk');
  const begun = clock.monotonic();
  kiosk.switchOn();
  invariant(await clock.runUntil(() => kiosk.screen()?.id === 'attract', PATIENCE_MS), 'in service');
  return clock.monotonic() - begun;
}

/** Starts on a kept state, as a kiosk does each morning. */
export async function startRow(): Promise<Row> {
  const clock = realClock();
  const state = mkdtempSync(join(tmpdir(), 'bench-start-'));
  const times: number[] = [];
  try {
    for (let start = 0; start <= STARTS; start += 1) {
      const begun = clock.monotonic();
      const bench = await RunningBench.start(state);
      await bench.sees('A', 'attract');
      // The first one enrols and is not counted.
      if (start > 0) times.push(clock.monotonic() - begun);
      await bench.stop();
    }
  } finally {
    rmSync(state, { recursive: true });
  }
  const floor = await handshakeMs();
  return {
    what: 'process start → in service, with bench',
    measured: measured(times, ' ms'),
    floor: `handshakes: ${number(floor)} ms`,
    budget: `≤ ${number(BUDGET_MS + floor)} ms`,
    within: quantile(times, 0.5) <= BUDGET_MS + floor,
  };
}
