/** What goes on or what to do, below the heading. */
import type { Words } from '../../catalogue/words.ts';
import { useText } from '../terminal.ts';

export function Sentence({ words }: { readonly words: Words | undefined }) {
  const text = useText();
  return words === undefined ? null : <p class="sentence">{text(words)}</p>;
}
