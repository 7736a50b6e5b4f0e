/** The one heading of a page. Chinese has English beside it; after the switch the page is in English only (ui.md §3). */
import type { Words } from '../../catalogue/words.ts';
import { useTerminal, useText } from '../terminal.ts';

export function Heading({ words }: { readonly words: Words }) {
  const text = useText();
  const { language } = useTerminal().model;
  return (
    <div class="heading">
      <h1>{text(words)}</h1>
      {language === 'zh' && (
        <p class="parallel" lang="en">
          {words.en}
        </p>
      )}
    </div>
  );
}
