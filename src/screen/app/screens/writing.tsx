/** The card is being written: look at the card. Nothing to press (ui.md §6 "Writing"). */
import { addFen } from '../../../kernel/fen.ts';
import { PHASE_WORDS } from '../../catalogue/labels.ts';
import { receivedWords } from '../../catalogue/page-words.ts';
import { screenSentence, screenTitle } from '../../catalogue/screen-texts.ts';
import type { Words } from '../../catalogue/words.ts';
import type { ScreenOf } from '../../contract/screen-model.ts';
import { Icon, type IconName } from '../art/icons.tsx';
import { CardClamped } from '../art/reader.tsx';
import { Bar } from '../parts/bar.tsx';
import { Heading } from '../parts/heading.tsx';
import { Money } from '../parts/money.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { useText } from '../terminal.ts';

type Writing = ScreenOf<'writing'>;

export function WritingScreen({ model }: { readonly model: Writing }) {
  const { card, amount } = model;
  return (
    <div class="stage">
      <div class="scene">
        <CardClamped />
      </div>
      <div class="work">
        <Heading words={screenTitle(model)} />
        <Bar />
        <p class="flow">
          {card === undefined ? (
            <Money amount={amount} size="extra" />
          ) : (
            <>
              <Money amount={card.balance} size="large" />
              <Icon name="arrow" />
              <Money amount={addFen(card.balance, amount)} size="extra" />
            </>
          )}
        </p>
        <SubSteps model={model} />
        <Sentence words={screenSentence(model)} />
      </div>
    </div>
  );
}

type State = 'done' | 'now' | 'ahead';

/** 已收 · 写入 · 核对. */
function SubSteps({ model }: { readonly model: Writing }) {
  const { phase, kind, amount } = model;
  const write: State = phase === 'checking' ? 'done' : 'now';
  return (
    <ul class="sub-steps">
      <SubStep state="done" words={receivedWords(kind, amount)} />
      <SubStep state={write} words={PHASE_WORDS[phase === 'asking' ? 'asking' : 'writing']} />
      <SubStep state={phase === 'checking' ? 'now' : 'ahead'} words={PHASE_WORDS.checking} />
    </ul>
  );
}

const SIGNS: Readonly<Record<State, IconName>> = { done: 'tick', now: 'card', ahead: 'ring' };

function SubStep({ state, words }: { readonly state: State; readonly words: Words }) {
  const text = useText();
  return (
    <li class={state} {...(state === 'now' && { 'aria-current': 'step' })}>
      <Icon name={SIGNS[state]} />
      {text(words)}
    </li>
  );
}
