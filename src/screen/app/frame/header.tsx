/** School, system, terminal number, time; at the right what changes the page for whoever stands there. */
import { FIELD_WORDS, FRAME_WORDS } from '../../catalogue/labels.ts';
import { Mark } from '../art/icons.tsx';
import { useTerminal, useText } from '../terminal.ts';
import { Clock } from './clock.tsx';
import { handsOff } from './hands-off.ts';
import { Services } from './services.tsx';

export function Header() {
  const { model } = useTerminal();
  const text = useText();
  return (
    <header class="head">
      <Mark />
      <div class="brand">
        <span class="school">{text(model.school)}</span>
        <span class="system">{text(FRAME_WORDS.system)}</span>
      </div>
      <div class="here">
        <Clock />
        <span class="number">
          <span class="word">{text(FIELD_WORDS.terminal)} </span>
          {model.terminal}
        </span>
      </div>
      {!handsOff(model) && <Services place="header" />}
    </header>
  );
}
