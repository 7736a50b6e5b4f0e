/** The policy of the screen server as a real browser reads it: what the page may do, and what other pages may not. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openBrowser } from '../../browser/browser.ts';
import { attract, bundleFolder, RunningScreen } from './running-screen.ts';

const PAGE = `<!doctype html>
  <script>document.documentElement.dataset.inline = 'ran';</script>
  <script type="module" crossorigin src="./assets/app-abc.js"></script>
  <link rel="stylesheet" crossorigin href="./assets/app-abc.css" />
  <body>screen</body>`;

const SCRIPT = `
  const socket = new WebSocket('ws://' + location.host + '/socket' + location.search);
  socket.onmessage = ({ data }) => {
    const { type, role, model } = JSON.parse(data);
    if (type === 'role') document.body.dataset.role = role;
    if (type === 'show') document.body.dataset.terminal = model.terminal;
  };`;

const FILES = {
  'index.html': PAGE,
  'assets/app-abc.js': SCRIPT,
  'assets/app-abc.css': 'body { color: rgb(1, 2, 3); }',
};

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function open(url: string): Promise<Page> {
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  await page.goto(url);
  return page;
}

/** A page of somebody else on this machine. Its answer is made when it is asked for. */
async function otherSite(html: () => string): Promise<string> {
  const server: Server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(html());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function start(frameAncestors: string[] = []): Promise<RunningScreen> {
  const screen = await RunningScreen.start({ bundle: bundleFolder(FILES), frameAncestors });
  screen.server.screen.show(attract('seen'));
  return screen;
}

describe('in Chromium', () => {
  it('the page runs its own script and style, and its socket, but nothing inline', async () => {
    const { server } = await start();
    const page = await open(server.url);
    await page.waitForSelector('body[data-role=actor][data-terminal=seen]');
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(1, 2, 3)');
    expect(await page.evaluate('document.documentElement.dataset.inline')).toBeUndefined();
  });

  it('the page works in the frame of the simulation', async () => {
    let url = '';
    const bench = await otherSite(() => `<iframe src="${url}"></iframe>`);
    const { server } = await start([bench]);
    url = server.url;
    const page = await open(bench);
    await page.frameLocator('iframe').locator('body[data-terminal=seen]').waitFor();
  });

  it('the page shows in no other frame, though it knows the token', async () => {
    let url = '';
    const stranger = await otherSite(() => `<iframe src="${url}"></iframe>`);
    const screen = await start(['http://127.0.0.1:1']);
    url = screen.server.url;
    const page = await open(stranger);
    await page.waitForLoadState('networkidle');
    expect(await page.frameLocator('iframe').locator('body[data-terminal]').count()).toBe(0);
    expect(screen.server.pages).toBe(0);
  });

  it('another page can neither read the page nor open its socket, though it knows the token', async () => {
    const screen = await start();
    const page = await open(await otherSite(() => '<!doctype html>'));
    const url = JSON.stringify(screen.server.url);
    expect(await page.evaluate(`fetch(${url}).then(() => 'read', () => 'refused')`)).toBe('refused');
    const socket = `new Promise((resolve) => {
      const socket = new WebSocket(${url}.replace('http', 'ws').replace('/?', '/socket?'));
      socket.onopen = () => resolve('open');
      socket.onerror = () => resolve('refused');
    })`;
    expect(await page.evaluate(socket)).toBe('refused');
    expect(screen.written('SCREEN_ORIGIN')).toBe(1);
  });
});
