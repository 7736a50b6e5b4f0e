/** The keypad alone is enough, and what the screen does not offer cannot be done (design.md §9). */
import { describe, expect, it } from 'vitest';
import type { ButtonId, Key, ScreenEvent } from '../../src/screen/contract/screen-model.ts';
import { goHome, PHASES } from './phases.ts';
import { Stage } from './stage.ts';

const KEYS: readonly Key[] = [
  ...(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const),
  'confirm',
  'cancel',
  'clear',
  'correct',
];
const BUTTONS: readonly ButtonId[] = [
  'cash',
  'help',
  'next',
  'exit',
  'rewrite',
  'later',
  'continue-top-up',
  'more-time',
  'back',
  'ok',
  'large-text',
  'high-contrast',
  'language',
];

function anyEvent(stage: Stage): ScreenEvent {
  const { random } = stage;
  switch (random.below(4)) {
    case 0:
      return { type: 'key', key: KEYS[random.below(KEYS.length)]! };
    case 1:
      return { type: 'press', button: BUTTONS[random.below(BUTTONS.length)]! };
    case 2:
      return {
        type: 'display',
        display: { largeText: random.below(2) === 0, highContrast: random.below(2) === 0 },
      };
    default:
      return { type: 'language', language: random.below(2) === 0 ? 'zh' : 'en' };
  }
}

describe('keys', () => {
  it('carry a whole visit with two top-ups', async () => {
    const stage = await Stage.open();
    await stage.toMenu();
    stage.key('1');
    await stage.sees('check-card');
    stage.key('confirm');
    await stage.sees('insert-note');
    stage.insert();
    await stage.sees('result');
    stage.key('1');
    await stage.sees('check-card');
    stage.key('confirm');
    await stage.sees('insert-note');
    stage.insert();
    await stage.sees('result');
    stage.key('cancel');
    await stage.sees('menu');
    stage.key('cancel');
    await stage.sees('take-card');
    expect(stage.money()).toMatchObject({ boxed: 20_000, loaded: 20_000 });
  });

  it('carry a make-up write', async () => {
    const stage = await Stage.open();
    await stage.tear();
    await stage.sees('failure');
    stage.key('confirm');
    await stage.sees('attract');
    stage.lay();
    await stage.sees('rewrite-offer');
    stage.key('confirm');
    await stage.sees('result');
    stage.key('confirm');
    await stage.sees('menu');
    expect(stage.money()).toMatchObject({ boxed: 10_000, loaded: 10_000, owed: 0 });
  });

  it('put a make-up write off', async () => {
    const stage = await Stage.open();
    await stage.toRewriteOffer();
    stage.key('cancel');
    expect((await stage.sees('menu')).banner?.code).toBe('E305');
  });

  it('show help and lead back, with and without a card', async () => {
    const stage = await Stage.open();
    stage.key('0');
    await stage.sees('help');
    stage.key('cancel');
    await stage.sees('attract');
    await stage.toMenu();
    stage.key('0');
    await stage.sees('help');
    stage.key('cancel');
    await stage.sees('menu');
  });

  it('cancel the check of the card', async () => {
    const stage = await Stage.open();
    await stage.toMenu();
    stage.key('1');
    await stage.sees('check-card');
    stage.key('cancel');
    await stage.sees('menu');
  });

  it('cancel the open slot: the hold is released and nothing was taken', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    stage.key('cancel');
    await stage.sees('menu');
    expect(stage.factsOf('hold-released').map(({ data }) => data.reason)).toEqual(['cancelled']);
    await stage.sound();
    expect(stage.orders).toEqual(['released']);
  });

  it('leave the menu', async () => {
    const stage = await Stage.open();
    await stage.toMenu();
    stage.key('cancel');
    await stage.sees('take-card');
  });

  it.each(PHASES)('that the screen does not offer do nothing: $name', async ({ screen, reach }) => {
    const stage = await Stage.open();
    await reach(stage);
    const before = stage.at(screen);
    const offeredKeys = new Set(before.buttons.map(({ key }) => key));
    const offeredButtons = new Set(before.buttons.map(({ id }) => id));
    for (const key of KEYS) if (!offeredKeys.has(key)) stage.key(key);
    for (const button of BUTTONS) if (!offeredButtons.has(button)) stage.press(button);
    await stage.clock.settle();
    expect(stage.screen).toEqual(before);
  });

  it('do nothing on a greyed button', async () => {
    const stage = await Stage.open();
    stage.hardware.acceptor.box.remove();
    await stage.run(2_000);
    await stage.toMenu();
    stage.key('1');
    stage.press('cash');
    await stage.run(1_000);
    stage.at('menu');
  });

  it('do nothing when they come a moment too late for their screen', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    stage.insert();
    await stage.sees('checking-note');
    stage.key('cancel');
    expect(await stage.sees('result')).toMatchObject({ balance: 11_250 });
  });

  it.each(PHASES)('hammered on during $name, 10,000 random ones, change no money', async ({ reach }) => {
    const stage = await Stage.open();
    await reach(stage);
    for (let burst = 0; burst < 100; burst += 1) {
      for (let event = 0; event < 100; event += 1) stage.kiosk.act(anyEvent(stage));
      await stage.run(37);
    }
    await goHome(stage);
    await stage.sound();
    const { boxed, loaded, owed, investigating } = stage.money();
    expect({ boxed, investigating }).toEqual({ boxed: loaded + owed, investigating: 0 });
    if (owed === 0) await stage.serves();
  });
});
