/** The bench page in a real browser: every story at every size, and what its hands send. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SHOWN_EVENTS } from '../../simulator/bench/page/dock/event-filter.ts';
import { visitEvents } from '../../simulator/bench/page/stories/events.ts';
import { BENCH_STORIES, type BenchStoryName } from '../../simulator/bench/page/stories/stories.ts';
import { BenchStandIn } from './bench-stand-in.ts';
import { openBrowser } from './browser.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const CONFIG = new URL('../../simulator/bench/page/vite.config.ts', import.meta.url).pathname;
const SIZES = [
  [1280, 800],
  [1440, 900],
  [1920, 1080],
] as const;
const NAMES = Object.keys(BENCH_STORIES) as BenchStoryName[];

let folder = '';
let browser: Browser;
let standIn: BenchStandIn;
let context: BrowserContext;
let complaints: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bench-page-'));
  const [opened] = await Promise.all([
    openBrowser(),
    build({ configFile: CONFIG, logLevel: 'error', build: { outDir: folder } }),
  ]);
  browser = opened;
  standIn = await BenchStandIn.start({ page: folder }, BENCH_STORIES.quiet);
  context = await browser.newContext({ reducedMotion: 'reduce' });
});

afterAll(async () => {
  await browser.close();
  await standIn.stop();
  rmSync(folder, { recursive: true });
});

afterEach(async () => {
  for (const page of context.pages()) await page.close();
});

interface Opening {
  readonly size?: readonly [number, number];
  readonly language?: 'zh' | 'en';
  readonly shown?: 'A' | 'B' | 'both';
}

async function open(story: BenchStoryName, opening: Opening = {}): Promise<Page> {
  const { size: [width, height] = [1440, 900], language = 'zh', shown = 'A' } = opening;
  standIn.tell(BENCH_STORIES[story]);
  complaints = [];
  const page = await context.newPage();
  await page.setViewportSize({ width, height });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.addInitScript(
    ([wanted, terminals]) => {
      localStorage.setItem('bench-language', wanted);
      localStorage.setItem('bench-shown', terminals);
    },
    [language, shown] as const,
  );
  await page.goto(standIn.address);
  await page.locator('main').waitFor();
  await page.evaluate('document.fonts.ready');
  return page;
}

/** By keyboard: a click waits for a button that is possible now. */
async function press(page: Page, button: Locator): Promise<void> {
  await button.focus();
  await page.keyboard.press('Enter');
}

/** Boxes that stick out of the window, and boxes whose content is cut off where nobody can scroll to it. */
const OVERFLOWING = `(() => {
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push('the page is too wide');
  if (innerWidth >= 1200 && root.scrollHeight > root.clientHeight) found.push('the page is too high');
  const name = (element) => element.tagName + '.' + String(element.className);
  for (const box of document.querySelectorAll('.panel, .bay, .machine, .top-bar, .plinth, .bays-inside, .slot, .pad')) {
    if (box.scrollWidth > box.clientWidth + 1) found.push(name(box) + ' is too wide inside');
    if (box.scrollHeight > box.clientHeight + 1) found.push(name(box) + ' is too high inside');
  }
  for (const element of document.querySelectorAll('main button, main p, main h2, main h3, main dd, header *')) {
    const { left, right, width } = element.getBoundingClientRect();
    if (width > 0 && (left < -1 || right > innerWidth + 1)) found.push(name(element) + ' sticks out');
  }
  return found;
})()`;

async function axe(page: Page): Promise<string[]> {
  // The policy of the page forbids foreign scripts, as it must; the test goes in by the debugger.
  await page.evaluate(AXE);
  return (await page.evaluate(`axe.run(document, { iframes: false }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target, any }) => id + ' ' + target.join(' ') + ' ' + (any[0]?.message ?? ''))))`)) as string[];
}

describe('the bench page', () => {
  it.each(NAMES)(
    'shows %s at every size with nothing cut off, in both languages, clean to axe',
    async (story) => {
      for (const language of ['en', 'zh'] as const) {
        const page = await open(story, { language });
        for (const [width, height] of SIZES) {
          await page.setViewportSize({ width, height });
          await page.waitForTimeout(40);
          const found = await page.evaluate(OVERFLOWING);
          expect({ language, width, found }).toEqual({ language, width, found: [] });
        }
        expect(complaints).toEqual([]);
        if (language === 'zh' || story === 'jam') expect(await axe(page)).toEqual([]);
      }
    },
  );

  it.each(['quiet', 'jam', 'writing'] as const)(
    'can be used at 1024, and side by side at 1920: %s',
    async (story) => {
      const page = await open(story, { size: [1024, 768] });
      expect(await page.evaluate(OVERFLOWING)).toEqual([]);
      const wide = await open(story, { size: [1920, 1080], shown: 'both' });
      expect(await wide.locator('iframe').count()).toBe(2);
      expect(await wide.evaluate(OVERFLOWING)).toEqual([]);
    },
  );

  it('passes axe with each tab and with an open sheet', async () => {
    const page = await open('jam');
    for (const tab of ['日志', '线路', '账本', '卡']) {
      await page.getByRole('tab', { name: tab }).first().click();
      expect({ tab, found: await axe(page) }).toEqual({ tab, found: [] });
    }
    await page.getByRole('button', { name: '拔走时机 A' }).click();
    expect(await axe(page)).toEqual([]);
  });
});

describe('hands at the bench page', () => {
  it('send the token in the header, and exactly the action', async () => {
    const page = await open('quiet');
    await page.getByRole('button', { name: /^张小样的卡：放到终端 A/u }).click();
    await page.getByRole('button', { name: /2015年版.*：塞入终端 A/u }).click();
    await page.getByRole('switch', { name: /总电源/u }).click();
    await page.getByRole('switch', { name: /线缆 读卡器/u }).click();
    await page.getByRole('button', { name: '丢应答' }).click();
    await page.getByRole('switch', { name: /机门/u }).click();
    await page.getByRole('button', { name: '强行停止' }).click();
    await page.getByRole('button', { name: '时钟 +1 天' }).click();
    await page.getByRole('button', { name: '重新登记' }).click();
    await expect
      .poll(() => standIn.asked)
      .toEqual([
        { do: 'lay-card', kiosk: 'A', card: 'zhang' },
        { do: 'feed-note', kiosk: 'A', note: 'good-2015' },
        { do: 'cut-power', kiosk: 'A' },
        { do: 'unplug', kiosk: 'A', cable: 'cardReader' },
        { do: 'server', kiosk: 'A', mode: 'answers-lost' },
        { do: 'door', kiosk: 'A', open: true },
        { do: 'kill-program', kiosk: 'A' },
        { do: 'jump-clock', minutes: 1_440 },
        { do: 'close-journal-and-re-enrol', kiosk: 'A' },
      ]);
    expect(standIn.refused).toEqual([]);
  });

  it('carry a card to the reader and a note to the slot, and lift a card by carrying it back', async () => {
    const page = await open('open-slot');
    await page.getByRole('button', { name: /^Test Person 的卡：放到/u }).dragTo(page.locator('.pad'));
    await page.getByRole('button', { name: /破损.*：塞入终端 A/u }).dragTo(page.locator('.slot'));
    await page.getByRole('button', { name: '张小样的卡：从读卡区拿开' }).dragTo(page.locator('.cards'));
    await expect
      .poll(() => standIn.asked)
      .toEqual([
        { do: 'lay-card', kiosk: 'A', card: 'test' },
        { do: 'feed-note', kiosk: 'A', note: 'torn' },
        { do: 'lift-card', card: 'zhang' },
      ]);
  });

  it('let things be dropped on the picture of the screen as well', async () => {
    const page = await open('quiet');
    await page
      .getByRole('button', { name: /^李示例的卡/u })
      .first()
      .dragTo(page.locator('.glass'));
    await expect.poll(() => standIn.asked).toEqual([{ do: 'lay-card', kiosk: 'A', card: 'li' }]);
  });

  it('do without a mouse: Enter for the terminal shown, A and B for either, Enter to lift', async () => {
    const page = await open('open-slot');
    const card = page.getByRole('button', { name: /^Test Person 的卡：放到/u });
    await card.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('b');
    await page.getByRole('button', { name: /2005年版.*：塞入终端 A/u }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('b');
    await page.getByRole('button', { name: '张小样的卡：拿开' }).focus();
    await page.keyboard.press('Enter');
    await expect
      .poll(() => standIn.asked)
      .toEqual([
        { do: 'lay-card', kiosk: 'A', card: 'test' },
        { do: 'lay-card', kiosk: 'B', card: 'test' },
        { do: 'feed-note', kiosk: 'A', note: 'good-2005' },
        { do: 'feed-note', kiosk: 'B', note: 'good-2005' },
        { do: 'lift-card', card: 'zhang' },
      ]);
  });

  it('arm a pull from its table, and disarm what waits', async () => {
    const page = await open('writing');
    await page.getByRole('button', { name: '拔走时机 A' }).click();
    await page.getByRole('button', { name: '写入金额，写入后应答前' }).click();
    await page.getByRole('button', { name: '取消拔卡' }).click();
    await page.getByRole('button', { name: '取消卡钞' }).click();
    await expect
      .poll(() => standIn.asked)
      .toEqual([
        { do: 'pull-card-at', kiosk: 'A', command: 'credit-for-load', phase: 'answer' },
        { do: 'forget-pulls', kiosk: 'A' },
        { do: 'clear-jam', kiosk: 'A' },
      ]);
  });

  it('take a note back, and feed no second one before that', async () => {
    const page = await open('take-back');
    await press(page, page.getByRole('button', { name: /2015年版.*：塞入终端 A/u }));
    await expect.poll(() => page.getByRole('status').last().innerText()).toContain('先取回');
    await page.getByRole('button', { name: /取回$/u }).click();
    await expect.poll(() => standIn.asked).toEqual([{ do: 'take-note', kiosk: 'A' }]);
  });

  it('settle an inquiry only when two persons have checked', async () => {
    const page = await open('jam');
    await page.getByRole('button', { name: '调查 1' }).click();
    await press(page, page.getByRole('button', { name: '判为待补写' }));
    await page.getByLabel(/操作员一/u).check();
    await page.getByLabel(/操作员二/u).check();
    await page.getByRole('button', { name: '判为待补写' }).click();
    await expect.poll(() => standIn.asked).toEqual([{ do: 'resolve', orderId: 'order-6', to: 'owed' }]);
  });

  it('spend, report lost, and look into a card from its menu', async () => {
    const page = await open('torn');
    await page.getByRole('button', { name: '更多：Test Person 的卡' }).click();
    await page.getByRole('button', { name: '消费 5.00 元' }).click();
    await page.getByRole('button', { name: '更多：Test Person 的卡' }).click();
    await page.getByRole('button', { name: '挂失', exact: true }).click();
    await page.getByRole('button', { name: '查看卡内记录' }).click();
    await expect.poll(() => page.getByText('两边相差 5.00 元').isVisible()).toBe(true);
    expect(standIn.asked).toEqual([
      { do: 'spend', card: 'test', amount: 500 },
      { do: 'card-state', card: 'test', state: 'lost' },
    ]);
  });

  it('hear why the bench refuses, with its code', async () => {
    const page = await open('quiet');
    standIn.outcome = { ok: false, code: 'BENCH_READER_FULL', text: '读卡区放不下了 / the reader is full' };
    await page.getByRole('button', { name: /^张小样的卡：放到终端 A/u }).click();
    await expect.poll(() => page.locator('.toast').innerText()).toContain('BENCH_READER_FULL');
    expect(await page.locator('.toast').innerText()).toContain('读卡区放不下了');
    expect(await page.locator('.toast').innerText()).not.toContain('full');
  });
});

describe('what the bench page hears', () => {
  it('draws a bounded number of rows, follows the newest, and waits while paused', async () => {
    const page = await open('full');
    const rows = page.locator('.event');
    await expect.poll(() => rows.count()).toBe(SHOWN_EVENTS);
    const atEnd = `(() => { const e = document.querySelector('.events'); return e.scrollHeight - e.scrollTop - e.clientHeight < 2; })()`;
    await expect.poll(() => page.evaluate(atEnd)).toBe(true);
    await page.getByRole('button', { name: '暂停' }).click();
    const newest = await rows.last().innerText();
    standIn.sendEvents(visitEvents(3_010).slice(3_000));
    await expect.poll(() => page.getByRole('button', { name: '继续' }).innerText()).toContain('10');
    expect(await rows.last().innerText()).toBe(newest);
    await page.getByRole('button', { name: '继续' }).click();
    await expect.poll(() => rows.last().innerText()).not.toBe(newest);
    expect(await rows.count()).toBe(SHOWN_EVENTS);
  });

  it('says calmly that the connection is lost, and comes back by itself', async () => {
    const page = await open('quiet');
    standIn.tell({ ...BENCH_STORIES.torn, state: { ...BENCH_STORIES.torn.state, revision: 500 } });
    await page.route('**/api/live*', (route) => route.abort());
    standIn.breakLines();
    await expect.poll(() => page.locator('.banner').innerText()).toContain('正在自动重连');
    await page.unroute('**/api/live*');
    await expect.poll(() => page.locator('.banner').count(), { timeout: 10_000 }).toBe(0);
    await expect.poll(() => page.locator('.taken').innerText()).toContain('200');
    await expect.poll(() => page.locator('.event').count()).toBeGreaterThan(5);
  });

  it('says what to do with a wrong token', async () => {
    await open('quiet');
    const page = await context.newPage();
    await page.goto(`${standIn.origin}/?token=wrong`);
    await expect.poll(() => page.locator('.banner').innerText()).toContain('令牌不对');
  });

  it('is loud when money is missing', async () => {
    const page = await open('missing');
    expect(await page.getByRole('alert').innerText()).toContain('程序错误');
    expect(await page.locator('.verdict').innerText()).toContain('100.00');
  });
});
