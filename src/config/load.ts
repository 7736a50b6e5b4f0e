/** Reads the configuration file; anything wrong with it is one clear error that names the field. */
import { closeSync, openSync, readSync } from 'node:fs';
import { z } from 'zod';
import { TerminalError } from '../kernel/errors.ts';
import { configurationSchema, type Configuration } from './schema.ts';

/** Longest file, bytes. */
const FILE_LIMIT = 65_536;
const BYTE_ORDER_MARK = /^\uFEFF/u;

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
  const options = { action: 'reconfigure' } as const;
  let bytes: Uint8Array;
  try {
    bytes = readStart(path, FILE_LIMIT + 1);
  } catch (cause) {
    throw new TerminalError('CONFIG_UNREADABLE', `cannot read ${path}`, { ...options, cause });
  }
  if (bytes.length > FILE_LIMIT)
    throw new TerminalError('CONFIG_INVALID', `${path} is longer than ${FILE_LIMIT} bytes`, options);
  return Buffer.from(bytes).toString('utf8').replace(BYTE_ORDER_MARK, '');
}

/** At most `limit` bytes: what is named by mistake may have no end. */
function readStart(path: string, limit: number): Uint8Array {
  const buffer = Buffer.alloc(limit);
  const file = openSync(path, 'r');
  try {
    let length = 0;
    for (let read = -1; read !== 0 && length < limit; length += read)
      read = readSync(file, buffer, length, limit - length, null);
    return buffer.subarray(0, length);
  } finally {
    closeSync(file);
  }
}
