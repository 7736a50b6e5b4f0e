/** Screens while money is on its way: note intake and writing of the card. */
import { yuan } from '../../kernel/fen.ts';
import type { Language, MessageRef, ScreenOf } from '../contract/screen-model.ts';
import { CARD, common, COUNTDOWN, EXIT, NOW_MS, page, SERIAL, story, type Story } from './frame.ts';

const NOT_ACCEPTED: MessageRef = { code: 'E251', params: { editions: '2005,2015' } };

export function insertNote(language: Language): ScreenOf<'insert-note'> {
  return {
    ...page(language, [EXIT]),
    id: 'insert-note',
    value: yuan(100),
    editions: [2005, 2015],
    countdown: COUNTDOWN,
  };
}

export function checkingNote(language: Language): ScreenOf<'checking-note'> {
  return { ...page(language), id: 'checking-note' };
}

export function stackingNote(language: Language): ScreenOf<'stacking-note'> {
  return { ...page(language), id: 'stacking-note' };
}

export function takeNoteBack(language: Language, message?: MessageRef): ScreenOf<'take-note-back'> {
  return { ...common(language, 'amber', 'placed', [], CARD), id: 'take-note-back', message };
}

export function writing(
  language: Language,
  kind: ScreenOf<'writing'>['kind'],
  phase: ScreenOf<'writing'>['phase'],
): ScreenOf<'writing'> {
  return { ...common(language, 'ink', 'writing', [], CARD), id: 'writing', amount: yuan(100), kind, phase };
}

export function torn(language: Language, message: MessageRef): ScreenOf<'torn-card'> {
  return {
    ...common(language, 'amber', 'removed'),
    id: 'torn-card',
    amount: yuan(100),
    serial: SERIAL,
    message,
    countdown: { atMs: NOW_MS + 23_400, totalMs: 30_000, warning: false },
  };
}

const KINDS = ['top-up', 'rewrite'] as const;
const PHASES = ['asking', 'writing', 'checking'] as const;

export const MONEY_STORIES: readonly Story[] = [
  story('insert-note', insertNote),
  story('insert-note-e251', (language) => ({ ...insertNote(language), message: NOT_ACCEPTED })),
  story('checking-note', checkingNote),
  story('take-note-back', (language) => takeNoteBack(language)),
  story('take-note-back-e251', (language) => takeNoteBack(language, NOT_ACCEPTED)),
  story('take-note-back-e401', (language) => takeNoteBack(language, { code: 'E401', params: {} })),
  story('stacking-note', stackingNote),
  ...KINDS.flatMap((kind) =>
    PHASES.map((phase) => story(`writing-${kind}-${phase}`, (language) => writing(language, kind, phase))),
  ),
  story('writing-simulation', (language) => ({
    ...writing(language, 'top-up', 'writing'),
    simulation: true,
  })),
  story('torn-card-e301', (language) => torn(language, { code: 'E301', params: { n: '30' } })),
  story('torn-card-e311', (language) => torn(language, { code: 'E311', params: {} })),
];
