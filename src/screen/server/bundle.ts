/**
 * The built page, read once at the start. Whatever path is asked for later is looked up in this list and never reaches
 * the file system (design.md §7: no file outside its bundle).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { TerminalError } from '../../kernel/errors.ts';

export interface BundleFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** Its name changes with its content, so that it may be kept for ever. */
  readonly hashed: boolean;
}

export interface Bundle {
  readonly page: BundleFile;
  /** By the path of its address; without the page, which needs the token. */
  readonly assets: ReadonlyMap<string, BundleFile>;
}

const PAGE = '/index.html';

/** The bundler puts what it names by content there. */
const HASHED = '/assets/';

/** A file of another kind is not served. */
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** Throws `SCREEN_BUNDLE_MISSING`. */
export function readBundle(folder: string): Bundle {
  const files = readFiles(folder);
  const page = files.get(PAGE);
  if (page === undefined) throw missing(folder);
  files.delete(PAGE);
  return { page, assets: files };
}

function readFiles(folder: string): Map<string, BundleFile> {
  const files = new Map<string, BundleFile>();
  for (const file of filesBelow(folder)) {
    const address = `/${relative(folder, file).split(sep).join('/')}`;
    const type = TYPES[extname(file)];
    if (type === undefined) continue;
    files.set(address, {
      bytes: new Uint8Array(readFileSync(file)),
      type,
      hashed: address.startsWith(HASHED),
    });
  }
  return files;
}

/** Links are left out: they could lead outside. */
function filesBelow(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch (cause) {
    throw missing(folder, cause);
  }
}

function missing(folder: string, cause?: unknown): TerminalError {
  return new TerminalError('SCREEN_BUNDLE_MISSING', `no built page in ${folder}: run npm run build`, {
    action: 'reconfigure',
    cause,
  });
}
