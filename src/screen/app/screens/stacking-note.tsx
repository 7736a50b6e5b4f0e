/** 正在收钞: from here on the note is the terminal's, and the card is written next. */
import { PAGE_WORDS } from '../../catalogue/page-words.ts';
import type { ScreenOf } from '../../contract/screen-model.ts';
import { NoteInside } from './note-inside.tsx';

export function StackingNoteScreen({ model }: { readonly model: ScreenOf<'stacking-note'> }) {
  return <NoteInside model={model} state={PAGE_WORDS.slotDark} />;
}
