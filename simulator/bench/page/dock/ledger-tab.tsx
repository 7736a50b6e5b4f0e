/** The server's books: orders, accounts, alarms. */
import type { JSX } from 'preact';
import type { OrderView, ServerView } from '../../state.ts';
import { useBench, useText } from '../connection/bench-context.ts';
import { dayAndTime, shortSerial, timeOfDay, yuanText } from '../parts/format.ts';
import { ORDER_NAMES } from '../words/names.ts';
import { TRUTH } from '../words/truth-words.ts';
import { accountWords } from './account-words.ts';

export function LedgerTab(): JSX.Element {
  const { server } = useBench().state;
  const text = useText();
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={text(TRUTH.ledger)}>
      <h3>{text(TRUTH.orders)}</h3>
      {server.orders.length === 0 ? (
        <p class="empty">{text(TRUTH.noOrders)}</p>
      ) : (
        <OrderTable orders={server.orders} />
      )}
      <h3>{text(TRUTH.accounts)}</h3>
      <Accounts accounts={server.accounts} />
      <h3>{text(TRUTH.alarms)}</h3>
      <Alarms alarms={server.alarms} />
    </div>
  );
}

function OrderTable({ orders }: { readonly orders: readonly OrderView[] }): JSX.Element {
  const { state } = useBench();
  const text = useText();
  return (
    <table>
      <thead>
        <tr>
          <th>{text(TRUTH.serial)}</th>
          <th>{text(TRUTH.kiosk)}</th>
          <th>{text(TRUTH.card)}</th>
          <th class="figure">{text(TRUTH.amount)}</th>
          <th>{text(TRUTH.state)}</th>
          <th class="figure">{text(TRUTH.attempts)}</th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <tr key={order.orderId}>
            <td title={order.serial}>
              <code>{shortSerial(order.serial)}</code>
            </td>
            <td>{order.kiosk ?? '–'}</td>
            <td>{state.cards.find((card) => card.id === order.card)?.holder ?? order.card ?? '–'}</td>
            <td class="figure">{yuanText(order.amount)}</td>
            <td>
              <span class="order-state" data-order={order.state}>
                {text(ORDER_NAMES[order.state] ?? { zh: order.state, en: order.state })}
              </span>
              {order.cause === undefined ? null : <code class="cause">{order.cause}</code>}
            </td>
            <td class="figure">{order.attempts}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Accounts({ accounts }: Pick<ServerView, 'accounts'>): JSX.Element {
  const text = useText();
  if (accounts.length === 0) return <p class="empty">{text(TRUTH.noAccounts)}</p>;
  return (
    <table class="narrow">
      <tbody>
        {accounts.map(({ account, amount }) => (
          <tr key={account}>
            <td>{text(accountWords(account) ?? { zh: account, en: account })}</td>
            <td>
              <code>{account}</code>
            </td>
            <td class="figure">{yuanText(amount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Alarms({ alarms }: Pick<ServerView, 'alarms'>): JSX.Element {
  const text = useText();
  if (alarms.length === 0) return <p class="empty">{text(TRUTH.noAlarms)}</p>;
  return (
    <table>
      <tbody>
        {alarms.toReversed().map((alarm, index) => (
          <tr key={`${alarm.at}-${alarms.length - index}`}>
            <td title={dayAndTime(alarm.at)}>
              <code>{timeOfDay(alarm.at)}</code>
            </td>
            <td>
              <b class="alarm-kind">{alarm.kind}</b>
            </td>
            <td class="wrap">
              <code>{alarm.detail}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
