/** 补写: the record that waits, as it was made, and what the card will hold afterwards (domain.md §5.6). */
import { formatMoney } from '../../catalogue/format.ts';
import { FIELD_WORDS, KIND_WORDS } from '../../catalogue/labels.ts';
import { messageParts } from '../../catalogue/messages.ts';
import { screenSentence, screenTitle } from '../../catalogue/screen-texts.ts';
import type { ScreenOf } from '../../contract/screen-model.ts';
import { ActionBar } from '../frame/action-bar.tsx';
import { Banner } from '../parts/banner.tsx';
import { LabelledMoney } from '../parts/money.tsx';
import { Moment } from '../parts/moment.tsx';
import { Rows } from '../parts/rows.tsx';
import { Serial } from '../parts/serial.tsx';
import { Heading } from '../parts/heading.tsx';
import { useText } from '../terminal.ts';

export function RewriteOfferScreen({ model }: { readonly model: ScreenOf<'rewrite-offer'> }) {
  const text = useText();
  const { language, message } = model;
  const sentence = screenSentence(model);
  const rows = [
    { label: text(FIELD_WORDS.openedAt), value: <Moment iso={model.openedAt} /> },
    { label: text(FIELD_WORDS.lastKind), value: text(KIND_WORDS[model.kind]) },
    { label: text(FIELD_WORDS.serial), value: <Serial value={model.serial} /> },
    { label: text(FIELD_WORDS.balanceNow), value: formatMoney(model.balance, language) },
    { label: text(FIELD_WORDS.balanceAfter), value: formatMoney(model.balanceAfter, language), strong: true },
  ];
  return (
    <>
      {message === undefined ? (
        <Banner tone="owed" icon="shield" title={sentence && text(sentence)} />
      ) : (
        <Banner tone="error" icon="warning" title={messageParts(message, language).what}>
          {[message.code, messageParts(message, language).money].filter(Boolean).join('·')}
        </Banner>
      )}
      <div class="columns">
        <div class="work">
          <Heading words={screenTitle(model)} />
          <LabelledMoney label={text(FIELD_WORDS.failedAmount)} amount={model.amount} size="hero" />
        </div>
        <div class="sheet">
          <Rows rows={rows} />
        </div>
      </div>
      <ActionBar />
    </>
  );
}
