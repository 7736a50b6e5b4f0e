/**
 * After the fault: power and lines are back, the same card goes to the other terminal, another card is topped up, the
 * outboxes drain, and the auditor looks. The same for every fault point.
 */
import {
  ACCOUNTS,
  hundredYuan,
  KIOSK_NAMES,
  ownerOf,
  ROLES,
  TERMINALS,
  type KioskName,
  type Role,
} from './cast.ts';
import { audit } from './checker/audit.ts';
import type { NoteTruth, ProgressTruth, Violation, WorldTruth } from './checker/truth.ts';
import type { PhysicalNote } from '../devices/banknote-acceptor/physical-note.ts';
import { Person, type VisitReport } from './person.ts';
import type { Place, World } from './world.ts';

/** Virtual minutes within which a terminal must serve again once faults have stopped. */
const SERVICE_LIMIT_MS = 3 * 60_000;
const DRAIN_LIMIT_MS = 60_000;
const VISIT_LIMIT_MS = 10 * 60_000;

export interface Aftermath {
  readonly truth: WorldTruth;
  readonly violations: readonly Violation[];
  readonly second: VisitReport;
  readonly fresh: VisitReport;
}

/** `hurry`: the holder goes to the other terminal while the first one is still dark. */
export interface AftermathPlan {
  readonly hurry?: boolean;
  /** What was seen before, e.g. by a holder who got no answer. */
  readonly complaints?: readonly string[];
}

/** True when somebody could start a visit or is told why not. */
function serves(place: Place): boolean {
  const id = place.kiosk.screen()?.id;
  return id !== undefined && id !== 'starting' && id !== 'out-of-service';
}

function readyForCash(place: Place): boolean {
  return serves(place) && place.kiosk.terminal?.devices.banknoteAcceptor?.ready === true;
}

export function unsent(place: Place): number {
  return place.kiosk.terminal?.host.unsent ?? 0;
}

/** Switches on what is dark and runs until it serves; gives the reason when it does not. */
export async function bringUp(world: World, name: KioskName): Promise<string | undefined> {
  const place = world.places[name];
  if (place.kiosk.power?.alive !== true) {
    place.kiosk.cutPower();
    const refused = place.kiosk.switchOn();
    if (refused !== undefined) return `${TERMINALS[name]} ${refused}`;
  }
  const up = await world.clock.runUntil(() => readyForCash(place), SERVICE_LIMIT_MS);
  return up ? undefined : `${TERMINALS[name]} shows ${place.kiosk.screen()?.id ?? 'nothing'}`;
}

async function visitWith(world: World, name: KioskName, role: Role, noteId?: string): Promise<VisitReport> {
  const place = world.places[name];
  const card = world.cards[role];
  if (noteId === undefined)
    return world.clock.until(new Person(world, { place, card }).visit(), VISIT_LIMIT_MS);
  const note = hundredYuan(noteId);
  world.hands.give(note);
  return world.clock.until(new Person(world, { place, card, note }).visit(), VISIT_LIMIT_MS);
}

/** Until the server has everything, or a minute has passed. */
export async function drain(world: World): Promise<void> {
  const places = KIOSK_NAMES.map((name) => world.places[name]);
  await world.clock.runUntil(() => places.every((place) => unsent(place) === 0), DRAIN_LIMIT_MS);
}

export async function runAftermath(world: World, plan: AftermathPlan = {}): Promise<Aftermath> {
  const refusals: (string | undefined)[] = [];
  if (plan.hurry === true) {
    refusals.push(await bringUp(world, 'B'));
    await visitWith(world, 'B', 'holder', 'hurried');
  }
  refusals.push(await bringUp(world, 'A'), await bringUp(world, 'B'));
  await drain(world);
  const second = await visitWith(world, 'B', 'holder');
  await world.clock.runUntil(() => readyForCash(world.places.A), SERVICE_LIMIT_MS);
  const fresh = await visitWith(world, 'A', 'fresh', 'fresh');
  await drain(world);
  for (const name of KIOSK_NAMES) {
    const back = await world.clock.runUntil(() => readyForCash(world.places[name]), SERVICE_LIMIT_MS);
    if (!back) refusals.push(`${TERMINALS[name]} at the end`);
  }
  const progress: ProgressTruth = {
    unsent: Object.fromEntries(KIOSK_NAMES.map((name) => [TERMINALS[name], unsent(world.places[name])])),
    outOfService: refusals.filter((reason) => reason !== undefined),
    secondVisit: second.end === 'served' ? 'served' : 'gave-up',
    freshVisit: fresh.results.includes('I318') ? 'loaded' : 'not-loaded',
    complaints: plan.complaints ?? [],
  };
  const truth = gatherTruth(world, progress);
  return { truth, violations: audit(truth), second, fresh };
}

/** Physical truth, claims, journals and moments of a world at rest. */
export function gatherTruth(world: World, progress: ProgressTruth): WorldTruth {
  return {
    cards: ROLES.map((role) => {
      const card = world.cards[role];
      const { balance, counter } = ACCOUNTS[role];
      return {
        serial: ACCOUNTS[role].card.applicationSerial,
        opening: { balance, counter },
        balance: card.balance,
        counter: card.onlineCounter,
        transactions: [...card.history],
      };
    }),
    notes: notesOf(world),
    claims: world.campus.statement(),
    journals: KIOSK_NAMES.flatMap((name) => {
      const image = world.places[name].shelf.image();
      if (image === undefined) return [];
      const { journalId, generation } = image.meta;
      return [{ terminal: TERMINALS[name], journalId, generation, records: image.records }];
    }),
    moments: world.moments,
    tellings: world.tellings,
    progress,
  };
}

function notesOf(world: World): NoteTruth[] {
  const truth = (
    { id, value }: PhysicalNote,
    place: NoteTruth['place'],
    terminal: string | undefined,
  ): NoteTruth => ({
    id,
    value,
    place,
    terminal,
    meantFor: ACCOUNTS[ownerOf(id)].card.applicationSerial,
  });
  const inHands = world.hands.notes.map((note) => truth(note, 'hand', undefined));
  const inside = KIOSK_NAMES.flatMap((name) =>
    world.places[name].hardware.acceptor.notes.map(({ note, place }) => truth(note, place, TERMINALS[name])),
  );
  return [...inHands, ...inside];
}
