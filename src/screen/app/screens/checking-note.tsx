/** 正在验钞: the note is in, the lamp off. */
import { PAGE_WORDS } from '../../catalogue/page-words.ts';
import type { ScreenOf } from '../../contract/screen-model.ts';
import { NoteInside } from './note-inside.tsx';

export function CheckingNoteScreen({ model }: { readonly model: ScreenOf<'checking-note'> }) {
  return <NoteInside model={model} state={PAGE_WORDS.slotDark} />;
}
