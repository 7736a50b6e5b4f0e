/** Seconds until a moment of the terminal's clock, counted by the page itself between two models. */
import { useEffect, useState } from 'preact/hooks';
import { secondsLeft } from '../../catalogue/format.ts';
import type { Countdown } from '../../contract/screen-model.ts';
import { useTerminal } from '../terminal.ts';

const SECOND_MS = 1_000;

export function useSecondsLeft({ atMs }: Countdown): number {
  const { nowMs } = useTerminal();
  const [, tick] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Each tick is set for the next full second of the countdown, so that late timers do not add up.
    const next = (): void => {
      const left = atMs - nowMs();
      if (left <= 0) return;
      const wait = left % SECOND_MS;
      timer = setTimeout(
        () => {
          tick((count) => count + 1);
          next();
        },
        wait === 0 ? SECOND_MS : wait,
      );
    };
    next();
    return () => clearTimeout(timer);
  }, [atMs, nowMs]);
  return secondsLeft(atMs, nowMs());
}
