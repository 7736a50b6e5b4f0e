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
  const paperOf = ({ note, lies }: FedNote): MoneyLine['paper'] =>
    papers.get(note.id) ?? (lies === 'operator' ? 'operator' : 'hand');
  const kept = new Set(
    parts.notes.fed.filter((fed) => paperOf(fed) !== 'hand').map(({ orderId }) => orderId),
  );
  const notes = parts.notes.fed.map((fed) => {
    const paper = paperOf(fed);
    // A note that came back is not the one its order got later.
    const orderId = fed.orderId === null || (paper === 'hand' && kept.has(fed.orderId)) ? '' : fed.orderId;
    return { fed, paper, order: orders.get(orderId), loadedCard: onCards.get(orderId) };
  });
  return { statement, onCards, notes };
}

function papersIn(acceptors: readonly CcnetDevice[]): ReadonlyMap<string, MoneyLine['paper']> {
  return new Map(acceptors.flatMap(({ notes }) => notes.map(({ note, place }) => [note.id, place] as const)));
}
