/** What the sensors make of a note: a bill type, or the reason why it goes back (ccnet.md §8). */
import type { KnownNote } from './options.ts';
import type { NoteCondition, PhysicalNote } from './physical-note.ts';

export type Recognition =
  | { readonly kind: 'type'; readonly type: number }
  | { readonly kind: 'reject'; readonly code: number };

const VERIFICATION = 0x66;
const IDENTIFICATION = 0x65;
const INHIBITED = 0x68;

const CONDITION_CODES: Readonly<Record<Exclude<NoteCondition, 'good'>, number>> = {
  torn: 0x6c,
  crumpled: 0x64,
  skewed: 0x60,
  taped: 0x69,
  faded: 0x67,
  damp: 0x61,
};

/** `enabled` are the types enabled when the note was drawn in. */
export function recognise(
  note: PhysicalNote,
  table: readonly (KnownNote | undefined)[],
  enabled: readonly number[],
): Recognition {
  if (note.condition !== 'good') return { kind: 'reject', code: CONDITION_CODES[note.condition] };
  if (!note.genuine) return { kind: 'reject', code: VERIFICATION };
  const type = table.findIndex(
    (known) => known?.value === note.value && (known.edition ?? note.edition) === note.edition,
  );
  if (type === -1) return { kind: 'reject', code: IDENTIFICATION };
  return enabled.includes(type) ? { kind: 'type', type } : { kind: 'reject', code: INHIBITED };
}
