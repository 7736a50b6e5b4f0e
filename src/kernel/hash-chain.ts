/** The chain of host records, computed alike by the terminal's journal and by the campus server (design.md §12.1). */
import { hash } from 'node:crypto';

/** What the first record of a chain follows. */
export const CHAIN_START = '0'.repeat(64);

/**
 * SHA-256, lower-case hexadecimal, over the parts, each preceded by its length in bytes as decimal text and a colon:
 * no two different lists of parts give the same bytes.
 */
export function chainHash(previous: string, parts: readonly string[]): string {
  let text = '';
  for (const part of [previous, ...parts]) text += `${Buffer.byteLength(part)}:${part}`;
  return hash('sha256', text, 'hex');
}

/** The hash of one record flagged for the host: `previous` is the hash of the host record before it, `data` the JSON text as stored. */
export function hostChainHash(previous: string, hostSequence: number, type: string, data: string): string {
  return chainHash(previous, ['host-1', String(hostSequence), type, data]);
}
