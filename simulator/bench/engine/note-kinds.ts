/** The notes that the bench hands out, as things (domain.md §9). */
import { yuan } from '../../../src/kernel/fen.ts';
import type { PhysicalNote } from '../../devices/banknote-acceptor/physical-note.ts';
import type { NoteKind } from '../actions.ts';

type Nature = Omit<PhysicalNote, 'id' | 'serial'>;

const GOOD: Nature = { value: yuan(100), edition: 2015, genuine: true, condition: 'good' };

/** One note after the other into the slot; of `two-at-once` the second sticks to the first and follows it at once. */
const NATURES: Readonly<Record<NoteKind, readonly Nature[]>> = {
  'good-2015': [GOOD],
  'good-2005': [{ ...GOOD, edition: 2005 }],
  'edition-1999': [{ ...GOOD, edition: 1999 }],
  'fifty-yuan': [{ ...GOOD, value: yuan(50), edition: 2005 }],
  torn: [{ ...GOOD, condition: 'torn' }],
  counterfeit: [{ ...GOOD, genuine: false }],
  'two-at-once': [GOOD, GOOD],
};

/** `first` is the number of the first note; the following ones count on. */
export function notesOf(kind: NoteKind, first: number): readonly PhysicalNote[] {
  return NATURES[kind].map((nature, index) => numbered('note', first + index, nature));
}

/** One of the school's own notes, with which an operator fills a box: nobody's top-up. */
export function fillNote(number: number): PhysicalNote {
  return numbered('fill', number, GOOD);
}

function numbered(prefix: string, number: number, nature: Nature): PhysicalNote {
  const digits = String(number).padStart(6, '0');
  return { id: `${prefix}-${digits}`, serial: `SIM${digits}`, ...nature };
}
