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

export type IdentityLoad =
  | { readonly kind: 'absent' }
  | { readonly kind: 'found'; readonly identity: EnrolmentIdentity }
  | { readonly kind: 'damaged'; readonly detail: string };

export interface IdentityStore {
  load(): IdentityLoad;
  /** Durable when it returns; after a cut the old identity is there, or the new. */
  save(identity: EnrolmentIdentity): void;
}

const fileSchema = z.strictObject({ version: z.literal(1), identity: identitySchema, check: z.string() });

/** A damaged identity must not make a good journal look foreign. */
function checkOf(identity: EnrolmentIdentity): string {
  return createHash('sha256').update(canonicalJson(identity), 'utf8').digest('hex').slice(0, 16);
}

/** Throws when a field is outside its range. */
export function identityText(identity: EnrolmentIdentity): string {
  const checked = identitySchema.parse(identity);
  return `${JSON.stringify({ version: 1, identity: checked, check: checkOf(checked) }, undefined, 2)}\n`;
}

/** Never throws, and never repeats the content in `detail`. */
export function parseIdentity(text: string): IdentityLoad {
  try {
    const parsed = fileSchema.safeParse(JSON.parse(text));
    if (!parsed.success) return { kind: 'damaged', detail: 'fields missing or out of range' };
    const { identity, check } = parsed.data;
    return check === checkOf(identity)
      ? { kind: 'found', identity }
      : { kind: 'damaged', detail: 'check value is wrong' };
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

  save(identity: EnrolmentIdentity): void {
    this.text = identityText(identity);
  }
}
