/** Every state of the page by name, for whoever works on it and for the layout test. */
import type { BenchEvent, BenchState } from '../../state.ts';
import { visitEvents } from './events.ts';
import { QUIET, line } from './school.ts';
import { JAM, JOURNAL_GONE, MISSING, POWER_CUT, SERVER_OFF, TORN } from './trouble-stories.ts';
import { OPEN_SLOT, TAKE_BACK, WRITING } from './visit-stories.ts';

export interface BenchStory {
  readonly state: BenchState;
  readonly events: readonly BenchEvent[];
}

/** As many lines as the contract allows, and more events than the page draws. */
const FULL: BenchState = {
  ...WRITING,
  money: [...WRITING.money, ...Array.from({ length: 46 }, (_, index) => line(100 + index))],
  sum: { ...WRITING.sum, taken: 123_456_700, onCards: 123_446_700, open: 10_000 },
};

export const BENCH_STORIES = {
  quiet: { state: QUIET, events: [] },
  'open-slot': { state: OPEN_SLOT, events: visitEvents(13) },
  writing: { state: WRITING, events: visitEvents() },
  'take-back': { state: TAKE_BACK, events: visitEvents(17) },
  torn: { state: TORN, events: visitEvents() },
  jam: { state: JAM, events: visitEvents() },
  'server-off': { state: SERVER_OFF, events: visitEvents(9) },
  'power-cut': { state: POWER_CUT, events: visitEvents(20) },
  'journal-gone': { state: JOURNAL_GONE, events: visitEvents(4) },
  missing: { state: MISSING, events: visitEvents() },
  full: { state: FULL, events: visitEvents(3_000) },
} as const satisfies Readonly<Record<string, BenchStory>>;

export type BenchStoryName = keyof typeof BENCH_STORIES;
