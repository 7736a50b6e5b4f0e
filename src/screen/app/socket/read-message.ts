/** What came over the socket, if it is a message. The server is ours; a page of another version must still not crash. */
import type { PageMessage } from '../../contract/page-messages.ts';

const TYPES: ReadonlySet<unknown> = new Set<PageMessage['type']>(['role', 'show', 'wait']);

export function readMessage(data: string): PageMessage | undefined {
  try {
    const value: unknown = JSON.parse(data);
    const isMessage = typeof value === 'object' && value !== null && 'type' in value && TYPES.has(value.type);
    return isMessage ? (value as PageMessage) : undefined;
  } catch {
    return undefined;
  }
}
