/**
 * Pictures of all screens: `npm run screens -- [--large] [--contrast] [--only PART] [--size 1280x1024] [--language zh]` writes PNGs into
 * `dist/screens`, at every size and in both languages unless told otherwise.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Language } from '../../src/screen/contract/screen-model.ts';
import { OpenGallery, PANELS } from './gallery.ts';

const FOLDER = fileURLToPath(new URL('../../dist/screens', import.meta.url));
const LANGUAGES: readonly Language[] = ['zh', 'en'];

const { values } = parseArgs({
  options: {
    large: { type: 'boolean', default: false },
    contrast: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    size: { type: 'string' },
    language: { type: 'string' },
  },
});

const display = { largeText: values.large, highContrast: values.contrast };
const suffix = `${values.large ? '-large' : ''}${values.contrast ? '-contrast' : ''}`;
const languages = LANGUAGES.filter(
  (language) => values.language === undefined || values.language === language,
);
const panels = PANELS.filter(({ name }) => values.size === undefined || values.size === name);

mkdirSync(FOLDER, { recursive: true });
const gallery = await OpenGallery.open();
const names = (await gallery.names()).filter((name) => name.includes(values.only));
for (const panel of panels) {
  await gallery.resize(panel);
  for (const language of languages) {
    for (const name of names) {
      await gallery.show(name, language, display);
      await gallery.page.screenshot({ path: join(FOLDER, `${name}-${panel.name}-${language}${suffix}.png`) });
    }
  }
}
await gallery.close();
for (const complaint of gallery.complaints) console.error(complaint);
console.log(`${names.length * panels.length * languages.length} pictures in dist/screens`);
