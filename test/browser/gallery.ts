/** The gallery of all screens, bundled anew, open in one page of one browser. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import type { Gallery } from '../../src/screen/app/gallery/stage.ts';
import type { Display, Language } from '../../src/screen/contract/screen-model.ts';
import { openBrowser } from './browser.ts';
import { ServedFolder } from './served-folder.ts';

const CONFIG = fileURLToPath(new URL('../../src/screen/app/gallery/vite.config.ts', import.meta.url));

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
  readonly #served: ServedFolder;
  readonly #folder: string;

  private constructor(browser: Browser, served: ServedFolder, folder: string, page: Page) {
    this.#browser = browser;
    this.#served = served;
    this.#folder = folder;
    this.page = page;
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    this.complaints = complaints;
  }

  static async open(): Promise<OpenGallery> {
    // A folder of its own: tests run side by side, and none may see the half-built bundle of another.
    const folder = mkdtempSync(join(tmpdir(), 'gallery-'));
    await build({ configFile: CONFIG, logLevel: 'warn', build: { outDir: folder } });
    const served = await ServedFolder.start(folder);
    const browser = await openBrowser();
    const page = await browser.newPage({ reducedMotion: 'reduce' });
    const gallery = new OpenGallery(browser, served, folder, page);
    await page.goto(served.origin);
    await page.evaluate('document.fonts.ready');
    return gallery;
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

  async role(role: 'actor' | 'watcher'): Promise<void> {
    await this.page.evaluate((now) => (globalThis as WithGallery).gallery.role(now), role);
  }

  async wait(): Promise<void> {
    await this.page.evaluate(() => (globalThis as WithGallery).gallery.wait());
  }

  /** What the page wanted to tell the terminal since the last story. */
  async sent(): Promise<readonly unknown[]> {
    const sent = await this.page.evaluate(() => (globalThis as WithGallery).gallery.sent());
    return sent.map((event) => JSON.parse(event) as unknown);
  }

  async faults(): Promise<readonly string[]> {
    return this.page.evaluate(() => (globalThis as WithGallery).gallery.faults());
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#served.stop();
    rmSync(this.#folder, { recursive: true });
  }
}
