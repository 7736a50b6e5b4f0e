/**
 * Power cuts: one visit is run once, and at every byte, card exchange, movement of a note and journal write it is noted
 * what a cut would leave. Equal remains are merged; recovery and second visit start from each of them (design.md §12.13).
 */
import { createHash } from 'node:crypto';
import { bringUp, drain } from '../aftermath.ts';
import { Person } from '../person.ts';
import type { Remains } from '../remains.ts';
import { SCENARIOS, stage, type ScenarioName } from '../scenarios.ts';
import { deliver } from '../../kiosk/tap-chain.ts';
import { World, type WorldOptions } from '../world.ts';
import type { Point } from './point.ts';
import { numberExchanges, numberFrames } from './trail.ts';

/** One state that cuts leave, and all the points that leave it. */
export interface CutState {
  readonly remains: Remains;
  readonly points: Point[];
}

type JournalWrite = 'lost' | 'kept';
type InTheAir = 'air' | 'dropped';

/** `hurry`: the holder goes to the other terminal before the first one is back. */
export const PACES = ['calm', 'hurry'] as const;
export type Pace = (typeof PACES)[number];

/** All cut points of a scenario, merged by what they leave. */
export async function cutStates(scenario: ScenarioName, options: WorldOptions): Promise<CutState[]> {
  const world = await stage(SCENARIOS[scenario], options);
  const plan = SCENARIOS[scenario].plan(world);
  const collector = new Collector(world, { scenario, kind: 'cut', parts: [] });
  collector.attend();
  await world.clock.until(new Person(world, plan).visit());
  world.close();
  return collector.states();
}

/** What a second cut leaves while the terminal recovers from the first. */
export async function secondCuts(first: CutState, options: WorldOptions): Promise<CutState[]> {
  const [point] = first.points;
  if (point === undefined) return [];
  const world = new World({ ...options, from: first.remains });
  await world.deliverInFlight();
  const collector = new Collector(world, { ...point, kind: 'again' });
  collector.attend();
  await bringUp(world, 'A');
  await drain(world);
  world.close();
  return collector.states();
}

class Collector {
  readonly #world: World;
  readonly #base: Point;
  readonly #states = new Map<string, CutState>();
  #ledgerAt = -1;
  #ledgerHash = '';

  /** Points are named by what `base` says and then their own place. */
  constructor(world: World, base: Point) {
    this.#world = world;
    this.#base = base;
  }

  states(): CutState[] {
    return [...this.#states.values()];
  }

  /** Notes what a cut would leave from now on. */
  attend(): void {
    const world = this.#world;
    const { A: place } = world.places;
    numberFrames(world, (frame, _what, bytes) =>
      [...bytes].map((byte, index) =>
        deliver(Uint8Array.of(byte), () => {
          this.#note(`byte.${frame}.${index}`);
        }),
      ),
    );
    numberExchanges(world, (index, phase) => {
      this.#note(`air.${index}.${phase}`);
    });
    let moves = 0;
    place.hardware.acceptor.onPhysical((event) => {
      if (event.kind !== 'note-moved') return;
      this.#note(`move.${moves}`);
      moves += 1;
    });
    let writes = 0;
    place.commitFate = () => {
      const at = writes;
      writes += 1;
      // half way through the write, so that it can be lost or kept
      world.clock.after(MID_WRITE_MS, 'mid write', () => {
        this.#note(`write.${at}`);
      });
      return 'commit';
    };
  }

  #note(where: string): void {
    const { A: place } = this.#world.places;
    const settled = place.shelf.image('lost')?.records.length;
    const underWay = place.shelf.image('kept')?.records.length !== settled;
    const journals: readonly JournalWrite[] = underWay ? ['lost', 'kept'] : ['lost'];
    const airs: readonly InTheAir[] = place.inFlight.size > 0 ? ['air', 'dropped'] : ['air'];
    for (const journal of journals) for (const air of airs) this.#keep(where, journal, air);
  }

  #keep(where: string, journal: JournalWrite, air: InTheAir): void {
    const key = this.#key(journal, air);
    let state = this.#states.get(key);
    if (state === undefined) {
      const remains = this.#world.remains(journal);
      state = { remains: air === 'air' ? remains : { ...remains, inFlight: [] }, points: [] };
      this.#states.set(key, state);
    }
    state.points.push({ ...this.#base, parts: [...this.#base.parts, where, journal, air] });
  }

  #key(journal: JournalWrite, air: InTheAir): string {
    const { cards, hands, places, tellings } = this.#world;
    const envelopes = air === 'air' ? [...places.A.inFlight] : [];
    return JSON.stringify([
      places.A.shelf.image(journal)?.records.length,
      places.A.hardware.acceptor.snapshot(),
      [cards.holder.balance, cards.holder.onlineCounter, cards.holder.offlineCounter],
      hands.notes.map(({ id }) => id),
      this.#ledger(),
      envelopes.map(({ mac }) => mac),
      tellings.length,
    ]);
  }

  /** The ledger changes only when a message is handled. */
  #ledger(): string {
    const { handled, campus } = this.#world;
    if (handled !== this.#ledgerAt) {
      this.#ledgerAt = handled;
      this.#ledgerHash = createHash('sha256').update(campus.backup()).digest('hex');
    }
    return this.#ledgerHash;
  }
}

const MID_WRITE_MS = 3;
