/** Which points a run tries: all of them, or the slice that every `npm test` takes. */
import { invariant } from '../../../src/kernel/errors.ts';
import { seededRandom, type Random } from '../../../src/kernel/random.ts';
import { SCENARIOS, type ScenarioName } from '../scenarios.ts';
import { livePoints } from './enumerate.ts';
import { HABIT_NAMES, HABITS, type HabitName } from './habits.ts';
import type { Job } from './job.ts';
import { KINDS, pointText, type LiveKind, type PointKind } from './point.ts';

export interface PlanOptions {
  readonly seed: number;
  readonly slice: boolean;
  /** Only groups `habit/scenario/kind` that contain this text. */
  readonly only: string | undefined;
  readonly workers: number;
}

/** Bytes and frames that the slice samples, over all scenarios. */
const SLICE_SAMPLES = 200;
/** Points in one job: enough that starting it costs nothing, few enough that workers end together. */
const BLOCK = 40;
/** The same for second cuts. */
const CUT_SHARES = 8;

const SAMPLED: ReadonlySet<PointKind> = new Set(['tear', 'frame']);

/** All jobs, the cheapest and most telling kinds first. */
export async function planJobs(options: PlanOptions): Promise<Job[]> {
  const jobs: Job[] = [];
  const kinds = options.slice ? KINDS.filter((kind) => kind !== 'again') : KINDS;
  for (const kind of kinds) {
    for (const habit of options.slice ? (['plain'] as const) : HABIT_NAMES) {
      for (const scenario of Object.keys(SCENARIOS) as ScenarioName[]) {
        const group = `${habit}/${scenario}/${kind}`;
        if (!wanted(habit, scenario, kind) || !group.includes(options.only ?? '')) continue;
        if (kind === 'cut') jobs.push(...cutJobs({ group, habit, scenario, again: false }, options.workers));
        else if (kind === 'again') jobs.push(...cutJobs({ group, habit, scenario, again: true }, CUT_SHARES));
        else jobs.push(...(await liveJobs(group, habit, scenario, kind, options)));
      }
    }
  }
  invariant(jobs.length > 0, `a group of points, not ${options.only ?? ''}`);
  return jobs;
}

/** Other makes of acceptors matter where a note is on its way and power or program go. */
function wanted(habit: HabitName, scenario: ScenarioName, kind: PointKind): boolean {
  return habit === 'plain' || (scenario === 'cash' && (kind === 'cut' || kind === 'kill'));
}

function cutJobs(
  work: Pick<Extract<Job, { kind: 'cuts' }>, 'group' | 'habit' | 'scenario' | 'again'>,
  of: number,
): Job[] {
  return Array.from({ length: of }, (_, shard) => ({ ...work, kind: 'cuts', shard, of }));
}

async function liveJobs(
  group: string,
  habit: HabitName,
  scenario: ScenarioName,
  kind: LiveKind,
  { seed, slice }: PlanOptions,
): Promise<Job[]> {
  const all = (await livePoints(scenario, kind, { seed, acceptor: HABITS[habit] })).map(pointText);
  const share = Math.ceil(SLICE_SAMPLES / (SAMPLED.size * Object.keys(SCENARIOS).length));
  const points = slice && SAMPLED.has(kind) ? sliceOf(all, share, seededRandom(seed)) : all;
  const jobs: Job[] = [];
  for (let start = 0; start < points.length; start += BLOCK)
    jobs.push({ group, habit, kind: 'points', points: points.slice(start, start + BLOCK) });
  return jobs;
}

/** All that is not a byte or a frame on a wire, but of the exchanges in the air as many as of bytes. */
function sliceOf(all: readonly string[], count: number, random: Random): string[] {
  const inAir = all.filter((point) => point.includes('/air.'));
  const atWrite = all.filter((point) => point.includes('/write.'));
  const onWire = all.filter((point) => !point.includes('/air.') && !point.includes('/write.'));
  return [...atWrite, ...sample(inAir, count, random), ...sample(onWire, count, random)];
}

/** One from each of `count` equal stretches, so that all lines and phases are met. */
function sample(all: readonly string[], count: number, random: Random): string[] {
  if (all.length <= count) return [...all];
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * all.length) / count);
    const to = Math.floor(((index + 1) * all.length) / count);
    return all[from + random.below(to - from)] ?? '';
  });
}
