/**
 * After a restore terminals re-send in any order: a load may be reported before the terminal that took the note tells
 * of its order. Such facts wait until all have come.
 */
import { parseFact, type HostFact } from '../../src/money/facts.ts';
import { raiseAlarm } from './alarms.ts';
import { isAuthorising } from './epoch.ts';
import { takeOldEvidence } from './evidence.ts';
import { findJournal } from './journals.ts';
import { takeLoadFailed, takeLoadOwed, takeLoadWritten, takeOrderTold } from './loads.ts';
import type { Office } from './office.ts';
import type { EventPlace } from './orders.ts';

/** Facts of any terminal about any order. */
const DEFERRED = new Set<HostFact['type']>([
  'load-written',
  'load-failed',
  'load-owed',
  'order-told',
  'evidence-asked',
]);

/** True when the fact was kept for later. */
export function deferFact(office: Office, place: EventPlace, fact: HostFact): boolean {
  if (!place.restored || isAuthorising(office)) return false;
  if (!DEFERRED.has(fact.type)) return false;
  office.store.run(
    'insert into deferred (journal, sequence, type, data) values (?, ?, ?, ?)',
    place.journal.id,
    place.sequence,
    fact.type,
    JSON.stringify(fact.data),
  );
  return true;
}

interface DeferredRow {
  readonly journal: string;
  readonly sequence: number;
  readonly type: string;
  readonly data: string;
}

/** Takes what waited: reports first, then evidence from the lowest counter up. */
export function takeDeferred(office: Office): void {
  const rows = office.store.all<DeferredRow>(
    'select journal, sequence, type, data from deferred order by number',
  );
  office.store.run('delete from deferred');
  const evidence: Extract<HostFact, { type: 'evidence-asked' }>['data'][] = [];
  for (const row of rows) {
    const fact = parseFact(row.type, JSON.parse(row.data));
    const journal = findJournal(office, row.journal);
    if (fact === undefined || journal === undefined) {
      raiseAlarm(office, 'deferred-unreadable', row.journal);
      continue;
    }
    const place = { journal, sequence: row.sequence, restored: true };
    if (fact.type === 'load-written') takeLoadWritten(office, place, fact.data);
    else if (fact.type === 'load-failed') takeLoadFailed(office, fact.data);
    else if (fact.type === 'load-owed') takeLoadOwed(office, fact.data);
    else if (fact.type === 'order-told') takeOrderTold(office, fact.data);
    else if (fact.type === 'evidence-asked') evidence.push(fact.data);
  }
  evidence.sort((one, other) => one.evidence.intent.counter - other.evidence.intent.counter);
  for (const ask of evidence) takeOldEvidence(office, ask);
}
