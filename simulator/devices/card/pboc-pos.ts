/**
 * A POS somewhere else on campus: pays from a purse card with the purchase master key. pboc-epurse.md §10.
 */
import { fromHex, toHex } from '../../../src/kernel/hex.ts';
import { cbcMac, concat, diversify, purchaseSessionKey, uint32 } from './pboc-crypto.ts';
import type { PbocMemory } from './pboc-memory.ts';
import { PurseSession } from './pboc-session.ts';
import { EP_PURCHASE } from './pboc-transaction.ts';

export interface PurchaseOrder {
  /** 12 digits. */
  readonly terminal: string;
  /** The POS's own running number, 0 … 2^32 − 1. */
  readonly terminalSequence: number;
  /** YYYYMMDD. */
  readonly date: string;
  /** HHMMSS. */
  readonly time: string;
}

/** What came of it. `refused` carries the card's status word, e.g. 9401 when the balance is too small. */
export type Payment =
  | {
      readonly kind: 'paid';
      /** Offline counter before the purchase. */
      readonly counter: number;
      readonly tac: string;
    }
  | { readonly kind: 'refused'; readonly status: string };

/** One whole purchase without tear. `amount` in fen. */
export function payAt(memory: PbocMemory, amount: number, order: PurchaseOrder): Payment {
  const session = new PurseSession(memory, 'plain');
  session.execute(fromHex('00A40000023F01'));
  const terminal = fromHex(order.terminal);
  const index = memory.personalisation.keyIndex ?? 1;
  const initialise = concat(
    fromHex('805001020B'),
    Uint8Array.of(index),
    uint32(amount),
    terminal,
    Uint8Array.of(0x0f),
  );
  const answer = session.execute(initialise).reply;
  if (answer.length === 2) return { kind: 'refused', status: toHex(answer) };
  const counter = Number.parseInt(toHex(answer.subarray(4, 6)), 16);
  const random = answer.slice(11, 15);
  const sequence = uint32(order.terminalSequence);
  const moment = fromHex(`${order.date}${order.time}`);
  const { masterKeys, applicationSerial } = memory.personalisation;
  const purchaseKey = diversify(fromHex(masterKeys.purchase), fromHex(applicationSerial));
  const sessionKey = purchaseSessionKey(purchaseKey, random, counter, sequence);
  const mac1 = cbcMac(sessionKey, concat(uint32(amount), Uint8Array.of(EP_PURCHASE), terminal, moment));
  const debit = session.execute(concat(fromHex('805401000F'), sequence, moment, mac1, Uint8Array.of(0x08)));
  if (debit.commit === undefined) return { kind: 'refused', status: toHex(debit.reply) };
  debit.commit();
  return { kind: 'paid', counter, tac: toHex(debit.reply.subarray(0, 4)) };
}
