/** Names of files and folders, what lies at the top, and paths that exist on one machine only. */
import { lineAt } from './scan.ts';

const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;

/** One line for a path of which a folder or a file is not named in kebab case; `README.md` is a name of its own. */
export function badName(path: string): string[] {
  const parts = path.split('/').filter((part) => !part.startsWith('.'));
  const good = parts.every(
    (part) => part === 'README.md' || part.split('.').every((word) => KEBAB.test(word)),
  );
  return good ? [] : [`${path}: not in kebab case`];
}

const TOP = new Set([
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'README.md',
  'src',
  'drivers',
  'state-machines',
  'simulator',
  'test',
  'docs',
]);

/** One line per name at the top that design.md §2 does not have; what git ignores does not count. */
export function strayAtTop(names: readonly string[], gitIgnore: string): string[] {
  const ignored = gitIgnore
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const isIgnored = (name: string): boolean =>
    ignored.some(
      (line) => line.replaceAll('/', '') === name || (line.startsWith('*') && name.endsWith(line.slice(1))),
    );
  return names
    .filter((name) => !name.startsWith('.') && !TOP.has(name) && !isIgnored(name))
    .map((name) => `${name}: not at the top of the repository by design.md §2`);
}

/** Homes and work folders of a developer's machine, and named folders below the common one for temporary files. */
const MACHINE_PATHS = [
  /(?<![\w.~/-])\/(?:work|root|Users|home)\/[\w.-]+/gu,
  /(?<![\w.~/-])\/tmp\/[\w-]+\/[\w.-]+/gu,
];

/** One line per path of one machine in a text that everybody gets. */
export function machinePaths(path: string, text: string): string[] {
  return MACHINE_PATHS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(
      (match) => `${path}:${lineAt(text, match.index)}: names a path of one machine: ${match[0]}`,
    ),
  );
}
