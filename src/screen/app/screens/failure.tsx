/** An error answers four questions: what happened, where the money is, what to do now, which number to quote (ui.md §1.6). */
import { screenTitle } from '../../catalogue/screen-texts.ts';
import { FIELD_WORDS } from '../../catalogue/labels.ts';
import type { ScreenOf } from '../../contract/screen-model.ts';
import { ActionBar } from '../frame/action-bar.tsx';
import { Heading } from '../parts/heading.tsx';
import { Pill } from '../parts/pill.tsx';
import { useText } from '../terminal.ts';
import { Answers } from './failure/answers.tsx';
import { VoucherCard } from './failure/voucher-card.tsx';

export function FailureScreen({ model }: { readonly model: ScreenOf<'failure'> }) {
  const text = useText();
  const { voucher, message, hotline } = model;
  return (
    <>
      <div class="trouble">
        <Pill tone={voucher === undefined ? 'error' : 'warning'} icon="warning">
          {message.code}
        </Pill>
        <Heading words={screenTitle(model)} />
      </div>
      <div class={`columns ${voucher === undefined ? 'single' : 'with-voucher'}`}>
        <Answers model={model} />
        {voucher !== undefined && <VoucherCard voucher={voucher} hotline={hotline} />}
      </div>
      {voucher === undefined && hotline !== '' && (
        <p class="hotline">
          {text(FIELD_WORDS.hotline)} <b>{hotline}</b>
        </p>
      )}
      <ActionBar />
    </>
  );
}
