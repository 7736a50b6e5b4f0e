/** The wall clock of a terminal may be wrong by a day, in the middle of a visit: only displayed times change (design.md §5.10, §12.12). */
import { describe, expect, it } from 'vitest';
import { yuan } from '../../src/kernel/fen.ts';
import { ZHANG } from '../../simulator/campus/fixtures.ts';
import type { ScreenId } from '../../src/screen/contract/screen-model.ts';
import { Holder, pullsAtCredit } from './holder.ts';
import { audit, loadsOn } from './invariants.ts';
import { Stand, type StandOptions } from './stand.ts';

const DAY_MS = 86_400_000;

/** A torn top-up at A, put back in time; the clock of the terminals jumps when A shows `screen`. */
async function play(screen?: ScreenId, jumpMs = 0): Promise<{ stand: Stand; zhang: Holder }> {
  const stand = await Stand.open();
  const zhang = new Holder(stand.clock, stand.card(ZHANG));
  stand.a.kiosk.screens.listen((model) => {
    if (model.id === screen) stand.wallErrorMs = jumpMs;
  });
  pullsAtCredit(stand.a, zhang, 'before');
  await zhang.visit(stand.a, { note: stand.note(), onTorn: 'lay' });
  return { stand, zhang };
}

function factsWithout(stand: Stand): string[] {
  return stand
    .facts(stand.a)
    .map(({ sequence, hostSequence, fact }) =>
      JSON.stringify([sequence, hostSequence, fact.type, fact.data]),
    );
}

const SCREENS = [
  'menu',
  'check-card',
  'insert-note',
  'checking-note',
  'stacking-note',
  'writing',
  'torn-card',
] as const;

describe.each([DAY_MS, -DAY_MS])('a terminal clock that jumps by %d ms', (jumpMs) => {
  it.each(SCREENS)(
    'at %s changes neither journal, nor ledger, nor what the holder is told',
    async (screen) => {
      const straight = await play();
      const jumped = await play(screen, jumpMs);
      expect(jumped.stand.wallErrorMs).toBe(jumpMs);
      expect(factsWithout(jumped.stand)).toEqual(factsWithout(straight.stand));
      expect(jumped.stand.campus.statement()).toEqual(straight.stand.campus.statement());
      expect(jumped.zhang.told).toEqual(straight.zhang.told);
      expect(audit(jumped.stand)).toEqual([]);
    },
  );
});

describe('the daily limit', () => {
  const LIMIT: StandOptions = { parameters: { dailyCashLimit: yuan(100) } };

  it.each([DAY_MS, -DAY_MS])(
    'is not given back by a terminal that believes in another day (%d ms)',
    async (errorMs) => {
      const stand = await Stand.open(LIMIT);
      const zhang = new Holder(stand.clock, stand.card(ZHANG));
      await zhang.visit(stand.a, { note: stand.note() });
      stand.wallErrorMs = errorMs;
      await zhang.visit(stand.a, { note: stand.note() });
      expect(zhang.codes()).toContain('E224');
      expect(loadsOn(zhang.card)).toBe(1);
    },
  );

  it('counts a visit over midnight for the server’s day at which it was accepted', async () => {
    const stand = await Stand.open(LIMIT);
    const zhang = new Holder(stand.clock, stand.card(ZHANG));
    // 23:59:58 at the server when the slot opens; the note and the load come in the new day.
    stand.a.kiosk.screens.listen((model) => {
      if (model.id === 'insert-note') stand.clock.jumpWall(msToMidnight(stand) - 2_000);
    });
    await zhang.visit(stand.a, { note: stand.note() });
    const [load] = zhang.card.history;
    expect(load?.date).toBe('20990903');
    await zhang.visit(stand.b, { note: stand.note() });
    expect(loadsOn(zhang.card)).toBe(2);
    expect(audit(stand)).toEqual([]);
  });
});

function msToMidnight(stand: Stand): number {
  const shanghaiMs = stand.clock.wall() + 8 * 3_600_000;
  return DAY_MS - (shanghaiMs % DAY_MS);
}
