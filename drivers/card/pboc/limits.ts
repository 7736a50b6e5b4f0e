/** Largest amount that a purse of ours can show, fen: ten million yuan, the bound of `Fen`. More is a damaged answer. */
export const AMOUNT_LIMIT = 1_000_000_000;
