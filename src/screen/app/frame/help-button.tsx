/** Help, on every page whose model offers it. */
import { buttonLabel } from '../../catalogue/button-labels.ts';
import { Icon } from '../art/icons.tsx';
import { KeyCap } from '../parts/key-cap.tsx';
import { useTerminal, useText } from '../terminal.ts';

export function HelpButton() {
  const { model, press } = useTerminal();
  const text = useText();
  const help = model.buttons.find((button) => button.id === 'help');
  if (help === undefined) return null;
  return (
    <button type="button" class="button small help" data-button="help" onClick={() => press('help')}>
      <KeyCap name={help.key} />
      <Icon name="help" />
      {text(buttonLabel(model, 'help'))}
    </button>
  );
}
