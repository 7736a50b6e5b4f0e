/** The module 现金充值; when it is off, the reason stands in place of what it does. */
import { buttonLabel } from '../../../catalogue/button-labels.ts';
import { isMessageCode, messageRows } from '../../../catalogue/messages.ts';
import { PAGE_WORDS } from '../../../catalogue/page-words.ts';
import type { ScreenOf } from '../../../contract/screen-model.ts';
import { Icon } from '../../art/icons.tsx';
import { Slot } from '../../art/slot.tsx';
import { KeyCap } from '../../parts/key-cap.tsx';
import { CodePill } from '../../parts/pill.tsx';
import { useTerminal, useText } from '../../terminal.ts';

export function CashTile({ model }: { readonly model: ScreenOf<'menu'> }) {
  const text = useText();
  const { press } = useTerminal();
  const button = model.buttons.find(({ id }) => id === 'cash');
  if (button === undefined) return null;
  const off = model.cashUnavailable;
  const reason =
    off !== undefined && isMessageCode(off.code)
      ? messageRows(off, model.language).what
      : text(PAGE_WORDS.cashPaused);
  return (
    <button
      type="button"
      class={`tile ${button.enabled ? '' : 'off'}`}
      data-button="cash"
      disabled={!button.enabled}
      onClick={() => press('cash')}
    >
      <span class="picture">
        <Icon name="note" />
      </span>
      <span class="name">{text(buttonLabel(model, 'cash'))}</span>
      <span class="about">
        {off === undefined ? text(PAGE_WORDS.cashTile) : reason}
        {off !== undefined && <CodePill code={off.code} />}
      </span>
      <KeyCap name={button.key} />
      {button.enabled && (
        <span class="look">
          <Slot lamp="off" way="in" />
        </span>
      )}
    </button>
  );
}
