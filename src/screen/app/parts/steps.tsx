/** 放卡 → 核对 → 放钞 → 写卡 → 完成: done is a tick, now is filled, ahead is an outline. */
import { FRAME_WORDS, STEP_WORDS } from '../../catalogue/labels.ts';
import { stepOf } from '../../catalogue/screen-texts.ts';
import { Icon } from '../art/icons.tsx';
import { useTerminal, useText } from '../terminal.ts';

function stateOf(index: number, now: number): 'done' | 'now' | 'ahead' {
  if (index < now || now === STEP_WORDS.length - 1) return 'done';
  return index === now ? 'now' : 'ahead';
}

export function Steps() {
  const text = useText();
  const now = stepOf(useTerminal().model);
  if (now === undefined) return null;
  return (
    <ol class="steps" aria-label={text(FRAME_WORDS.step)}>
      {STEP_WORDS.map((words, index) => {
        const state = stateOf(index, now);
        return (
          <li key={words.zh} class={state} {...(index === now && { 'aria-current': 'step' })}>
            <span class="number">{state === 'done' ? <Icon name="tick" /> : index + 1}</span>
            {text(words)}
          </li>
        );
      })}
    </ol>
  );
}
