/** At the screen and the keypad. */
import { byHand, runningPlace, type Handlers } from './handlers.ts';
import { refuseUnless } from '../refusal.ts';

export const SCREEN_ACTS: Handlers<'press' | 'key' | 'language'> = {
  press: (parts, { kiosk, button }) => {
    const place = runningPlace(parts, kiosk);
    const offered = place.kiosk.screen()?.buttons.some(({ id, enabled }) => id === button && enabled);
    refuseUnless(
      offered,
      'BENCH_BUTTON_NOT_OFFERED',
      `屏幕上没有这个按钮 / the screen does not offer ${button} now`,
    );
    byHand(parts, kiosk, `按下“${button}”`, `presses ${button}`);
    place.kiosk.press(button);
  },
  key: (parts, { kiosk, key }) => {
    const place = runningPlace(parts, kiosk);
    byHand(parts, kiosk, `按键 ${key}`, `presses the key ${key}`);
    place.kiosk.act({ type: 'key', key });
  },
  language: (parts, { kiosk, language }) => {
    const place = runningPlace(parts, kiosk);
    byHand(parts, kiosk, `选择语言 ${language}`, `chooses the language ${language}`);
    place.kiosk.act({ type: 'language', language });
  },
};
