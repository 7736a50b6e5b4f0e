/** Records of a kiosk's journal, as its life holds it or as it lies on the disk. */
import { readable, type JournalRecord } from '../../../src/journal/journal-record.ts';
import type { Place } from '../engine/place.ts';

/** Shape in which a record is shown. */
export type ShownRecord = Pick<JournalRecord, 'sequence' | 'hostSequence' | 'type' | 'data' | 'wallMs'>;

/** Records after `after`, oldest first, at most `limit`; undefined when there is no journal to read. */
export function journalOf(place: Place, after: number, limit: number): readonly ShownRecord[] | undefined {
  const { kiosk } = place;
  if (place.program !== 'running' || kiosk.terminal === undefined) {
    const found = kiosk.shelf.inspect((reader) => reader.read(after + 1, limit).map(readable));
    return found.kind === 'looked' ? found.result.map(shown) : undefined;
  }
  const records: ShownRecord[] = [];
  for (const { sequence, hostSequence, fact, wallMs } of kiosk.terminal.facts.all(after + 1)) {
    if (records.length >= limit) break;
    const { type } = fact;
    const data = fact.data as unknown as JournalRecord['data'];
    records.push({ sequence, type, data, wallMs, ...(hostSequence === undefined ? {} : { hostSequence }) });
  }
  return records;
}

function shown({ sequence, hostSequence, type, data, wallMs }: JournalRecord): ShownRecord {
  return { sequence, type, data, wallMs, ...(hostSequence === undefined ? {} : { hostSequence }) };
}
