/** Cards as the card centre knows them. */
import type { Fen } from '../../src/kernel/fen.ts';
import type { CardRef } from '../../src/money/values.ts';
import { account, book } from './books.ts';
import type { Office } from './office.ts';
import { serverTime } from './server-time.ts';

/** 正常, 挂失, 冻结, 注销. */
export type CardState = 'normal' | 'lost' | 'frozen' | 'cancelled';

export interface CampusAccount {
  readonly card: CardRef;
  readonly issuer: string;
  readonly holderName: string;
  readonly holderNumber: string;
  readonly state: CardState;
  /** YYYYMMDD, both inclusive. */
  readonly validFrom: string;
  readonly validTo: string;
  /** On the card and in the ledger when the account is opened. */
  readonly balance: Fen;
  /** Load counter of the card at that time. */
  readonly counter: number;
}

export interface CardRow {
  readonly applicationSerial: string;
  readonly uid: string;
  readonly issuer: string;
  readonly holderName: string;
  readonly holderNumber: string;
  readonly state: CardState;
  readonly validFrom: string;
  readonly validTo: string;
  /** Load counter that the next authorisation must see. */
  readonly expectedCounter: number;
  /** Balance that the card last proved with a MAC1 or TAC. For people; nothing is decided with it. */
  readonly provedBalance: Fen;
}

/** Opens accounts that the ledger does not have yet. */
export function openAccounts(office: Office, accounts: readonly CampusAccount[]): void {
  for (const entry of accounts) openAccount(office, entry);
}

function openAccount(office: Office, entry: CampusAccount): void {
  const { applicationSerial, uid } = entry.card;
  const opened = office.store.run(
    'insert or ignore into cards values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    applicationSerial,
    uid,
    entry.issuer,
    entry.holderName,
    entry.holderNumber,
    entry.state,
    entry.validFrom,
    entry.validTo,
    entry.counter,
    entry.balance,
  );
  if (opened === 0) return;
  const credit = account.card(applicationSerial);
  book(office, { debit: account.opening, credit, amount: entry.balance, why: 'opening' });
}

/** The card, if serial and chip number both agree and it is one of ours. */
export function findCard(office: Office, card: CardRef): CardRow | undefined {
  const row = office.store.get<CardRow>(
    'select * from cards where applicationSerial = ?',
    card.applicationSerial,
  );
  return row?.uid === card.uid && row.issuer === office.parameters.issuer ? row : undefined;
}

/** The code that bars a card from new money, in the order a vendor's server checks (domain.md §5.5). */
export function cardBlock(office: Office, card: CardRow): 'E110' | 'E111' | 'E112' | 'E113' | undefined {
  const { date } = serverTime(office.clock.wall());
  switch (card.state) {
    case 'cancelled':
      return 'E112';
    case 'lost':
      return 'E110';
    case 'frozen':
      return 'E111';
    case 'normal':
      return date < card.validFrom || date > card.validTo ? 'E113' : undefined;
  }
}

export function noteProvedBalance(office: Office, applicationSerial: string, balance: Fen): void {
  office.store.run(
    'update cards set provedBalance = ? where applicationSerial = ?',
    balance,
    applicationSerial,
  );
}

/** The counter only ever rises. */
export function raiseExpectedCounter(office: Office, applicationSerial: string, counter: number): void {
  office.store.run(
    'update cards set expectedCounter = max(expectedCounter, ?) where applicationSerial = ?',
    counter,
    applicationSerial,
  );
}
