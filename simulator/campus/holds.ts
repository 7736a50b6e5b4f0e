/** `hold-asked`: may this card take this amount? Checked in the order that decides which message the holder sees. */
import type { Answer } from '../../src/host/contract.ts';
import { fen, subtractFen, ZERO_FEN, type Fen } from '../../src/kernel/fen.ts';
import type { FactData } from '../../src/money/facts.ts';
import { answerOnce, refused, type Refusal } from './asks.ts';
import { cardBlock, findCard, noteProvedBalance, type CardRow } from './cards.ts';
import { isAuthorising } from './epoch.ts';
import type { Office } from './office.ts';
import { dueOrders, openOrder, ordersAttemptingAt, type EventPlace } from './orders.ts';
import { aboveLedger, roomFor } from './records.ts';
import { serverTime } from './server-time.ts';
import { inDayEnd } from './service-hours.ts';

type HoldAsked = FactData<'hold-asked'>;

export function answerHold(office: Office, place: EventPlace, ask: HoldAsked): Answer {
  return answerOnce(office, ask.orderId, [place.journal.terminal, ask], () => {
    const { orderId: id, amount } = ask;
    const card = ask.card.applicationSerial;
    if (place.restored) {
      openOrder(office, place, { id, card, amount, state: 'unanswered' });
      return refused('E403', 'ledger-epoch');
    }
    const decision = decideHold(office, place, ask);
    const state = decision.kind === 'hold-granted' ? 'held' : 'refused';
    openOrder(office, place, { id, card, amount, state });
    return decision;
  });
}

function decideHold(office: Office, place: EventPlace, ask: HoldAsked): Answer {
  if (inDayEnd(office)) return refused('E403', 'day-end');
  const card = findCard(office, ask.card);
  if (card === undefined) return refused('E103', 'card-unknown');
  const block = cardBlock(office, card);
  if (block !== undefined) return refused(block, 'card-state');
  if (!isAuthorising(office)) return refused('E403', 'ledger-epoch');
  return (
    refuseIntent(office, place, card, ask) ??
    refuseCard(office, card, ask.intent) ??
    decideAmount(office, card, ask)
  );
}

function refuseIntent(office: Office, place: EventPlace, card: CardRow, ask: HoldAsked): Refusal | undefined {
  const { intent, amount } = ask;
  if (amount === ZERO_FEN || intent.amount !== amount) return refused('E499', 'intent-amount');
  if (intent.terminal !== place.journal.terminal) return refused('E499', 'intent-terminal');
  if (!office.securityModule.mac1Matches(card.applicationSerial, intent)) return refused('E103', 'mac1');
  noteProvedBalance(office, card.applicationSerial, intent.balance);
  return undefined;
}

/** Counter, ledger and open records, in this order. */
function refuseCard(office: Office, card: CardRow, intent: HoldAsked['intent']): Refusal | undefined {
  const { applicationSerial, expectedCounter } = card;
  const attempting = ordersAttemptingAt(office, applicationSerial, expectedCounter);
  const explained = intent.counter === expectedCounter + 1 && attempting.length > 0;
  if (intent.counter !== expectedCounter && !explained) return refused('E306', 'counter-unexpected');
  if (aboveLedger(office, card, intent.balance)) return refused('E306', 'balance-above-ledger');
  if (dueOrders(office, applicationSerial).length > 0) return refused('E305', 'open-record');
  if (attempting.length > 0) return refused('E312', 'under-investigation');
  return undefined;
}

function decideAmount(office: Office, card: CardRow, ask: HoldAsked): Answer {
  const room = roomFor(office, card, ask.intent.balance);
  if (ask.amount > room) return { ...refused('E225', 'maximum-balance'), room };
  const rest = restOfDay(office, card.applicationSerial);
  if (rest !== undefined && ask.amount > rest) return { ...refused('E224', 'daily-limit'), room: rest };
  return { kind: 'hold-granted', room: subtractFen(room, ask.amount) };
}

/** What this card may still take today. Holds count from their acceptance; a release gives them back. */
function restOfDay(office: Office, applicationSerial: string): Fen | undefined {
  const { dailyCashLimit } = office.parameters;
  if (dailyCashLimit === undefined) return undefined;
  const { date } = serverTime(office.clock.wall());
  const row = office.store.get<{ sum: number | null }>(
    `select sum(amount) as sum from orders
     where card = ? and acceptedDate = ? and state not in ('refused', 'released', 'unanswered')`,
    applicationSerial,
    date,
  );
  return fen(Math.max(0, dailyCashLimit - (row?.sum ?? 0)));
}
