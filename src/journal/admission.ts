/** What may enter the journal at all. Knows no event type: each has its own schema elsewhere. */
import { TerminalError } from '../kernel/errors.ts';
import { canonicalJson, type JsonObject } from './canonical-json.ts';
import { assertNoSecrets } from './secrets.ts';

export interface JournalEvent {
  /** A letter, then up to 63 letters, digits or `._:/-`. */
  readonly type: string;
  readonly data: JsonObject;
  /** True when the campus server must be told (design.md §12.1). */
  readonly host: boolean;
}

/** Largest `data` of one event, bytes of canonical JSON text. */
export const EVENT_LIMIT_BYTES = 16_384;

/**
 * The canonical text of the data. Throws `JOURNAL_TYPE`, `JOURNAL_DATA`, `JOURNAL_SECRET` or `JOURNAL_TOO_LARGE` for
 * an event that must not be written.
 */
export function admit(event: JournalEvent): string {
  if (!/^[A-Za-z][\w.:/-]{0,63}$/u.test(event.type)) {
    throw new TerminalError('JOURNAL_TYPE', 'not a name of an event type');
  }
  const text = canonicalJson(event.data);
  assertNoSecrets(event.data);
  if (Buffer.byteLength(text, 'utf8') > EVENT_LIMIT_BYTES) {
    throw new TerminalError('JOURNAL_TOO_LARGE', `${event.type} has more than ${EVENT_LIMIT_BYTES} bytes`);
  }
  return text;
}
