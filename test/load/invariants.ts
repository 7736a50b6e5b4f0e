/**
 * The auditor of these tests: what lies in the boxes and stands on the cards, against what the server's statement says
 * of every order. Which load belongs to which order it knows from the terminals' journals alone (date and time of the
 * authorisation), not from the server.
 */
import { addFen, ZERO_FEN, type Fen } from '../../src/kernel/fen.ts';
import type { StoredFact } from '../../src/load/fact-log.ts';
import type { Statement, StatementOrder } from '../../simulator/campus/statement.ts';
import type { CardTransaction } from '../../simulator/devices/card/pboc-memory.ts';
import { factsOfImage, type Place, type Stand } from './stand.ts';

export interface AuditOptions {
  /** Balance that no card may exceed. Default 1000.00 yuan. */
  readonly maximum?: number;
  /** Cards have been shown to the server since the last fault, so that nothing is unknown any more. Default true. */
  readonly settled?: boolean;
}

interface PhysicalLoad {
  readonly card: string;
  readonly load: CardTransaction;
  readonly orderId: string | undefined;
}

/** Everything that is wrong, as sentences; empty when every fen is where it belongs. */
export function audit(stand: Stand, options: AuditOptions = {}): string[] {
  const statement = stand.campus.statement();
  const loads = physicalLoads(stand);
  return [
    ...auditBooks(statement),
    ...auditCards(stand, options),
    ...auditLoads(statement, loads),
    ...auditConservation(stand, statement, loads),
    ...(options.settled === false ? [] : auditSettled(stand, statement, loads)),
  ];
}

function auditBooks({ books }: Statement): string[] {
  const problems: string[] = [];
  if (books.total !== 0) problems.push(`the books sum to ${books.total}`);
  if (books.unbalanced.length > 0) problems.push(`unbalanced movements ${books.unbalanced.join(' ')}`);
  return problems;
}

/** The card against its own history. */
function auditCards(stand: Stand, { maximum = 100_000 }: AuditOptions): string[] {
  const problems: string[] = [];
  for (const { account, card } of stand.cards) {
    const name = account.card.applicationSerial;
    let counter = account.counter;
    let balance: number = account.balance;
    for (const entry of card.history) {
      balance += entry.kind === 'load' ? entry.amount : -entry.amount;
      if (entry.kind === 'load' && entry.counter !== counter)
        problems.push(`${name}: load at counter ${entry.counter}, not ${counter}`);
      if (entry.kind === 'load') counter += 1;
      if (balance > maximum) problems.push(`${name}: ${balance} fen is above the maximum`);
    }
    if (card.balance !== balance) problems.push(`${name}: ${card.balance} fen, by history ${balance}`);
  }
  return problems;
}

/** At most once, and what was written is what was owed. */
function auditLoads(statement: Statement, loads: readonly PhysicalLoad[]): string[] {
  const problems: string[] = [];
  const written = new Map<string, number>();
  for (const { card, load, orderId } of loads) {
    const order = statement.orders.find((known) => known.orderId === orderId);
    const what = `load at counter ${load.counter} of ${card}`;
    if (orderId === undefined || order === undefined) {
      problems.push(`${what} belongs to no order`);
      continue;
    }
    if (order.card !== card) problems.push(`${what} is of an order for ${order.card}`);
    if (order.amount !== load.amount) problems.push(`${what} has ${load.amount} fen, not ${order.amount}`);
    written.set(orderId, (written.get(orderId) ?? 0) + 1);
    const attempt = order.attempts.some(
      ({ terminal, counter }) => terminal === load.terminal && counter === load.counter,
    );
    if (!attempt) problems.push(`${what} was never authorised, says the statement`);
  }
  for (const [orderId, times] of written) if (times > 1) problems.push(`${orderId} written ${times} times`);
  return problems;
}

/** Money taken = on cards + due and on record; what people or evidence must decide counts as the interval [0, amount]. */
function auditConservation(stand: Stand, statement: Statement, loads: readonly PhysicalLoad[]): string[] {
  const problems: string[] = [];
  for (const terminal of terminalsOf(stand)) {
    const taken = notesAt(stand, terminal);
    let least = 0;
    let most = 0;
    for (const order of statement.orders.filter((known) => known.terminal === terminal)) {
      const [low, high] = claim(order, loads);
      least += low;
      most += high;
    }
    for (const orphan of statement.orphans.filter((known) => known.terminal === terminal)) {
      least += orphan.value ?? 0;
      most += orphan.value ?? 10_000;
    }
    if (taken < least || taken > most)
      problems.push(`${terminal}: ${taken} fen in the box, ${least} to ${most} accounted for`);
  }
  return problems;
}

/** What this order says about the box of its terminal. */
function claim(order: StatementOrder, loads: readonly PhysicalLoad[]): [number, number] {
  const onCard = loads.some(({ orderId }) => orderId === order.orderId);
  switch (order.state) {
    case 'confirmed':
    case 'owed':
    case 'funded':
      return [order.amount, order.amount];
    case 'investigating':
      return order.cause === 'note-disputed' || order.cause === 'journal-closed'
        ? [onCard ? order.amount : 0, order.amount]
        : [order.amount, order.amount];
    case 'resolved':
      return [0, order.amount];
    case 'held':
    case 'released':
      return [0, 0];
  }
}

/** Nothing unknown is left: states, books and things agree to the fen. */
function auditSettled(stand: Stand, statement: Statement, loads: readonly PhysicalLoad[]): string[] {
  const problems: string[] = [];
  for (const order of statement.orders) {
    const onCard = loads.some(({ orderId }) => orderId === order.orderId);
    if (order.state === 'confirmed' && !onCard) problems.push(`${order.serial} confirmed, not on the card`);
    if (['owed', 'funded', 'held', 'released'].includes(order.state) && onCard)
      problems.push(`${order.serial} is ${order.state} and on the card`);
    if (order.state === 'funded') problems.push(`${order.serial} is funded and nobody works on it`);
  }
  for (const { account, card } of stand.cards) {
    const { applicationSerial } = account.card;
    const unsent = stand.purchases.filter((purchase) => purchase.card === applicationSerial);
    const expected = card.balance + addFen(ZERO_FEN, ...unsent.map(({ amount }) => amount));
    const booked = stand.campus.ledgerBalance(applicationSerial);
    if (booked !== expected) problems.push(`${applicationSerial}: ${booked} fen booked, ${expected} real`);
  }
  for (const terminal of terminalsOf(stand)) problems.push(...auditBox(stand, terminal, statement));
  return problems;
}

/** The account of a box is the box, unless a note's place is disputed or a found note has no value yet. */
function auditBox(stand: Stand, here: string, statement: Statement): string[] {
  const open =
    statement.orders.some(
      ({ terminal, state, cause }) =>
        terminal === here &&
        ['investigating', 'resolved'].includes(state) &&
        (cause === 'note-disputed' || cause === 'journal-closed'),
    ) || statement.orphans.some(({ terminal, value }) => terminal === here && value === null);
  if (open) return [];
  const account = statement.books.accounts.find(({ account: name }) => name === `cash-box:${here}`);
  const booked = account?.balance ?? 0;
  const real = notesAt(stand, here);
  return booked === real ? [] : [`${here}: ${booked} fen booked in the box, ${real} real`];
}

function terminalsOf(stand: Stand): Set<string> {
  return new Set(stand.places.map(({ terminal }) => terminal));
}

/** Two machines may go under one terminal number, when somebody copied a disk. */
function notesAt(stand: Stand, terminal: string): number {
  const places = stand.places.filter((place) => place.terminal === terminal);
  return places.reduce((sum, place) => sum + notesIn(place), 0);
}

export function notesIn({ kiosk }: Place): Fen {
  const { notes } = kiosk.hardware.acceptor.box;
  return addFen(ZERO_FEN, ...notes.map(({ value }) => value));
}

/** Every load that really happened, with the order that some terminal's journal was authorised for at that moment. */
function physicalLoads(stand: Stand): PhysicalLoad[] {
  const authorised = new Map<string, string>();
  for (const place of stand.places) {
    for (const { fact } of everyFact(place)) {
      if (fact.type !== 'attempt-answered' || fact.data.answer.kind !== 'authorised') continue;
      const { date, time } = fact.data.answer.authorisation;
      authorised.set(
        `${place.terminal} ${date} ${time} ${counterOf(place, fact.data.attemptId)}`,
        fact.data.orderId,
      );
    }
  }
  return stand.cards.flatMap(({ account, card }) =>
    card.history
      .filter(({ kind }) => kind === 'load')
      .map((load) => ({
        card: account.card.applicationSerial,
        load,
        orderId: authorised.get(`${load.terminal} ${load.date} ${load.time} ${load.counter}`),
      })),
  );
}

function counterOf(place: Place, attemptId: string): number | undefined {
  for (const { fact } of everyFact(place))
    if (fact.type === 'attempt-asked' && fact.data.attemptId === attemptId) return fact.data.intent.counter;
  return undefined;
}

/** The journals that were set aside, too. */
function everyFact(place: Place): StoredFact[] {
  const images = [...place.shelf.asides, place.shelf.image()];
  return images.flatMap((image) => (image === undefined ? [] : factsOfImage(image)));
}

/** Loads on this card so far. */
export function loadsOn(card: { readonly history: readonly CardTransaction[] }): number {
  return card.history.filter(({ kind }) => kind === 'load').length;
}
