/**
 * The ledger's epoch: rises when the ledger was restored from a backup. Then nothing is authorised until every enrolled
 * terminal has re-sent what the backup does not have, or an operator waives it (design.md §5.8).
 */
import type { JournalRow } from './journals.ts';
import type { Office } from './office.ts';

type MetaKey = 'epoch' | 'authorisingEpoch' | 'dayEnd';

export function readMeta(office: Office, key: MetaKey): number {
  const row = office.store.get<{ value: number }>('select value from meta where key = ?', key);
  return row?.value ?? 0;
}

export function writeMeta(office: Office, key: MetaKey, value: number): void {
  office.store.run('insert or replace into meta (key, value) values (?, ?)', key, value);
}

/** A fresh ledger is in epoch 1 and authorises. */
export function beginLedger(office: Office): void {
  if (readMeta(office, 'epoch') > 0) return;
  writeMeta(office, 'epoch', 1);
  writeMeta(office, 'authorisingEpoch', 1);
}

export function ledgerEpoch(office: Office): number {
  return readMeta(office, 'epoch');
}

export function isAuthorising(office: Office): boolean {
  return readMeta(office, 'authorisingEpoch') === ledgerEpoch(office);
}

/** Terminals that still have to sign in and re-send. */
export function awaitedTerminals(office: Office): string[] {
  const rows = office.store.all<{ terminal: string }>(
    "select terminal from journals where state <> 'closed' and completeEpoch < ? order by terminal",
    ledgerEpoch(office),
  );
  return rows.map((row) => row.terminal);
}

/** First sign-in of a journal in this epoch: everything up to its head of now is re-sent. */
export function noteResendHead(office: Office, journal: JournalRow, head: number): void {
  const epoch = ledgerEpoch(office);
  if (journal.resendEpoch >= epoch) return;
  office.store.run(
    'update journals set resendEpoch = ?, resendHead = ? where id = ?',
    epoch,
    head,
    journal.id,
  );
}

export function isRestored(office: Office, journal: JournalRow, sequence: number): boolean {
  return journal.resendEpoch === ledgerEpoch(office) && sequence <= journal.resendHead;
}

/** After events were applied: says whether this completed the re-sending of the last terminal. */
export function noteProgress(office: Office, journal: JournalRow): boolean {
  const epoch = ledgerEpoch(office);
  if (journal.resendEpoch < epoch || journal.completeEpoch >= epoch) return false;
  if (journal.applied < journal.resendHead) return false;
  office.store.run('update journals set completeEpoch = ? where id = ?', epoch, journal.id);
  return completeIfAllCame(office);
}

/** Also after a journal was closed: the last one awaited may be gone. */
export function completeIfAllCame(office: Office): boolean {
  if (isAuthorising(office) || awaitedTerminals(office).length > 0) return false;
  writeMeta(office, 'authorisingEpoch', ledgerEpoch(office));
  return true;
}
