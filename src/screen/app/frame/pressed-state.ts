/** Whether a button that switches the display is on; other buttons have no such state. */
import type { ButtonId, Display } from '../../contract/screen-model.ts';

export function pressedState(display: Display, id: ButtonId): boolean | undefined {
  if (id === 'large-text') return display.largeText;
  return id === 'high-contrast' ? display.highContrast : undefined;
}
