/** Fixed layouts of bytes with named fields, typed: what the command table is made of. */
import { fromHex, toHex } from '../../../src/kernel/hex.ts';

/** `number`: unsigned, big endian, at most 4 bytes. `hex`: upper-case hexadecimal, also for BCD. `rest`: hexadecimal of any length, last. */
export type Field =
  | { readonly kind: 'number'; readonly bytes: 1 | 2 | 3 | 4 }
  | { readonly kind: 'hex'; readonly bytes: number }
  | { readonly kind: 'rest' };

export type Layout = Readonly<Record<string, Field>>;

export type Values<L extends Layout> = {
  readonly [K in keyof L]: L[K] extends { readonly kind: 'number' } ? number : string;
};

export function number<const N extends 1 | 2 | 3 | 4>(
  bytes: N,
): { readonly kind: 'number'; readonly bytes: N } {
  return { kind: 'number', bytes };
}

export function hex<const N extends number>(bytes: N): { readonly kind: 'hex'; readonly bytes: N } {
  return { kind: 'hex', bytes };
}

export const REST = { kind: 'rest' } as const;

/** Fixed length of a layout in bytes, `undefined` when it ends in `rest`. */
export function layoutLength(layout: Layout): number | undefined {
  let length = 0;
  for (const field of Object.values(layout)) {
    if (field.kind === 'rest') return undefined;
    length += field.bytes;
  }
  return length;
}

/** The bytes of these values, `undefined` when one does not fit its field. */
export function pack<L extends Layout>(layout: L, values: Values<L>): Uint8Array | undefined {
  let text = '';
  for (const [name, field] of Object.entries(layout)) {
    const digits = fieldDigits(field, values[name]);
    if (digits === undefined) return undefined;
    text += digits;
  }
  return fromHex(text);
}

function fieldDigits(field: Field, value: string | number | undefined): string | undefined {
  if (field.kind === 'number') {
    const limit = 256 ** field.bytes;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value >= limit)
      return undefined;
    return value.toString(16).padStart(field.bytes * 2, '0');
  }
  if (typeof value !== 'string' || value.length % 2 !== 0 || !/^[0-9A-F]*$/iu.test(value)) return undefined;
  return field.kind === 'rest' || value.length === field.bytes * 2 ? value : undefined;
}

/** The values in these bytes, `undefined` when the length is not exactly that of the layout. */
export function unpack<L extends Layout>(layout: L, bytes: Uint8Array): Values<L> | undefined {
  const expected = layoutLength(layout);
  if (expected !== undefined && bytes.length !== expected) return undefined;
  const values: Record<string, string | number> = {};
  let at = 0;
  for (const [name, field] of Object.entries(layout)) {
    const piece = bytes.subarray(at, field.kind === 'rest' ? bytes.length : at + field.bytes);
    if (field.kind !== 'rest' && piece.length !== field.bytes) return undefined;
    at += piece.length;
    values[name] = field.kind === 'number' ? piece.reduce((sum, byte) => sum * 256 + byte, 0) : toHex(piece);
  }
  return values as Values<L>;
}
