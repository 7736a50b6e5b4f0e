/** What a run prints: progress, violations with the command that reproduces each, outcomes, and the last line. */
import type { HabitName } from './habits.ts';
import type { JobResult } from './job.ts';
import type { Tried } from './outcome.ts';

/** Violating states printed in full; the rest is counted. */
const PRINT_LIMIT = 30;

interface GroupTotals {
  points: number;
  states: number;
  violations: number;
  readonly outcomes: Map<string, number>;
}

export class Report {
  readonly #seed: number;
  readonly #print: (line: string) => void;
  readonly #groups = new Map<string, GroupTotals>();
  #printed = 0;

  constructor(seed: number, print: (line: string) => void) {
    this.#seed = seed;
    this.#print = print;
  }

  get violations(): number {
    return this.#sum(({ violations }) => violations);
  }

  take(result: JobResult): void {
    const totals = this.#groups.get(result.group) ?? {
      points: 0,
      states: 0,
      violations: 0,
      outcomes: new Map<string, number>(),
    };
    this.#groups.set(result.group, totals);
    totals.states += result.states;
    for (const tried of result.tried) {
      totals.points += tried.points;
      totals.outcomes.set(tried.outcome, (totals.outcomes.get(tried.outcome) ?? 0) + tried.points);
      if (tried.violations.length === 0) continue;
      totals.violations += tried.points;
      this.#violation(tried, result.habit);
    }
  }

  /** One line of the state of things. */
  progress(done: number, jobs: number): void {
    const points = this.#sum((totals) => totals.points);
    const states = this.#sum((totals) => totals.states);
    this.#print(`  ${done}/${jobs} jobs: ${points} points, ${states} states, ${this.violations} violations`);
  }

  finish(): void {
    for (const [group, { points, states, violations, outcomes }] of this.#groups) {
      this.#print(
        `${group}: ${points} points, ${states} states carried to the end, ${violations} violations`,
      );
      const most = [...outcomes].toSorted(([, one], [, other]) => other - one);
      for (const [outcome, count] of most) this.#print(`    ${String(count).padStart(6)}  ${outcome}`);
    }
    const points = this.#sum((totals) => totals.points);
    this.#print(`raw ${points} points, merged to ${this.#sum(({ states }) => states)} states`);
    this.#print(`${points} tried, ${this.violations} violations`);
  }

  #violation(tried: Tried, habit: HabitName): void {
    this.#printed += 1;
    if (this.#printed > PRINT_LIMIT) return;
    this.#print(`VIOLATION at ${tried.point} (${tried.points} points): ${tried.outcome}`);
    for (const text of tried.violations) this.#print(`    ${text}`);
    const make = habit === 'plain' ? '' : ` --habit ${habit}`;
    this.#print(`    npm run faults -- --seed ${this.#seed}${make} --point ${tried.point}`);
  }

  #sum(of: (totals: GroupTotals) => number): number {
    return [...this.#groups.values()].reduce((total, totals) => total + of(totals), 0);
  }
}
