/** What the load transaction stands on. Everything here is a contract; main puts the real things behind it. */
import type { BanknoteAcceptor } from '../../drivers/contract/banknote-acceptor.ts';
import type { Indicator } from '../../drivers/contract/indicator.ts';
import type { Purse } from '../../drivers/contract/purse.ts';
import type { HostClient } from '../host/client.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Fen } from '../kernel/fen.ts';
import type { Random } from '../kernel/random.ts';
import type { CardRef } from '../money/values.ts';
import type { FactLog } from './fact-log.ts';

/** The card on the reader, by epoch. */
export interface CardAccess {
  /** The purse of the card of that epoch, the same object each time; undefined when the epoch is over. */
  purse(epoch: number): Purse | undefined;
  /** One fresh presence exchange. */
  confirmPresence(epoch: number): Promise<boolean>;
  /** Keeps presence exchanges off the air until the returned function is called. */
  quiet(epoch: number): () => void;
}

export interface LoadParameters {
  /** Terminal number, 12 digits. */
  readonly terminal: string;
  /** Generation of the journal, from enrolment. */
  readonly generation: number;
  /** Longest wait for the server's answer to an attempt, milliseconds (domain.md §8: 28 s). */
  readonly hostAnswerMs: number;
  /** Longest time from the escrow report to STACK, milliseconds (cash.escrowDecideSeconds, 4 s). */
  readonly escrowDecideMs: number;
  /** Oldest host exchange that still lets a note in, milliseconds (design.md §6: 10 s). */
  readonly hostFreshMs: number;
}

export interface LoadPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly facts: FactLog;
  readonly host: HostClient;
  readonly cards: CardAccess;
  /** Undefined in a load kiosk without cash parts. */
  readonly acceptor: BanknoteAcceptor | undefined;
  readonly indicator: Indicator | undefined;
  readonly parameters: LoadParameters;
}

/** The order that a load works on. */
export interface LoadOrder {
  readonly orderId: string;
  readonly serial: string;
  readonly card: CardRef;
  readonly amount: Fen;
}

export function sameCard(left: CardRef, right: CardRef): boolean {
  return left.applicationSerial === right.applicationSerial && left.uid === right.uid;
}
