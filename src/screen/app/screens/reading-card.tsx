/** The card is read and the server asked: what goes on, how long at most, leave the card. */
import { screenSentence, screenTitle } from '../../catalogue/screen-texts.ts';
import type { ScreenOf } from '../../contract/screen-model.ts';
import { CardIsRead } from '../art/reader.tsx';
import { Bar } from '../parts/bar.tsx';
import { Heading } from '../parts/heading.tsx';
import { Sentence } from '../parts/sentence.tsx';

export function ReadingCardScreen({ model }: { readonly model: ScreenOf<'reading-card'> }) {
  return (
    <div class="stage">
      <div class="scene">
        <CardIsRead />
      </div>
      <div class="work">
        <Heading words={screenTitle(model)} />
        <Bar />
        <Sentence words={screenSentence(model)} />
      </div>
    </div>
  );
}
