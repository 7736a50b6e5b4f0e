/** One message of a terminal: session, tail, ask, query, in this order, and the reply to it. */
import {
  CONTRACT_VERSION,
  requestSchema,
  type HostReplyMessage,
  type HostRequest,
  type QueryResult,
} from '../../src/host/contract.ts';
import { unreachable } from '../../src/kernel/errors.ts';
import { raiseAlarm } from './alarms.ts';
import { answerCardQuery } from './card-query.ts';
import { requestIdOf } from './envelope.ts';
import { ledgerEpoch, noteProgress } from './epoch.ts';
import { storedAnswer, takeEvents } from './intake.ts';
import { findJournal, refuseJournal, type JournalRow } from './journals.ts';
import type { Office } from './office.ts';
import { takeDeferred } from './restored.ts';
import { serverTime } from './server-time.ts';
import type { Sessions } from './sessions.ts';

type Status = HostReplyMessage['status'];

interface Desk {
  readonly office: Office;
  readonly sessions: Sessions;
  readonly request: HostRequest;
}

/** `known` is the journal whose key fits the envelope; `terminal` stands on the envelope. */
export function answerMessage(
  office: Office,
  sessions: Sessions,
  known: JournalRow,
  body: unknown,
): HostReplyMessage {
  const parsed = requestSchema.safeParse(body);
  if (!parsed.success) return refuseMessage(office, known, requestIdOf(body), 'schema');
  const request = parsed.data;
  if (request.terminal !== known.terminal)
    return refuseMessage(office, known, request.requestId, 'terminal-differs');
  const desk = { office, sessions, request };
  const { query } = request;
  if (query?.kind === 'challenge') {
    return reply(desk, { kind: 'ok' }, { result: { kind: 'challenge', nonce: sessions.challenge(request) } });
  }
  if (query?.kind === 'sign-in') {
    const signedIn = sessions.signIn(office, request, query.nonce);
    if (signedIn.kind === 'stale') return reply(desk, { kind: 'sign-in-first' });
    if (signedIn.kind === 'journal-refused')
      return reply(desk, { kind: 'journal-refused', code: 'E407', reason: signedIn.reason });
  }
  return answerInSession(desk, known);
}

function answerInSession(desk: Desk, known: JournalRow): HostReplyMessage {
  const { office, sessions, request } = desk;
  const journal = findJournal(office, request.journal);
  if (journal === undefined || journal.id !== known.id || !sessions.has(journal.id))
    return reply(desk, { kind: 'sign-in-first' });
  const intake = takeEvents(office, journal, request.head, request.events);
  switch (intake.kind) {
    case 'behind':
      return reply(desk, { kind: 'behind' });
    case 'disordered':
      return reply(desk, { kind: 'refused', code: 'E499', reason: 'events-not-consecutive' });
    case 'forked':
      raiseAlarm(office, 'JOURNAL_FORKED', request.terminal);
      refuseJournal(office, journal.id, 'JOURNAL_FORKED');
      sessions.end(journal.id);
      return reply(desk, { kind: 'journal-refused', code: 'E407', reason: 'JOURNAL_FORKED' });
    case 'taken':
      return answerTaken(desk, intake.parked);
    default:
      return unreachable(intake);
  }
}

function answerTaken(desk: Desk, parked: readonly number[]): HostReplyMessage {
  const { office, request } = desk;
  const journal = findJournal(office, request.journal);
  if (journal !== undefined && noteProgress(office, journal)) takeDeferred(office);
  const { ask } = request;
  if (ask !== undefined && ask > (journal?.applied ?? 0)) return reply(desk, { kind: 'behind' });
  const answer = ask === undefined ? undefined : storedAnswer(office, request.journal, ask);
  const result = answerQuery(desk);
  return reply(
    desk,
    { kind: 'ok' },
    {
      parked: [...parked],
      ...(answer === undefined ? {} : { answer }),
      ...(result === undefined ? {} : { result }),
    },
  );
}

function answerQuery(desk: Desk): QueryResult | undefined {
  const { office, request } = desk;
  const { query } = request;
  switch (query?.kind) {
    case undefined:
    case 'challenge':
      return undefined;
    case 'ping':
      return { kind: 'pong' };
    case 'card':
      return answerCardQuery(office, request.terminal, query);
    case 'sign-in':
      return {
        kind: 'signed-in',
        serverTime: serverTime(office.clock.wall()).iso,
        issuer: office.parameters.issuer,
        hotline: office.parameters.hotline,
      };
  }
}

function reply(
  desk: Desk,
  status: Status,
  parts: Partial<Pick<HostReplyMessage, 'parked' | 'answer' | 'result'>> = {},
): HostReplyMessage {
  const { office, request } = desk;
  return {
    version: CONTRACT_VERSION,
    requestId: request.requestId,
    ledgerEpoch: ledgerEpoch(office),
    applied: findJournal(office, request.journal)?.applied ?? 0,
    status,
    parked: [],
    ...parts,
  };
}

/** Authentic, and still not to be taken. Nothing was applied. */
export function refuseMessage(
  office: Office,
  journal: JournalRow,
  requestId: string,
  reason: string,
): HostReplyMessage {
  return {
    version: CONTRACT_VERSION,
    requestId,
    ledgerEpoch: ledgerEpoch(office),
    applied: journal.applied,
    status: { kind: 'refused', code: 'E499', reason },
    parked: [],
  };
}
