/** One card: what is physically on it, and what the ledger believes. */
import type { CardTransaction } from '../../devices/card/pboc-memory.ts';
import type { BenchCard } from '../engine/card-kinds.ts';
import { whereIs, type BenchParts } from '../engine/parts.ts';
import type { CardView } from '../state.ts';

/** Newest transactions that are shown. */
const SHOWN = 20;

export function cardView(parts: BenchParts, card: BenchCard): CardView {
  const { id, kind, label, holder, purse, serial } = card;
  const row = serial === undefined ? undefined : parts.campus.card(serial);
  return {
    id,
    kind,
    label,
    holder,
    where: whereIs(parts, card),
    truth:
      purse === undefined
        ? undefined
        : {
            balance: purse.balance,
            loadCounter: purse.onlineCounter,
            history: purse.history.slice(-SHOWN).map(entryOf),
          },
    ledger: row === undefined || serial === undefined ? undefined : parts.campus.ledgerBalance(serial),
    state: row?.state,
  };
}

function entryOf({
  kind,
  amount,
  date,
  time,
  terminal,
}: CardTransaction): NonNullable<CardView['truth']>['history'][number] {
  const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;
  const clock = `${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4, 6)}`;
  return { kind, amount, at: `${day}T${clock}+08:00`, terminal };
}
