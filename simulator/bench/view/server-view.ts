/** The campus server: its orders, books and alarms. */
import type { Statement, StatementOrder } from '../../campus/statement.ts';
import type { BenchParts } from '../engine/parts.ts';
import { kioskOf } from '../events/server-watch.ts';
import type { OrderView, ServerView } from '../state.ts';

const ORDERS_SHOWN = 100;
const ALARMS_SHOWN = 50;

type Read = Pick<BenchParts, 'campus' | 'ledger' | 'backup' | 'cards'>;

export function serverView(parts: Read, statement: Statement): ServerView {
  const meta = new Map(
    parts.ledger
      .all<{ key: string; value: number }>('select key, value from meta')
      .map(({ key, value }) => [key, value]),
  );
  return {
    epoch: parts.campus.epoch,
    authorising: meta.get('authorisingEpoch') === parts.campus.epoch,
    dayEnd: meta.get('dayEnd') === 1,
    hasBackup: parts.backup.exists,
    orders: statement.orders
      .slice(-ORDERS_SHOWN)
      .toReversed()
      .map((order) => orderView(parts, order)),
    accounts: statement.books.accounts.map(({ account, balance }) => ({ account, amount: balance })),
    alarms: newestAlarms(parts),
  };
}

function orderView({ cards }: Read, order: StatementOrder): OrderView {
  const { orderId, serial, terminal, amount, state, cause, attempts } = order;
  return {
    orderId,
    serial,
    kiosk: kioskOf(terminal),
    card: cards.find((card) => card.serial !== undefined && card.serial === order.card)?.id,
    amount,
    state,
    ...(cause === undefined ? {} : { cause }),
    attempts: attempts.length,
  };
}

function newestAlarms({ ledger }: Read): ServerView['alarms'] {
  return ledger
    .all<ServerView['alarms'][number]>(
      'select at, code as kind, detail from alarms order by number desc limit ?',
      ALARMS_SHOWN,
    )
    .toReversed();
}
