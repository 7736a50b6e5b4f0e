import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { SOCKET_PATH, type PageMessage } from '../../src/screen/contract/page-messages.ts';
import { NOW_MS } from '../../src/screen/stories/frame.ts';
import { storyNamed } from '../../src/screen/stories/stories.ts';
import { openBrowser } from './browser.ts';
import { ServedFolder } from './served-folder.ts';

const CONFIG = fileURLToPath(new URL('../../src/screen/app/vite.config.ts', import.meta.url));

/** A screen server that says what the test tells it to. */
class Server {
  readonly #sockets: WebSocketServer;
  readonly said: unknown[] = [];
  readonly urls: string[] = [];
  #open: WebSocket | undefined;

  constructor(served: ServedFolder) {
    this.#sockets = new WebSocketServer({ server: served.server, path: SOCKET_PATH });
    this.#sockets.on('connection', (socket, request) => {
      this.urls.push(request.url ?? '');
      this.#open = socket;
      socket.on('message', (data: Buffer) => this.said.push(JSON.parse(data.toString())));
      this.tell({ type: 'role', role: 'actor' });
      this.show('menu');
    });
  }

  tell(message: PageMessage): void {
    this.#open?.send(JSON.stringify(message));
  }

  show(name: string): void {
    this.tell({ type: 'show', model: storyNamed(name)!.model('zh'), nowMs: NOW_MS, wallMs: 0 });
  }

  raw(text: string): void {
    this.#open?.send(text);
  }

  drop(): void {
    this.#open?.terminate();
  }

  close(): void {
    this.drop();
    this.#sockets.close();
  }
}

let folder: string;
let browser: Browser;
let served: ServedFolder;
let server: Server;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'screen-page-'));
  await build({ configFile: CONFIG, logLevel: 'warn', build: { outDir: folder } });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  served = await ServedFolder.start(folder);
  server = new Server(served);
  page = await browser.newPage({ viewport: { width: 1280, height: 1024 } });
  await page.goto(`${served.origin}/?token=a%2Bb`);
  await page.locator('.screen.menu').waitFor();
});

afterEach(async () => {
  await page.close();
  server.close();
  await served.stop();
});

it('brings the token of its own address', () => {
  expect(server.urls).toEqual(['/socket?token=a%2Bb']);
});

it('sends what is pressed', async () => {
  await page.locator('[data-button=cash]').click();
  await expect.poll(() => server.said).toEqual([{ type: 'press', button: 'cash' }]);
});

it('draws what comes', async () => {
  server.show('check-card');
  await page.locator('.screen.check-card').waitFor();
});

it('waits while the terminal has no life, and is back with the next model', async () => {
  server.tell({ type: 'wait' });
  await page.locator('.no-terminal').waitFor();
  server.show('attract');
  await page.locator('.screen.attract').waitFor();
});

it('waits when the socket drops, and is back by itself', async () => {
  server.drop();
  await page.locator('.no-terminal').waitFor();
  await page.locator('.screen.menu').waitFor({ timeout: 5_000 });
  expect(server.urls).toHaveLength(2);
});

it('is not disturbed by what is no message', async () => {
  for (const text of ['', 'null', '{"type":"other"}', '[1]', '{']) server.raw(text);
  server.show('check-card');
  await page.locator('.screen.check-card').waitFor();
});
