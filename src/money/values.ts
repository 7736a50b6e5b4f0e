/** Schemas of the values that money facts are made of; the types are those of the driver contract. */
import { z } from 'zod';
import type {
  CardEvidence,
  LoadAuthorisation,
  LoadIntent,
  PurseLogRecord,
} from '../../drivers/contract/purse.ts';
import { fen, type Fen } from '../kernel/fen.ts';

export function hexOf(digits: number): z.ZodType<string> {
  return z.string().regex(new RegExp(`^[0-9A-F]{${digits}}$`, 'u'));
}

/** 128 random bits, lower case. */
export const idSchema = z.string().regex(/^[0-9a-f]{32}$/u);
export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/u);
/** Amounts up to ten thousand yuan; nothing in a campus is dearer. */
export const fenSchema: z.ZodType<Fen> = z
  .int()
  .min(0)
  .max(1_000_000)
  .transform((value) => fen(value));
export const counterSchema = z.int().min(0).max(0xffff);
/** Terminal number (终端号): 12 digits, 6 bytes BCD on the card. */
export const terminalSchema = z.string().regex(/^\d{12}$/u);
export const dateSchema = z.string().regex(/^\d{8}$/u);
export const timeSchema = z.string().regex(/^\d{6}$/u);
export const messageCodeSchema = z.string().regex(/^[EI]\d{3}$/u);
/** A short stable word, e.g. `card-left`. */
export const reasonSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/u);

/** Any text as such a word: what a driver or a library said, shortened to what the journal keeps. */
export function reasonWord(text: string): string {
  const word = text.replaceAll(/[^A-Za-z0-9_.:-]+/gu, '-').replace(/^[^A-Za-z0-9]+/u, '');
  return word === '' ? 'unspecified' : word.slice(0, 64);
}

export const cardRefSchema = z.strictObject({ applicationSerial: hexOf(20), uid: hexOf(8) });
/** Which card: application serial and chip number, both must agree (domain.md §7.5 rule 2). */
export type CardRef = z.infer<typeof cardRefSchema>;

export const loadIntentSchema: z.ZodType<LoadIntent> = z.strictObject({
  kind: z.literal('pboc'),
  counter: counterSchema,
  balance: fenSchema,
  amount: fenSchema,
  terminal: terminalSchema,
  keyVersion: hexOf(2),
  algorithm: hexOf(2),
  random: hexOf(8),
  mac1: hexOf(8),
});

export const loadAuthorisationSchema: z.ZodType<LoadAuthorisation> = z.strictObject({
  kind: z.literal('pboc'),
  date: dateSchema,
  time: timeSchema,
  mac2: hexOf(8),
});

const logRecordSchema: z.ZodType<PurseLogRecord> = z.strictObject({
  counter: counterSchema,
  amount: fenSchema,
  type: hexOf(2),
  terminal: hexOf(12),
  date: hexOf(8),
  time: hexOf(6),
});

export const cardEvidenceSchema: z.ZodType<CardEvidence> = z.strictObject({
  intent: loadIntentSchema,
  proof: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('tac'), counter: counterSchema, tac: hexOf(8) }),
    z.strictObject({ kind: z.literal('none'), status: reasonSchema }),
  ]),
  log: z.array(logRecordSchema).max(10),
});
