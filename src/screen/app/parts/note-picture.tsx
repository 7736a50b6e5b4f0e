/** An accepted note: a neutral rectangle with value and edition, made from the list of the model. */
import type { Fen } from '../../../kernel/fen.ts';
import { formatFaceValue } from '../../catalogue/format.ts';
import { editionWords } from '../../catalogue/page-words.ts';
import { useTerminal, useText } from '../terminal.ts';

interface NotesProps {
  readonly value: Fen;
  readonly editions: readonly number[];
}

export function NotePictures({ value, editions }: NotesProps) {
  const text = useText();
  const { language } = useTerminal().model;
  return (
    <ul class="notes">
      {editions.map((year) => (
        <li key={year} class="note">
          <b>{formatFaceValue(value, language)}</b>
          <span>{text(editionWords(year))}</span>
        </li>
      ))}
    </ul>
  );
}
