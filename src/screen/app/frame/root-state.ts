/** Stage, theme and text size are data on the root: the tokens hang on them (ui.md §8). */
import type { ScreenModel } from '../../contract/screen-model.ts';

const TAGS = { zh: 'zh-CN', en: 'en' } as const;

export function showOnRoot({ language, stage, tray, display }: ScreenModel): void {
  const root = document.documentElement;
  root.lang = TAGS[language];
  root.dataset['stage'] = stage;
  root.dataset['tray'] = tray;
  root.dataset['theme'] = display.highContrast ? 'hc' : 'plain';
  root.dataset['text'] = display.largeText ? 'large' : 'plain';
}

/** Without a terminal behind it the page is dark and plain. */
export function showWaitingOnRoot(): void {
  const root = document.documentElement;
  root.lang = TAGS.zh;
  root.dataset['stage'] = 'ink';
  delete root.dataset['tray'];
}
