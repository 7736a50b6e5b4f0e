/** How a page of this folder is bundled; the page of the terminal and the gallery of its screens differ in root and place only. */
import { fileURLToPath } from 'node:url';
import type { UserConfig } from 'vite';
import { rareCharacters } from './rare-characters.ts';

/** The page runs under a content policy without inline script, style or data, so everything becomes a file of its own. */
export function pageBuild(root: URL, outDir: URL): UserConfig {
  return {
    root: fileURLToPath(root),
    base: './',
    plugins: [rareCharacters()],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: fileURLToPath(outDir),
      emptyOutDir: true,
      target: 'chrome120',
      assetsInlineLimit: 0,
      modulePreload: false,
    },
  };
}
