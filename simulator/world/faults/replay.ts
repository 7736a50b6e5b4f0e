/** One point alone, told at length: what the holder saw, what the journals hold, what the auditor says. */
import { invariant } from '../../../src/kernel/errors.ts';
import { runAftermath, type Aftermath } from '../aftermath.ts';
import { KIOSK_NAMES, TERMINALS } from '../cast.ts';
import type { World, WorldOptions } from '../world.ts';
import { PACES } from './cuts.ts';
import { parsePoint, type Point } from './point.ts';
import { runCut, runVisit, stateOf } from './try-point.ts';

/** Gives the number of violations. */
export async function replay(
  text: string,
  options: WorldOptions,
  print: (line: string) => void,
): Promise<number> {
  const point = parsePoint(text);
  const after =
    point.kind === 'cut' || point.kind === 'again'
      ? await replayCut(point, options, print)
      : await replayLive(point, options, print);
  print(`second visit: ${after.second.seen.join(' > ')} (${after.second.end})`);
  print(`fresh visit: ${after.fresh.seen.join(' > ')} (${after.fresh.end})`);
  for (const { terminal, records } of after.truth.journals)
    for (const { sequence, type, data } of records) print(`${terminal} ${sequence} ${type} ${data}`);
  for (const order of after.truth.claims.orders)
    print(
      `order ${order.serial} ${order.state} ${order.cause ?? ''} attempts ${JSON.stringify(order.attempts)}`,
    );
  for (const orphan of after.truth.claims.orphans) print(`orphan ${JSON.stringify(orphan)}`);
  for (const { rule, text: what } of after.violations) print(`VIOLATION ${rule}: ${what}`);
  return after.violations.length;
}

async function replayCut(
  point: Point,
  options: WorldOptions,
  print: (line: string) => void,
): Promise<Aftermath> {
  const state = await stateOf(point, options);
  invariant(state !== undefined, 'a cut point of this scenario');
  const pace = PACES.find((one) => one === point.parts.at(-1)) ?? 'calm';
  print(`${state.points.length} points leave this state; pace ${pace}`);
  return runCut(state, options, pace);
}

async function replayLive(
  point: Point,
  options: WorldOptions,
  print: (line: string) => void,
): Promise<Aftermath> {
  const { world, visit, complaints } = await runVisit(point, options);
  print(`the visit: ${visit.seen.join(' > ')} (${visit.end})`);
  for (const line of traceOf(world)) print(line);
  const after = await runAftermath(world, { complaints });
  world.close();
  return after;
}

const TRACE_LINES = 400;

function traceOf(world: World): string[] {
  return KIOSK_NAMES.flatMap((name) =>
    world.places[name].kiosk.trace.entries
      .slice(-TRACE_LINES)
      .map(
        ({ at, device, direction, bytes, meaning }) =>
          `${TERMINALS[name]} ${at.toFixed(3)} ${device} ${direction} ${meaning} ${bytes}`,
      ),
  );
}
