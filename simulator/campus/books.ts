/**
 * Double entry (复式记账): every movement is two postings that sum to zero. Debit is positive. Assets: cash boxes, notes
 * under dispute, desk cash. What the school owes is negative: purses, owed orders, investigations, orphans.
 */
import { invariant } from '../../src/kernel/errors.ts';
import { fen, type Fen } from '../../src/kernel/fen.ts';
import type { Office } from './office.ts';
import { serverTime } from './server-time.ts';

export const account = {
  /** Notes that the acceptor reported in its box. */
  cashBox: (terminal: string): string => `cash-box:${terminal}`,
  /** Notes whose place cannot be said: the interval [0, value]. */
  disputedNotes: (terminal: string): string => `disputed-notes:${terminal}`,
  /** Money taken that is due to a card and not yet on it. */
  owed: (orderId: string): string => `owed:${orderId}`,
  card: (applicationSerial: string): string => `card:${applicationSerial}`,
  investigation: (orderId: string): string => `investigation:${orderId}`,
  /** Notes in the box that belong to no order. */
  orphan: (terminal: string): string => `orphan:${terminal}`,
  /** Paid out to holders at the desk of the card centre. */
  deskCash: 'desk-cash',
  /** 长款: in the box, due to nobody any more. */
  surplus: 'surplus',
  /** What was given although the card may have it too: counted by the auditor. */
  risk: 'risk',
  riskProvision: 'risk-provision',
  opening: 'opening',
  /** Purchases uploaded by POS. */
  spent: 'spent',
} as const;

export interface Movement {
  readonly debit: string;
  readonly credit: string;
  readonly amount: Fen;
  readonly why: string;
  readonly orderId?: string;
}

export function book(office: Office, movement: Movement): void {
  const { store, clock } = office;
  invariant(movement.amount >= 0, 'movements are never negative');
  if (movement.amount === 0) return;
  const at = serverTime(clock.wall()).iso;
  const row = store.get<{ number: number }>(
    'insert into movements (at, why, orderId) values (?, ?, ?) returning number',
    at,
    movement.why,
    movement.orderId ?? null,
  );
  invariant(row !== undefined, 'a movement has a number');
  post(office, row.number, movement.debit, movement.amount);
  post(office, row.number, movement.credit, 0 - movement.amount);
}

function post(office: Office, movement: number, name: string, amount: number): void {
  const { store } = office;
  store.run('insert into postings (movement, account, amount) values (?, ?, ?)', movement, name, amount);
  store.run(
    `insert into accounts (name, balance) values (?, ?)
     on conflict (name) do update set balance = balance + excluded.balance`,
    name,
    amount,
  );
}

/** Running balance of an account, debit positive. */
function accountBalance(office: Office, name: string): Fen {
  const row = office.store.get<{ balance: number }>('select balance from accounts where name = ?', name);
  return fen(row?.balance ?? 0);
}

/** What the ledger believes to be on a card. */
export function ledgerBalance(office: Office, applicationSerial: string): Fen {
  return fen(0 - accountBalance(office, account.card(applicationSerial)));
}

export interface TrialBalance {
  /** Accounts that are not zero, by name. Debit positive. */
  readonly accounts: readonly { readonly account: string; readonly balance: Fen }[];
  /** Zero, always. */
  readonly total: number;
  /** Movements whose postings are not two that sum to zero: none, ever. */
  readonly unbalanced: readonly number[];
  /** Accounts whose running balance is not the sum of their postings: none, ever. */
  readonly astray: readonly string[];
}

export function trialBalance(office: Office): TrialBalance {
  const { store } = office;
  const accounts = store.all<{ account: string; balance: Fen }>(
    `select account, sum(amount) as balance from postings group by account
     having sum(amount) <> 0 order by account`,
  );
  const unbalanced = store.all<{ movement: number }>(
    'select movement from postings group by movement having sum(amount) <> 0 or count(*) <> 2',
  );
  const astray = store.all<{ name: string }>(
    `select name from accounts left join
       (select account, sum(amount) as sum from postings group by account) on account = name
     where balance <> coalesce(sum, 0)`,
  );
  return {
    accounts,
    total: accounts.reduce((sum, entry) => sum + entry.balance, 0),
    unbalanced: unbalanced.map((row) => row.movement),
    astray: astray.map((row) => row.name),
  };
}
