/** Amounts, times and editions as a screen shows them. No locale of the machine is ever asked. */
import { formatYuan, type Fen } from '../../kernel/fen.ts';
import type { Language } from '../contract/screen-model.ts';

const ISO = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})$/u;
const EDITIONS = /^\d{4}(?:,\d{4})*$/u;

/** Always two decimals: `53.00 元`, `¥53.00` (ui.md §1.3). */
export function formatMoney(amount: Fen, language: Language): string {
  if (language === 'zh') return `${formatYuan(amount)} 元`;
  return amount < 0 ? `-¥${formatYuan(amount).slice(1)}` : `¥${formatYuan(amount)}`;
}

/** A note's face value: whole yuan without decimals, as printed on it: `100 元`, `¥100`. */
export function formatFaceValue(value: Fen, language: Language): string {
  if (value % 100 !== 0) return formatMoney(value, language);
  const yuan = String(value / 100);
  return language === 'zh' ? `${yuan} 元` : `¥${yuan}`;
}

/**
 * ISO 8601 with zone → `2099-09-01 08:00:12`. Terminal and server write Asia/Shanghai time (+08:00); a time
 * of another zone keeps its zone behind it, so that it is never taken for local time. Anything else is
 * shown as it is.
 */
export function formatTime(iso: string): string {
  const [, day, time, zone] = ISO.exec(iso) ?? [];
  if (day === undefined || time === undefined || zone === undefined) return iso;
  if (zone === '+08:00') return `${day} ${time}`;
  return `${day} ${time} ${zone === 'Z' ? 'UTC' : `UTC${zone}`}`;
}

/** Editions of a banknote: `2005年版、2015年版`, `the 2005 and 2015 editions` (domain.md §9). */
export function formatEditions(years: readonly number[], language: Language): string {
  if (language === 'zh') return years.map((year) => `${year}年版`).join('、');
  const last = years.at(-1);
  if (last === undefined) return '';
  if (years.length === 1) return `the ${last} edition`;
  return `the ${years.slice(0, -1).join(', ')} and ${last} editions`;
}

/** As `formatEditions`, from the comma list that a message carries; any other text is left as it is. */
export function formatEditionList(list: string, language: Language): string {
  return EDITIONS.test(list) ? formatEditions(list.split(',').map(Number), language) : list;
}

/** Whole seconds until a moment, never negative; a begun second counts. */
export function secondsLeft(atMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((atMs - nowMs) / 1000));
}
