/** What the workload writes, so that whoever checks can tell it again. */
import type { EnrolmentIdentity } from '../../../src/journal/identity.ts';
import type { JournalEvent } from '../../../src/journal/admission.ts';

export const JOURNAL_FILE = 'journal.db';
export const IDENTITY_FILE = 'identity.json';

export const IDENTITY: EnrolmentIdentity = {
  terminalId: '100042',
  journalId: '0123456789abcdef0123456789abcdef',
  generation: 1,
  key: '5a'.repeat(32),
};

/** Event `number` of the workload: every third for the host, every seventh over several pages. */
export function eventOf(number: number): JournalEvent {
  const filler = 'x'.repeat(number % 7 === 0 ? 9000 : 100 + number);
  return { type: 'test.event', data: { number, filler }, host: number % 3 === 0 };
}
