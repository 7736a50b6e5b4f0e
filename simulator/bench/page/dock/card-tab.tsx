/** What a card really holds, beside what the ledger believes. */
import type { JSX } from 'preact';
import type { CardView } from '../../state.ts';
import { useBench, useText } from '../connection/bench-context.ts';
import { dayAndTime, moneyText, yuanText } from '../parts/format.ts';
import { CARD_STATE_NAMES } from '../words/names.ts';
import { filled, TRUTH } from '../words/truth-words.ts';

interface Props {
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

export function CardTab({ chosen, onChoose }: Props): JSX.Element {
  const { cards } = useBench().state;
  const text = useText();
  const card = cards.find(({ id }) => id === chosen) ?? cards[0];
  return (
    <div class="card-tab">
      <div class="chips card-chips" role="group" aria-label={text(TRUTH.chooseCard)}>
        {cards.map(({ id, label }) => (
          <button
            type="button"
            class="chip"
            key={id}
            title={text(label)}
            aria-pressed={id === card?.id}
            onClick={() => onChoose(id)}
          >
            {text(label)}
          </button>
        ))}
      </div>
      {card === undefined ? null : <Truth card={card} />}
    </div>
  );
}

function Truth({ card }: { readonly card: CardView }): JSX.Element {
  const { language } = useBench();
  const text = useText();
  const { truth, ledger, state } = card;
  const difference = truth === undefined || ledger === undefined ? undefined : truth.balance - ledger;
  const stateName = state === undefined ? undefined : CARD_STATE_NAMES[state];
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={text(card.label)}>
      <dl class="facts">
        <div>
          <dt>{text(TRUTH.physical)}</dt>
          <dd>{truth === undefined ? '–' : moneyText(truth.balance, language)}</dd>
        </div>
        <div>
          <dt>{text(TRUTH.believed)}</dt>
          <dd>{ledger === undefined ? text(TRUTH.notKnown) : moneyText(ledger, language)}</dd>
        </div>
        <div>
          <dt>{text(TRUTH.counter)}</dt>
          <dd>{truth?.loadCounter ?? '–'}</dd>
        </div>
        <div>
          <dt>{text(TRUTH.state)}</dt>
          <dd>{stateName === undefined ? (state ?? '–') : text(stateName)}</dd>
        </div>
      </dl>
      {difference === undefined ? null : (
        <p class={`agreement ${difference === 0 ? 'same' : 'differs'}`}>
          {difference === 0
            ? text(TRUTH.same)
            : filled(text(TRUTH.differs), 'a', moneyText(Math.abs(difference), language))}
        </p>
      )}
      <h3>{text(TRUTH.history)}</h3>
      <History card={card} />
    </div>
  );
}

function History({ card: { truth } }: { readonly card: CardView }): JSX.Element {
  const text = useText();
  if (truth === undefined) return <p class="empty">{text(TRUTH.noPurse)}</p>;
  if (truth.history.length === 0) return <p class="empty">{text(TRUTH.noHistory)}</p>;
  return (
    <table>
      <thead>
        <tr>
          <th>{text(TRUTH.time)}</th>
          <th>{text(TRUTH.kind)}</th>
          <th class="figure">{text(TRUTH.amount)}</th>
          <th>{text(TRUTH.terminalNumber)}</th>
        </tr>
      </thead>
      <tbody>
        {truth.history.map((entry, index) => (
          <tr key={`${entry.at}-${index}`}>
            <td>{dayAndTime(entry.at)}</td>
            <td>{text(entry.kind === 'load' ? TRUTH.load : TRUTH.purchase)}</td>
            <td class="figure">
              {entry.kind === 'load' ? '+' : '−'}
              {yuanText(entry.amount)}
            </td>
            <td>
              <code>{entry.terminal}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
