/** How fast a terminal lives in virtual time: people served, days with nobody, and days of 16 hours with 50 visits. */
import { invariant } from '../../../src/kernel/errors.ts';
import { cpuMs } from '../cpu-time.ts';
import { measured, number, type Benchmark, type Report, type Row } from '../report.ts';
import { spreadOf } from '../statistics.ts';
import { OneKiosk } from './one-kiosk.ts';

/** design.md §8 and §10. */
const DAY_MS = 16 * 3_600_000;
const VISITS_A_DAY = 50;
const BUDGET_YEARS = 5;
const DAYS_A_YEAR = 365;

const WARM_UP_VISITS = 50;
const ROUNDS = 6;
const VISITS_A_ROUND = 40;
const IDLE_DAYS_A_ROUND = 100;
const FULL_DAYS = 3;
/** Without skipping a whole day would take longer than everything else together. */
const UNSKIPPED_MS = 180_000;

interface Visits {
  readonly perSecond: readonly number[];
  readonly callbacks: number;
}

async function visits(one: OneKiosk): Promise<Visits> {
  for (let visit = 0; visit < WARM_UP_VISITS; visit += 1) await one.visit();
  const perSecond: number[] = [];
  const before = one.clock.events;
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = cpuMs();
    for (let visit = 0; visit < VISITS_A_ROUND; visit += 1) await one.visit();
    perSecond.push((VISITS_A_ROUND / (cpuMs() - begun)) * 1000);
  }
  return { perSecond, callbacks: (one.clock.events - before) / ROUNDS / VISITS_A_ROUND };
}

interface IdleDays {
  readonly perSecond: readonly number[];
  readonly skipped: number;
  readonly ran: number;
}

async function idleDays({ clock, polling }: OneKiosk): Promise<IdleDays> {
  await clock.run(60_000);
  const perSecond: number[] = [];
  const { skippedTicks, ranTicks } = polling;
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = cpuMs();
    for (let day = 0; day < IDLE_DAYS_A_ROUND; day += 1) await clock.run(DAY_MS);
    perSecond.push((IDLE_DAYS_A_ROUND / (cpuMs() - begun)) * 1000);
  }
  const days = ROUNDS * IDLE_DAYS_A_ROUND;
  return {
    perSecond,
    skipped: (polling.skippedTicks - skippedTicks) / days,
    ran: (polling.ranTicks - ranTicks) / days,
  };
}

/** Idle days per second when every poll runs. */
async function idleDaysUnskipped(): Promise<number> {
  const one = await OneKiosk.open(1, { skip: false });
  const begun = cpuMs();
  await one.clock.run(UNSKIPPED_MS);
  const perSecond = (UNSKIPPED_MS / DAY_MS / (cpuMs() - begun)) * 1000;
  one.close();
  return perSecond;
}

/** Whole days with people spread over them, in terminal-years per core-hour. */
async function years(one: OneKiosk): Promise<readonly number[]> {
  const perHour: number[] = [];
  for (let day = 0; day < FULL_DAYS; day += 1) {
    const [begun, dawn] = [cpuMs(), one.clock.monotonic()];
    for (let visit = 1; visit <= VISITS_A_DAY; visit += 1) {
      await one.visit();
      const next = dawn + (visit / VISITS_A_DAY) * DAY_MS;
      invariant(next > one.clock.monotonic(), 'a visit is over before the next person comes');
      await one.clock.run(next - one.clock.monotonic());
    }
    perHour.push(3_600_000 / (cpuMs() - begun) / DAYS_A_YEAR);
  }
  return perHour;
}

async function run(): Promise<Report> {
  const people = WARM_UP_VISITS + ROUNDS * VISITS_A_ROUND + FULL_DAYS * VISITS_A_DAY;
  const one = await OneKiosk.open(people);
  const served = await visits(one);
  const idle = await idleDays(one);
  const terminalYears = await years(one);
  one.close();
  const unskipped = await idleDaysUnskipped();
  const { median } = spreadOf(terminalYears);
  const rows: readonly Row[] = [
    {
      what: 'simulation: visits per core-second',
      measured: measured(served.perSecond, '/s'),
    },
    {
      what: 'simulation: idle days (16 h) per core-second',
      measured: measured(idle.perSecond, '/s'),
      floor: `every poll run: ${number(unskipped)}/s`,
      ratio: `${number(spreadOf(idle.perSecond).median / unskipped)} × floor`,
    },
    {
      what: `simulation: years of ${VISITS_A_DAY} visits a day per core-hour`,
      measured: measured(terminalYears, ''),
      budget: `≥ ${BUDGET_YEARS}`,
      within: median >= BUDGET_YEARS,
    },
  ];
  return {
    rows,
    notes: [
      `simulation: a visit is ${number(served.callbacks)} callbacks of the clock, ${number(1_000_000 / served.callbacks / spreadOf(served.perSecond).median)} µs each`,
      `simulation: an idle day skips ${number(idle.skipped)} polls and runs ${number(idle.ran)}`,
    ],
  };
}

export const simulationBenchmark: Benchmark = { name: 'simulation', run };
