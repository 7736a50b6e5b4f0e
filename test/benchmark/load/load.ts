/**
 * The reference cash load in virtual time: from the first byte of its INITIALIZE FOR LOAD to the durable `load-written`,
 * beside the floor computed from the same trace. Virtual time shows every needless wait; what the program computes takes
 * no virtual time and is measured as processor time, with simulated devices and server in it.
 */
import { invariant } from '../../../src/kernel/errors.ts';
import { CCNET_TIMINGS } from '../../../drivers/banknote-acceptor/ccnet/timings.ts';
import { measured, number, type Benchmark, type Report, type Row } from '../report.ts';
import { OneKiosk } from '../simulation/one-kiosk.ts';
import { quantile, sum } from '../statistics.ts';
import { floorOf, type LoadFloor } from './load-floor.ts';
import { between, writeDown, type Happening } from './wire-log.ts';

/** design.md §10. */
const BUDGET_RATIO = 1.15;
const BUDGET_SOFTWARE_MS = 20;
const BUDGET_ESCROW_MS = CCNET_TIMINGS.pollMs + 10;

/** One durable commit on the disk of a kiosk, milliseconds; what the world takes too. */
const JOURNAL_MS = 6;
const VISITS = 60;
/** The first visits run before the engine has compiled anything. */
const WARM_UP = 20;

function isFact(type: string): (happening: Happening) => boolean {
  return (happening) => happening.kind === 'fact' && happening.type === type;
}

function isWire(meaning: RegExp): (happening: Happening) => boolean {
  return (happening) => happening.kind === 'wire' && meaning.test(happening.entry.meaning);
}

/** The card's command INITIALIZE FOR LOAD, CLA 80 INS 50 (pboc-epurse.md §3). */
const INITIALIZE = isWire(/^InDataExchange target \d, 8050/u);

interface Load {
  readonly totalMs: number;
  readonly floor: LoadFloor;
  readonly floorMs: number;
  readonly computingMs: number;
  /** From the escrow report to the command that decides about the note. */
  readonly escrowMs: number;
}

function timed(happening: Happening | undefined): { readonly atMs: number; readonly cpuMs: number } {
  invariant(happening !== undefined && happening.kind !== 'card', 'a happening with processor time');
  return happening;
}

function loadIn(log: readonly Happening[]): Load {
  const load = between(log, INITIALIZE, isFact('load-written'));
  const [first, last] = [timed(load[0]), timed(load.at(-1))];
  const floor = floorOf(load, JOURNAL_MS);
  const note = between(log, isWire(/^ESCROW POSITION/u), isWire(/^STACK$/u));
  return {
    totalMs: last.atMs - first.atMs,
    floor,
    floorMs: sum(Object.values(floor)),
    computingMs: last.cpuMs - first.cpuMs,
    escrowMs: timed(note.at(-1)).atMs - timed(note[0]).atMs,
  };
}

async function play(): Promise<readonly Load[]> {
  const one = await OneKiosk.open(VISITS, { journalMs: JOURNAL_MS });
  const log = writeDown(one);
  const loads: Load[] = [];
  for (let visit = 0; visit < VISITS; visit += 1) {
    await one.visit();
    loads.push(loadIn(log));
    log.length = 0;
  }
  one.close();
  return loads.slice(WARM_UP);
}

function rowsOf(loads: readonly Load[]): readonly Row[] {
  const ratio = quantile(
    loads.map(({ totalMs, floorMs }) => totalMs / floorMs),
    0.5,
  );
  const software = loads.map(({ totalMs, floorMs, computingMs }) => totalMs - floorMs + computingMs);
  const escrow = loads.map(({ escrowMs }) => escrowMs);
  return [
    {
      what: 'load: first byte to durable commit',
      measured: measured(
        loads.map(({ totalMs }) => totalMs),
        ' ms',
      ),
      floor: `wire + card + …: ${measured(
        loads.map(({ floorMs }) => floorMs),
        ' ms',
      )}`,
      ratio: ratio.toFixed(2),
      budget: `≤ ${BUDGET_RATIO} × floor`,
      within: ratio <= BUDGET_RATIO,
    },
    {
      what: 'load: software share, waits + computing',
      measured: measured(software, ' ms'),
      floor: '0 ms',
      budget: `≤ ${BUDGET_SOFTWARE_MS} ms`,
      within: quantile(software, 0.5) <= BUDGET_SOFTWARE_MS,
    },
    {
      what: 'escrow report → stack command',
      measured: measured(escrow, ' ms'),
      floor: `poll period: ${CCNET_TIMINGS.pollMs} ms`,
      ratio: (quantile(escrow, 0.5) / CCNET_TIMINGS.pollMs).toFixed(2),
      budget: `≤ ${BUDGET_ESCROW_MS} ms`,
      within: Math.max(...escrow) <= BUDGET_ESCROW_MS,
    },
  ];
}

async function run(): Promise<Report> {
  const loads = await play();
  const first = loads[0];
  invariant(first !== undefined, 'there were loads');
  const parts = Object.entries(first.floor).map(([name, ms]) => `${name} ${number(ms)}`);
  const waits = quantile(
    loads.map(({ totalMs, floorMs }) => totalMs - floorMs),
    0.5,
  );
  const computing = quantile(
    loads.map(({ computingMs }) => computingMs),
    0.5,
  );
  return {
    rows: rowsOf(loads),
    notes: [
      `load: floor in ms: ${parts.join(', ')}; waits beyond it ${number(waits)}, computing ${number(computing)} with simulated devices and server`,
    ],
  };
}

export const loadBenchmark: Benchmark = { name: 'load', run };
