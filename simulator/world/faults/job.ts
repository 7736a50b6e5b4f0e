/** Work for one of several workers: a block of points, or a share of the cut states of a scenario. */
import type { ScenarioName } from '../scenarios.ts';
import type { CrashWatch } from './crashes.ts';
import { HABITS, type HabitName } from './habits.ts';
import type { Tried } from './outcome.ts';
import { parsePoint } from './point.ts';
import { cutStates } from './cuts.ts';
import { tryCut, tryLive, trySecondCuts, type Merged } from './try-point.ts';
import type { WorldOptions } from '../world.ts';

export interface JobSettings {
  readonly seed: number;
  /** Carry every living world on to its end, alike or not. */
  readonly merge: boolean;
}

export type Job = { readonly group: string; readonly habit: HabitName } & (
  | {
      readonly kind: 'cuts';
      readonly scenario: ScenarioName;
      /** Not the cuts themselves but a second one in each recovery. */
      readonly again: boolean;
      readonly shard: number;
      readonly of: number;
    }
  | { readonly kind: 'points'; readonly points: readonly string[] }
);

export interface JobResult {
  readonly group: string;
  readonly habit: HabitName;
  readonly tried: readonly Tried[];
  /** States that were carried on to the end. */
  readonly states: number;
}

/** What one worker remembers between its jobs. */
export class Bench {
  readonly #settings: JobSettings;
  readonly #crashes: CrashWatch;
  readonly #merged = new Map<string, Merged>();

  constructor(settings: JobSettings, crashes: CrashWatch) {
    this.#settings = settings;
    this.#crashes = crashes;
  }

  #withCrashes(tried: Tried): Tried {
    const crashed = this.#crashes.take();
    return crashed.length === 0 ? tried : { ...tried, violations: [...tried.violations, ...crashed] };
  }

  async run(job: Job): Promise<JobResult> {
    const { group, habit } = job;
    const options: WorldOptions = { seed: this.#settings.seed, acceptor: HABITS[habit] };
    const done = job.kind === 'cuts' ? await this.#cuts(job, options) : await this.#points(job, options);
    return { group, habit, ...done };
  }

  async #cuts(
    job: Extract<Job, { kind: 'cuts' }>,
    options: WorldOptions,
  ): Promise<Pick<JobResult, 'tried' | 'states'>> {
    const all = await cutStates(job.scenario, options);
    const tried: Tried[] = [];
    for (const state of all.filter((_, index) => index % job.of === job.shard)) {
      const found = job.again ? await trySecondCuts(state, options) : await tryCut(state, options);
      tried.push(...found.map((one) => this.#withCrashes(one)));
    }
    return { tried, states: tried.length };
  }

  async #points(
    job: Extract<Job, { kind: 'points' }>,
    options: WorldOptions,
  ): Promise<Pick<JobResult, 'tried' | 'states'>> {
    const tried: Tried[] = [];
    let states = 0;
    for (const text of job.points) {
      const point = parsePoint(text);
      const run = await tryLive(point, options, this.#mergedFor(`${job.habit} ${point.scenario}`));
      tried.push(this.#withCrashes(run.tried));
      states += run.ran ? 1 : 0;
    }
    return { tried, states };
  }

  #mergedFor(key: string): Merged {
    if (!this.#settings.merge) return new Map();
    const known = this.#merged.get(key) ?? new Map();
    this.#merged.set(key, known);
    return known;
  }
}
