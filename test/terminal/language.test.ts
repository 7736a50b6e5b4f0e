/** 中文 and English: the switch keeps the state, and the next person begins in Chinese (domain.md §13). */
import { describe, expect, it } from 'vitest';
import type { ScreenId } from '../../src/screen/contract/screen-model.ts';
import { Stage } from './stage.ts';

function english(stage: Stage): void {
  stage.kiosk.act({ type: 'language', language: 'en' });
}

const PHASES: readonly [ScreenId, (stage: Stage) => Promise<unknown>][] = [
  ['attract', () => Promise.resolve()],
  ['menu', (stage) => stage.toMenu()],
  ['insert-note', (stage) => stage.toSlot()],
  [
    'writing',
    async (stage) => {
      await stage.toSlot();
      stage.insert();
      await stage.sees('writing');
    },
  ],
  ['torn-card', (stage) => stage.tear()],
  ['rewrite-offer', (stage) => stage.toRewriteOffer()],
  ['result', (stage) => stage.toResult()],
];

describe('language', () => {
  it.each(PHASES)('switches on %s and changes nothing else', async (_, go) => {
    const stage = await Stage.open();
    await go(stage);
    const before = stage.screen;
    english(stage);
    await stage.clock.settle();
    expect(stage.screen).toEqual({ ...before, language: 'en' });
    expect(stage.shown.at(-1)).toEqual(stage.screen);
  });

  it('stays English until the visit ends and is Chinese for the next person', async () => {
    const stage = await Stage.open();
    english(stage);
    await stage.toResult();
    expect(stage.screen.language).toBe('en');
    await stage.leave();
    expect(stage.at('attract').language).toBe('zh');
    await stage.toMenu();
    expect(stage.screen.language).toBe('zh');
  });

  it('is Chinese again after a voucher in English was read', async () => {
    const stage = await Stage.open();
    await stage.tear();
    english(stage);
    expect((await stage.sees('failure')).language).toBe('en');
    stage.press('ok');
    expect((await stage.sees('attract')).language).toBe('zh');
  });

  it('is Chinese again when somebody switched and went away without a card', async () => {
    const stage = await Stage.open();
    english(stage);
    await stage.run(120_000);
    expect(stage.at('attract').language).toBe('zh');
  });

  it('switches back to Chinese within a visit', async () => {
    const stage = await Stage.open();
    english(stage);
    await stage.toMenu();
    stage.kiosk.act({ type: 'language', language: 'zh' });
    expect(stage.screen.language).toBe('zh');
  });
});
