/** One fact of a terminal's journal takes effect. Asks give the answer that is stored with their place in the chain. */
import type { Answer } from '../../src/host/contract.ts';
import type { HostFact } from '../../src/money/facts.ts';
import { answerAttempt } from './attempts.ts';
import { refused } from './asks.ts';
import { answerEvidence } from './evidence.ts';
import { answerHold } from './holds.ts';
import { takeLoadFailed, takeLoadOwed, takeLoadWritten, takeOrderTold } from './loads.ts';
import { takeHoldReleased, takeNoteDisputed, takeNoteStacked, takeOrphan } from './notes.ts';
import { noteAction } from './alarms.ts';
import type { Office } from './office.ts';
import type { EventPlace } from './orders.ts';
import { deferFact } from './restored.ts';

export function applyFact(office: Office, place: EventPlace, fact: HostFact): Answer | undefined {
  if (deferFact(office, place, fact))
    return fact.type === 'evidence-asked' ? refused('E403', 'ledger-epoch') : undefined;
  switch (fact.type) {
    case 'hold-asked':
      return answerHold(office, place, fact.data);
    case 'attempt-asked':
      return answerAttempt(office, place, fact.data);
    case 'evidence-asked':
      return answerEvidence(office, place, fact.data);
    case 'hold-released':
      takeHoldReleased(office, place, fact.data);
      return undefined;
    case 'note-stacked':
      takeNoteStacked(office, place, fact.data);
      return undefined;
    case 'note-disputed':
      takeNoteDisputed(office, place, fact.data);
      return undefined;
    case 'note-orphaned':
      takeOrphan(office, place, fact.data);
      return undefined;
    case 'load-written':
      takeLoadWritten(office, place, fact.data);
      return undefined;
    case 'load-failed':
      takeLoadFailed(office, fact.data);
      return undefined;
    case 'load-owed':
      takeLoadOwed(office, fact.data);
      return undefined;
    case 'order-told':
      takeOrderTold(office, fact.data);
      return undefined;
    case 'box-removed':
    case 'box-returned':
      noteAction(office, `${fact.type} ${String(fact.data.stackedCount)}`, [place.journal.terminal]);
      return undefined;
  }
}
