/** Which buttons of a model stand in the action bar, and in which order. */
import type { Button, ScreenModel } from '../../contract/screen-model.ts';
import { handsOff } from './hands-off.ts';

/** Exit, later and back always stand at the left, whatever else there is: the place where one leaves never moves. */
const LEAVING: ReadonlySet<string> = new Set(['exit', 'later', 'back']);

export function actionsOf(model: ScreenModel): readonly Button[] {
  if (handsOff(model)) return [];
  return model.buttons
    .filter((button) => !standsElsewhere(model, button))
    .toSorted((a, b) => rank(a) - rank(b));
}

export function leaves(button: Button): boolean {
  return LEAVING.has(button.id);
}

/** Help is in the tray, more time in a sheet of its own; the menu has its modules as tiles. */
function standsElsewhere(model: ScreenModel, { id }: Button): boolean {
  if (id === 'help' || id === 'more-time') return true;
  return model.id === 'menu' && (id === 'cash' || id === 'rewrite');
}

function rank(button: Button): number {
  if (leaves(button)) return 0;
  return button.primary ? 2 : 1;
}
