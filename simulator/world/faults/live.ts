/** Faults that the program lives through, or dies of while the devices keep their power: one run per point. */
import type { Delivery } from '../../../drivers/link/memory-line.ts';
import type { CommitFate } from '../../../src/journal/memory-store.ts';
import { invariant } from '../../../src/kernel/errors.ts';
import type { MessageFate } from '../../kiosk/network.ts';
import type { VisitPlan } from '../person.ts';
import { deliver } from '../../kiosk/tap-chain.ts';
import type { World } from '../world.ts';
import type { Point } from './point.ts';
import { numberExchanges, numberFrames } from './trail.ts';

export const FRAME_FAULTS = ['lose', 'repeat', 'delay'] as const;
export const MESSAGE_FAULTS = [
  'lose-request',
  'lose-reply',
  'repeat',
  'delay-request',
  'delay-reply',
  'restart',
  'restore',
] as const;
export const KILL_FAULTS = ['before', 'after', 'fail'] as const;
export const TEAR_ENDS = ['back', 'gone'] as const;

/** Beyond every answer time-out of the drivers but that of a card at work, milliseconds. */
const FRAME_DELAY_MS = 350;
/** Inside a journal write, which takes 6 ms. */
const MID_WRITE_MS = 3;
/** From the death of the program to its next life, milliseconds. */
const RESTART_MS = 2_000;

/** Puts the fault of this point into a staged world; gives the plan of the person who will meet it. */
export function arm(world: World, point: Point, plan: VisitPlan): VisitPlan {
  switch (point.kind) {
    case 'tear':
      return armTear(world, point, plan);
    case 'frame':
      armFrame(world, point);
      return plan;
    case 'message':
      armMessage(world, point);
      return plan;
    case 'kill':
      armKill(world, point);
      return plan;
    case 'cut':
    case 'again':
      invariant(false, 'power cuts start from what is left, not from a fault in a living world');
  }
}

function number(text: string | undefined): number {
  const value = Number(text);
  invariant(Number.isSafeInteger(value) && value >= 0, `an index, not ${text ?? 'nothing'}`);
  return value;
}

function armTear(world: World, { parts }: Point, plan: VisitPlan): VisitPlan {
  const [where = '', end] = parts;
  const [kind, first, second] = where.split('.');
  const lift = (): void => {
    plan.place.hardware.lift(plan.card);
  };
  const index = number(first);
  if (kind === 'air') {
    numberExchanges(world, (at, phase) => {
      if (at === index && phase === second) lift();
    });
  } else if (kind === 'write') {
    atWrite(world, index, () => {
      world.clock.after(MID_WRITE_MS, 'mid write', lift);
      return 'commit';
    });
  } else {
    liftAtByte(world, index, number(second), lift);
  }
  return end === 'gone' ? { ...plan, whenTorn: 'walk-away' } : plan;
}

function liftAtByte(world: World, index: number, at: number, lift: () => void): void {
  numberFrames(world, (frame, _what, bytes): readonly Delivery[] | undefined =>
    frame === index
      ? [deliver(bytes.subarray(0, at + 1), lift), { bytes: bytes.subarray(at + 1) }]
      : undefined,
  );
}

/** `fate` is asked for that journal write alone. */
function atWrite(world: World, index: number, fate: () => CommitFate): void {
  let writes = 0;
  world.places.A.commitFate = () => {
    const at = writes;
    writes += 1;
    return at === index ? fate() : 'commit';
  };
}

function armFrame(world: World, { parts }: Point): void {
  const index = number(parts[0]);
  const what = FRAME_FAULTS.find((fault) => fault === parts[1]);
  numberFrames(world, (frame, _what, bytes) => {
    if (frame !== index) return undefined;
    switch (what) {
      case 'lose':
        return [];
      case 'repeat':
        return [{ bytes }, { bytes }];
      case 'delay':
        return [{ bytes, delayMs: FRAME_DELAY_MS }];
      case undefined:
        return undefined;
    }
  });
}

function armMessage(world: World, { parts }: Point): void {
  const { network } = world.places.A;
  const index = network.messages + number(parts[0]);
  const what = MESSAGE_FAULTS.find((fault) => fault === parts[1]) ?? 'repeat';
  const backup = what === 'restore' ? world.campus.backup() : undefined;
  network.fate = (message): MessageFate => {
    if (message !== index) return 'deliver';
    if (what === 'restart') world.campus.restart();
    if (backup !== undefined) world.campus.restoreFromBackup(backup);
    return what === 'restart' || what === 'restore' ? 'deliver' : what;
  };
}

function armKill(world: World, { parts }: Point): void {
  const index = number(parts[0]);
  const [, when] = parts;
  const { A: place } = world.places;
  atWrite(world, index, () => {
    world.clock.after(RESTART_MS, 'restart', () => {
      place.kiosk.startLife();
    });
    if (when === 'fail') return 'fail';
    place.kiosk.killProgram();
    return when === 'after' ? 'cut-after' : 'cut-before';
  });
}

/** The fault is over: from here on everything works. */
export function disarm(world: World): void {
  const { A: place } = world.places;
  place.network.fate = undefined;
  place.commitFate = undefined;
  for (const tap of Object.values(place.taps)) tap.fault = undefined;
}
