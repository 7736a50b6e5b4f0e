import { readFileSync } from 'node:fs';
import type { AxeResults, RunOptions } from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLAIN_DISPLAY, type Display, type Language } from '../../src/screen/contract/screen-model.ts';
import { STORIES } from '../../src/screen/stories/stories.ts';
import { OpenGallery, PANELS, type PanelSize } from './gallery.ts';

const LANGUAGES: readonly Language[] = ['zh', 'en'];
const LARGE: Display = { largeText: true, highContrast: false };
const CONTRAST: Display = { largeText: false, highContrast: true };
const NAMES = STORIES.map(({ name }) => name);

const AXE = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

let gallery: OpenGallery;

beforeAll(async () => {
  gallery = await OpenGallery.open();
  await gallery.page.evaluate(AXE);
});

afterAll(() => gallery.close());

async function faultsOf(panel: PanelSize, language: Language, display: Display): Promise<string[]> {
  await gallery.resize(panel);
  const found: string[] = [];
  for (const name of NAMES) {
    await gallery.show(name, language, display);
    const faults = await gallery.faults();
    found.push(...faults.map((fault) => `${name}: ${fault}`));
  }
  return found;
}

/** Only what has to do with the theme is asked again for another theme. */
const COLOURS: RunOptions = { runOnly: ['color-contrast'] };

async function complaintsOfAxe(language: Language, display: Display, options: RunOptions): Promise<string[]> {
  const found: string[] = [];
  for (const name of NAMES) {
    await gallery.show(name, language, display);
    const { violations } = await gallery.page.evaluate(
      (how) => (globalThis as unknown as { axe: Axe }).axe.run(how),
      { resultTypes: ['violations'], ...options } satisfies RunOptions,
    );
    for (const { id, nodes } of violations) {
      found.push(
        `${name}: ${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
      );
    }
  }
  return found;
}

interface Axe {
  run(options: RunOptions): Promise<AxeResults>;
}

describe.each(PANELS)('every screen at $name', (panel) => {
  it.each(LANGUAGES)('fits, with targets to hit and text to read (%s)', async (language) => {
    expect(await faultsOf(panel, language, PLAIN_DISPLAY)).toEqual([]);
  });

  it.each(LANGUAGES)('fits in large text as well (%s)', async (language) => {
    expect(await faultsOf(panel, language, LARGE)).toEqual([]);
  });

  it.each(LANGUAGES)('fits in large text with the thick borders of high contrast (%s)', async (language) => {
    expect(await faultsOf(panel, language, { largeText: true, highContrast: true })).toEqual([]);
  });
});

describe('whoever cannot see well', () => {
  beforeAll(() => gallery.resize({ name: 'first', width: 1280, height: 1024 }));

  it.each(LANGUAGES)('finds nothing that axe complains about (%s)', async (language) => {
    expect(await complaintsOfAxe(language, PLAIN_DISPLAY, {})).toEqual([]);
  });

  it('finds contrast in high contrast', async () => {
    expect(await complaintsOfAxe('zh', CONTRAST, COLOURS)).toEqual([]);
  });
});

describe('the page', () => {
  it('lives with a content policy that allows nothing inline', () => {
    expect(gallery.complaints).toEqual([]);
  });
});
