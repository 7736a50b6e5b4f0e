/** What is known of the money at one moment: things and books, read once for lines and sum. */
import type { CcnetDevice } from '../../devices/banknote-acceptor/ccnet-device.ts';
import type { Statement, StatementOrder } from '../../campus/statement.ts';
import { KIOSK_NAMES } from '../actions.ts';
import type { BenchParts } from '../engine/parts.ts';
import type { FedNote } from '../state-folder/world-schema.ts';
import type { MoneyLine } from '../state.ts';
import { ordersOnCards } from './on-cards.ts';

export interface FollowedNote {
  readonly fed: FedNote;
  /** Where the paper is now, by what physically holds it. */
  readonly paper: MoneyLine['paper'];
  /** The order as the ledger has it. */
  readonly order: StatementOrder | undefined;
  /** Id of the card that physically got this order's load. */
  readonly loadedCard: string | undefined;
}

export interface MoneyNow {
  readonly statement: Statement;
  /** Orders whose load is physically on a card. */
  readonly onCards: ReadonlyMap<string, string>;
  /** Oldest first. */
  readonly notes: readonly FollowedNote[];
}

type Read = Pick<BenchParts, 'cards' | 'ledger' | 'campus' | 'notes' | 'places'>;

export function moneyNow(parts: Read): MoneyNow {
  const statement = parts.campus.statement();
  const onCards = ordersOnCards(parts);
  const orders = new Map(statement.orders.map((order) => [order.orderId, order]));
  const papers = papersIn(KIOSK_NAMES.map((name) => parts.places[name].hardware.acceptor));
  const notes = parts.notes.fed.map((fed) => ({
    fed,
    paper: papers.get(fed.note.id) ?? (fed.lies === 'operator' ? ('operator' as const) : ('hand' as const)),
    order: fed.orderId === null ? undefined : orders.get(fed.orderId),
    loadedCard: fed.orderId === null ? undefined : onCards.get(fed.orderId),
  }));
  return { statement, onCards, notes };
}

function papersIn(acceptors: readonly CcnetDevice[]): ReadonlyMap<string, MoneyLine['paper']> {
  return new Map(acceptors.flatMap(({ notes }) => notes.map(({ note, place }) => [note.id, place] as const)));
}
