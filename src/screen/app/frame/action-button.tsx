/** A button of the model: label and key cap from the catalogue, and what is pressed by it. */
import { buttonLabel } from '../../catalogue/button-labels.ts';
import type { Button } from '../../contract/screen-model.ts';
import { KeyCap } from '../parts/key-cap.tsx';
import { useTerminal, useText } from '../terminal.ts';
import { pressedState } from './pressed-state.ts';

interface ActionButtonProps {
  readonly button: Button;
  readonly place?: 'leave' | 'plain' | 'go';
}

export function ActionButton({ button, place = 'plain' }: ActionButtonProps) {
  const { model, press } = useTerminal();
  const text = useText();
  const label = buttonLabel(model, button.id);
  return (
    <button
      type="button"
      class={`button ${place} ${button.primary ? 'primary' : ''}`}
      data-button={button.id}
      disabled={!button.enabled}
      aria-pressed={pressedState(model.display, button.id)}
      onClick={() => press(button.id)}
    >
      {place !== 'go' && <KeyCap name={button.key} />}
      <span class="text">{text(label)}</span>
      {place === 'go' && <KeyCap name={button.key} />}
    </button>
  );
}
