/** A countdown as a ring: small in the tray, big where the seconds are the figure of the page. */
import { secondsWords } from '../../catalogue/labels.ts';
import type { Countdown } from '../../contract/screen-model.ts';
import { useText } from '../terminal.ts';
import { useSecondsLeft } from './use-seconds-left.ts';

interface RingProps {
  readonly countdown: Countdown;
  readonly size: 'small' | 'middle' | 'big';
  /** What the seconds are, below the figure of a big ring. */
  readonly unit?: string;
}

/** The dash pattern runs over a path of length 100. The rest is drawn one second ahead: the transition walks there meanwhile. */
function shareAfterThisSecond(seconds: number, totalMs: number): number {
  const total = Math.max(1, totalMs / 1_000);
  return Math.min(100, Math.max(0, ((seconds - 1) / total) * 100));
}

export function Ring({ countdown, size, unit }: RingProps) {
  const text = useText();
  const seconds = useSecondsLeft(countdown);
  const share = shareAfterThisSecond(seconds, countdown.totalMs);
  return (
    <div class={`ring ${size}`} role="timer" aria-label={text(secondsWords(seconds))}>
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle class="whole" cx="50" cy="50" r="44" pathLength="100" />
        <circle class="left" cx="50" cy="50" r="44" pathLength="100" stroke-dasharray={`${share} 100`} />
      </svg>
      <div>
        {seconds}
        {unit !== undefined && <small>{unit}</small>}
      </div>
    </div>
  );
}
