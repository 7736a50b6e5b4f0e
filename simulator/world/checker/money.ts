/** Sums over physical truth and claims: what is certain, and what is open and counts as an interval. */
import type { Claims, NoteTruth, OrderClaim, OrphanClaim, WorldTruth } from './truth.ts';

/** From least to most, both inclusive, fen. */
export interface Interval {
  readonly least: number;
  readonly most: number;
}

/** The only kind of note there is; an orphan of unknown value is at most this. */
const NOTE_VALUE = 10_000;

export function inside(value: number, { least, most }: Interval): boolean {
  return least <= value && value <= most;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function boxed(notes: readonly NoteTruth[], terminal?: string): readonly NoteTruth[] {
  return notes.filter(
    (note) => note.place === 'box' && (terminal === undefined || note.terminal === terminal),
  );
}

/** What an orphan on record stands for. */
export function orphanInterval(orphan: OrphanClaim): Interval {
  return orphan.value === null ? { least: 0, most: NOTE_VALUE } : { least: orphan.value, most: orphan.value };
}

/** What the record of an order says about the box that its note went into. */
export function orderInBox(order: OrderClaim): Interval {
  switch (order.state) {
    case 'funded':
    case 'owed':
    case 'confirmed':
      return { least: order.amount, most: order.amount };
    case 'investigating':
      return { least: 0, most: order.amount };
    case 'held':
    case 'released':
      return { least: 0, most: 0 };
    case 'resolved':
      return { least: 0, most: order.amount };
  }
}

export function addIntervals(intervals: readonly Interval[]): Interval {
  return { least: sum(intervals.map(({ least }) => least)), most: sum(intervals.map(({ most }) => most)) };
}

/** True when people or another visit still have something to clear up. */
export function anythingOpen(claims: Claims): boolean {
  const open = claims.orders.some((order) => !['confirmed', 'released'].includes(order.state));
  return open || claims.orphans.some((orphan) => orphan.value === null);
}

export function loadsOf(truth: Pick<WorldTruth, 'cards'>, serial?: string): readonly PhysicalLoad[] {
  return truth.cards
    .filter((card) => serial === undefined || card.serial === serial)
    .flatMap((card) =>
      card.transactions
        .filter(({ kind }) => kind === 'load')
        .map(({ amount, counter, terminal }) => ({ card: card.serial, amount, counter, terminal })),
    );
}

export interface PhysicalLoad {
  readonly card: string;
  readonly amount: number;
  readonly counter: number;
  readonly terminal: string;
}

export function accountOf(claims: Claims, name: string): number {
  return claims.books.accounts.find(({ account }) => account === name)?.balance ?? 0;
}
