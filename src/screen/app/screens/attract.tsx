/** Nobody is there: the card shows by itself where it belongs, and what the machine can do. */
import { KIND_WORDS } from '../../catalogue/labels.ts';
import { PAGE_WORDS } from '../../catalogue/page-words.ts';
import { screenSentence, screenTitle } from '../../catalogue/screen-texts.ts';
import type { ScreenOf } from '../../contract/screen-model.ts';
import { Icon } from '../art/icons.tsx';
import { CardSettles } from '../art/reader.tsx';
import { Heading } from '../parts/heading.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { useText } from '../terminal.ts';

export function AttractScreen({ model }: { readonly model: ScreenOf<'attract'> }) {
  const text = useText();
  return (
    <div class="stage">
      <div class="work">
        <Heading words={screenTitle(model)} />
      </div>
      <div class="scene">
        <CardSettles />
      </div>
      <div class="work">
        <Sentence words={screenSentence(model)} />
        <ul class="offers">
          <li>
            <Icon name="note" />
            {text(KIND_WORDS.cash)}
          </li>
          <li>
            <Icon name="pen" />
            {text(PAGE_WORDS.rewriteOffer)}
          </li>
        </ul>
      </div>
    </div>
  );
}
