/** While the card is written, or was torn away, nothing on the page may be pressed (ui.md §1.5). */
import type { ScreenModel } from '../../contract/screen-model.ts';

export function handsOff(model: ScreenModel): boolean {
  return model.tray === 'writing' || model.id === 'writing' || model.id === 'torn-card';
}
