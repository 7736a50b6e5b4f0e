/** All points of a scenario at which a living world is struck, from one run without a fault. */
import { Person } from '../person.ts';
import { SCENARIOS, stage, type ScenarioName } from '../scenarios.ts';
import type { WorldOptions } from '../world.ts';
import { FRAME_FAULTS, KILL_FAULTS, MESSAGE_FAULTS, TEAR_ENDS } from './live.ts';
import type { LiveKind, Point } from './point.ts';
import { recordTrail, type Trail } from './trail.ts';

export async function trailOf(scenario: ScenarioName, options: WorldOptions): Promise<Trail> {
  const world = await stage(SCENARIOS[scenario], options);
  const plan = SCENARIOS[scenario].plan(world);
  const trail = await recordTrail(world, () => world.clock.until(new Person(world, plan).visit()));
  world.close();
  return trail;
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function tears({ frames, exchanges, writes }: Trail): string[][] {
  const bytes = frames.flatMap((frame, index) =>
    frame.line === 'cardReader' ? numbers(frame.bytes).map((at) => `byte.${index}.${at}`) : [],
  );
  const air = numbers(exchanges).flatMap((index) => [`air.${index}.command`, `air.${index}.answer`]);
  const atWrites = numbers(writes.length).map((index) => `write.${index}`);
  return [...atWrites, ...air, ...bytes].flatMap((where) => TEAR_ENDS.map((end) => [where, end]));
}

/** Lists of parts behind `scenario/kind`. */
function partsOf(kind: LiveKind, trail: Trail): string[][] {
  const each = (count: number, faults: readonly string[]): string[][] =>
    numbers(count).flatMap((index) => faults.map((fault) => [String(index), fault]));
  switch (kind) {
    case 'tear':
      return tears(trail);
    case 'frame':
      return each(trail.frames.length, FRAME_FAULTS);
    case 'message':
      return each(trail.messages, MESSAGE_FAULTS);
    case 'kill':
      return each(trail.writes.length, KILL_FAULTS);
  }
}

export async function livePoints(
  scenario: ScenarioName,
  kind: LiveKind,
  options: WorldOptions,
): Promise<Point[]> {
  const trail = await trailOf(scenario, options);
  return partsOf(kind, trail).map((parts) => ({ scenario, kind, parts }));
}
