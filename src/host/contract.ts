/** The messages between terminal and campus server, as schemas that both sides check (design.md §5.7–8, §12.1). */
import { z } from 'zod';
import {
  cardRefSchema,
  fenSchema,
  hashSchema,
  idSchema,
  loadAuthorisationSchema,
  messageCodeSchema,
  reasonSchema,
  terminalSchema,
} from '../money/values.ts';

export const CONTRACT_VERSION = 1;
/** Most events in one message. */
export const TAIL_LIMIT = 64;

/** One journal record flagged for the host. `data` is the JSON text exactly as hashed; `hash` is `hostChainHash` over it. */
export const hostEventSchema = z.strictObject({
  hostSequence: z.int().min(1),
  type: z.string().max(40),
  data: z.string().max(16_384),
  hash: hashSchema,
});
export type HostEvent = z.infer<typeof hostEventSchema>;

const nonceSchema = z.string().regex(/^[0-9a-f]{32}$/u);

/** Questions that change nothing at the server but the terminal's session. */
export const querySchema = z.discriminatedUnion('kind', [
  /** First half of sign-in (签到): asks for a nonce. Allowed without a session. */
  z.strictObject({ kind: z.literal('challenge') }),
  /** Second half: answers the fresh nonce with journal id and head of the host chain (both in the message itself). */
  z.strictObject({ kind: z.literal('sign-in'), nonce: nonceSchema }),
  /** A card lies on the reader: whose is it, what may it do, what is open? */
  z.strictObject({ kind: z.literal('card'), card: cardRefSchema, balance: fenSchema }),
  /** Is the server there? Answered with the session's state; keeps the "last exchange" fresh (design.md §6). */
  z.strictObject({ kind: z.literal('ping') }),
]);
export type Query = z.infer<typeof querySchema>;

export const requestSchema = z.strictObject({
  version: z.literal(CONTRACT_VERSION),
  terminal: terminalSchema,
  journal: idSchema,
  requestId: idSchema,
  /** Head of the terminal's host chain now: sequence 0 and 64 zeros when there is none yet. */
  head: z.strictObject({ hostSequence: z.int().min(0), hash: hashSchema }),
  /** Unsent tail in order, without gaps. May be empty. */
  events: z.array(hostEventSchema).max(TAIL_LIMIT),
  /** Host sequence of the ask to be answered: in `events`, or applied already (then the stored answer comes again). */
  ask: z.int().min(1).optional(),
  query: querySchema.optional(),
});
export type HostRequest = z.infer<typeof requestSchema>;

/** A record of money that is due to this card and not yet on it. */
export const openRecordSchema = z.strictObject({
  orderId: idSchema,
  /** 流水号 of the order: terminal – journal generation – host sequence of its first event – check digit. */
  serial: z.string().max(40),
  kind: z.enum(['cash']),
  amount: fenSchema,
  /** Server time at which the order was opened, ISO 8601 with zone. */
  openedAt: z.string().max(40),
  /** Terminal number at which it was opened. */
  terminal: terminalSchema,
  /** `owed`: may be written once evidence says it is not on the card. `clarifying`: a hold, jam or conflict that people or the other terminal must settle. */
  state: z.enum(['owed', 'clarifying']),
});
export type OpenRecord = z.infer<typeof openRecordSchema>;

/** Most settled records that one placement tells of; what is left comes with the next. */
export const UNTOLD_LIMIT = 8;

/** An order that is on the card, and whose holder was not told so yet: evidence or a late report settled it (design.md §1.3). */
export const settledRecordSchema = openRecordSchema.omit({ state: true });
export type SettledRecord = z.infer<typeof settledRecordSchema>;

/** Answers to asks. `refused` carries the message code for the screen (domain.md §14) and a stable reason for the log. */
export const answerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('hold-granted'), room: fenSchema }),
  z.strictObject({ kind: z.literal('authorised'), authorisation: loadAuthorisationSchema }),
  z.strictObject({
    kind: z.literal('verdicts'),
    /** Orders of this card that were open: what the evidence says of each. Loaded ones are settled by this very answer. Oldest first. */
    verdicts: z
      .array(
        z.strictObject({
          record: openRecordSchema,
          verdict: z.enum(['loaded', 'not-loaded', 'conflict', 'clarifying']),
        }),
      )
      .max(32),
  }),
  z.strictObject({
    kind: z.literal('refused'),
    code: messageCodeSchema,
    reason: reasonSchema,
    room: fenSchema.optional(),
  }),
]);
export type Answer = z.infer<typeof answerSchema>;

export const cardStatusSchema = z.strictObject({
  kind: z.literal('card'),
  /** Masked at the server (domain.md §11.2), e.g. 张**. */
  holderName: z.string().max(40),
  /** Student or staff number (学工号), full: only for the screen of the holder's own session. */
  holderNumber: z.string().max(20),
  /** Undefined when the card may do everything; else the code that blocks it: E103 E110 E111 E112 E113 E306. */
  blocked: messageCodeSchema.optional(),
  /** Room under the maximum balance now, and the maximum itself. */
  room: fenSchema,
  maximum: fenSchema,
  openRecords: z.array(openRecordSchema).max(32),
  /** To be told before anything else, oldest first. */
  untold: z.array(settledRecordSchema).max(UNTOLD_LIMIT),
});
export type CardStatus = z.infer<typeof cardStatusSchema>;

export const resultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('challenge'), nonce: nonceSchema }),
  z.strictObject({
    kind: z.literal('signed-in'),
    /** ISO 8601 with zone. */
    serverTime: z.string().max(40),
    /** School issuer code on our cards, 16 digits. */
    issuer: z.string().regex(/^[0-9A-F]{16}$/u),
    hotline: z.string().max(20),
  }),
  cardStatusSchema,
  /** The card is not one of ours. */
  z.strictObject({ kind: z.literal('unknown-card') }),
  z.strictObject({ kind: z.literal('pong') }),
]);
export type QueryResult = z.infer<typeof resultSchema>;

/** What the server did with the message as a whole. */
export const statusSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ok') }),
  /** A gap before `events`: send again from `applied` + 1. Nothing of this message was applied. */
  z.strictObject({ kind: z.literal('behind') }),
  /** No session (server restarted, new ledger epoch): sign in first. Nothing of this message was applied. */
  z.strictObject({ kind: z.literal('sign-in-first') }),
  /** The journal is not the one the server knows. Only after a nonce was answered, or for another body at an applied sequence. */
  z.strictObject({
    kind: z.literal('journal-refused'),
    code: z.literal('E407'),
    reason: z.enum(['JOURNAL_FOREIGN', 'JOURNAL_OLDER', 'JOURNAL_FORKED']),
  }),
  /** Terminal unknown, MAC wrong, schema wrong, or service closed (E403 day-end, ledger epoch not re-sent yet). */
  z.strictObject({ kind: z.literal('refused'), code: messageCodeSchema, reason: reasonSchema }),
]);

/** Why the server does not recognise a journal. */
export type JournalRefusal = Extract<z.infer<typeof statusSchema>, { kind: 'journal-refused' }>['reason'];

export const replySchema = z.strictObject({
  version: z.literal(CONTRACT_VERSION),
  /** The request's own; the terminal drops replies to anything else. */
  requestId: idSchema,
  /** Rises when the ledger was restored from a backup (design.md §5.8). */
  ledgerEpoch: z.int().min(1),
  /** Last host sequence of this journal that is durable at the server. */
  applied: z.int().min(0),
  status: statusSchema,
  /** Host sequences that were parked because their data did not fit the schema; an alarm is raised, others pass. */
  parked: z.array(z.int().min(1)).max(TAIL_LIMIT),
  answer: answerSchema.optional(),
  result: resultSchema.optional(),
});
export type HostReplyMessage = z.infer<typeof replySchema>;

/** Enrolment (终端登记): its envelope's MAC is keyed with the one-time code, as hexadecimal of its UTF-8 bytes. */
export const enrolRequestSchema = z.strictObject({
  version: z.literal(CONTRACT_VERSION),
  terminal: terminalSchema,
  requestId: idSchema,
  enrol: z.literal(true),
});

export const enrolReplySchema = z.strictObject({
  version: z.literal(CONTRACT_VERSION),
  requestId: idSchema,
  enrolled: z.strictObject({
    journal: idSchema,
    /** Journal generation, 1 … 99, rises with each enrolment of this terminal. */
    generation: z.int().min(1).max(99),
    /** Message key, 32 bytes as hexadecimal. */
    key: hashSchema,
  }),
});
