/** A message as lines: code and sentence, then where the money is, what to do now, which number to quote. */
import { FIELD_WORDS } from '../catalogue/labels.ts';
import { messageParts } from '../catalogue/messages.ts';
import { inLanguage } from '../catalogue/words.ts';
import type { Language, MessageRef } from '../contract/screen-model.ts';
import { fieldLines, hanging, type Field } from './text-box.ts';

/** `shownSerial` is a number that the screen quotes already: it is not said again in a row of its own. */
export function messageLines(ref: MessageRef, language: Language, shownSerial?: string): string[] {
  const { what, money, next, serial } = messageParts(ref, language);
  const rows: Field[] = [];
  if (money !== undefined) rows.push({ label: inLanguage(FIELD_WORDS.money, language), value: money });
  if (next !== undefined) rows.push({ label: inLanguage(FIELD_WORDS.next, language), value: next });
  if (serial !== undefined && serial !== shownSerial) {
    rows.push({ label: inLanguage(FIELD_WORDS.serial, language), value: serial });
  }
  return [...hanging(`[${ref.code}] `, what), ...fieldLines(rows)];
}
