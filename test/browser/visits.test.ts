/** Visits as people play them: the real program, its real page in Chromium, hands at the bench (design.md §7, §8). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { KioskName } from '../../simulator/bench/actions.ts';
import type { BenchState } from '../../simulator/bench/state.ts';
import { openBrowser } from './browser.ts';
import { RunningBench } from './running-bench.ts';

const WAIT = { timeout: 40_000 };

let browser: Browser;
let bench: RunningBench;
let state: string;
const pages: Page[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  state = mkdtempSync(join(tmpdir(), 'visits-'));
  bench = await RunningBench.start(state);
});

afterAll(async () => {
  await browser.close();
  await bench.stop();
  rmSync(state, { recursive: true });
});

/** Whatever a test left lying about: cards off, both terminals waiting for the next person. */
afterEach(async () => {
  for (const page of pages.splice(0)) await page.close();
  for (const { id, where } of (await bench.state()).cards)
    if (where !== 'hand') await bench.do({ do: 'lift-card', card: id });
  for (const kiosk of ['A', 'B'] as const) {
    if (noteInSlot(await bench.state(), kiosk)) await bench.do({ do: 'take-note', kiosk });
    await bench.do({ do: 'server', kiosk, mode: 'normal' });
    await bench.sees(kiosk, 'attract');
  }
});

function noteInSlot(now: BenchState, kiosk: KioskName): boolean {
  return now.kiosks[kiosk].acceptor.moving.some(({ place }) => place === 'slot');
}

async function takeNote(kiosk: KioskName): Promise<void> {
  await expect.poll(async () => noteInSlot(await bench.state(), kiosk), WAIT).toBe(true);
  await bench.do({ do: 'take-note', kiosk });
}

async function openScreen(kiosk: KioskName): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1024 } });
  pages.push(page);
  await page.goto(await bench.screenUrl(kiosk));
  await shows(page, 'attract');
  return page;
}

async function shows(page: Page, screen: string): Promise<void> {
  await page.waitForSelector(`[data-screen="${screen}"]`, WAIT);
}

async function press(page: Page, button: string): Promise<void> {
  await page.click(`[data-button="${button}"]`, WAIT);
}

/** From the card on the reader to the green lamp. */
async function toSlot(page: Page, kiosk: KioskName, card: string): Promise<void> {
  await bench.do({ do: 'lay-card', kiosk, card });
  await shows(page, 'menu');
  await press(page, 'cash');
  await shows(page, 'check-card');
  await press(page, 'next');
  await shows(page, 'insert-note');
}

async function feed(kiosk: KioskName, note: 'good-2015' | 'edition-1999' = 'good-2015'): Promise<void> {
  await bench.do({ do: 'feed-note', kiosk, note });
}

describe('a visit in the browser', () => {
  it.each([
    ['中文', '充值成功', '请取走您的卡片'],
    ['English', 'Topped up', 'Please take your card'],
  ] as const)('puts a note on the card in %s', async (language, done, take) => {
    const page = await openScreen('A');
    const before = await bench.card('zhang');
    await page.getByRole('button', { name: language, exact: true }).first().click();
    await toSlot(page, 'A', 'zhang');
    await feed('A');
    await shows(page, 'result');
    expect(await page.textContent('main')).toContain(done);
    await press(page, 'exit');
    await shows(page, 'menu');
    await press(page, 'exit');
    await shows(page, 'take-card');
    expect(await page.textContent('main')).toContain(take);
    await bench.do({ do: 'lift-card', card: 'zhang' });
    await shows(page, 'attract');
    expect(await page.getAttribute('html', 'lang')).toMatch(/^zh/u);
    const after = await bench.card('zhang');
    expect(after.truth?.balance).toBe((before.truth?.balance ?? 0) + 10_000);
    expect(after.ledger).toBe(after.truth?.balance);
  });

  it('is carried by the keys of the keypad alone', async () => {
    const page = await openScreen('A');
    const before = await bench.card('zhang');
    await bench.do({ do: 'lay-card', kiosk: 'A', card: 'zhang' });
    await shows(page, 'menu');
    await page.keyboard.press('1');
    await shows(page, 'check-card');
    await page.keyboard.press('Enter');
    await shows(page, 'insert-note');
    await feed('A');
    await shows(page, 'result');
    await page.keyboard.press('Escape');
    await shows(page, 'menu');
    await page.keyboard.press('Escape');
    await shows(page, 'take-card');
    expect((await bench.card('zhang')).truth?.balance).toBe((before.truth?.balance ?? 0) + 10_000);
  });

  it('offers nothing to touch while the card is written', async () => {
    const page = await openScreen('A');
    await toSlot(page, 'A', 'zhang');
    await feed('A');
    await shows(page, 'stacking-note');
    await bench.do({ do: 'server', kiosk: 'A', mode: 'slow' });
    await shows(page, 'writing');
    expect(await page.locator('button:visible').count()).toBe(0);
    await shows(page, 'result');
  });

  it('gives a note of another edition back and takes a good one then', async () => {
    const page = await openScreen('A');
    await toSlot(page, 'A', 'zhang');
    await feed('A', 'edition-1999');
    await shows(page, 'take-note-back');
    expect(await page.textContent('main')).toContain('E251');
    await takeNote('A');
    await shows(page, 'insert-note');
    await feed('A');
    await shows(page, 'result');
  });
});

describe('a card pulled away in the middle of the write', () => {
  it('is made good at the second terminal, once', async () => {
    const [first, second] = [await openScreen('A'), await openScreen('B')];
    const before = await bench.card('test');
    await toSlot(first, 'A', 'test');
    await bench.do({ do: 'pull-card-at', kiosk: 'A', command: 'credit-for-load', phase: 'command' });
    await feed('A');
    await shows(first, 'torn-card');
    expect(await first.getAttribute('html', 'data-stage')).toBe('amber');
    await shows(first, 'failure');
    expect(await first.textContent('main')).toContain('E303');
    await press(first, 'ok');
    await bench.do({ do: 'lay-card', kiosk: 'B', card: 'test' });
    await shows(second, 'rewrite-offer');
    await press(second, 'rewrite');
    await shows(second, 'result');
    await press(second, 'ok');
    await shows(second, 'menu');
    await bench.do({ do: 'lift-card', card: 'test' });
    await bench.do({ do: 'lay-card', kiosk: 'A', card: 'test' });
    await shows(first, 'menu');
    const after = await bench.card('test');
    expect(after.truth?.balance).toBe((before.truth?.balance ?? 0) + 10_000);
    expect(after.ledger).toBe(after.truth?.balance);
    expect((await bench.state()).sum).toMatchObject({ owed: 0, open: 0, missing: 0 });
  });

  it('put back in time after the write had worked gets nothing twice and is told so', async () => {
    const page = await openScreen('A');
    const before = await bench.card('test');
    await toSlot(page, 'A', 'test');
    await bench.do({ do: 'pull-card-at', kiosk: 'A', command: 'credit-for-load', phase: 'answer' });
    await feed('A');
    await shows(page, 'torn-card');
    await bench.do({ do: 'lay-card', kiosk: 'A', card: 'test' });
    await shows(page, 'result');
    expect(await page.textContent('main')).toContain('无需补写');
    expect((await bench.card('test')).truth?.balance).toBe((before.truth?.balance ?? 0) + 10_000);
  });
});

describe('the page', () => {
  it('says please wait while the program is away, and is back by itself', async () => {
    const page = await openScreen('B');
    await bench.do({ do: 'kill-program', kiosk: 'B' });
    await page.waitForSelector('[data-screen]', { ...WAIT, state: 'detached' });
    expect(await page.textContent('body')).toContain('请稍候');
    await bench.do({ do: 'start-program', kiosk: 'B' });
    await shows(page, 'attract');
  });

  it('of a second tab shows the visit and cannot act in it', async () => {
    const first = await openScreen('A');
    const second = await openScreen('A');
    await bench.do({ do: 'lay-card', kiosk: 'A', card: 'zhang' });
    await shows(second, 'menu');
    await second.keyboard.press('1');
    await second.click('[data-button="cash"]', { force: true, timeout: 2_000 }).catch(() => undefined);
    await press(first, 'help');
    await shows(second, 'help');
    expect(await second.textContent('body')).toContain('只能查看');
  });

  it('of a second tab acts once the first is closed', async () => {
    const first = await openScreen('A');
    const second = await openScreen('A');
    await first.close();
    await second.keyboard.press('0');
    await expect
      .poll(async () => {
        await second.keyboard.press('0');
        return (await bench.state()).kiosks.A.screen?.id;
      }, WAIT)
      .toBe('help');
    await second.keyboard.press('Escape');
  });
});
