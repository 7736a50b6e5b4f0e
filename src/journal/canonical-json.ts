/** One text for one value: keys sorted by code unit, no blanks. What is hashed is what is stored. */
import { TerminalError } from '../kernel/errors.ts';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** As in JSON, a property that is `undefined` is left out. */
export type JsonObject = { readonly [key: string]: JsonValue | undefined };

const DEPTH_LIMIT = 16;

/** Where in the value we are: names and `[index]`, joined only for the text of a refusal. */
type Path = (string | number)[];

function refuse(path: Path, why: string): never {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`));
  throw new TerminalError('JOURNAL_DATA', `event data at $${steps.join('')}: ${why}`);
}

function numberText(value: number, path: Path): string {
  if (!Number.isFinite(value)) return refuse(path, 'not a finite number');
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return refuse(path, 'integer beyond 2^53');
  return JSON.stringify(value);
}

function arrayText(value: readonly unknown[], path: Path): string {
  const parts: string[] = [];
  for (let index = 0; index < value.length; index += 1) parts.push(stepText(value[index], path, index));
  return `[${parts.join(',')}]`;
}

function objectText(value: object, path: Path): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return refuse(path, 'not a plain object');
  let text = '';
  // Sorted without a comparison of our own: by code unit.
  for (const key of Object.keys(value).sort()) {
    const item = (value as Readonly<Record<string, unknown>>)[key];
    if (item === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${stepText(item, path, key)}`;
  }
  return `{${text}}`;
}

function stepText(value: unknown, path: Path, step: string | number): string {
  path.push(step);
  const text = textOf(value, path);
  path.pop();
  return text;
}

function textOf(value: unknown, path: Path): string {
  if (path.length > DEPTH_LIMIT) return refuse(path, `deeper than ${DEPTH_LIMIT}`);
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return numberText(value, path);
  if (Array.isArray(value)) return arrayText(value, path);
  if (typeof value === 'object') return objectText(value, path);
  return refuse(path, `a ${typeof value} has no JSON form`);
}

/**
 * The canonical text of a JSON object. Throws `JOURNAL_DATA` for what would not come back the same: values without a
 * JSON form, numbers that are not finite or not exact, objects of a class, nesting deeper than 16.
 */
export function canonicalJson(value: JsonObject): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse([], 'not an object');
  return textOf(value, []);
}
