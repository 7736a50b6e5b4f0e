import { describe, expect, it } from 'vitest';
import { runAftermath } from '../../simulator/world/aftermath.ts';
import { Person, type VisitReport } from '../../simulator/world/person.ts';
import { SCENARIOS, stage, type ScenarioName } from '../../simulator/world/scenarios.ts';

const OPTIONS = { seed: 7 };

async function visitWithoutFault(
  name: ScenarioName,
): Promise<{ visit: VisitReport; violations: readonly unknown[] }> {
  const scenario = SCENARIOS[name];
  const world = await stage(scenario, OPTIONS);
  const visit = await world.clock.until(new Person(world, scenario.plan(world)).visit());
  const { violations } = await runAftermath(world);
  world.close();
  return { visit, violations };
}

describe('the reference transactions without a fault', () => {
  it('put a note on the card', async () => {
    const { visit, violations } = await visitWithoutFault('cash');
    expect(visit.results).toEqual(['I318']);
    expect(violations).toEqual([]);
  });

  it('write an owed load at another terminal', async () => {
    const { visit, violations } = await visitWithoutFault('rewrite');
    expect(visit.results).toEqual(['I315']);
    expect(violations).toEqual([]);
  });

  it('add nothing when the card turns out to be written', async () => {
    const { visit, violations } = await visitWithoutFault('found');
    expect(visit.results).toEqual(['I314']);
    expect(violations).toEqual([]);
  });

  it('give a note back when the card has left, and take it at the next try', async () => {
    const { visit, violations } = await visitWithoutFault('return');
    expect(visit.seen).toContain('take-note-back E105');
    expect(visit.results).toEqual(['I318']);
    expect(violations).toEqual([]);
  });
});
