/** Reads the configuration file; anything wrong with it is one clear error that names the field. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { TerminalError } from '../kernel/errors.ts';
import { configurationSchema, type Configuration } from './schema.ts';

const FILE_LIMIT = 65_536;

/** Throws `CONFIG_UNREADABLE` or `CONFIG_INVALID`; the text lists every field that does not fit. */
export function loadConfiguration(path: string): Configuration {
  return parseConfiguration(readText(path), path);
}

export function parseConfiguration(text: string, source: string): Configuration {
  const options = { action: 'reconfigure' } as const;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new TerminalError('CONFIG_INVALID', `${source} is not JSON`, { ...options, cause });
  }
  const parsed = configurationSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new TerminalError('CONFIG_INVALID', `${source}:\n${z.prettifyError(parsed.error)}`, options);
}

function readText(path: string): string {
  try {
    const text = readFileSync(path, 'utf8');
    if (text.length <= FILE_LIMIT) return text;
  } catch (cause) {
    throw new TerminalError('CONFIG_UNREADABLE', `cannot read ${path}`, { action: 'reconfigure', cause });
  }
  throw new TerminalError('CONFIG_INVALID', `${path} is longer than ${FILE_LIMIT} characters`, {
    action: 'reconfigure',
  });
}
