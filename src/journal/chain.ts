/**
 * The chain over all records of a journal. An auditor recomputes these functions and needs nothing else. The chain over
 * the host records alone is the kernel's `hostChainHash`, since the campus server checks that one.
 *
 * Encoding: every field as UTF-8 text in a netstring (`<number of bytes>:<bytes>,`), numbers in decimal, one after the
 * other, the first field naming the encoding and its version. The hash is SHA-256 over that, as 64 upper-case
 * hexadecimal digits. `data` is the canonical JSON text of `canonical-json.ts`, byte for byte as stored.
 */
import { hash } from 'node:crypto';

function hashOf(...fields: readonly (string | number)[]): string {
  let text = '';
  for (const value of fields) {
    const field = String(value);
    text += `${Buffer.byteLength(field, 'utf8')}:${field},`;
  }
  return hash('sha256', text, 'hex').toUpperCase();
}

/** `previousHash` of record 1: ties all records to the journal they were written in. */
export function genesisHash(journalId: string, generation: number): string {
  return hashOf('journal-genesis-1', journalId, generation);
}

/** What `recordHash` covers. */
export interface RecordFields {
  readonly previousHash: string;
  readonly sequence: number;
  readonly type: string;
  readonly data: string;
  readonly wallMs: number;
  readonly monotonicMs: number;
  /** Undefined in records that are not flagged for the host; encoded as 0. */
  readonly hostSequence: number | undefined;
}

/** The chain over all records: each field above in that order. */
export function recordHash(record: RecordFields): string {
  return hashOf(
    'journal-record-1',
    record.previousHash,
    record.sequence,
    record.type,
    record.data,
    record.wallMs,
    record.monotonicMs,
    record.hostSequence ?? 0,
  );
}
