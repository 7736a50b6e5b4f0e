/** The sum as parts of one bar. */
import type { MoneySum } from '../../state.ts';
import { TRUTH } from '../words/truth-words.ts';
import type { Words } from '../words/words.ts';

export type ShareKind = 'onCards' | 'owed' | 'investigating' | 'settledByHand' | 'open';

export interface Share {
  readonly kind: ShareKind;
  readonly words: Words;
  readonly meaning: Words;
  readonly amount: number;
  /** 0 … 1 of the bar. */
  readonly part: number;
}

const KINDS: readonly Omit<Share, 'amount' | 'part'>[] = [
  { kind: 'onCards', words: TRUTH.onCards, meaning: TRUTH.onCardsMeaning },
  { kind: 'owed', words: TRUTH.owed, meaning: TRUTH.owedMeaning },
  { kind: 'investigating', words: TRUTH.investigating, meaning: TRUTH.investigatingMeaning },
  { kind: 'settledByHand', words: TRUTH.settledByHand, meaning: TRUTH.settledByHandMeaning },
  { kind: 'open', words: TRUTH.open, meaning: TRUTH.openMeaning },
];

/** The whole bar: what was taken, or what is held where more is held than was taken. */
export function barLength(sum: MoneySum): number {
  const held = KINDS.reduce((total, { kind }) => total + Math.max(0, sum[kind]), 0);
  return Math.max(sum.taken, held);
}

/** All parts, also the empty ones; what two operators settled only when there is such. */
export function sharesOf(sum: MoneySum): readonly Share[] {
  const length = barLength(sum);
  return KINDS.filter(({ kind }) => kind !== 'settledByHand' || sum.settledByHand !== 0).map(
    ({ kind, words, meaning }): Share => {
      const amount = sum[kind];
      return { kind, words, meaning, amount, part: length === 0 ? 0 : Math.max(0, amount) / length };
    },
  );
}
