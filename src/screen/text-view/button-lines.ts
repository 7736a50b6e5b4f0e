/**
 * The buttons of a screen, one a line: exit first, the primary one last, as on the screen from left to
 * right.
 */
import { buttonLabel } from '../catalogue/button-labels.ts';
import { FRAME_WORDS, KEY_WORDS } from '../catalogue/labels.ts';
import { inLanguage } from '../catalogue/words.ts';
import type { Button, ScreenModel } from '../contract/screen-model.ts';
import { hanging } from './text-box.ts';

/**
 * No button while writing (ui.md §1.5): on the ink stage there is none to show whatever the model holds.
 * Attract is ink too, but nothing is written there and help must be reachable without a card (domain.md
 * §5.1).
 */
export function buttonLines(model: ScreenModel): string[] {
  if (model.tray === 'writing' || (model.stage === 'ink' && model.id !== 'attract')) return [];
  return model.buttons
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap((button) => {
      const key = inLanguage(KEY_WORDS[button.key], model.language);
      return hanging(`${button.primary ? '>' : ' '} [${key}] `, label(model, button));
    });
}

function label(model: ScreenModel, button: Button): string {
  const text = inLanguage(buttonLabel(model, button.id), model.language);
  if (button.enabled) return text;
  const off = inLanguage(FRAME_WORDS.unavailable, model.language);
  return model.language === 'zh' ? `${text}（${off}）` : `${text} (${off})`;
}

function rank(button: Button): number {
  if (button.primary) return 2;
  return button.id === 'exit' ? 0 : 1;
}
