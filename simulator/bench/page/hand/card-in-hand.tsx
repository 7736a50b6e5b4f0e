/** One card of the hand: its face, what it really holds, what the ledger believes, and where it lies. */
import type { JSX } from 'preact';
import type { KioskName } from '../../actions.ts';
import type { CardView } from '../../state.ts';
import { useBench, useText } from '../connection/bench-context.ts';
import { dragSource } from '../parts/drag.ts';
import { yuanText } from '../parts/format.ts';
import { UI, withKiosk } from '../words/interface.ts';
import { CARD_KIND_NAMES, CARD_STATE_NAMES } from '../words/names.ts';
import { CardFace } from './card-face.tsx';
import { CardMenu } from './card-menu.tsx';

interface Props {
  readonly card: CardView;
  readonly onShow: (id: string) => void;
}

export function CardInHand({ card, onShow }: Props): JSX.Element {
  const { act, active } = useBench();
  const text = useText();
  const lay = (kiosk: KioskName): void => act({ do: 'lay-card', kiosk, card: card.id });
  const inHand = card.where === 'hand';
  const does = inHand ? withKiosk(text(UI.layOn), active) : text(UI.lift);
  const onKeyDown = (event: KeyboardEvent): void => {
    const key = event.key.toUpperCase();
    if ((key !== 'A' && key !== 'B') || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    lay(key);
  };
  return (
    <li class="card-in-hand" data-where={card.where}>
      <button
        type="button"
        class="card-button"
        title={`${text(card.label)} · ${does}`}
        onClick={() => (inHand ? lay(active) : act({ do: 'lift-card', card: card.id }))}
        onKeyDown={onKeyDown}
        {...dragSource('card', card.id)}
      >
        <CardFace card={card} away={inHand ? undefined : withKiosk(text(UI.liesOn), card.where)} />
        <span class="unseen">
          {text(card.label)}：{does}
        </span>
      </button>
      <div class="card-line">
        <CardTag card={card} />
        <CardMenu card={card} onShow={onShow} />
      </div>
      <Balances card={card} />
    </li>
  );
}

/** What the card is for; a state at the server that says more comes first. */
function CardTag({ card }: { readonly card: CardView }): JSX.Element {
  const text = useText();
  const barred = card.state !== undefined && card.state !== 'normal';
  const stateName = card.state === undefined ? undefined : CARD_STATE_NAMES[card.state];
  const words = barred && stateName !== undefined ? stateName : ordinary(card);
  return <span class={`card-tag ${barred ? 'barred' : ''}`}>{text(words)}</span>;
}

/** A card that was reported lost and is normal again is an ordinary card. */
function ordinary({ kind, state }: CardView): (typeof CARD_KIND_NAMES)[CardView['kind']] {
  const cleared = state === 'normal' && (kind === 'lost' || kind === 'frozen');
  return CARD_KIND_NAMES[cleared ? 'normal' : kind];
}

function Balances({ card: { truth, ledger } }: { readonly card: CardView }): JSX.Element {
  const text = useText();
  if (truth === undefined) return <p class="no-purse">{text(UI.unknownPurse)}</p>;
  const differs = ledger !== undefined && ledger !== truth.balance;
  return (
    <dl class="balances" data-differs={differs}>
      <dt>{text(UI.cardTruth)}</dt>
      <dd>{yuanText(truth.balance)}</dd>
      <dt>{text(UI.cardLedger)}</dt>
      <dd>{ledger === undefined ? '–' : yuanText(ledger)}</dd>
    </dl>
  );
}
