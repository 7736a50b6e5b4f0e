/** The data of a journal record as pairs for reading, instead of JSON: what it says first, identifiers shortened. */

export interface Pair {
  readonly name: string;
  readonly value: string;
}

/** Longer hexadecimal values are identifiers or bytes: their beginning tells them apart. */
const LONG_HEX = /^[0-9a-f]{17,}$/iu;
const KEPT = 8;

/** Undefined for what is no JSON object. Inner objects become names with a dot. */
export function recordPairs(detail: string): readonly Pair[] | undefined {
  const data = parsed(detail);
  return isRecord(data) ? pairsOf(data, '') : undefined;
}

function pairsOf(data: Readonly<Record<string, unknown>>, before: string): readonly Pair[] {
  return Object.entries(data).flatMap(([key, value]): readonly Pair[] => {
    const name = `${before}${key}`;
    if (isRecord(value)) return pairsOf(value, `${name}.`);
    return [{ name, value: shortened(typeof value === 'string' ? value : JSON.stringify(value)) }];
  });
}

function shortened(value: string): string {
  return LONG_HEX.test(value) ? `${value.slice(0, KEPT)}…` : value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
