/**
 * The message catalogue (domain.md §14): from a code and its params to a sentence, and to where the money
 * is and what to do.
 */
import { TerminalError } from '../../kernel/errors.ts';
import type { Language, MessageRef } from '../contract/screen-model.ts';
import { formatEditionList } from './format.ts';
import { MONEY_STANDING_WORDS, NEXT_STEP_WORDS, type MessageEntry } from './standing.ts';
import { BANK_MESSAGES } from './table/bank-messages.ts';
import { CARD_MESSAGES } from './table/card-messages.ts';
import { INPUT_MESSAGES } from './table/input-messages.ts';
import { SYSTEM_MESSAGES } from './table/system-messages.ts';
import { WRITING_MESSAGES } from './table/writing-messages.ts';
import { inLanguage, words, type Words } from './words.ts';

export const MESSAGES = {
  ...CARD_MESSAGES,
  ...INPUT_MESSAGES,
  ...BANK_MESSAGES,
  ...WRITING_MESSAGES,
  ...SYSTEM_MESSAGES,
} as const satisfies Readonly<Record<string, MessageEntry>>;

export type MessageCode = keyof typeof MESSAGES;

export const MESSAGE_CODES: readonly MessageCode[] = Object.keys(MESSAGES) as MessageCode[];

/** An unknown code comes without a promise of a serial number: then E499 is said without that part. */
const UNKNOWN_CODE: Words = words('系统无法完成此操作（{code}）。', 'Could not be done ({code}).');
/** As above, where the code stands in a place of its own. */
const UNKNOWN_WHAT: Words = words('系统无法完成此操作', 'This could not be done.');

/** The end of a sentence that quotes the serial number: `。流水号 {sn}`, ` No. {sn}`. */
const QUOTED_SERIAL = /(?:。流水号|(?<=\.) No\.) [\d-]+$/u;

const PARAM = /\{([a-z]+)\}/gu;

export function isMessageCode(code: string): code is MessageCode {
  return Object.hasOwn(MESSAGES, code);
}

/** Names of the params a code needs, in the order of the Chinese sentence. */
export function messageParams(code: MessageCode): readonly string[] {
  return paramsOf(MESSAGES[code]);
}

/**
 * The sentence of a message. Amounts (`a b d amount max min rest room`) are yuan with two decimals without
 * a sign of currency, `n` and `days` whole numbers, `time` as a clock shows it; `editions` years joined by
 * commas (`2005,2015`), put into words here because the language may change while the screen stays. An
 * unknown code gives E499's text with that code. Throws `CATALOGUE_PARAM` when a param is missing or is not
 * one of the code's.
 */
export function messageText(ref: MessageRef, language: Language): string {
  if (!isMessageCode(ref.code)) return unknownCodeText(ref, language);
  const text = MESSAGES[ref.code];
  const expected = paramsOf(text);
  for (const name of expected) {
    if (!Object.hasOwn(ref.params, name)) throw paramError(ref.code, 'lacks', name);
  }
  return fill(inLanguage(text, language), ref.params, language);
}

/**
 * A message as the four answers of domain.md §13: what happened, where the money is, what to do, which
 * number to quote.
 */
export interface MessageParts {
  readonly what: string;
  readonly money?: string;
  readonly next?: string;
  readonly serial?: string;
}

/**
 * As `messageText`, with the other answers; those that the code does not prove or its sentence already
 * gives are left out.
 */
export function messageParts(ref: MessageRef, language: Language): MessageParts {
  const entry: MessageEntry = MESSAGES[isMessageCode(ref.code) ? ref.code : 'E499'];
  const serial = ref.params['sn'];
  return {
    what: messageText(ref, language),
    ...(entry.money !== undefined && { money: inLanguage(MONEY_STANDING_WORDS[entry.money], language) }),
    ...(entry.next !== undefined && { next: inLanguage(NEXT_STEP_WORDS[entry.next], language) }),
    ...(serial !== undefined && { serial }),
  };
}

/** What a page with a row for each answer shows; the number stands in a place of its own, so no row ends with it. */
export interface MessageRows {
  readonly what: string;
  readonly money?: string;
  readonly next?: string;
}

export function messageRows(ref: MessageRef, language: Language): MessageRows {
  const { what, money, next } = messageParts(ref, language);
  if (!isMessageCode(ref.code))
    return { what: inLanguage(UNKNOWN_WHAT, language), ...(next !== undefined && { next }) };
  const { apart }: MessageEntry = MESSAGES[ref.code];
  const told = apart === undefined ? next : fill(inLanguage(apart.next, language), ref.params, language);
  return {
    what: apart === undefined ? what.replace(QUOTED_SERIAL, '') : inLanguage(apart.what, language),
    ...(money !== undefined && { money }),
    ...(told !== undefined && { next: told }),
  };
}

function unknownCodeText(ref: MessageRef, language: Language): string {
  const serial = ref.params['sn'];
  const text = serial === undefined ? UNKNOWN_CODE : MESSAGES.E499;
  return fill(
    inLanguage(text, language),
    { code: ref.code, ...(serial !== undefined && { sn: serial }) },
    language,
  );
}

function paramsOf(text: Words): readonly string[] {
  const names = [...text.zh.matchAll(PARAM), ...text.en.matchAll(PARAM)].map(([, name]) => name ?? '');
  return [...new Set(names)];
}

/** One pass, so that a value that looks like a param stays as it is. */
function fill(template: string, params: Readonly<Record<string, string>>, language: Language): string {
  return template.replaceAll(PARAM, (_, name: string) => {
    const value = params[name] ?? '';
    return name === 'editions' ? formatEditionList(value, language) : value;
  });
}

function paramError(code: string, trouble: string, name: string): TerminalError {
  return new TerminalError('CATALOGUE_PARAM', `message ${code} ${trouble} the param ${name}`);
}
