/** The reference transactions that faults are put into, each a person at terminal A of a prepared world. */
import { invariant } from '../../src/kernel/errors.ts';
import type { PbocCard } from '../devices/card/pboc-card.ts';
import { unsent } from './aftermath.ts';
import { hundredYuan } from './cast.ts';
import { Person, type VisitPlan } from './person.ts';
import type { Remains } from './remains.ts';
import { World, type Place, type WorldOptions } from './world.ts';

export type ScenarioName = 'cash' | 'rewrite' | 'found' | 'return';

export interface Scenario {
  readonly name: ScenarioName;
  /** What happened before: the world that the visit finds. */
  readonly prepare: (options: WorldOptions) => Promise<Remains>;
  /** Puts the note in the hand, if there is one, and whatever this visit needs beside the person. */
  readonly plan: (world: World) => VisitPlan;
}

/** Both terminals enrolled, nothing else. */
async function enrolled(options: WorldOptions): Promise<Remains> {
  const world = new World(options);
  await world.enrol();
  return left(world);
}

/** A card torn off terminal B in the middle of CREDIT FOR LOAD, and its holder gone. */
async function torn(options: WorldOptions, phase: 'command' | 'answer'): Promise<Remains> {
  const world = new World({ ...options, from: await enrolled(options) });
  const place = world.places.B;
  const card = world.cards.holder;
  place.hardware.reader.onExchange.listen((event) => {
    if (event.phase === phase && event.command[1] === CREDIT) place.hardware.lift(card);
  });
  await switchOn(world, place);
  const note = hundredYuan('torn');
  world.hands.give(note);
  await world.clock.until(new Person(world, { place, card, note, whenTorn: 'walk-away' }).visit());
  await world.clock.run(AFTER_TEAR_MS);
  invariant(unsent(place) === 0, 'the torn load is known to the server');
  return left(world);
}

const CREDIT = 0x52;
/** Longer than the wait for the card to come back. */
const AFTER_TEAR_MS = 40_000;

function left(world: World): Remains {
  const remains = world.remains();
  world.close();
  return remains;
}

/** Until a person could come and put in a note. */
export async function switchOn(world: World, place: Place): Promise<void> {
  const refused = place.kiosk.switchOn();
  invariant(refused === undefined, `the kiosk starts: ${refused ?? ''}`);
  const up = await world.clock.runUntil(
    () =>
      place.kiosk.screen()?.id === 'attract' &&
      place.kiosk.terminal?.devices.banknoteAcceptor?.ready === true,
    60_000,
  );
  invariant(up, 'the kiosk is in service');
}

function withNote(world: World): VisitPlan {
  const note = hundredYuan('first');
  world.hands.give(note);
  return { place: world.places.A, card: world.cards.holder, note };
}

/** The holder takes the card away while the note is being looked at: it comes back, and is put in again. */
function liftWhileChecking(world: World, card: PbocCard): void {
  const { kiosk, hardware } = world.places.A;
  const forget = kiosk.screens.listen((model) => {
    if (model.id !== 'checking-note') return;
    forget();
    hardware.lift(card);
  });
}

export const SCENARIOS: Readonly<Record<ScenarioName, Scenario>> = {
  /** 现金充值: one note onto the card. */
  cash: { name: 'cash', prepare: enrolled, plan: withNote },
  /** 补写 of a load that never reached the card. */
  rewrite: {
    name: 'rewrite',
    prepare: (options) => torn(options, 'command'),
    plan: (world) => ({ place: world.places.A, card: world.cards.holder }),
  },
  /** 补写 that must add nothing: the card was written and its answer was lost. */
  found: {
    name: 'found',
    prepare: (options) => torn(options, 'answer'),
    plan: (world) => ({ place: world.places.A, card: world.cards.holder }),
  },
  /** The note comes back from escrow, since the card has left, and is put in again. */
  return: {
    name: 'return',
    prepare: enrolled,
    plan: (world) => {
      liftWhileChecking(world, world.cards.holder);
      return withNote(world);
    },
  },
};

const prepared = new Map<string, Promise<Remains>>();

/** A world in which the visit is about to begin. Preparations are made once per process and set of options. */
export async function stage(scenario: Scenario, options: WorldOptions): Promise<World> {
  const key = JSON.stringify([scenario.name, options]);
  let remains = prepared.get(key);
  if (remains === undefined) {
    remains = scenario.prepare(options);
    prepared.set(key, remains);
  }
  const world = new World({ ...options, from: await remains });
  await switchOn(world, world.places.A);
  return world;
}
