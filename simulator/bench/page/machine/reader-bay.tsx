/** The card reader: its light, the card that lies on it, and the moment at which it will be pulled away. */
import type { JSX } from 'preact';
import type { KioskName } from '../../actions.ts';
import { useBench, useKiosk, useText } from '../connection/bench-context.ts';
import { CardFace } from '../hand/card-face.tsx';
import { Both } from '../parts/both.tsx';
import { dragSource } from '../parts/drag.ts';
import { Icon } from '../parts/icons.tsx';
import { UI } from '../words/interface.ts';
import { PullMenu } from './pull-menu.tsx';

export function ReaderBay({ name }: { readonly name: KioskName }): JSX.Element {
  const { state } = useBench();
  const kiosk = useKiosk(name);
  const text = useText();
  const cards = kiosk.cardsOnReader.flatMap((id) => state.cards.filter((card) => card.id === id));
  return (
    <section class="bay reader-bay" aria-label={`${text(UI.reader)} ${name}`}>
      <header class="bay-head">
        <h3>
          <Both words={UI.reader} />
        </h3>
        <PullMenu name={name} />
      </header>
      <div class="pad" data-light={kiosk.readerLight} data-cards={cards.length}>
        <svg class="waves" viewBox="0 0 120 60" aria-hidden="true">
          <circle cx="44" cy="30" r="5" />
          <path d="M56 18q9 12 0 24M66 12q14 18 0 36M76 6q19 24 0 48" />
        </svg>
        <span class={`light ${kiosk.readerLight ? 'lit' : ''}`}>
          {text(kiosk.readerLight ? UI.readerLightOn : UI.readerLightOff)}
        </span>
        {cards.length === 0 ? <p class="pad-hint">{text(UI.readerEmpty)}</p> : null}
        {cards.map((card) => (
          <OnPad card={card} key={card.id} />
        ))}
      </div>
    </section>
  );
}

function OnPad({ card }: { readonly card: Parameters<typeof CardFace>[0]['card'] }): JSX.Element {
  const { act } = useBench();
  const text = useText();
  return (
    <button
      type="button"
      class="on-pad"
      title={text(UI.lift)}
      onClick={() => act({ do: 'lift-card', card: card.id })}
      {...dragSource('card', card.id)}
    >
      <CardFace card={card} />
      <span class="unseen">
        {text(card.label)}：{text(UI.liftHere)}
      </span>
      <span class="lift-hint" aria-hidden="true">
        <Icon name="lift" />
        {text(UI.lift)}
      </span>
    </button>
  );
}
