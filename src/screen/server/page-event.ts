/** What a page says, checked before anybody sees it. The schema cannot drift from the screen contract: see the types. */
import { z } from 'zod';
import type { PageEvent } from '../contract/page-messages.ts';
import type { ButtonId, Key, Language } from '../contract/screen-model.ts';
import type { ClosingCode } from './codes.ts';

/** Every word of the contract and no other, or this does not compile. */
type Words<W extends string> = { readonly [word in W]: word };

const BUTTONS: Words<ButtonId> = {
  cash: 'cash',
  help: 'help',
  next: 'next',
  exit: 'exit',
  rewrite: 'rewrite',
  later: 'later',
  'continue-top-up': 'continue-top-up',
  'more-time': 'more-time',
  back: 'back',
  ok: 'ok',
  'large-text': 'large-text',
  'high-contrast': 'high-contrast',
  language: 'language',
};

const KEYS: Words<Key> = {
  0: '0',
  1: '1',
  2: '2',
  3: '3',
  4: '4',
  5: '5',
  6: '6',
  7: '7',
  8: '8',
  9: '9',
  confirm: 'confirm',
  cancel: 'cancel',
  clear: 'clear',
  correct: 'correct',
};

const LANGUAGES: Words<Language> = { zh: 'zh', en: 'en' };

const display = z.strictObject({ largeText: z.boolean(), highContrast: z.boolean() });

const schema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('press'), button: z.enum(BUTTONS) }),
  z.strictObject({ type: z.literal('key'), key: z.enum(KEYS) }),
  z.strictObject({ type: z.literal('language'), language: z.enum(LANGUAGES) }),
  z.strictObject({ type: z.literal('display'), display }),
]);

/** A schema of exactly the events, or `never`, to which nothing can be assigned. */
type SchemaOf<E, S extends z.ZodType> = [z.output<S>] extends [E]
  ? [E] extends [z.output<S>]
    ? z.ZodType<E>
    : never
  : never;

export const pageEventSchema: SchemaOf<PageEvent, typeof schema> = schema;

export type Heard =
  | { readonly kind: 'event'; readonly event: PageEvent }
  | { readonly kind: 'refused'; readonly code: ClosingCode };

export function hear(text: string): Heard {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'refused', code: 'SCREEN_EVENT_JSON' };
  }
  const found = pageEventSchema.safeParse(value);
  return found.success
    ? { kind: 'event', event: found.data }
    : { kind: 'refused', code: 'SCREEN_EVENT_UNKNOWN' };
}
