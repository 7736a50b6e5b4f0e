/** 请取回纸币: the note waits at the slot, and why. */
import { messageRows } from '../../catalogue/messages.ts';
import { screenSentence, screenTitle } from '../../catalogue/screen-texts.ts';
import type { ScreenOf } from '../../contract/screen-model.ts';
import { Slot } from '../art/slot.tsx';
import { Banner } from '../parts/banner.tsx';
import { Heading } from '../parts/heading.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { Steps } from '../parts/steps.tsx';

export function TakeNoteBackScreen({ model }: { readonly model: ScreenOf<'take-note-back'> }) {
  const { message, language } = model;
  const rows = message && messageRows(message, language);
  return (
    <>
      <Steps />
      <div class="columns with-scene">
        <div class="scene">
          <Slot lamp="off" way="out" />
        </div>
        <div class="work">
          <Heading words={screenTitle(model)} />
          <Sentence words={screenSentence(model)} />
          {message !== undefined && rows !== undefined && (
            <Banner tone="owed" icon="shield" title={rows.what}>
              {rows.money !== undefined && <p>{rows.money}</p>}
              <p>{message.code}</p>
            </Banner>
          )}
        </div>
      </div>
    </>
  );
}
