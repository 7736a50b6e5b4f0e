/** Decides at start whether this terminal's journal may be used (design.md §5.7). */
import type { Clock } from '../kernel/clock.ts';
import { errorCode, errorText, type TerminalError } from '../kernel/errors.ts';
import type { PowerDomain } from '../kernel/power-domain.ts';
import { statedHead, type ChainHead } from './chain-head.ts';
import type { EnrolmentIdentity, IdentityStore, ServerRefusal } from './identity.ts';
import { Journal } from './journal.ts';
import type { JournalReader, JournalShelf, JournalStore, ShelfRefusal } from './store.ts';
import { verifyChain } from './verify.ts';

export type RefusalCode = ShelfRefusal | ServerRefusal | 'JOURNAL_MISSING' | 'IDENTITY_DAMAGED';

export interface Refused {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  readonly detail: string;
  /** Where the refused journal now lies. */
  readonly setAside?: string;
}

export type JournalOpening =
  | { readonly kind: 'ready'; readonly journal: Journal; readonly identity: EnrolmentIdentity }
  | { readonly kind: 'unenrolled' }
  | Refused;

export interface JournalParts {
  readonly shelf: JournalShelf;
  readonly identities: IdentityStore;
  readonly clock: Clock;
  readonly power?: PowerDomain;
  readonly onBroken?: (error: TerminalError) => void;
}

/**
 * Codes that condemn the file itself. A locked or unreadable one may be good, and a newer one is good for the newer
 * program: those stay where they are.
 */
const CONDEMNED: ReadonlySet<RefusalCode> = new Set([
  'JOURNAL_CORRUPT',
  'JOURNAL_FOREIGN',
  'JOURNAL_OLDER',
  'JOURNAL_FORKED',
]);

function refuse(shelf: JournalShelf, code: RefusalCode, detail: string): Refused {
  if (!CONDEMNED.has(code)) return { kind: 'refused', code, detail };
  try {
    const setAside = shelf.setAside();
    return setAside === undefined
      ? { kind: 'refused', code, detail }
      : { kind: 'refused', code, detail, setAside };
  } catch (error) {
    return { kind: 'refused', code, detail: `${detail}; not set aside: ${errorText(error)}` };
  }
}

type Judgement =
  | { readonly kind: 'good'; readonly head: ChainHead }
  | { readonly kind: 'bad'; readonly code: RefusalCode; readonly detail: string };

function judge(reader: JournalReader, identity: EnrolmentIdentity): Judgement {
  const chain = verifyChain(reader);
  if (chain.kind === 'broken') {
    return { kind: 'bad', code: 'JOURNAL_CORRUPT', detail: `record ${chain.sequence}: ${chain.reason}` };
  }
  const { journalId, generation } = reader.meta;
  if (journalId !== identity.journalId || generation !== identity.generation) {
    const detail = `journal ${journalId} generation ${generation}, enrolled with ${identity.journalId} generation ${identity.generation}`;
    return { kind: 'bad', code: 'JOURNAL_FOREIGN', detail };
  }
  return { kind: 'good', head: chain.head };
}

function journalOver(parts: JournalParts, store: JournalStore): Journal {
  const { clock, power, onBroken } = parts;
  return new Journal({
    store,
    clock,
    ...(power === undefined ? {} : { power }),
    ...(onBroken === undefined ? {} : { onBroken }),
  });
}

/** The file has just been found good, so that nothing that goes wrong here condemns it. */
function start(parts: JournalParts, identity: EnrolmentIdentity, head: ChainHead): JournalOpening {
  let store: JournalStore;
  try {
    store = parts.shelf.open();
  } catch (error) {
    const code = errorCode(error) === 'JOURNAL_LOCKED' ? 'JOURNAL_LOCKED' : 'JOURNAL_UNREADABLE';
    return refuse(parts.shelf, code, errorText(error));
  }
  if (statedHead(store).hash !== head.hash) {
    store.close();
    return refuse(parts.shelf, 'JOURNAL_LOCKED', 'changed by another process while it was being checked');
  }
  return { kind: 'ready', journal: journalOver(parts, store), identity };
}

/**
 * Opens the journal of an enrolled terminal, after checking the file, both chains and the identity. A journal that is
 * refused for what it contains is set aside; the terminal then has none until it is enrolled again. What the server has
 * refused stays refused under the same code at every start, and whatever lies there by then is set aside unread.
 */
export function openJournal(parts: JournalParts): JournalOpening {
  const loaded = parts.identities.load();
  if (loaded.kind === 'absent') return { kind: 'unenrolled' };
  if (loaded.kind === 'damaged') {
    return { kind: 'refused', code: 'IDENTITY_DAMAGED', detail: loaded.detail };
  }
  const { identity, refusal } = loaded;
  if (refusal !== undefined)
    return refuse(parts.shelf, refusal, 'the campus server has refused the journal of this enrolment');
  const found = parts.shelf.inspect((reader) => judge(reader, identity));
  if (found.kind === 'absent') {
    return { kind: 'refused', code: 'JOURNAL_MISSING', detail: 'enrolled, but there is no journal' };
  }
  if (found.kind === 'refused') return refuse(parts.shelf, found.code, found.detail);
  const judgement = found.result;
  if (judgement.kind === 'bad') return refuse(parts.shelf, judgement.code, judgement.detail);
  return start(parts, identity, judgement.head);
}

/**
 * Begins a new journal with a new identity; whatever lies in its place is set aside. The identity is written last: a
 * cut before that leaves the terminal refused or not enrolled, and enrolment is done once more.
 */
export function enrolJournal(parts: JournalParts, identity: EnrolmentIdentity): Journal {
  parts.shelf.setAside();
  const { journalId, generation } = identity;
  const store = parts.shelf.create({ journalId, generation });
  parts.identities.save(identity);
  return journalOver(parts, store);
}

/**
 * Ends the use of an open journal on the server's word: closed, the enrolment marked as refused, the file set aside, in
 * this order, so that a cut in between is made good at the next start. Never rejects: what could not be done is said in
 * `detail`, and without the mark the next start misses the journal, or meets the same refusal once more.
 */
export async function refuseByServer(
  parts: Pick<JournalParts, 'shelf' | 'identities'>,
  journal: Journal,
  code: ServerRefusal,
): Promise<Refused> {
  await journal.close();
  const unmarked = markRefused(parts.identities, code);
  return refuse(parts.shelf, code, `the campus server does not recognise this journal${unmarked}`);
}

function markRefused(identities: IdentityStore, code: ServerRefusal): string {
  try {
    const loaded = identities.load();
    if (loaded.kind === 'found') identities.save(loaded.identity, code);
    return '';
  } catch (error) {
    return `; not marked: ${errorText(error)}`;
  }
}
