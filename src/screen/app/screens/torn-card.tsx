/** The card was pulled away: the seconds to put it back are the figure, the money is on record. */
import { formatMoney } from '../../catalogue/format.ts';
import { FIELD_WORDS } from '../../catalogue/labels.ts';
import { messageParts } from '../../catalogue/messages.ts';
import { PAGE_WORDS } from '../../catalogue/page-words.ts';
import { screenSentence, screenTitle } from '../../catalogue/screen-texts.ts';
import type { ScreenOf } from '../../contract/screen-model.ts';
import { ReaderWaits } from '../art/reader.tsx';
import { Banner } from '../parts/banner.tsx';
import { Heading } from '../parts/heading.tsx';
import { CodePill, Pill } from '../parts/pill.tsx';
import { Ring } from '../parts/ring.tsx';
import { Serial } from '../parts/serial.tsx';
import { useText } from '../terminal.ts';

export function TornCardScreen({ model }: { readonly model: ScreenOf<'torn-card'> }) {
  const text = useText();
  const { message, language, amount, countdown, serial } = model;
  const { money } = messageParts(message, language);
  const sentence = screenSentence(model);
  return (
    <div class="columns torn">
      <div class="scene">
        {countdown === undefined ? (
          <ReaderWaits />
        ) : (
          <Ring countdown={countdown} size="big" unit={text(PAGE_WORDS.secondsToPutBack)} />
        )}
      </div>
      <div class="work">
        {message.code !== 'E301' && (
          <Pill tone="warning" icon="warning">
            {messageParts(message, language).what}
          </Pill>
        )}
        <Heading words={screenTitle(model)} />
        <Banner tone="owed" icon="shield" title={`${formatMoney(amount, language)}·${money ?? ''}`}>
          {sentence && text(sentence)}
        </Banner>
        <p class="quote">
          <CodePill code={message.code} />
          <span>
            {text(FIELD_WORDS.serial)} <Serial value={serial} />
          </span>
        </p>
      </div>
    </div>
  );
}
