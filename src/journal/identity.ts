/** What enrolment gave this terminal. Kept apart from the journal, so that a lost or foreign journal is noticed. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';

const identitySchema = z.strictObject({
  /** Terminal number given by the campus, 4 to 12 digits. */
  terminalId: z.string().regex(/^\d{4,12}$/u),
  /** 128 random bits, 32 lower-case hexadecimal digits. */
  journalId: z.string().regex(/^[0-9a-f]{32}$/u),
  /** Journal generation from the server: 1 to 9999. */
  generation: z.int().min(1).max(9999),
  /** Enrolment key, 32 bytes, 64 lower-case hexadecimal digits. Never logged, never journalled. */
  key: z.string().regex(/^[0-9a-f]{64}$/u),
});

export type EnrolmentIdentity = Readonly<z.infer<typeof identitySchema>>;

const serverRefusalSchema = z.enum(['JOURNAL_OLDER', 'JOURNAL_FORKED', 'JOURNAL_FOREIGN']);

/**
 * What only the campus server can say of a journal: its head lies before what the server has, or beside it, or the journal
 * was given up there. Final: a refused enrolment never serves again (design.md §5.7).
 */
export type ServerRefusal = z.infer<typeof serverRefusalSchema>;

export type IdentityLoad =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'found';
      readonly identity: EnrolmentIdentity;
      /** Present once the server has refused the journal of this enrolment. */
      readonly refusal?: ServerRefusal;
    }
  | { readonly kind: 'damaged'; readonly detail: string };

export interface IdentityStore {
  load(): IdentityLoad;
  /** Durable when it returns; after a cut the old identity is there, or the new. `refusal` marks it as used up. */
  save(identity: EnrolmentIdentity, refusal?: ServerRefusal): void;
}

const fileSchema = z.strictObject({
  version: z.literal(1),
  identity: identitySchema,
  refusal: serverRefusalSchema.optional(),
  check: z.string(),
});

/** A damaged identity must not make a good journal look foreign, nor a good enrolment look refused. */
function checkOf(identity: EnrolmentIdentity, refusal: ServerRefusal | undefined): string {
  const text = canonicalJson(refusal === undefined ? identity : { ...identity, refusal });
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 16);
}

/** Throws when a field is outside its range. */
export function identityText(identity: EnrolmentIdentity, refusal?: ServerRefusal): string {
  const checked = identitySchema.parse(identity);
  const file = { version: 1, identity: checked, refusal, check: checkOf(checked, refusal) };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/** Never throws, and never repeats the content in `detail`. */
export function parseIdentity(text: string): IdentityLoad {
  try {
    const parsed = fileSchema.safeParse(JSON.parse(text));
    if (!parsed.success) return { kind: 'damaged', detail: 'fields missing or out of range' };
    const { identity, refusal, check } = parsed.data;
    if (check !== checkOf(identity, refusal)) return { kind: 'damaged', detail: 'check value is wrong' };
    return refusal === undefined ? { kind: 'found', identity } : { kind: 'found', identity, refusal };
  } catch {
    return { kind: 'damaged', detail: 'not JSON' };
  }
}

/** The identity of a terminal in the world. Holds the text, so that a test can damage it. */
export class MemoryIdentityStore implements IdentityStore {
  text: string | undefined;

  constructor(text?: string) {
    this.text = text;
  }

  load(): IdentityLoad {
    return this.text === undefined ? { kind: 'absent' } : parseIdentity(this.text);
  }

  save(identity: EnrolmentIdentity, refusal?: ServerRefusal): void {
    this.text = identityText(identity, refusal);
  }
}
