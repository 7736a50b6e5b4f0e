/** Rule b: never more loads than stacked notes, each order at most one load, no load that nobody authorised (design.md §1.2). */
import { boxed, loadsOf, type PhysicalLoad } from './money.ts';
import type { Moment, OrderClaim, Violation, WorldTruth } from './truth.ts';

export function checkAtMostOnce(truth: WorldTruth): Violation[] {
  const loads = loadsOf(truth);
  const found: Violation[] = [];
  const notes = boxed(truth.notes).length;
  if (loads.length > notes) found.push(violation(`${loads.length} loads for ${notes} notes in the boxes`));
  found.push(...truth.cards.flatMap((card) => checkCard(truth, card.serial)));
  found.push(...checkCounters(truth), ...truth.moments.flatMap(checkMoment));
  return found;
}

function violation(text: string): Violation {
  return { rule: 'at-most-once', text };
}

/** Loads and orders of one card are paired one to one: every load has its own order, every confirmed order its own load. */
function checkCard(truth: WorldTruth, serial: string): Violation[] {
  const loads = loadsOf(truth, serial);
  const orders = truth.claims.orders.filter(
    (order) => order.card === serial && order.state !== 'held' && order.state !== 'released',
  );
  const found: Violation[] = [];
  const fits = (load: PhysicalLoad, order: OrderClaim): boolean =>
    load.amount === order.amount &&
    order.attempts.some(({ counter, terminal }) => counter === load.counter && terminal === load.terminal);
  if (!pairs(loads, orders, fits))
    found.push(violation(`${loads.length} loads on card ${serial} do not fall to orders one to one`));
  const confirmed = orders.filter(({ state }) => state === 'confirmed');
  if (!pairs(confirmed, loads, (order, load) => fits(load, order)))
    found.push(
      violation(
        `the server confirms ${confirmed.length} orders of card ${serial} that the card does not show`,
      ),
    );
  return found;
}

/** Whether each of `lefts` can have one of `rights` to itself. */
function pairs<L, R>(
  lefts: readonly L[],
  rights: readonly R[],
  fits: (left: L, right: R) => boolean,
): boolean {
  const holder = new Map<R, L>();
  const place = (left: L, tried: Set<R>): boolean => {
    for (const right of rights) {
      if (tried.has(right) || !fits(left, right)) continue;
      tried.add(right);
      const before = holder.get(right);
      if (before === undefined || place(before, tried)) {
        holder.set(right, left);
        return true;
      }
    }
    return false;
  };
  return lefts.every((left) => place(left, new Set()));
}

function checkCounters({ cards }: WorldTruth): Violation[] {
  return cards.flatMap((card) => {
    const loads = card.transactions.filter(({ kind }) => kind === 'load');
    const right = loads.every(({ counter }, index) => counter === card.opening.counter + index);
    const atEnd = card.counter === card.opening.counter + loads.length;
    return right && atEnd ? [] : [violation(`card ${card.serial} does not count its loads one by one`)];
  });
}

function checkMoment(moment: Moment): Violation[] {
  if (moment.act !== 'credit' || moment.loadsBefore < moment.notesInAllBoxes) return [];
  const { terminal, loadsBefore, notesInAllBoxes } = moment;
  return [
    violation(`${terminal} sends CREDIT with ${loadsBefore} loads done and ${notesInAllBoxes} notes taken`),
  ];
}
