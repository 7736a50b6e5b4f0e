/** The machine works and needs nobody. */
import { screenSentence, screenTitle } from '../../catalogue/screen-texts.ts';
import type { ScreenOf } from '../../contract/screen-model.ts';
import { CardIsRead, ReaderWaits } from '../art/reader.tsx';
import { Bar } from '../parts/bar.tsx';
import { Heading } from '../parts/heading.tsx';
import { Sentence } from '../parts/sentence.tsx';

export function PleaseWaitScreen({ model }: { readonly model: ScreenOf<'please-wait'> }) {
  const away = model.tray === 'removed' || model.tray === 'waiting';
  return (
    <div class="stage">
      <div class="scene">{away ? <ReaderWaits /> : <CardIsRead />}</div>
      <div class="work">
        <Heading words={screenTitle(model)} />
        <Bar />
        {!away && <Sentence words={screenSentence(model)} />}
      </div>
    </div>
  );
}
