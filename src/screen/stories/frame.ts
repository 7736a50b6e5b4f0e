/** What all stories share: one school, one terminal, one holder, and a moment at which they are looked at (domain.md §0.1). */
import { yuan } from '../../kernel/fen.ts';
import {
  PLAIN_DISPLAY,
  type Button,
  type ButtonId,
  type CardTray,
  type Countdown,
  type Key,
  type Language,
  type ScreenModel,
  type Stage,
  type TrayCard,
} from '../contract/screen-model.ts';

export const TERMINAL = '100000000042';
export const SERIAL = '100000000042-01-000017-3';
export const HOTLINE = '0000-0000';
/** The monotonic clock of the terminal when a story is shown. */
export const NOW_MS = 50_000;

export const CARD: TrayCard = { holderName: '张**', holderNumber: '2099000001', balance: yuan(53) };

/** A screen that somebody should have looked at. Names are kebab case and start with the id of the screen. */
export interface Story {
  readonly name: string;
  readonly model: (language: Language) => ScreenModel;
}

export function story(name: string, model: (language: Language) => ScreenModel): Story {
  return { name, model };
}

export function button(id: ButtonId, key: Key, more: Partial<Button> = {}): Button {
  return { id, key, primary: false, enabled: true, ...more };
}

export const EXIT = button('exit', 'cancel');
export const HELP = button('help', '0');
export const OK = button('ok', 'confirm', { primary: true });
export const MORE_TIME = button('more-time', 'correct');

export const COUNTDOWN: Countdown = { atMs: NOW_MS + 23_400, totalMs: 60_000, warning: false };
export const WARNING: Countdown = { atMs: NOW_MS + 19_400, totalMs: 90_000, warning: true };

/** The parts of a model that do not depend on its screen. */
export function common(
  language: Language,
  stage: Stage,
  tray: CardTray,
  buttons: readonly Button[] = [],
  card?: TrayCard,
) {
  return {
    language,
    display: PLAIN_DISPLAY,
    school: { zh: '示例大学', en: 'Sample University' },
    simulation: false,
    terminal: TERMINAL,
    stage,
    tray,
    buttons,
    ...(card && { card }),
  };
}

/** A page of a visit: the card lies there and the screen waits for a finger. */
export function page(language: Language, buttons: readonly Button[] = [], card: TrayCard = CARD) {
  return common(language, 'light', 'placed', buttons, card);
}
