/** Rule a: cash in the boxes = loads on cards + owed + open investigations as [0, amount] + orphans on record (design.md §1.1). */
import {
  accountOf,
  addIntervals,
  anythingOpen,
  boxed,
  inside,
  loadsOf,
  orderInBox,
  orphanInterval,
  sum,
  type Interval,
} from './money.ts';
import type { CardTruth, Violation, WorldTruth } from './truth.ts';

export function checkConservation(truth: WorldTruth): Violation[] {
  return [
    ...checkEquation(truth),
    ...terminalsOf(truth).flatMap((terminal) => checkBox(truth, terminal)),
    ...truth.cards.flatMap((card) => checkCard(truth, card)),
    ...truth.cards.flatMap((card) => checkHolder(truth, card)),
    ...checkBooks(truth),
  ];
}

function violation(text: string): Violation {
  return { rule: 'conservation', text };
}

function terminalsOf({ journals }: WorldTruth): readonly string[] {
  return [...new Set(journals.map(({ terminal }) => terminal))];
}

function checkEquation(truth: WorldTruth): Violation[] {
  const { claims, notes } = truth;
  const cash = sum(boxed(notes).map(({ value }) => value));
  const loads = sum(loadsOf(truth).map(({ amount }) => amount));
  const owed = claims.orders
    .filter(({ state }) => state === 'funded' || state === 'owed')
    .map(({ amount }) => ({ least: amount, most: amount }));
  const open = claims.orders
    .filter(({ state }) => state === 'investigating' || state === 'resolved')
    .map(({ amount }) => ({ least: 0, most: amount }));
  const due = addIntervals([...owed, ...open, ...claims.orphans.map(orphanInterval)]);
  const explained = { least: loads + due.least, most: loads + due.most };
  if (inside(cash, explained)) return [];
  return [violation(`${cash} fen in the boxes, ${loads} on cards and ${show(due)} on record`)];
}

/** Each box by itself: an order is funded by a note at the terminal where it was opened. */
function checkBox(truth: WorldTruth, terminal: string): Violation[] {
  const { claims, notes } = truth;
  const cash = sum(boxed(notes, terminal).map(({ value }) => value));
  const orders = claims.orders.filter((order) => order.terminal === terminal).map(orderInBox);
  const orphans = claims.orphans.filter((orphan) => orphan.terminal === terminal).map(orphanInterval);
  const claimed = addIntervals([...orders, ...orphans]);
  const found: Violation[] = [];
  if (!inside(cash, claimed))
    found.push(violation(`box of ${terminal} holds ${cash} fen, the records say ${show(claimed)}`));
  const booked = accountOf(claims, `cash-box:${terminal}`);
  const disputed = accountOf(claims, `disputed-notes:${terminal}`);
  const unvalued = addIntervals(
    claims.orphans
      .filter((orphan) => orphan.terminal === terminal && orphan.value === null)
      .map(orphanInterval),
  );
  const byBooks = { least: booked, most: booked + disputed + unvalued.most };
  if (!inside(cash, byBooks))
    found.push(violation(`box of ${terminal} holds ${cash} fen, the books say ${show(byBooks)}`));
  return found;
}

/** What a holder put in is on that holder's card or on record for it, not for somebody else or for nobody. */
function checkHolder(truth: WorldTruth, { serial }: CardTruth): Violation[] {
  const own = boxed(truth.notes).filter(({ meantFor }) => meantFor === serial);
  const given = sum(own.map(({ value }) => value));
  const loads = sum(loadsOf(truth, serial).map(({ amount }) => amount));
  const records = truth.claims.orders
    .filter(({ card, state }) => card === serial && !['confirmed', 'released', 'held'].includes(state))
    .map(({ state, amount }) => ({
      least: state === 'funded' || state === 'owed' ? amount : 0,
      most: amount,
    }));
  const due = addIntervals(records);
  const back = { least: loads + due.least, most: loads + due.most };
  if (inside(given, back)) return [];
  return [
    violation(`${given} fen put in for card ${serial}: ${loads} on it and ${show(due)} on record for it`),
  ];
}

/** The purse account of the card at the server, and the card's own arithmetic. */
function checkCard(truth: WorldTruth, card: CardTruth): Violation[] {
  const found: Violation[] = [];
  const moves = card.transactions.map(({ kind, amount }) => (kind === 'load' ? amount : -amount));
  if (card.opening.balance + sum(moves) !== card.balance)
    found.push(violation(`card ${card.serial} holds ${card.balance} fen against its own history`));
  const own = truth.claims.orders.filter((order) => order.card === card.serial);
  const openClaims = own.some((order) => !['confirmed', 'released'].includes(order.state));
  const ledger = -accountOf(truth.claims, `card:${card.serial}`);
  if (!openClaims && ledger !== card.balance)
    found.push(
      violation(
        `card ${card.serial} holds ${card.balance} fen, the server believes ${ledger} with nothing open`,
      ),
    );
  return found;
}

function checkBooks({ claims }: WorldTruth): Violation[] {
  const { total, unbalanced, accounts } = claims.books;
  const found: Violation[] = [];
  if (total !== 0) found.push(violation(`the books sum to ${total}, not 0`));
  if (unbalanced.length > 0) found.push(violation(`unbalanced movements: ${unbalanced.join(', ')}`));
  const risk = accounts.filter(({ account }) => account === 'risk');
  if (risk.length > 0) found.push(violation(`the risk account holds ${risk[0]?.balance ?? 0} fen`));
  const leftOver = accounts.filter(({ account }) => /^(owed|investigation|disputed-notes):/u.test(account));
  if (!anythingOpen(claims) && leftOver.length > 0)
    found.push(violation(`nothing is open, but ${leftOver.map(({ account }) => account).join(', ')}`));
  return found;
}

function show({ least, most }: Interval): string {
  return least === most ? String(least) : `${least} to ${most}`;
}
