/** The server's side of conservation, for an auditor that shares no code with it. */
import type { Fen } from '../../src/kernel/fen.ts';
import { trialBalance, type TrialBalance } from './books.ts';
import type { Office } from './office.ts';
import { attemptsOfOrder, type AttemptSettled, type OrderRow } from './orders.ts';

export interface StatementOrder {
  readonly orderId: string;
  readonly serial: string;
  readonly terminal: string;
  /** Application serial; empty when a note came in without any hold. */
  readonly card: string;
  readonly amount: Fen;
  readonly state: 'held' | 'funded' | 'owed' | 'confirmed' | 'released' | 'investigating' | 'resolved';
  /** Why people had or have to look. */
  readonly cause?: string;
  /** Its holder was shown that it is on the card. */
  readonly told: boolean;
  readonly attempts: readonly StatementAttempt[];
}

export interface StatementAttempt {
  readonly attemptId: string;
  readonly terminal: string;
  readonly counter: number;
  readonly balance: Fen;
  readonly settled: AttemptSettled;
}

export interface StatementOrphan {
  readonly terminal: string;
  readonly type: number;
  /** Null when the acceptor named a type that has no value in the configuration. */
  readonly value: Fen | null;
  readonly reason: string;
  readonly at: string;
}

export interface Statement {
  /** Every order that ever got a hold or money, by opening. Refused asks are not among them. */
  readonly orders: readonly StatementOrder[];
  readonly orphans: readonly StatementOrphan[];
  readonly books: TrialBalance;
}

export function makeStatement(office: Office): Statement {
  const orders: StatementOrder[] = [];
  for (const order of office.store.all<OrderRow>('select * from orders order by number')) {
    const { state } = order;
    if (state === 'refused' || state === 'unanswered') continue;
    orders.push({
      orderId: order.id,
      serial: order.serial,
      terminal: order.terminal,
      card: order.card,
      amount: order.amount,
      state,
      told: order.told === 1,
      ...(order.cause === null ? {} : { cause: order.cause }),
      attempts: attemptsOfOrder(office, order.id).map((attempt) => ({
        attemptId: attempt.id,
        terminal: attempt.terminal,
        counter: attempt.counter,
        balance: attempt.balance,
        settled: attempt.settled,
      })),
    });
  }
  const orphans = office.store.all<StatementOrphan>(
    'select terminal, type, value, reason, at from orphans order by number',
  );
  return { orders, orphans, books: trialBalance(office) };
}
