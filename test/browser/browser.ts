/** One Chromium for every test that looks at a page: from an npm package, unpacked once per machine, run without a window. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';

const UNPACK = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;

/** The sandbox needs rights that a container does not give; tests open nothing but pages of this repository. */
const ARGUMENTS = ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'];

export async function openBrowser(): Promise<Browser> {
  const home = await unpacked();
  return chromium.launch({
    executablePath: join(home, 'chromium'),
    args: ARGUMENTS,
    env: { ...process.env, FONTCONFIG_PATH: join(home, 'fonts') },
  });
}

/**
 * Folder of the unpacked browser. The package unpacks into the folder for temporary files and takes a half-written file
 * of another process for a whole one; so each process unpacks into a folder of its own, and the first to be ready names it.
 */
async function unpacked(): Promise<string> {
  const home = join(tmpdir(), `terminal-browser-${packageVersion()}`);
  if (existsSync(home)) return home;
  const partial = mkdtempSync(`${home}-partial-`);
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', UNPACK], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: { ...process.env, TMPDIR: partial },
  });
  try {
    renameSync(partial, home);
  } catch (error) {
    rmSync(partial, { recursive: true });
    if (!existsSync(home)) throw error;
  }
  return home;
}

function packageVersion(): string {
  const manifest = new URL('../package.json', import.meta.resolve('@sparticuz/chromium'));
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return version;
}
