/** One text for one value: keys sorted by code unit, no blanks. What is hashed is what is stored. */
import { TerminalError } from '../kernel/errors.ts';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** As in JSON, a property that is `undefined` is left out. */
export type JsonObject = { readonly [key: string]: JsonValue | undefined };

const DEPTH_LIMIT = 16;

function refuse(path: string, why: string): never {
  throw new TerminalError('JOURNAL_DATA', `event data at ${path}: ${why}`);
}

function numberText(value: number, path: string): string {
  if (!Number.isFinite(value)) return refuse(path, 'not a finite number');
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return refuse(path, 'integer beyond 2^53');
  return JSON.stringify(value);
}

function arrayText(value: readonly unknown[], path: string, depth: number): string {
  return `[${value.map((item, index) => textOf(item, `${path}[${index}]`, depth + 1)).join(',')}]`;
}

function objectText(value: object, path: string, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return refuse(path, 'not a plain object');
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const parts = sorted.map(
    ([key, item]) => `${JSON.stringify(key)}:${textOf(item, `${path}.${key}`, depth + 1)}`,
  );
  return `{${parts.join(',')}}`;
}

function textOf(value: unknown, path: string, depth: number): string {
  if (depth > DEPTH_LIMIT) return refuse(path, `deeper than ${DEPTH_LIMIT}`);
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return numberText(value, path);
  if (Array.isArray(value)) return arrayText(value, path, depth);
  if (typeof value === 'object') return objectText(value, path, depth);
  return refuse(path, `a ${typeof value} has no JSON form`);
}

/**
 * The canonical text of a JSON object. Throws `JOURNAL_DATA` for what would not come back the same: values without a
 * JSON form, numbers that are not finite or not exact, objects of a class, nesting deeper than 16.
 */
export function canonicalJson(value: JsonObject): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse('$', 'not an object');
  return textOf(value, '$', 0);
}
