/** The page that the terminal serves to its screen. */
import { defineConfig } from 'vite';
import { pageBuild } from './page-build.ts';

export default defineConfig(
  pageBuild(new URL('.', import.meta.url), new URL('../../../dist/screen', import.meta.url)),
);
