/** Rows for what happened, where the money is and what to do; one about money only where the code proves it. */
import type { ComponentChildren } from 'preact';
import { FIELD_WORDS } from '../../../catalogue/labels.ts';
import { messageRows } from '../../../catalogue/messages.ts';
import { PAGE_WORDS } from '../../../catalogue/page-words.ts';
import type { ScreenOf } from '../../../contract/screen-model.ts';
import { Icon, type IconName } from '../../art/icons.tsx';
import { Money } from '../../parts/money.tsx';
import { unbroken } from '../../parts/unbroken.ts';
import { useText } from '../../terminal.ts';

export function Answers({ model }: { readonly model: ScreenOf<'failure'> }) {
  const text = useText();
  const { what, money, next } = messageRows(model.message, model.language);
  return (
    <div class="answers">
      <Answer kind="what" icon="search" question={text(PAGE_WORDS.what)} answer={what} />
      {money !== undefined && (
        <Answer
          kind={model.amount === undefined ? 'no-money' : 'on-record'}
          icon="shield"
          question={text(FIELD_WORDS.money)}
          answer={money}
        >
          {model.amount !== undefined && <Money amount={model.amount} size="large" />}
        </Answer>
      )}
      {next !== undefined && (
        <Answer kind="next" icon="arrow" question={text(FIELD_WORDS.next)} answer={next} />
      )}
    </div>
  );
}

interface AnswerProps {
  readonly kind: 'what' | 'on-record' | 'no-money' | 'next';
  readonly icon: IconName;
  readonly question: string;
  readonly answer: string;
  readonly children?: ComponentChildren;
}

function Answer({ kind, icon, question, answer, children }: AnswerProps) {
  return (
    <div class={`answer ${kind}`}>
      <Icon name={icon} />
      <div>
        <span class="label">{question}</span>
        <b>{unbroken(answer)}</b>
      </div>
      {children}
    </div>
  );
}
