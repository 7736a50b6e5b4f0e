/** The gallery of all screens, for whoever works on them and for the layout test; the terminal does not serve it. */
import { defineConfig } from 'vite';
import { pageBuild } from '../page-build.ts';

export default defineConfig(
  pageBuild(new URL('.', import.meta.url), new URL('../../../../dist/stories', import.meta.url)),
);
