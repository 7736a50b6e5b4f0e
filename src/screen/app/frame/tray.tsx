/** The card tray: the card as the machine sees it, on every screen in one place (ui.md §1.2). */
import { FIELD_WORDS, TRAY_WORDS } from '../../catalogue/labels.ts';
import { TRAY_HINTS } from '../../catalogue/page-words.ts';
import type { Words } from '../../catalogue/words.ts';
import type { CardTray, ScreenModel } from '../../contract/screen-model.ts';
import { CardFace } from '../art/card.tsx';
import { Icon, type IconName } from '../art/icons.tsx';
import { LabelledMoney } from '../parts/money.tsx';
import { Ring } from '../parts/ring.tsx';
import { useTerminal, useText } from '../terminal.ts';
import { handsOff } from './hands-off.ts';
import { HelpButton } from './help-button.tsx';
import { Services } from './services.tsx';

const SIGNS: Readonly<Record<CardTray, IconName>> = {
  waiting: 'ring',
  placed: 'tick',
  writing: 'lock',
  removed: 'warning',
  take: 'tick',
  'no-card-please': 'warning',
};

/** When the card's balance is the figure of the page, the tray does not repeat it (ui.md §1.3). */
function balanceIsHero(model: ScreenModel): boolean {
  return model.id === 'menu'
    ? model.banner === undefined
    : model.id === 'check-card' || model.id === 'result';
}

export function Tray() {
  const { model } = useTerminal();
  const text = useText();
  const { card, tray, countdown } = model;
  const ring = countdown !== undefined && !countdown.warning && model.id !== 'torn-card';
  const shown = tray === 'placed' || tray === 'writing' || tray === 'take';
  return (
    <footer class="tray">
      <div class={`bed ${shown ? 'filled' : 'empty'}`}>
        {shown && (
          <svg viewBox="0 0 856 540" aria-hidden="true">
            <CardFace />
          </svg>
        )}
      </div>
      <div class="whose">
        <span class="chip" role="status">
          <Icon name={SIGNS[tray]} />
          <span>{text(TRAY_WORDS[tray])}</span>
        </span>
        <WhoseLine />
      </div>
      {card !== undefined && !balanceIsHero(model) && (
        <div class="balance">
          <LabelledMoney label={text(FIELD_WORDS.balance)} amount={card.balance} size="large" />
        </div>
      )}
      <div class="end">
        {ring && <Ring countdown={countdown} size="small" />}
        {!handsOff(model) && <HelpButton />}
      </div>
      {handsOff(model) ? <div class="services in-tray" /> : <Services place="tray" />}
    </footer>
  );
}

function WhoseLine() {
  const { model } = useTerminal();
  const text = useText();
  const { card } = model;
  if (card !== undefined) {
    return (
      <small>
        {card.holderName}·{card.holderNumber}
      </small>
    );
  }
  const hint = hintFor(model);
  return hint === undefined ? null : <small>{text(hint)}</small>;
}

/** Once nobody waits for the card any more, it need not come back. */
function hintFor({ id, tray }: ScreenModel): Words | undefined {
  const waitsForCard = id === 'torn-card' || id === 'please-wait';
  if (id === 'starting' || (tray === 'removed' && !waitsForCard)) return undefined;
  return TRAY_HINTS[tray];
}
