/** Large text and high contrast: they change the look and nothing else, and the next person begins plain (ui.md §3, §4). */
import { describe, expect, it } from 'vitest';
import { PLAIN_DISPLAY, type Display } from '../../src/screen/contract/screen-model.ts';
import { Stage } from './stage.ts';

const LARGE: Display = { largeText: true, highContrast: false };

function large(stage: Stage): void {
  stage.kiosk.act({ type: 'display', display: LARGE });
}

describe('display', () => {
  it('is plain at the beginning', async () => {
    const stage = await Stage.open();
    expect(stage.at('attract').display).toEqual(PLAIN_DISPLAY);
  });

  it('changes on a page with a form and nothing else changes', async () => {
    const stage = await Stage.open();
    await stage.toMenu();
    stage.key('1');
    await stage.sees('check-card');
    const before = stage.screen;
    large(stage);
    await stage.clock.settle();
    expect(stage.screen).toEqual({ ...before, display: LARGE });
  });

  it('stays through a top-up and is plain for the next person', async () => {
    const stage = await Stage.open();
    large(stage);
    await stage.toResult();
    expect(stage.screen.display).toEqual(LARGE);
    await stage.leave();
    expect(stage.at('attract').display).toEqual(PLAIN_DISPLAY);
  });

  it('is plain again when somebody chose it and went away without a card', async () => {
    const stage = await Stage.open();
    large(stage);
    await stage.run(120_000);
    expect(stage.at('attract').display).toEqual(PLAIN_DISPLAY);
  });

  it.each([
    ['1', { display: { largeText: true, highContrast: false } }],
    ['2', { display: { largeText: false, highContrast: true } }],
    ['3', { language: 'en' }],
  ] as const)('is reached from help by key %s alone', async (key, change) => {
    const stage = await Stage.open();
    stage.key('0');
    await stage.sees('help');
    stage.key(key);
    await stage.clock.settle();
    expect(stage.at('help')).toMatchObject(change);
  });

  it('chosen twice is plain again', async () => {
    const stage = await Stage.open();
    stage.key('0');
    await stage.sees('help');
    stage.key('2');
    stage.key('2');
    await stage.clock.settle();
    expect(stage.at('help').display).toEqual(PLAIN_DISPLAY);
  });

  it('chosen in the idle warning gives the time back', async () => {
    const stage = await Stage.open();
    await stage.toMenu();
    await stage.run(45_000);
    expect(stage.screen.countdown?.warning).toBe(true);
    large(stage);
    await stage.clock.settle();
    expect(stage.screen.countdown).toBeUndefined();
  });
});

describe('the tray', () => {
  it('shows whose card lies there once it is known', async () => {
    const stage = await Stage.open();
    await stage.toMenu();
    expect(stage.screen.card).toEqual({ holderName: '张**', holderNumber: '2099000001', balance: 1_250 });
  });

  it('shows the balance on the card while it is written, not the one hoped for', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    stage.insert();
    await stage.sees('writing');
    expect(stage.screen.card?.balance).toBe(1_250);
  });

  it('shows the new balance and that the card may be taken when it is written', async () => {
    const stage = await Stage.open();
    await stage.toResult();
    expect(stage.screen).toMatchObject({ tray: 'take', card: { balance: 11_250 } });
  });

  it('shows nobody after the visit', async () => {
    const stage = await Stage.open();
    await stage.toMenu();
    await stage.leave();
    expect(stage.at('attract').card).toBeUndefined();
  });
});
