/** The phases of a visit by name, and how a stage gets to each: for what must hold in all of them. */
import { expect } from 'vitest';
import type { ScreenId } from '../../src/screen/contract/screen-model.ts';
import type { Stage } from './stage.ts';

export interface Phase {
  readonly name: string;
  readonly screen: ScreenId;
  readonly reach: (stage: Stage) => Promise<unknown>;
}

async function insertThen(stage: Stage, screen: ScreenId): Promise<void> {
  await stage.toSlot();
  stage.insert();
  await stage.sees(screen);
}

export const PHASES: readonly Phase[] = [
  { name: 'attract', screen: 'attract', reach: (stage) => stage.sees('attract') },
  {
    name: 'reading the card',
    screen: 'reading-card',
    reach: async (stage) => {
      stage.lay();
      await stage.sees('reading-card');
    },
  },
  { name: 'menu', screen: 'menu', reach: (stage) => stage.toMenu() },
  {
    name: 'check of the card',
    screen: 'check-card',
    reach: async (stage) => {
      await stage.toMenu();
      stage.press('cash');
      await stage.sees('check-card');
    },
  },
  {
    name: 'hold',
    screen: 'please-wait',
    reach: async (stage) => {
      await stage.toMenu();
      stage.press('cash');
      stage.press('next');
      await stage.sees('please-wait');
    },
  },
  { name: 'open slot', screen: 'insert-note', reach: (stage) => stage.toSlot() },
  {
    name: 'note being checked',
    screen: 'checking-note',
    reach: (stage) => insertThen(stage, 'checking-note'),
  },
  {
    name: 'note being stacked',
    screen: 'stacking-note',
    reach: (stage) => insertThen(stage, 'stacking-note'),
  },
  { name: 'write', screen: 'writing', reach: (stage) => insertThen(stage, 'writing') },
  { name: 'torn card', screen: 'torn-card', reach: (stage) => stage.tear() },
  { name: 'result', screen: 'result', reach: (stage) => stage.toResult() },
  { name: 'offer of the make-up write', screen: 'rewrite-offer', reach: (stage) => stage.toRewriteOffer() },
];

/** Longest time until everything that was open has ended: jam, outcome, torn card, aftermath; milliseconds. */
const HOME_MS = 180_000;

/** Goes home from wherever the visit stands: everybody takes card and note, and the machine comes to rest. */
export async function goHome(stage: Stage): Promise<void> {
  stage.hardware.reader.field.clear();
  for (let waited = 0; waited < HOME_MS && (waited === 0 || !atRest(stage)); waited += 2_000) {
    await stage.run(2_000);
    stage.takeNote();
    if (stage.offers('ok')) stage.press('ok');
  }
  await stage.sees('attract');
  await stage.clock.runUntil(() => stage.kiosk.terminal?.host.unsent === 0, 60_000);
  expect(stage.orders, 'no hold is left behind').not.toContain('held');
}

function atRest(stage: Stage): boolean {
  const { devices, host } = stage.kiosk.terminal!;
  return stage.screen.id === 'attract' && devices.banknoteAcceptor?.ready === true && host.unsent === 0;
}
