/**
 * The vocabulary of the journal: every durable fact of the terminal, by type. Facts flagged for the host are sent to the
 * campus server by the outbox; of these, asks get an answer (design.md §12.1).
 */
import { z } from 'zod';
import {
  cardEvidenceSchema,
  cardRefSchema,
  fenSchema,
  idSchema,
  loadAuthorisationSchema,
  loadIntentSchema,
  messageCodeSchema,
  reasonSchema,
} from './values.ts';

const orderRef = { orderId: idSchema };
const attemptRef = { orderId: idSchema, attemptId: idSchema };
/** What was authorised, given back: a server restored from a backup recomputes the card's signature from it. */
const authorisedBy = { authorisation: loadAuthorisationSchema.optional() };
/** Bill-table index of the acceptor. */
const noteType = z.int().min(0).max(47);

/** Facts that only the terminal needs. */
const localFacts = {
  /** A life of the terminal begins. */
  boot: z.strictObject({ software: z.string().max(40), lastEnd: reasonSchema }),
  'card-placed': z.strictObject({ card: cardRefSchema, balance: fenSchema }),
  'hold-answered': z.strictObject({
    ...orderRef,
    answer: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('granted') }),
      z.strictObject({ kind: z.literal('refused'), code: messageCodeSchema }),
      z.strictObject({ kind: z.literal('unanswered'), reason: reasonSchema }),
    ]),
  }),
  /** Slot opened for an order; `stackedCount` is the acceptor's own counter before the note, if it has one. */
  'slot-opened': z.strictObject({
    ...orderRef,
    stackedCount: z.int().min(0).max(65_535).nullable(),
    device: z.string().max(80),
  }),
  'note-escrowed': z.strictObject({
    orderId: idSchema.nullable(),
    type: noteType,
    value: fenSchema.nullable(),
  }),
  /** About to send STACK. */
  'stack-sent': z.strictObject(orderRef),
  /** About to send RETURN. */
  'return-sent': z.strictObject({ orderId: idSchema.nullable(), reason: reasonSchema }),
  'note-returned': z.strictObject({ orderId: idSchema.nullable() }),
  /** First state of the acceptor after it lost power or after the terminal did. */
  'acceptor-state': z.strictObject({
    state: reasonSchema,
    stackedCount: z.int().min(0).max(65_535).nullable(),
  }),
  'attempt-answered': z.strictObject({
    ...attemptRef,
    answer: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('authorised'), authorisation: loadAuthorisationSchema }),
      z.strictObject({ kind: z.literal('refused'), code: messageCodeSchema, reason: reasonSchema }),
      z.strictObject({ kind: z.literal('unanswered'), reason: reasonSchema }),
    ]),
  }),
  /** About to send the changing command to the card. */
  'commit-sent': z.strictObject(attemptRef),
  'verdict-received': z.strictObject({
    ...orderRef,
    verdict: z.enum(['loaded', 'not-loaded', 'conflict', 'clarifying']),
  }),
};

/** Facts the server must learn; order is kept per order id. */
const reportFacts = {
  /** No note was taken under this hold; its reservation ends. */
  'hold-released': z.strictObject({ ...orderRef, reason: reasonSchema }),
  /** The note is in the cash box: the money is ours and the order funded. `how` names the evidence. */
  'note-stacked': z.strictObject({
    ...orderRef,
    type: noteType,
    value: fenSchema,
    how: z.enum(['reported', 'recovered', 'counter']),
  }),
  /** Where the note is cannot be said: under investigation, its money counts as the interval [0, value]. */
  'note-disputed': z.strictObject({ ...orderRef, value: fenSchema, reason: reasonSchema }),
  /** A note in the box that belongs to no journalled escrow: orphan list. `value` null when the type is not configured. */
  'note-orphaned': z.strictObject({ type: noteType, value: fenSchema.nullable(), reason: reasonSchema }),
  /** The card answered the changing command with its signature. */
  'load-written': z.strictObject({ ...attemptRef, ...authorisedBy, tac: z.string().regex(/^[0-9A-F]{8}$/u) }),
  /** The changing command was refused by the card, or its outcome is unknown. */
  'load-failed': z.strictObject({
    ...attemptRef,
    ...authorisedBy,
    outcome: z.enum(['refused', 'unknown']),
    reason: reasonSchema,
  }),
  /** The terminal gives up for now: the amount is owed and offered as 补写 (make-up write) at the next placement. */
  'load-owed': z.strictObject({ ...orderRef, reason: reasonSchema }),
  /** Its holder, card on the reader, was shown that this order is on the card: nothing is left to tell (design.md §1.3). */
  'order-told': z.strictObject(orderRef),
  'box-removed': z.strictObject({ stackedCount: z.int().min(0).max(65_535).nullable() }),
  'box-returned': z.strictObject({ stackedCount: z.int().min(0).max(65_535).nullable() }),
};

/** Facts that ask. The answer is bound to the fact's place in the host chain: a repeat gets the stored answer. */
const askFacts = {
  /** May this card take this amount of cash? `intent` is an INITIALIZE as evidence; it is never committed. */
  'hold-asked': z.strictObject({
    ...orderRef,
    source: z.literal('cash'),
    amount: fenSchema,
    card: cardRefSchema,
    intent: loadIntentSchema,
  }),
  /** Authorise a write: attempt n of this order, in this card session. */
  'attempt-asked': z.strictObject({ ...attemptRef, card: cardRefSchema, intent: loadIntentSchema }),
  /**
   * What the card shows now, for every open record of this card; and for the order in hand, even when another terminal
   * has settled it meanwhile.
   */
  'evidence-asked': z.strictObject({
    orderId: idSchema.optional(),
    card: cardRefSchema,
    evidence: cardEvidenceSchema,
  }),
};

export const hostFacts = { ...reportFacts, ...askFacts };
export const facts = { ...localFacts, ...hostFacts };

export type FactType = keyof typeof facts;
export type HostFactType = keyof typeof hostFacts;
export type AskType = keyof typeof askFacts;
export type FactData<T extends FactType> = z.infer<(typeof facts)[T]>;

/** A fact with its type, for folding over a journal. */
export type Fact = { [T in FactType]: { readonly type: T; readonly data: FactData<T> } }[FactType];
export type HostFact = Extract<Fact, { type: HostFactType }>;

export function isHostFact(type: FactType): type is HostFactType {
  return type in hostFacts;
}

export function isAsk(type: FactType): type is AskType {
  return type in askFacts;
}

/** Parses a stored fact. `undefined` for a type that is not known or data that does not fit its schema. */
export function parseFact(type: string, data: unknown): Fact | undefined {
  if (!Object.hasOwn(facts, type)) return undefined;
  const known = type as FactType;
  const parsed = facts[known].safeParse(data);
  return parsed.success ? ({ type: known, data: parsed.data } as Fact) : undefined;
}
