/** The SQLite binding crashes the whole process on an older Node.js instead of throwing: check first, and say what to do. */
import { TerminalError } from '../kernel/errors.ts';

const NEEDED_MAJOR = 24;

/** Throws `CONFIG_RUNTIME` when this is not the Node.js that the lock file pins. */
export function assertRuntime(version: string = process.versions.node): void {
  const major = Number(version.split('.')[0]);
  if (major >= NEEDED_MAJOR) return;
  throw new TerminalError(
    'CONFIG_RUNTIME',
    `Node.js ${NEEDED_MAJOR} is needed and this is ${version}: start through npm, whose scripts use the pinned one`,
    { action: 'reconfigure' },
  );
}
