/** Orders under investigation, each settled by two persons. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { OrderView } from '../../state.ts';
import { useBench, useText } from '../connection/bench-context.ts';
import { Act } from '../parts/act.tsx';
import { moneyText, shortSerial } from '../parts/format.ts';
import { Menu } from '../parts/menu.tsx';
import { UI } from '../words/interface.ts';

export function Inquiries(): JSX.Element {
  const { state } = useBench();
  const text = useText();
  const open = state.server.orders.filter((order) => order.state === 'investigating');
  return (
    <Menu
      label={`${text(UI.investigations)} ${open.length}`}
      icon="search"
      heading={text(UI.investigations)}
      class={open.length > 0 ? 'care' : ''}
    >
      {() =>
        open.length === 0 ? (
          <p class="sheet-hint">{text(UI.noInvestigation)}</p>
        ) : (
          <>
            <p class="sheet-hint">{text(UI.resolveHint)}</p>
            <ul class="inquiries">
              {open.map((order) => (
                <Inquiry order={order} key={order.orderId} />
              ))}
            </ul>
          </>
        )
      }
    </Menu>
  );
}

function Inquiry({ order }: { readonly order: OrderView }): JSX.Element {
  const { state, language } = useBench();
  const text = useText();
  const [first, setFirst] = useState(false);
  const [second, setSecond] = useState(false);
  const card = state.cards.find(({ id }) => id === order.card);
  const alone = first && second ? undefined : text(UI.needTwo);
  return (
    <li>
      <p class="inquiry-head">
        <b>{moneyText(order.amount, language)}</b>
        <span>{card === undefined ? (order.card ?? '') : text(card.label)}</span>
        <code title={order.serial}>{shortSerial(order.serial)}</code>
        {order.cause === undefined ? null : <code class="cause">{order.cause}</code>}
      </p>
      <label>
        <input type="checkbox" checked={first} onChange={() => setFirst(!first)} />
        {text(UI.firstPerson)}
      </label>
      <label>
        <input type="checkbox" checked={second} onChange={() => setSecond(!second)} />
        {text(UI.secondPerson)}
      </label>
      <span class="sheet-row">
        <Act action={{ do: 'resolve', orderId: order.orderId, to: 'owed' }} reason={alone} tone="go">
          {text(UI.toOwed)}
        </Act>
        <Act action={{ do: 'resolve', orderId: order.orderId, to: 'returned' }} reason={alone}>
          {text(UI.toReturned)}
        </Act>
      </span>
    </li>
  );
}
