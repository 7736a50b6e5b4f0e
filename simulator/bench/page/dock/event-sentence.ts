/** An event as a person reads it: the sentence in the language of the page, and what it looked like to the machine. */
import type { BenchEvent } from '../../state.ts';
import { shortSerial } from '../parts/format.ts';
import { SCREEN_NAMES } from '../words/device-names.ts';
import { DEVICE_NAMES, ORDER_NAMES } from '../words/names.ts';
import type { Language, Words } from '../words/words.ts';
import { factWords } from './fact-words.ts';

export interface EventSentence {
  readonly sentence: string;
  /** The machine's own words: type of a fact, id of a screen, bytes of the wire. */
  readonly raw?: string;
}

const CHINESE = /\p{Script=Han}/u;

/** The half in the asked language of a text that the bench wrote as `中文 / English`; any other text as it is. */
export function oneLanguage(text: string, language: Language): string {
  const parts = text.split(' / ');
  const [zh, en] = parts;
  if (parts.length !== 2 || zh === undefined || en === undefined || !CHINESE.test(zh)) return text;
  return language === 'zh' ? zh : en;
}

export function eventSentence(event: BenchEvent, language: Language): EventSentence {
  switch (event.source) {
    case 'journal':
      return journalSentence(event.text, language);
    case 'screen':
      return screenSentence(event.text, language);
    case 'server':
      return serverSentence(event.text, language);
    case 'wire':
      return wireSentence(event.text, event.detail, language);
    case 'hand':
    case 'thing':
    case 'log':
      return { sentence: oneLanguage(event.text, language) };
  }
}

/** `12 (host 4) note-stacked` */
function journalSentence(text: string, language: Language): EventSentence {
  const type = text.split(' ').at(-1) ?? '';
  const meaning = factWords(type);
  return meaning === undefined ? { sentence: text } : { sentence: meaning[language], raw: text };
}

/** `attract` or `menu E305` */
function screenSentence(text: string, language: Language): EventSentence {
  const [id = '', ...code] = text.split(' ');
  const name: Words | undefined = Object.hasOwn(SCREEN_NAMES, id)
    ? SCREEN_NAMES[id as keyof typeof SCREEN_NAMES]
    : undefined;
  if (name === undefined) return { sentence: text };
  return { sentence: [name[language], ...code].join(' · '), raw: id };
}

/** `order SERIAL: held → funded` */
function serverSentence(text: string, language: Language): EventSentence {
  const [, serial, from, to] = /^order (\S+): (?:(\S+) → )?(\S+)$/u.exec(text) ?? [];
  const state = orderName(to, language);
  if (serial === undefined || state === undefined) return { sentence: oneLanguage(text, language) };
  const before = orderName(from, language);
  const change = before === undefined ? state : `${before} → ${state}`;
  return { sentence: language === 'zh' ? `订单 ${change}` : `Order ${change}`, raw: shortSerial(serial) };
}

function orderName(state: string | undefined, language: Language): string | undefined {
  if (state === undefined || !Object.hasOwn(ORDER_NAMES, state)) return undefined;
  return ORDER_NAMES[state as keyof typeof ORDER_NAMES][language];
}

/** `acceptor → POLL  02 03 06 33` */
function wireSentence(text: string, detail: string | undefined, language: Language): EventSentence {
  const gap = text.indexOf('  ');
  const said = gap < 0 ? text : text.slice(0, gap);
  const device = said.split(' ')[0] ?? '';
  const name = DEVICE_NAMES[device];
  const sentence = name === undefined ? said : `${name[language]}${said.slice(device.length)}`;
  const bytes = detail ?? (gap < 0 ? undefined : text.slice(gap).trim());
  return bytes === undefined || bytes === '' ? { sentence } : { sentence, raw: spaced(bytes) };
}

/** Hex in pairs, so that a byte can be found. */
export function spaced(bytes: string): string {
  return /^(?:[0-9A-Fa-f]{2})+$/u.test(bytes) ? bytes.replace(/..(?=.)/gu, '$& ') : bytes;
}
