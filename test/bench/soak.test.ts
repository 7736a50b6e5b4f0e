import { afterEach, describe, expect, it } from 'vitest';
import { loadsOf, ordersOnCards } from '../../simulator/bench/money/on-cards.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { closeRigs, Rig } from './rig.ts';
import { heal, playWildly } from './soak.ts';

afterEach(closeRigs);

/** Once everything was put right: nothing missing, nothing written twice, nothing that failed by itself. */
function expectSound(rig: Rig): void {
  const { sum, money, kiosks } = rig.state;
  const troubles = money.filter(({ tone }) => tone === 'trouble' || tone === 'moving');
  expect({ sum, troubles }).toMatchObject({ sum: { missing: 0, open: 0 }, troubles: [] });
  const loads = rig.bench.parts.cards.flatMap(loadsOf);
  expect(loads).toHaveLength(ordersOnCards(rig.bench.parts).size);
  expect([kiosks.A.program, kiosks.B.program]).toEqual(['running', 'running']);
  expect(rig.told('log').filter((text) => /failed|cannot be written|KERNEL_/u.test(text))).toEqual([]);
}

describe('whoever does anything at the bench that comes to mind', () => {
  it.each([1, 2, 3, 4, 5])('loses and invents no fen (%i)', async (seed) => {
    const rig = await Rig.open();
    await playWildly(rig, seededRandom(seed), 120);
    await heal(rig);
    expectSound(rig);
  });

  it.each([11, 12, 13])('may pull the plug of the house in the middle of it (%i)', async (seed) => {
    const random = seededRandom(seed);
    const first = await Rig.open();
    await playWildly(first, random, 60 + random.below(30));
    const second = await Rig.open({ state: first.cutHouse(), start: false });
    second.bench.start();
    await playWildly(second, random, 40);
    await heal(second);
    expectSound(second);
  });
});
