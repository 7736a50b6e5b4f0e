/** It is done: the new balance is the figure, the record stands beside it. */
import { formatMoney } from '../../catalogue/format.ts';
import { FIELD_WORDS, type FieldId } from '../../catalogue/labels.ts';
import { messageText } from '../../catalogue/messages.ts';
import { PAGE_WORDS } from '../../catalogue/page-words.ts';
import { screenTitle } from '../../catalogue/screen-texts.ts';
import type { Words } from '../../catalogue/words.ts';
import type { ScreenOf } from '../../contract/screen-model.ts';
import { ActionBar } from '../frame/action-bar.tsx';
import { Icon } from '../art/icons.tsx';
import { Banner } from '../parts/banner.tsx';
import { Heading } from '../parts/heading.tsx';
import { LabelledMoney } from '../parts/money.tsx';
import { Moment } from '../parts/moment.tsx';
import { Rows, type Row } from '../parts/rows.tsx';
import { Serial } from '../parts/serial.tsx';
import { Steps } from '../parts/steps.tsx';
import { useText } from '../terminal.ts';

type Result = ScreenOf<'result'>;

const AMOUNT_LABELS: Readonly<Record<string, FieldId>> = { I315: 'rewriteAmount', I318: 'topUpAmount' };

export function ResultScreen({ model }: { readonly model: Result }) {
  const text = useText();
  return (
    <>
      <Steps />
      <div class="columns">
        <div class="work middle">
          <div class="success">
            <span class="seal">
              <Icon name="tick" />
            </span>
            <Heading words={screenTitle(model)} />
          </div>
          <LabelledMoney label={text(FIELD_WORDS.balance)} amount={model.balance} size="hero" />
        </div>
        <div class="sheet">
          <Rows rows={rowsOf(model, text)} />
        </div>
      </div>
      <WhatNow model={model} />
      <ActionBar />
    </>
  );
}

function rowsOf(model: Result, text: (words: Words) => string): Row[] {
  const { language, message, balance, balanceBefore } = model;
  const label = AMOUNT_LABELS[message.code];
  const before = { label: text(FIELD_WORDS.balanceBefore), value: formatMoney(balanceBefore, language) };
  return [
    {
      label: text(label === undefined ? PAGE_WORDS.lastAmount : FIELD_WORDS[label]),
      value: formatMoney(model.amount, language),
      strong: true,
    },
    ...(balance === balanceBefore ? [] : [before]),
    { label: text(FIELD_WORDS.time), value: <Moment iso={model.time} /> },
    { label: text(FIELD_WORDS.serial), value: <Serial value={model.serial} /> },
  ];
}

/** Why nothing was added, if nothing was; and whether the card may be taken. */
function WhatNow({ model }: { readonly model: Result }) {
  const text = useText();
  const { message, language, tray } = model;
  const why = message.code === 'I314' ? messageText(message, language) : undefined;
  if (tray !== 'take') return why === undefined ? null : <Banner tone="ok" icon="tick" title={why} />;
  return (
    <Banner tone="ok" icon="card" title={text(PAGE_WORDS.takeCard)}>
      {why}
    </Banner>
  );
}
