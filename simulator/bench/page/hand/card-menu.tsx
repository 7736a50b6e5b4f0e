/** All that can be done with one card. */
import type { JSX } from 'preact';
import type { BenchAction } from '../../actions.ts';
import type { CardView } from '../../state.ts';
import { useBench, useText } from '../connection/bench-context.ts';
import { Act, Choice } from '../parts/act.tsx';
import { moneyText } from '../parts/format.ts';
import { Icon } from '../parts/icons.tsx';
import { Menu } from '../parts/menu.tsx';
import { UI, withKiosk } from '../words/interface.ts';
import { CARD_STATE_NAMES } from '../words/names.ts';

type CardState = Extract<BenchAction, { do: 'card-state' }>['state'];
const STATES: readonly CardState[] = ['normal', 'lost', 'frozen', 'cancelled'];
/** Fen. */
const PRICES = [500, 2_000] as const;

interface Props {
  readonly card: CardView;
  readonly onShow: (id: string) => void;
}

export function CardMenu({ card, onShow }: Props): JSX.Element {
  const text = useText();
  const name = `${text(UI.cardMore)}：${text(card.label)}`;
  return (
    <Menu label={<Icon name="more" />} name={name} heading={text(card.label)} class="small bare">
      {(close) => (
        <div class="sheet-list">
          <Places card={card} close={close} />
          {card.truth === undefined ? null : <Spend card={card} close={close} />}
          {card.state === undefined ? null : <ServerState card={card} />}
          <button
            type="button"
            class="button"
            onClick={() => {
              onShow(card.id);
              close();
            }}
          >
            <Icon name="search" />
            <span>{text(UI.showHistory)}</span>
          </button>
        </div>
      )}
    </Menu>
  );
}

interface PartProps {
  readonly card: CardView;
  readonly close: () => void;
}

function Places({ card, close }: PartProps): JSX.Element {
  const text = useText();
  return (
    <div class="sheet-row">
      {(['A', 'B'] as const).map((kiosk) => (
        <Act
          key={kiosk}
          action={{ do: 'lay-card', kiosk, card: card.id }}
          reason={card.where === kiosk ? text(UI.onReaderAlready) : undefined}
          icon="card"
          onDone={close}
        >
          {withKiosk(text(UI.layOn), kiosk)}
        </Act>
      ))}
      {card.where === 'hand' ? null : (
        <Act action={{ do: 'lift-card', card: card.id }} icon="lift" onDone={close}>
          {text(UI.lift)}
        </Act>
      )}
    </div>
  );
}

function Spend({ card, close }: PartProps): JSX.Element {
  const { language } = useBench();
  const text = useText();
  return (
    <div class="sheet-row">
      <span class="sheet-hint" title={text(UI.spendHint)}>
        {text(UI.spend)}
      </span>
      {PRICES.map((amount) => (
        <Act
          key={amount}
          action={{ do: 'spend', card: card.id, amount }}
          name={`${text(UI.spend)} ${moneyText(amount, language)}`}
          title={text(UI.spendHint)}
          onDone={close}
        >
          {moneyText(amount, language)}
        </Act>
      ))}
    </div>
  );
}

function ServerState({ card }: { readonly card: CardView }): JSX.Element {
  const { act } = useBench();
  const text = useText();
  const chosen = STATES.find((state) => state === card.state) ?? 'normal';
  return (
    <div class="sheet-row">
      <span class="sheet-hint">{text(UI.cardState)}</span>
      <Choice
        name={text(UI.cardState)}
        values={STATES.map((value) => ({
          value,
          label: text(CARD_STATE_NAMES[value] ?? { zh: value, en: value }),
        }))}
        chosen={chosen}
        onChoose={(state) => act({ do: 'card-state', card: card.id, state })}
      />
    </div>
  );
}
