/** Enrolment (终端登记): a one-time code becomes a journal id and a message key. */
import { randomId, type Random } from '../../src/kernel/random.ts';
import { ledgerEpoch } from './epoch.ts';
import { addJournal, findJournal, journalsOf, type JournalRow } from './journals.ts';
import type { Office } from './office.ts';

/** No letters that people mistake for digits. */
const CODE_LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const CODE_LENGTH = 20;
const KEY_BYTES = 32;

export function makeCode(random: Random): string {
  return Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[random.below(CODE_LETTERS.length)]).join('');
}

export interface CodeRow {
  readonly terminal: string;
  readonly code: string;
  /** Set once the code was redeemed. */
  readonly journal: string | null;
}

export function findCode(office: Office, terminal: string): CodeRow | undefined {
  return office.store.get<CodeRow>('select * from codes where terminal = ?', terminal);
}

/**
 * Until the new journal has signed in, the code gives the same identity again: the first reply may have been lost.
 * After that it is gone.
 */
export function redeemCode(office: Office, code: CodeRow): JournalRow | undefined {
  if (code.journal !== null) return findJournal(office, code.journal);
  const id = randomId(office.random);
  const generation = (journalsOf(office, code.terminal)[0]?.generation ?? 0) + 1;
  const key = Buffer.from(office.random.bytes(KEY_BYTES)).toString('hex');
  addJournal(office, { id, terminal: code.terminal, generation, key, epoch: ledgerEpoch(office) });
  office.store.run('update codes set journal = ? where terminal = ?', id, code.terminal);
  return findJournal(office, id);
}
