/**
 * Opens envelopes: size, MAC, JSON. Without a key that fits there is no reply, only silence: a reply needs a MAC, and
 * there is no key that both sides share.
 */
import type { Envelope, HostReply, HostUnknown } from '../../src/host/port.ts';
import { ENVELOPE_LIMIT } from '../../src/host/port.ts';
import { messageMac, messageMacMatches } from '../../src/host/mac.ts';
import { idSchema, terminalSchema } from '../../src/money/values.ts';
import { findCode, type CodeRow } from './enrolment.ts';
import { journalsOf, type JournalRow } from './journals.ts';
import type { Office } from './office.ts';

export type Opened =
  | { readonly kind: 'message'; readonly journal: JournalRow; readonly body: unknown }
  | { readonly kind: 'enrolment'; readonly code: CodeRow; readonly key: string; readonly body: unknown }
  | HostUnknown;

/** Reasons for silence: `too-large`, `mac-refused` (unknown terminal or wrong MAC). */
export function openEnvelope(office: Office, envelope: Envelope): Opened {
  const { terminal, body, mac } = envelope;
  if (body.length > ENVELOPE_LIMIT) return { kind: 'unknown', reason: 'too-large' };
  if (!terminalSchema.safeParse(terminal).success) return { kind: 'unknown', reason: 'mac-refused' };
  const journal = journalsOf(office, terminal).find((row) => messageMacMatches(row.key, body, mac));
  if (journal !== undefined) return { kind: 'message', journal, body: parseBody(body) };
  const code = findCode(office, terminal);
  if (code !== undefined) {
    const key = Buffer.from(code.code, 'utf8').toString('hex');
    if (messageMacMatches(key, body, mac)) return { kind: 'enrolment', code, key, body: parseBody(body) };
  }
  return { kind: 'unknown', reason: 'mac-refused' };
}

export function seal(key: string, message: unknown): HostReply {
  const body = Buffer.from(JSON.stringify(message), 'utf8');
  return { kind: 'reply', body, mac: messageMac(key, body) };
}

/** Stands where a message has no request id that can be read. */
const NO_REQUEST = '0'.repeat(32);

export function requestIdOf(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('requestId' in body)) return NO_REQUEST;
  const parsed = idSchema.safeParse(body.requestId);
  return parsed.success ? parsed.data : NO_REQUEST;
}

function parseBody(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
