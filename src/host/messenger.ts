/** One message there and back: exact bytes, MAC, schema, and a time-out on our own clock. Knows nothing of money. */
import { withTimeout, type Clock } from '../kernel/clock.ts';
import { randomId, type Random } from '../kernel/random.ts';
import {
  CONTRACT_VERSION,
  enrolReplySchema,
  replySchema,
  type HostEvent,
  type HostReplyMessage,
  type Query,
} from './contract.ts';
import { messageMac, messageMacMatches } from './mac.ts';
import { ENVELOPE_LIMIT, type HostPort } from './port.ts';

/** Who we are to the server. */
export interface HostIdentity {
  /** 12 digits. */
  readonly terminal: string;
  /** Journal id, 32 hexadecimal digits. */
  readonly journal: string;
  /** Message key, 64 hexadecimal digits. */
  readonly key: string;
}

export interface MessageParts {
  readonly head: { readonly hostSequence: number; readonly hash: string };
  readonly events: readonly HostEvent[];
  readonly ask?: number;
  readonly query?: Query;
}

/** `unknown` covers silence, a broken MAC and an unreadable reply alike: the message may have been applied. */
export type MessageOutcome =
  | { readonly kind: 'reply'; readonly reply: HostReplyMessage }
  | { readonly kind: 'unknown'; readonly reason: string };

export interface MessengerOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly port: HostPort;
  readonly identity: HostIdentity;
}

const TIMED_OUT = { kind: 'unknown', reason: 'timeout' } as const;

function parseJson(body: Uint8Array): unknown {
  if (body.length > ENVELOPE_LIMIT) return undefined;
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Sends one message and waits at most `timeoutMs`. Never rejects. */
export async function exchangeMessage(
  options: MessengerOptions,
  parts: MessageParts,
  timeoutMs: number,
): Promise<MessageOutcome> {
  const { clock, random, port, identity } = options;
  const requestId = randomId(random);
  const request = {
    version: CONTRACT_VERSION,
    terminal: identity.terminal,
    journal: identity.journal,
    requestId,
    ...parts,
  };
  const body = Buffer.from(JSON.stringify(request), 'utf8');
  const sent = port.send({ terminal: identity.terminal, body, mac: messageMac(identity.key, body) });
  const raw = await withTimeout(clock, sent, timeoutMs, 'host reply', TIMED_OUT);
  if (raw.kind === 'unknown') return raw;
  if (!messageMacMatches(identity.key, raw.body, raw.mac)) return { kind: 'unknown', reason: 'reply-mac' };
  const parsed = replySchema.safeParse(parseJson(raw.body));
  if (!parsed.success) return { kind: 'unknown', reason: 'reply-schema' };
  if (parsed.data.requestId !== requestId) return { kind: 'unknown', reason: 'reply-to-another' };
  return { kind: 'reply', reply: parsed.data };
}

export type EnrolOutcome =
  | { readonly kind: 'enrolled'; readonly journal: string; readonly generation: number; readonly key: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Enrols this terminal with the one-time code that an operator made at the server. */
export async function enrol(
  options: Pick<MessengerOptions, 'clock' | 'random' | 'port'>,
  terminal: string,
  code: string,
  timeoutMs = 10_000,
): Promise<EnrolOutcome> {
  const requestId = randomId(options.random);
  const key = Buffer.from(code, 'utf8').toString('hex');
  const body = Buffer.from(
    JSON.stringify({ version: CONTRACT_VERSION, terminal, requestId, enrol: true }),
    'utf8',
  );
  const sent = options.port.send({ terminal, body, mac: messageMac(key, body) });
  const raw = await withTimeout(options.clock, sent, timeoutMs, 'enrolment reply', TIMED_OUT);
  if (raw.kind === 'unknown') return raw;
  if (!messageMacMatches(key, raw.body, raw.mac)) return { kind: 'unknown', reason: 'reply-mac' };
  const parsed = enrolReplySchema.safeParse(parseJson(raw.body));
  if (!parsed.success || parsed.data.requestId !== requestId)
    return { kind: 'unknown', reason: 'reply-schema' };
  return { kind: 'enrolled', ...parsed.data.enrolled };
}
