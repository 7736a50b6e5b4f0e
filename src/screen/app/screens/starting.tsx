/** The terminal wakes up: nothing to press, nothing to put in. */
import { screenSentence, screenTitle } from '../../catalogue/screen-texts.ts';
import type { ScreenOf } from '../../contract/screen-model.ts';
import { Mark } from '../art/icons.tsx';
import { Bar } from '../parts/bar.tsx';
import { Heading } from '../parts/heading.tsx';
import { Sentence } from '../parts/sentence.tsx';

export function StartingScreen({ model }: { readonly model: ScreenOf<'starting'> }) {
  return (
    <div class="stage">
      <div class="emblem">
        <Mark />
      </div>
      <div class="work">
        <Heading words={screenTitle(model)} />
        <Bar />
        <Sentence words={screenSentence(model)} />
      </div>
    </div>
  );
}
