/** A card lies on a reader: whose is it, what may it do, what is open? Changes nothing. */
import { UNTOLD_LIMIT, type CardStatus, type Query, type QueryResult } from '../../src/host/contract.ts';
import { cardBlock, findCard, type CardRow } from './cards.ts';
import { maskedName } from './masked-name.ts';
import type { Office } from './office.ts';
import { untoldOrders } from './orders.ts';
import { aboveLedger, openRecord, roomFor, settledRecord, shownOrders } from './records.ts';

type CardQuery = Extract<Query, { kind: 'card' }>;

export function answerCardQuery(office: Office, terminal: string, query: CardQuery): QueryResult {
  const card = findCard(office, query.card);
  if (card === undefined) return { kind: 'unknown-card' };
  const blocked = blockOf(office, card, query);
  const status: CardStatus = {
    kind: 'card',
    holderName: maskedName(card.holderName),
    holderNumber: card.holderNumber,
    room: roomFor(office, card, query.balance),
    maximum: office.parameters.maxBalance,
    openRecords: shownOrders(office, card.applicationSerial, terminal).map(openRecord),
    untold: untoldOrders(office, card.applicationSerial, UNTOLD_LIMIT).map(settledRecord),
  };
  return blocked === undefined ? status : { ...status, blocked };
}

function blockOf(office: Office, card: CardRow, query: CardQuery): string | undefined {
  const block = cardBlock(office, card);
  if (block !== undefined) return block;
  return aboveLedger(office, card, query.balance) ? 'E306' : undefined;
}
