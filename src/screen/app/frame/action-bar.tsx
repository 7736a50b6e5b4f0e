/** The buttons of a page: leaving at the lower left, going on at the lower right. */
import { PAGE_WORDS } from '../../catalogue/page-words.ts';
import { useTerminal, useText } from '../terminal.ts';
import { ActionButton } from './action-button.tsx';
import { actionsOf, leaves } from './actions-of.ts';

export function ActionBar() {
  const text = useText();
  const { model } = useTerminal();
  const buttons = actionsOf(model);
  if (buttons.length === 0) return null;
  const goes = buttons.findLast((button) => !leaves(button));
  const switches = model.id === 'help';
  return (
    <div class="actions" role="group" aria-label={text(PAGE_WORDS.actions)}>
      {buttons.map((button) => (
        <ActionButton
          key={button.id}
          button={button}
          place={leaves(button) ? 'leave' : button === goes && !switches ? 'go' : 'plain'}
        />
      ))}
    </div>
  );
}
