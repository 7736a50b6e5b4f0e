/**
 * Keeps secrets out of the journal by name: no PIN, no key, no full identity or bank card number (domain.md §10).
 * It is a net under the event schemas, not a replacement: it cannot know a secret that hides behind another name.
 */
import { TerminalError } from '../kernel/errors.ts';

/** Forbidden names, compared without case, `-` and `_`. */
const FORBIDDEN: ReadonlySet<string> = new Set(
  `
  pin pinblock pindigits encryptedpin password passwd passcode passphrase
  key keya keyb keyhex enrolmentkey sessionkey masterkey workingkey mackey pinkey privatekey secretkey secret
  idnumber fullidnumber idcardnumber citizenid nationalid
  pan fullpan bankcardnumber fullbankcardnumber track1 track2 track3 cvv cvc
  `
    .trim()
    .split(/\s+/u),
);

function isForbidden(name: string): boolean {
  return FORBIDDEN.has(name.replaceAll(/[-_]/gu, '').toLowerCase());
}

/** Throws `JOURNAL_SECRET`, naming the property but not its value, when any property at any depth has such a name. */
export function assertNoSecrets(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) assertNoSecrets(item);
    return;
  }
  for (const [name, item] of Object.entries(value)) {
    if (isForbidden(name)) {
      throw new TerminalError('JOURNAL_SECRET', `property "${name}" must not enter the journal`);
    }
    assertNoSecrets(item);
  }
}
