/** The files of the repository as the rules of the house see them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readImports, type Import } from './imports.ts';
import { scan, type Scanned } from './scan.ts';

const ROOT = new URL('../..', import.meta.url).pathname;

/** Where our own code and texts lie. */
export const FOLDERS = ['src', 'drivers', 'state-machines', 'simulator', 'test', 'docs', '.ci'] as const;

export interface SourceFile {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly scanned: Scanned;
  readonly imports: readonly Import[];
}

/** A source as the rules take it; also for planted ones. */
export function sourceFile(path: string, text: string): SourceFile {
  const scanned = scan(text);
  return { path, text, scanned, imports: readImports(text, scanned) };
}

/** Paths of all files below the given folders, sorted. */
export function filesBelow(folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length).replaceAll('\\', '/')),
    )
    .filter((path) => !path.includes('node_modules/'))
    .toSorted();
}

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Every TypeScript source, read and scanned. */
export function allSources(): SourceFile[] {
  return filesBelow(FOLDERS)
    .filter((path) => /\.tsx?$/u.test(path))
    .map((path) => sourceFile(path, readText(path)));
}

/** Names in the root of the repository. */
export function topLevel(): string[] {
  return readdirSync(ROOT).toSorted();
}
