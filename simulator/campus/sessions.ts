/**
 * Sign-in (签到): the terminal answers a fresh nonce with its journal id and the head of its host chain. Sessions live in
 * memory only, so a restarted server asks everybody again (design.md §5.7).
 */
import { randomId, type Random } from '../../src/kernel/random.ts';
import type { HostRequest } from '../../src/host/contract.ts';
import { raiseAlarm } from './alarms.ts';
import { noteResendHead } from './epoch.ts';
import { findJournal, refuseJournal, type JournalRefusal, type JournalRow } from './journals.ts';
import type { Office } from './office.ts';

interface Challenge {
  readonly nonce: string;
  readonly requestId: string;
}

export type SignIn =
  | { readonly kind: 'signed-in' }
  /** The nonce is not the one that was given last, or was used: ask for another. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'journal-refused'; readonly reason: JournalRefusal };

export class Sessions {
  readonly #random: Random;
  /** One per terminal. */
  readonly #challenges = new Map<string, Challenge>();
  /** The newest answer to a sign-in, one per terminal. */
  readonly #answered = new Map<string, { readonly requestId: string; readonly answer: SignIn }>();
  readonly #signedIn = new Set<string>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** Everybody has to sign in again. */
  clear(): void {
    this.#challenges.clear();
    this.#answered.clear();
    this.#signedIn.clear();
  }

  end(journal: string): void {
    this.#signedIn.delete(journal);
  }

  has(journal: string): boolean {
    return this.#signedIn.has(journal);
  }

  /** The same request gets the same nonce, so that a repeated message does not make a given nonce stale. */
  challenge(request: HostRequest): string {
    const known = this.#challenges.get(request.terminal);
    if (known?.requestId === request.requestId) return known.nonce;
    const nonce = randomId(this.#random);
    this.#challenges.set(request.terminal, { nonce, requestId: request.requestId });
    return nonce;
  }

  /**
   * A nonce serves once; the same request gets the same answer, so that a line that repeats messages keeps nobody out.
   * Only a nonce's answer can show that a journal is not the one the server knows (E407).
   */
  signIn(office: Office, request: HostRequest, nonce: string): SignIn {
    const known = this.#answered.get(request.terminal);
    if (known?.requestId === request.requestId) return known.answer;
    const answer = this.#judge(office, request, nonce);
    this.#answered.set(request.terminal, { requestId: request.requestId, answer });
    return answer;
  }

  #judge(office: Office, request: HostRequest, nonce: string): SignIn {
    if (this.#challenges.get(request.terminal)?.nonce !== nonce) return { kind: 'stale' };
    this.#challenges.delete(request.terminal);
    const journal = findJournal(office, request.journal);
    const reason = journalRefusal(journal, request);
    if (reason === undefined && journal !== undefined) {
      noteResendHead(office, journal, request.head.hostSequence);
      office.store.run('delete from codes where journal = ?', journal.id);
      this.#signedIn.add(journal.id);
      return { kind: 'signed-in' };
    }
    const refusal = reason ?? 'JOURNAL_FOREIGN';
    if (journal?.state === 'open' && journal.terminal === request.terminal) {
      raiseAlarm(office, refusal, request.terminal);
      refuseJournal(office, journal.id, refusal);
    }
    this.#signedIn.delete(request.journal);
    return { kind: 'journal-refused', reason: refusal };
  }
}

function journalRefusal(journal: JournalRow | undefined, request: HostRequest): JournalRefusal | undefined {
  if (journal === undefined || journal.terminal !== request.terminal || journal.state === 'closed')
    return 'JOURNAL_FOREIGN';
  if (journal.state === 'refused') return journal.refusal ?? 'JOURNAL_FOREIGN';
  const { hostSequence, hash } = request.head;
  if (hostSequence < journal.applied) return 'JOURNAL_OLDER';
  if (hostSequence === journal.applied && hash !== journal.hash) return 'JOURNAL_FORKED';
  return undefined;
}
