/** The gallery of all screens, bundled anew, served under the terminal's content policy, open in one page of one browser. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import type { Gallery } from '../../src/screen/app/gallery/stage.ts';
import type { Display, Language } from '../../src/screen/contract/screen-model.ts';
import { openBrowser } from './browser.ts';

const CONFIG = fileURLToPath(new URL('../../src/screen/app/gallery/vite.config.ts', import.meta.url));
const BUNDLE = fileURLToPath(new URL('../../dist/stories', import.meta.url));

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'";

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

export interface PanelSize {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/** The panels of ui.md §2. */
export const PANELS: readonly PanelSize[] = [
  { name: '1280x1024', width: 1280, height: 1024 },
  { name: '1080x1920', width: 1080, height: 1920 },
  { name: '1024x768', width: 1024, height: 768 },
];

type WithGallery = typeof globalThis & { gallery: Gallery };

export class OpenGallery {
  readonly page: Page;
  /** What the browser complained about, breaches of the content policy included. */
  readonly complaints: readonly string[];
  readonly #browser: Browser;
  readonly #server: Server;

  private constructor(browser: Browser, server: Server, page: Page, complaints: readonly string[]) {
    this.#browser = browser;
    this.#server = server;
    this.page = page;
    this.complaints = complaints;
  }

  static async open(): Promise<OpenGallery> {
    await build({ configFile: CONFIG, logLevel: 'warn' });
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://gallery');
      const file = normalize(pathname === '/' ? '/index.html' : pathname);
      readFile(join(BUNDLE, file)).then(
        (bytes) => {
          const type = TYPES[extname(file)] ?? 'application/octet-stream';
          response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY }).end(bytes);
        },
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const browser = await openBrowser();
    const page = await browser.newPage({ reducedMotion: 'reduce' });
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.evaluate('document.fonts.ready');
    return new OpenGallery(browser, server, page, complaints);
  }

  async names(): Promise<readonly string[]> {
    return this.page.evaluate(() => (globalThis as WithGallery).gallery.names);
  }

  async resize({ width, height }: PanelSize): Promise<void> {
    await this.page.setViewportSize({ width, height });
  }

  async show(name: string, language: Language, display: Display): Promise<void> {
    await this.page.evaluate(
      ([story, spoken, drawn]) => (globalThis as WithGallery).gallery.show(story, spoken, drawn),
      [name, language, display] as const,
    );
  }

  async faults(): Promise<readonly string[]> {
    return this.page.evaluate(() => (globalThis as WithGallery).gallery.faults());
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
