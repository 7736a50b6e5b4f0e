/**
 * Takes the unsent tail of a journal: chain checked first, then event by event. A known event with the same body changes
 * nothing; an event that does not fit its schema is parked, and later events of its order behind it (design.md §5.7–8).
 */
import type { Answer, HostEvent, HostRequest } from '../../src/host/contract.ts';
import { CHAIN_START, hostChainHash } from '../../src/kernel/hash-chain.ts';
import { isHostFact, parseFact, type HostFact } from '../../src/money/facts.ts';
import { idSchema } from '../../src/money/values.ts';
import { raiseAlarm } from './alarms.ts';
import { applyFact } from './apply.ts';
import { refused } from './asks.ts';
import { isRestored } from './epoch.ts';
import type { JournalRow } from './journals.ts';
import type { Office } from './office.ts';

export type Intake =
  | { readonly kind: 'taken'; readonly parked: readonly number[] }
  /** A gap before the first event. */
  | { readonly kind: 'behind' }
  /** Numbers inside the message are not consecutive. */
  | { readonly kind: 'disordered' }
  /** Another body at an applied sequence, or a tail that does not follow from what was applied. */
  | { readonly kind: 'forked' };

interface StoredEvent {
  readonly hash: string;
  readonly parked: number;
  readonly answer: string | null;
}

/** `head`: where the terminal says that its chain ends. At an applied sequence another hash is another journal. */
export function takeEvents(
  office: Office,
  journal: JournalRow,
  head: HostRequest['head'],
  events: readonly HostEvent[],
): Intake {
  if (head.hostSequence <= journal.applied && hashAt(office, journal, head.hostSequence) !== head.hash)
    return { kind: 'forked' };
  const [first] = events;
  if (first === undefined) return { kind: 'taken', parked: [] };
  if (events.some((event, index) => event.hostSequence !== first.hostSequence + index))
    return { kind: 'disordered' };
  if (first.hostSequence > journal.applied + 1) return { kind: 'behind' };
  if (!follows(office, journal, events)) return { kind: 'forked' };
  const parked: number[] = [];
  for (const event of events) {
    const isParked =
      event.hostSequence <= journal.applied
        ? storedEvent(office, journal.id, event.hostSequence)?.parked === 1
        : takeEvent(office, journal, event);
    if (isParked) parked.push(event.hostSequence);
  }
  const last = events.at(-1);
  if (last !== undefined && last.hostSequence > journal.applied) {
    const sql = 'update journals set applied = ?, hash = ? where id = ?';
    office.store.run(sql, last.hostSequence, last.hash, journal.id);
  }
  return { kind: 'taken', parked };
}

/** The answer that is stored at an applied sequence. */
export function storedAnswer(office: Office, journal: string, sequence: number): Answer | undefined {
  const text = storedEvent(office, journal, sequence)?.answer;
  return text === undefined || text === null ? undefined : (JSON.parse(text) as Answer);
}

function storedEvent(office: Office, journal: string, sequence: number): StoredEvent | undefined {
  return office.store.get<StoredEvent>(
    'select hash, parked, answer from events where journal = ? and sequence = ?',
    journal,
    sequence,
  );
}

/** Every hash is computed again from the one that the server itself stored before it. */
function follows(office: Office, journal: JournalRow, events: readonly HostEvent[]): boolean {
  const first = events[0]?.hostSequence ?? 1;
  let previous = hashAt(office, journal, first - 1);
  for (const event of events) {
    const { hostSequence, type, data, hash } = event;
    if (hostChainHash(previous, hostSequence, type, data) !== hash) return false;
    if (hostSequence <= journal.applied && hashAt(office, journal, hostSequence) !== hash) return false;
    previous = hash;
  }
  return true;
}

/** An enrolled journal begins at 0 with the chain start, which `journals.hash` holds until the first event. */
function hashAt(office: Office, journal: JournalRow, sequence: number): string {
  if (sequence === journal.applied) return journal.hash;
  return storedEvent(office, journal.id, sequence)?.hash ?? CHAIN_START;
}

/** True when it was parked. */
function takeEvent(office: Office, journal: JournalRow, event: HostEvent): boolean {
  const data = parseJson(event.data);
  const orderId = orderIdOf(data);
  const fact = hostFactOf(event.type, data);
  const behind = orderId !== null && isParkedBehind(office, orderId);
  const place = {
    journal,
    sequence: event.hostSequence,
    restored: isRestored(office, journal, event.hostSequence),
  };
  const parked = fact === undefined || behind;
  if (parked) raiseAlarm(office, 'event-parked', `${journal.terminal} ${event.hostSequence} ${event.type}`);
  const answer = parked ? refused('E499', 'parked') : applyFact(office, place, fact);
  office.store.run(
    'insert into events values (?, ?, ?, ?, ?, ?, ?, ?)',
    journal.id,
    event.hostSequence,
    event.type,
    event.hash,
    parked ? 1 : 0,
    orderId,
    parked ? event.data : null,
    answer === undefined ? null : JSON.stringify(answer),
  );
  return parked;
}

function isParkedBehind(office: Office, orderId: string): boolean {
  const sql = 'select sequence from events where parked = 1 and orderId = ? limit 1';
  return office.store.get<{ sequence: number }>(sql, orderId) !== undefined;
}

function hostFactOf(type: string, data: unknown): HostFact | undefined {
  const fact = parseFact(type, data);
  return fact !== undefined && isHostFact(fact.type) ? (fact as HostFact) : undefined;
}

function orderIdOf(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('orderId' in data)) return null;
  const parsed = idSchema.safeParse(data.orderId);
  return parsed.success ? parsed.data : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
