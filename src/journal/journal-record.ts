/** One record as its readers want it: the data parsed. */
import type { JsonObject } from './canonical-json.ts';
import type { StoredRecord } from './record.ts';

export interface JournalRecord {
  readonly sequence: number;
  readonly type: string;
  readonly data: JsonObject;
  /** Milliseconds since 1970. Recorded only. */
  readonly wallMs: number;
  /** Milliseconds of the monotonic clock of that life. Recorded only. */
  readonly monotonicMs: number;
  readonly hash: string;
  /** Present for events flagged for the host. */
  readonly hostSequence?: number;
}

export function readable(record: StoredRecord): JournalRecord {
  const { sequence, type, data, wallMs, monotonicMs, hash, host } = record;
  const plain = { sequence, type, data: JSON.parse(data) as JsonObject, wallMs, monotonicMs, hash };
  return host === undefined ? plain : { ...plain, hostSequence: host.sequence };
}
