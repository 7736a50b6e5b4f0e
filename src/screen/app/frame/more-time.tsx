/** In the last seconds of an idle time-out: one question, one button (ui.md §6 "Tray"). */
import { FRAME_WORDS } from '../../catalogue/labels.ts';
import { PAGE_WORDS } from '../../catalogue/page-words.ts';
import type { Button, Countdown } from '../../contract/screen-model.ts';
import { Ring } from '../parts/ring.tsx';
import { useTerminal, useText } from '../terminal.ts';
import { ActionButton } from './action-button.tsx';

interface MoreTimeProps {
  readonly countdown: Countdown;
  readonly button: Button;
}

export function MoreTime({ countdown, button }: MoreTimeProps) {
  const text = useText();
  const { language } = useTerminal().model;
  return (
    <div class="veil">
      <div class="sheet question" role="alertdialog" aria-modal="true" aria-labelledby="more-time">
        <Ring countdown={countdown} size="middle" unit={text(PAGE_WORDS.secondsShort)} />
        <div class="heading">
          <h2 id="more-time">{text(FRAME_WORDS.moreTime)}</h2>
          {language === 'zh' && (
            <p class="parallel" lang="en">
              {FRAME_WORDS.moreTime.en}
            </p>
          )}
        </div>
        <ActionButton button={{ ...button, primary: true }} place="go" />
      </div>
    </div>
  );
}
