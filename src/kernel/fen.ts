/** Money is integer fen (分, 1/100 yuan), branded so that no other number can pass for it. domain.md §0 rule 4. */
import { TerminalError } from './errors.ts';

/** An amount in fen. Safe integer, may be negative only as a difference. */
export type Fen = number & { readonly __brand: 'Fen' };

/** Largest absolute amount that any code path may hold: ten million yuan, far below 2^53. */
const FEN_LIMIT = 1_000_000_000;

/** Checks and brands an amount. Throws `MONEY_NOT_FEN` for fractions, NaN and anything beyond ±10 million yuan. */
export function fen(value: number): Fen {
  if (!Number.isSafeInteger(value) || Math.abs(value) > FEN_LIMIT) {
    throw new TerminalError('MONEY_NOT_FEN', `not an amount in whole fen: ${value}`);
  }
  return value as Fen;
}

export const ZERO_FEN: Fen = fen(0);

/** Whole yuan (元) as fen. */
export function yuan(value: number): Fen {
  return fen(value * 100);
}

export function addFen(...amounts: readonly Fen[]): Fen {
  return fen(amounts.reduce((sum, amount) => sum + amount, 0));
}

export function subtractFen(from: Fen, amount: Fen): Fen {
  return fen(from - amount);
}

/** Yuan with exactly two decimals and no sign of currency, for screens and receipts: 5000 → "50.00". */
export function formatYuan(amount: Fen): string {
  const absolute = Math.abs(amount);
  const cents = String(absolute % 100).padStart(2, '0');
  return `${amount < 0 ? '-' : ''}${Math.trunc(absolute / 100)}.${cents}`;
}
