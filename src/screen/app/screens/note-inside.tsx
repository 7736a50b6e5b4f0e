/** The note is inside and the machine works on it: what goes on, and leave the card. */
import { screenSentence, screenTitle } from '../../catalogue/screen-texts.ts';
import type { Words } from '../../catalogue/words.ts';
import type { ScreenOf } from '../../contract/screen-model.ts';
import { Slot } from '../art/slot.tsx';
import { Bar } from '../parts/bar.tsx';
import { Heading } from '../parts/heading.tsx';
import { Pill } from '../parts/pill.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { Steps } from '../parts/steps.tsx';
import { useText } from '../terminal.ts';

interface NoteInsideProps {
  readonly model: ScreenOf<'checking-note' | 'stacking-note'>;
  readonly state: Words;
}

export function NoteInside({ model, state }: NoteInsideProps) {
  const text = useText();
  return (
    <>
      <Steps />
      <div class="columns with-scene">
        <div class="scene">
          <Slot lamp="off" way="inside" />
        </div>
        <div class="work">
          <Pill tone="plain" icon="lock">
            {text(state)}
          </Pill>
          <Heading words={screenTitle(model)} />
          <Bar />
          <Sentence words={screenSentence(model)} />
        </div>
      </div>
    </>
  );
}
