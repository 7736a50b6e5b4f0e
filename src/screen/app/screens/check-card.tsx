/** 请核对卡片信息: whose card, what is on it, what fits on it, which notes are taken. */
import { addFen } from '../../../kernel/fen.ts';
import { formatEditions } from '../../catalogue/format.ts';
import { FIELD_WORDS } from '../../catalogue/labels.ts';
import { onlyNotesWords, PAGE_WORDS } from '../../catalogue/page-words.ts';
import { screenTitle } from '../../catalogue/screen-texts.ts';
import type { ScreenOf } from '../../contract/screen-model.ts';
import { ActionBar } from '../frame/action-bar.tsx';
import { Banner } from '../parts/banner.tsx';
import { Heading } from '../parts/heading.tsx';
import { LabelledMoney } from '../parts/money.tsx';
import { Rows } from '../parts/rows.tsx';
import { Steps } from '../parts/steps.tsx';
import { useText } from '../terminal.ts';

export function CheckCardScreen({ model }: { readonly model: ScreenOf<'check-card'> }) {
  const text = useText();
  const rows = [
    { label: text(FIELD_WORDS.holderName), value: model.holderName },
    { label: text(FIELD_WORDS.holderNumber), value: model.holderNumber },
  ];
  return (
    <>
      <Steps />
      <Heading words={screenTitle(model)} />
      <div class="columns">
        <div class="sheet whole">
          <LabelledMoney label={text(FIELD_WORDS.balance)} amount={model.balance} size="hero" />
          <Rows rows={rows} />
        </div>
        <div class="work spread">
          <div class="sheet soft pair">
            <LabelledMoney label={text(FIELD_WORDS.room)} amount={model.room} size="large" />
            <LabelledMoney
              label={text(PAGE_WORDS.afterOneNote)}
              amount={addFen(model.balance, model.value)}
              size="large"
            />
          </div>
          <Banner tone="plain" icon="note" title={text(onlyNotesWords(model.value))}>
            {formatEditions(model.editions, model.language)}
          </Banner>
        </div>
      </div>
      <ActionBar />
    </>
  );
}
