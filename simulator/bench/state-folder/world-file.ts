/** `world.json`: read whole and checked, replaced whole and durable when it returns. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { replaceFile } from '../../../src/journal/durable-files.ts';
import { errorText, TerminalError } from '../../../src/kernel/errors.ts';
import { worldSchema, type WorldData } from './world-schema.ts';

/** Longest file, bytes. */
const LIMIT = 64 * 1024 * 1024;

/** What the file says; undefined when there is none. Throws `BENCH_STATE_DAMAGED`; the file is left as it is. */
export function readWorld(path: string): WorldData | undefined {
  if (!existsSync(path)) return undefined;
  let value: unknown;
  try {
    if (statSync(path).size > LIMIT) throw new Error(`longer than ${LIMIT} bytes`);
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw damaged(path, errorText(cause), cause);
  }
  const parsed = worldSchema.safeParse(value);
  if (!parsed.success) throw damaged(path, z.prettifyError(parsed.error).split('\n').slice(0, 4).join(' '));
  return parsed.data;
}

export function writeWorld(path: string, world: WorldData): void {
  replaceFile(path, `${JSON.stringify(world)}\n`);
}

export function damaged(path: string, what: string, cause?: unknown): TerminalError {
  const text = `${path} is damaged or no state of this bench: ${what}; nothing was changed; --fresh begins anew`;
  return new TerminalError('BENCH_STATE_DAMAGED', text, { action: 'reconfigure', cause });
}
