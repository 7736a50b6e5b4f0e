/** Long poll: answers when a kiosk shows a screen, or a screen with a message code. */
import type { ScreenModel } from '../../../src/screen/contract/screen-model.ts';
import type { Clock } from '../../../src/kernel/clock.ts';
import type { Place } from '../engine/place.ts';
import { messageOf } from '../events/follow.ts';

export interface Wait {
  /** Screen ids and message codes, any of which will do. */
  readonly wanted: readonly string[];
  /** A button that the screen must offer; undefined: no matter. */
  readonly button: string | undefined;
  readonly timeoutMs: number;
  /** Whoever asked has gone. */
  readonly signal: AbortSignal;
}

/** The screen, now or later; undefined after the time-out. */
export function waitForScreen(
  clock: Clock,
  place: Place,
  { wanted, button, timeoutMs, signal }: Wait,
): Promise<ScreenModel | undefined> {
  const fits = (model: ScreenModel): boolean =>
    (wanted.includes(model.id) || wanted.includes(messageOf(model)?.code ?? '')) &&
    (button === undefined || model.buttons.some(({ id, enabled }) => id === button && enabled));
  const now = place.kiosk.screen();
  if (now !== undefined && fits(now)) return Promise.resolve(now);
  return new Promise((resolve) => {
    const end = (model: ScreenModel | undefined): void => {
      stop();
      timer.cancel();
      signal.removeEventListener('abort', leave);
      resolve(model);
    };
    const leave = (): void => end(undefined);
    const stop = place.kiosk.screens.listen((model) => {
      if (fits(model)) end(model);
    });
    const timer = clock.after(timeoutMs, 'bench wait', leave);
    signal.addEventListener('abort', leave);
  });
}
