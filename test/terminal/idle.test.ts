/** timeout.idle: a warning in the last 20 of 60 seconds, extendable again and again, and never while money is on its way (domain.md §13). */
import { describe, expect, it } from 'vitest';
import type { ScreenId, ScreenModel } from '../../src/screen/contract/screen-model.ts';
import { buttonsOf, Stage } from './stage.ts';

const WARNING_PAGES: readonly [ScreenId, (stage: Stage) => Promise<unknown>][] = [
  ['menu', (stage) => stage.toMenu()],
  [
    'help',
    async (stage) => {
      await stage.toMenu();
      stage.press('help');
      await stage.sees('help');
    },
  ],
  [
    'check-card',
    async (stage) => {
      await stage.toMenu();
      stage.press('cash');
      await stage.sees('check-card');
    },
  ],
  ['rewrite-offer', (stage) => stage.toRewriteOffer()],
];

function warned(screen: ScreenModel): boolean {
  return screen.countdown?.warning === true;
}

describe('idle time-out', () => {
  it.each(WARNING_PAGES)('warns on %s 20 seconds before the end, with more time on a key', async (id, go) => {
    const stage = await Stage.open();
    await go(stage);
    await stage.run(39_000);
    expect(warned(stage.at(id))).toBe(false);
    await stage.run(2_000);
    const screen = stage.at(id);
    expect(screen.countdown).toMatchObject({ totalMs: 60_000, warning: true });
    expect((screen.countdown?.atMs ?? 0) - stage.clock.monotonic()).toBeGreaterThan(18_000);
    expect(buttonsOf(screen)).toContain('more-time=correct');
    expect(stage.shown.at(-1)).toEqual(screen);
  });

  it.each(WARNING_PAGES.filter(([id]) => id !== 'check-card'))(
    'ends the visit on %s with the card asked for',
    async (_, go) => {
      const stage = await Stage.open();
      await go(stage);
      await stage.run(59_000);
      await stage.sees('take-card', 2_000);
    },
  );

  it('leaves the check of the card for the menu', async () => {
    const stage = await Stage.open();
    await stage.toMenu();
    stage.press('cash');
    await stage.run(59_000);
    stage.at('check-card');
    await stage.sees('menu', 2_000);
    expect(stage.factTypes).not.toContain('hold-asked');
  });

  it('lets the holder ask for more time twelve times', async () => {
    const stage = await Stage.open();
    await stage.toMenu();
    for (let time = 0; time < 12; time += 1) {
      await stage.run(55_000);
      expect(warned(stage.at('menu'))).toBe(true);
      stage.key('correct');
      await stage.run(10);
      expect(warned(stage.at('menu'))).toBe(false);
    }
  });

  it('never strikes between note and write, however slow the acceptor is', async () => {
    const stage = await Stage.open({
      hardware: { acceptor: { timings: { acceptMs: 20_000, escrowMs: 60_000, stackMs: 25_000 } } },
    });
    await stage.toSlot();
    await stage.run(45_000);
    stage.insert();
    await stage.run(18_000);
    expect(warned(stage.at('checking-note'))).toBe(false);
    await stage.sees('stacking-note');
    await stage.run(24_000);
    expect(warned(stage.at('stacking-note'))).toBe(false);
    await stage.sees('result');
    expect(stage.money()).toMatchObject({ boxed: 10_000, loaded: 10_000 });
  });

  it('never strikes while the server keeps a write waiting', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    await stage.run(50_000);
    const asked = stage.network.messages;
    stage.insert();
    await stage.sees('writing');
    stage.network.fate = (index) => (index < asked + 6 ? 'lose-reply' : 'deliver');
    await stage.run(15_000);
    expect(stage.at('writing').buttons).toEqual([]);
    expect((await stage.sees('result')).message.code).toBe('I318');
  });

  it('gives a whole minute in the menu after a result that was read slowly', async () => {
    const stage = await Stage.open();
    await stage.toResult();
    await stage.sees('menu');
    await stage.run(39_000);
    expect(warned(stage.at('menu'))).toBe(false);
  });

  it('leaves help without a card by itself', async () => {
    const stage = await Stage.open();
    stage.press('help');
    await stage.run(60_000);
    stage.at('attract');
  });
});
