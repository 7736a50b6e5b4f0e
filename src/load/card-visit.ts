/** What a card on the reader is and may do: the purse is read, the server is asked (domain.md §5.1 step 2). */
import type { PresentCard } from '../../drivers/contract/card-reader.ts';
import type { CardStatus } from '../host/contract.ts';
import type { Fen } from '../kernel/fen.ts';
import { roomInNotes } from '../money/limits.ts';
import type { CardRef } from '../money/values.ts';
import { CASH_ORDER_AMOUNT } from './hold.ts';
import type { LoadPorts } from './ports.ts';

/** A card whose holder the server knows, in one epoch. */
export interface CardOnReader {
  readonly epoch: number;
  readonly card: CardRef;
  readonly balance: Fen;
  readonly status: CardStatus;
  /** Room in whole notes: 本次最多可充. */
  readonly cashRoom: Fen;
}

export type CardRead =
  | { readonly kind: 'known'; readonly reading: CardOnReader }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'card-gone' };

/** Longest wait for the server at placement, milliseconds: people stand there. */
const QUERY_MS = 8_000;

export async function readCard(ports: LoadPorts, present: PresentCard): Promise<CardRead> {
  if (present.technology !== 'iso-dep') return { kind: 'refused', code: 'E103' };
  const purse = ports.cards.purse(present.epoch);
  if (purse === undefined) return { kind: 'card-gone' };
  const identity = await purse.identify();
  if (identity.kind === 'unknown') return { kind: 'refused', code: 'E102' };
  if (identity.kind === 'not-done') return { kind: 'refused', code: 'E103' };
  const reading = await purse.read();
  if (reading.kind !== 'done') return { kind: 'refused', code: 'E102' };
  const card = { applicationSerial: identity.value.applicationSerial, uid: identity.value.uid };
  const { balance } = reading.value;
  await ports.facts.record('card-placed', { card, balance });
  const outcome = await ports.host.query({ kind: 'card', card, balance }, QUERY_MS);
  if (outcome.kind === 'refused') return { kind: 'refused', code: outcome.code };
  if (outcome.kind === 'unanswered') return { kind: 'refused', code: 'E401' };
  if (outcome.result.kind !== 'card') return { kind: 'refused', code: 'E103' };
  const status = outcome.result;
  const cashRoom = roomInNotes(status.room, CASH_ORDER_AMOUNT);
  return { kind: 'known', reading: { epoch: present.epoch, card, balance, status, cashRoom } };
}
