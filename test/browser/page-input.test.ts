import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PLAIN_DISPLAY } from '../../src/screen/contract/screen-model.ts';
import { OpenGallery, PANELS } from './gallery.ts';

let gallery: OpenGallery;

beforeAll(async () => {
  gallery = await OpenGallery.open();
});

beforeEach(async () => {
  await gallery.resize(PANELS[0]!);
  await gallery.role('actor');
  // A fresh story of another screen first, so that nothing of the test before is in focus.
  await gallery.show('starting', 'zh', PLAIN_DISPLAY);
});

afterAll(() => gallery.close());

const show = (name: string, language: 'zh' | 'en' = 'zh') => gallery.show(name, language, PLAIN_DISPLAY);
const press = (key: string) => gallery.page.keyboard.press(key);

describe('a finger', () => {
  it('presses what the model has, and a double tap presses once', async () => {
    await show('check-card');
    await gallery.page.locator('[data-button=next]').dblclick();
    expect(await gallery.sent()).toEqual([{ type: 'press', button: 'next' }]);
  });

  it('may press the same button again on the next model', async () => {
    await show('check-card');
    await gallery.page.locator('[data-button=next]').click();
    await show('check-card');
    await gallery.page.locator('[data-button=next]').click();
    expect(await gallery.sent()).toEqual([{ type: 'press', button: 'next' }]);
  });

  it('changes text size, contrast and language in the header', async () => {
    await show('menu');
    await gallery.page.getByRole('button', { name: '大字' }).click();
    expect(await gallery.sent()).toEqual([
      { type: 'display', display: { largeText: true, highContrast: false } },
    ]);
    await show('menu');
    await gallery.page.getByRole('button', { name: '高对比' }).click();
    await gallery.page.getByRole('button', { name: 'English' }).click();
    expect(await gallery.sent()).toEqual([
      { type: 'display', display: { largeText: false, highContrast: true } },
      { type: 'language', language: 'en' },
    ]);
  });

  it('does not ask for the language that is there', async () => {
    await show('menu');
    await gallery.page.getByRole('button', { name: '中文' }).click();
    expect(await gallery.sent()).toEqual([]);
  });

  it('presses nothing that is switched off', async () => {
    await show('menu-cash-off');
    await gallery.page.locator('[data-button=cash]').click({ force: true });
    expect(await gallery.sent()).toEqual([]);
  });

  it('finds help on a tall panel below, and not above', async () => {
    await gallery.resize(PANELS[1]!);
    await show('attract');
    await gallery.page.locator('[data-button=help]:visible').click();
    expect(await gallery.sent()).toEqual([{ type: 'press', button: 'help' }]);
  });
});

describe('a key', () => {
  it.each([
    ['5', '5'],
    ['Escape', 'cancel'],
    ['Backspace', 'correct'],
    ['Delete', 'clear'],
  ])('%s is the key %s of the keypad', async (key, expected) => {
    await show('insert-note');
    await press(key);
    expect(await gallery.sent()).toEqual([{ type: 'key', key: expected }]);
  });

  it('that stands for a button acts once a model, however it is pressed', async () => {
    await show('menu');
    await press('1');
    await press('1');
    await gallery.page.locator('[data-button=cash]').click();
    expect(await gallery.sent()).toEqual([{ type: 'key', key: '1' }]);
  });

  it('Enter presses the button in focus, once, and is no key besides', async () => {
    await show('check-card');
    await press('Enter');
    expect(await gallery.sent()).toEqual([{ type: 'press', button: 'next' }]);
  });

  it('Enter is 确认 where no button has the focus', async () => {
    await show('attract');
    await gallery.page.evaluate('document.activeElement.blur()');
    await press('Enter');
    expect(await gallery.sent()).toEqual([{ type: 'key', key: 'confirm' }]);
  });

  it('shows the focus, and a finger hides it again', async () => {
    await show('check-card');
    const outline = () =>
      gallery.page.evaluate("getComputedStyle(document.querySelector('[data-button=next]')).outlineStyle");
    await gallery.page.mouse.click(640, 300);
    expect(await outline()).toBe('none');
    await press('Tab');
    await press('Shift+Tab');
    expect(await outline()).toBe('solid');
    await gallery.page.mouse.click(640, 300);
    expect(await outline()).toBe('none');
  });

  it.each(['writing-top-up-writing', 'torn-card-e301'])(
    'does nothing while the card is at work: %s',
    async (name) => {
      await show(name);
      for (const key of ['Enter', 'Escape', '1', '0']) await press(key);
      expect(await gallery.sent()).toEqual([]);
      expect(await gallery.page.locator('button:visible').count()).toBe(0);
    },
  );
});

describe('the question for more time', () => {
  it('lies over its page, has the focus and one button', async () => {
    await show('menu-idle-warning');
    expect(await gallery.page.getByRole('alertdialog').innerText()).toContain('还需要时间吗？');
    await press('Enter');
    expect(await gallery.sent()).toEqual([{ type: 'press', button: 'more-time' }]);
    await gallery.page
      .locator('[data-button=cash]')
      .click({ force: true, timeout: 500 })
      .catch(() => undefined);
    expect(await gallery.sent()).toHaveLength(1);
  });

  it('goes with its model', async () => {
    await show('menu-idle-warning');
    await show('menu');
    expect(await gallery.page.getByRole('alertdialog').count()).toBe(0);
  });
});

describe('a page that only looks on', () => {
  it('says so and acts on nothing', async () => {
    await gallery.role('watcher');
    await show('check-card');
    expect(await gallery.page.locator('.view-only').innerText()).toBe('本页只能查看');
    await gallery.page.locator('[data-button=next]').click();
    await gallery.page.getByRole('button', { name: 'English' }).click();
    await press('Escape');
    expect(await gallery.sent()).toEqual([]);
  });

  it('takes over when it is told to', async () => {
    await gallery.role('watcher');
    await show('check-card');
    await gallery.role('actor');
    await gallery.page.locator('[data-button=next]').click();
    expect(await gallery.sent()).toEqual([{ type: 'press', button: 'next' }]);
  });
});

describe('time', () => {
  it('counts down between two models', async () => {
    await show('insert-note');
    const seconds = () => gallery.page.locator('.tray .ring').innerText();
    expect(await seconds()).toBe('24');
    await expect.poll(seconds, { timeout: 3_000 }).toBe('22');
  });

  it('of day is the time in Shanghai', async () => {
    await show('menu');
    expect(await gallery.page.locator('.clock').innerText()).toBe('10:24');
  });
});

describe('without a terminal', () => {
  it('the page asks to wait, in both languages, and has nothing to press', async () => {
    await show('menu', 'en');
    await gallery.wait();
    const shown = await gallery.page.locator('main').innerText();
    expect(shown).toContain('请稍候');
    expect(shown).toContain('Please wait');
    expect(await gallery.page.locator('button').count()).toBe(0);
    await press('1');
    expect(await gallery.sent()).toEqual([]);
  });
});

describe('the language of the page', () => {
  it('is told to readers', async () => {
    await show('menu', 'en');
    expect(await gallery.page.evaluate('document.documentElement.lang')).toBe('en');
    await show('menu', 'zh');
    expect(await gallery.page.evaluate('document.documentElement.lang')).toBe('zh-CN');
  });
});
