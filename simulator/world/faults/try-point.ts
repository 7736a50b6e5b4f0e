/** Runs one fault point to its end: the visit with its fault, then the aftermath, then the auditor. */
import { runAftermath, type Aftermath } from '../aftermath.ts';
import { ACCOUNTS } from '../cast.ts';
import { Person, type VisitReport } from '../person.ts';
import { SCENARIOS, stage } from '../scenarios.ts';
import { World, type WorldOptions } from '../world.ts';
import { cutStates, type CutState, PACES } from './cuts.ts';
import { arm, disarm } from './live.ts';
import { needlessWork, outcomeOf, type Tried } from './outcome.ts';
import { pointText, type Point, type PointKind } from './point.ts';
import { livingKey } from './state-key.ts';

/** What earlier points came to, by the state they left; bounded by the number of points. */
export type Merged = Map<string, Pick<Tried, 'outcome' | 'violations'>>;

export interface PointRun {
  readonly tried: Tried;
  /** False when an equal state had been carried on before. */
  readonly ran: boolean;
}

function judged(after: Aftermath, kind: PointKind): Pick<Tried, 'outcome' | 'violations'> {
  const found = after.violations.map(({ rule, text }) => `${rule}: ${text}`);
  const mayNeedPeople = kind === 'cut' || kind === 'kill';
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
  const { world, complaints } = await runVisit(point, options);
  const key = `${livingKey(world)} ${complaints.length} ${point.kind === 'kill' ? 'kill' : ''}`;
  const known = merged.get(key);
  const result = known ?? judged(await runAftermath(world, { complaints }), point.kind);
  merged.set(key, result);
  world.close();
  return { tried: { point: pointText(point), points: 1, ...result }, ran: known === undefined };
}

/** All points of one cut state, at both paces. */
export async function tryCut(state: CutState, options: WorldOptions): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const pace of PACES) {
    const [first] = state.points;
    if (first === undefined) continue;
    const after = await runCut(state, options, pace);
    const point = pointText({ ...first, parts: [...first.parts, pace] });
    tried.push({ point, points: state.points.length, ...judged(after, 'cut') });
  }
  return tried;
}

export async function runCut(
  state: CutState,
  options: WorldOptions,
  pace: (typeof PACES)[number],
): Promise<Aftermath> {
  const world = new World({ ...options, from: state.remains });
  await world.deliverInFlight();
  const after = await runAftermath(world, { hurry: pace === 'hurry' });
  world.close();
  return after;
}

/** The state that one cut point leaves. */
export async function stateOf(point: Point, options: WorldOptions): Promise<CutState | undefined> {
  const wanted = point.parts.slice(0, 3).join('/');
  const states = await cutStates(point.scenario, options);
  return states.find(({ points }) => points.some(({ parts }) => parts.join('/') === wanted));
}
