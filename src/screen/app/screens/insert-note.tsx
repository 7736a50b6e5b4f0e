/** 请放入纸币: the slot is open, the lamp green. */
import { formatFaceValue } from '../../catalogue/format.ts';
import { messageRows } from '../../catalogue/messages.ts';
import { PAGE_WORDS } from '../../catalogue/page-words.ts';
import { screenSentence, screenTitle } from '../../catalogue/screen-texts.ts';
import type { ScreenOf } from '../../contract/screen-model.ts';
import { Slot } from '../art/slot.tsx';
import { ActionBar } from '../frame/action-bar.tsx';
import { Banner } from '../parts/banner.tsx';
import { Heading } from '../parts/heading.tsx';
import { NotePictures } from '../parts/note-picture.tsx';
import { LampPill } from '../parts/pill.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { Steps } from '../parts/steps.tsx';
import { useText } from '../terminal.ts';

export function InsertNoteScreen({ model }: { readonly model: ScreenOf<'insert-note'> }) {
  const text = useText();
  const { message, language } = model;
  return (
    <>
      <Steps />
      <div class="columns with-scene">
        <div class="scene">
          <Slot lamp="green" way="in" face={formatFaceValue(model.value, language)} />
        </div>
        <div class="work">
          <LampPill>{text(PAGE_WORDS.slotLit)}</LampPill>
          <Heading words={screenTitle(model)} />
          {message !== undefined && (
            <Banner tone="error" icon="warning" title={messageRows(message, language).what}>
              {message.code}
            </Banner>
          )}
          <NotePictures value={model.value} editions={model.editions} />
          {message === undefined && (
            <div class="read">
              <Sentence words={screenSentence(model)} />
              <Sentence words={PAGE_WORDS.notesComeBack} />
            </div>
          )}
        </div>
      </div>
      <ActionBar />
    </>
  );
}
