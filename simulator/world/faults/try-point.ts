/** Runs one fault point to its end: the visit with its fault, then the aftermath, then the auditor. */
import { errorText } from '../../../src/kernel/errors.ts';
import { runAftermath, type Aftermath } from '../aftermath.ts';
import { ACCOUNTS } from '../cast.ts';
import { Person, type VisitReport } from '../person.ts';
import { SCENARIOS, stage } from '../scenarios.ts';
import { World, type WorldOptions } from '../world.ts';
import { cutStates, PACES, secondCuts, type CutState, type Pace } from './cuts.ts';
import { arm, disarm } from './live.ts';
import { needlessWork, outcomeOf, type Tried } from './outcome.ts';
import { pointText, type Point, type PointKind } from './point.ts';
import { livingKey } from './state-key.ts';

/** What earlier points came to, by the state they left; bounded by the number of points. */
export type Merged = Map<string, Verdict>;

type Verdict = Pick<Tried, 'outcome' | 'violations'>;

export interface PointRun {
  readonly tried: Tried;
  /** False when an equal state had been carried on before. */
  readonly ran: boolean;
}

function judged(after: Aftermath, kind: PointKind): Verdict {
  const found = after.violations.map(({ rule, text }) => `${rule}: ${text}`);
  const mayNeedPeople = kind === 'cut' || kind === 'again' || kind === 'kill';
  return {
    outcome: outcomeOf(after.truth, ACCOUNTS.fresh.card.applicationSerial),
    violations: mayNeedPeople ? found : [...found, ...needlessWork(after.truth)],
  };
}

/** A holder whose note was kept at a living terminal must have been told what became of it. */
function complaintsOf(world: World, point: Point, visit: VisitReport): string[] {
  if (point.kind === 'kill' || visit.end === 'walked-away') return [];
  const kept = world.places.A.hardware.acceptor.notes.some(({ note }) => note.id === 'first');
  const told = visit.results.length > 0 || visit.vouchers.length > 0;
  return kept && !told
    ? [`the holder's note was kept and nothing was said; screens: ${visit.seen.join(', ')}`]
    : [];
}

/** A world that cannot go on is a violation like any other. */
function aground(error: unknown): Verdict {
  return { outcome: 'ran aground', violations: [`progress: ${errorText(error)}`] };
}

export interface LiveRun {
  readonly world: World;
  readonly visit: VisitReport;
  readonly complaints: readonly string[];
}

/** The visit with its fault; the world goes on. */
export async function runVisit(point: Point, options: WorldOptions): Promise<LiveRun> {
  const scenario = SCENARIOS[point.scenario];
  const world = await stage(scenario, options);
  const plan = arm(world, point, scenario.plan(world));
  const visit = await world.clock.until(new Person(world, plan).visit(), VISIT_LIMIT_MS);
  disarm(world);
  await world.clock.run(AFTER_VISIT_MS);
  return { world, visit, complaints: complaintsOf(world, point, visit) };
}

const VISIT_LIMIT_MS = 20 * 60_000;
/** What is under way when the person turns away comes to its end: a card that is waited for, a restart. */
const AFTER_VISIT_MS = 3_000;

export async function tryLive(point: Point, options: WorldOptions, merged: Merged): Promise<PointRun> {
  const tried = { point: pointText(point), points: 1 };
  try {
    const { world, complaints } = await runVisit(point, options);
    const key = `${livingKey(world)} ${complaints.length} ${point.kind === 'kill' ? 'kill' : ''}`;
    const known = merged.get(key);
    const verdict = known ?? judged(await runAftermath(world, { complaints }), point.kind);
    merged.set(key, verdict);
    world.close();
    return { tried: { ...tried, ...verdict }, ran: known === undefined };
  } catch (error) {
    return { tried: { ...tried, ...aground(error) }, ran: true };
  }
}

/** All points of one cut state, at each pace. */
export async function tryCut(
  state: CutState,
  options: WorldOptions,
  paces: readonly Pace[] = PACES,
): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const pace of paces) {
    const [first] = state.points;
    if (first === undefined) continue;
    const point = pointText({ ...first, parts: [...first.parts, pace] });
    const verdict = await runCut(state, options, pace).then((after) => judged(after, 'cut'), aground);
    tried.push({ point, points: state.points.length, ...verdict });
  }
  return tried;
}

/** A second cut at every place of the recovery from this one; the holder waits. */
export async function trySecondCuts(first: CutState, options: WorldOptions): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const state of await secondCuts(first, options))
    tried.push(...(await tryCut(state, options, ['calm'])));
  return tried;
}

export async function runCut(state: CutState, options: WorldOptions, pace: Pace): Promise<Aftermath> {
  const world = new World({ ...options, from: state.remains });
  await world.deliverInFlight();
  const after = await runAftermath(world, { hurry: pace === 'hurry' });
  world.close();
  return after;
}

/** The state that one cut point, or a second cut after it, leaves. */
export async function stateOf(point: Point, options: WorldOptions): Promise<CutState | undefined> {
  const find = (states: readonly CutState[], length: number): CutState | undefined => {
    const wanted = point.parts.slice(0, length).join('/');
    return states.find(({ points }) => points.some(({ parts }) => parts.join('/') === wanted));
  };
  const first = find(await cutStates(point.scenario, options), CUT_PARTS);
  if (first === undefined || point.kind === 'cut') return first;
  return find(await secondCuts(first, options), 2 * CUT_PARTS);
}

/** Place, journal write, message. */
const CUT_PARTS = 3;
