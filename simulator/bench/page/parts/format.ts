/** Amounts, times and long numbers as the bench shows them. */
import { fen, formatYuan } from '../../../../src/kernel/fen.ts';

/** `1250` → `12.50`. An amount that is no amount is shown as it came, so that the page never hides it. */
export function yuanText(amount: number): string {
  return Number.isSafeInteger(amount) ? formatYuan(fen(amount)) : String(amount);
}

/** With its unit: `12.50 元` or `¥12.50`. */
export function moneyText(amount: number, language: 'zh' | 'en'): string {
  const text = yuanText(Math.abs(amount));
  const sign = amount < 0 ? '-' : '';
  return language === 'zh' ? `${sign}${text} 元` : `${sign}¥${text}`;
}

/** Time of day with milliseconds out of ISO 8601; the text itself when it is none. */
export function timeOfDay(iso: string): string {
  return /T(\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?)/u.exec(iso)?.[1] ?? iso;
}

/** `2099-09-01 10:24:05` out of ISO 8601. */
export function dayAndTime(iso: string): string {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})/u.exec(iso) ?? [];
  return day === undefined || time === undefined ? iso : `${day} ${time}`;
}

/** `+1 天 2 小时` or `−30 min`: how far a clock was moved. */
export function movedText(minutes: number, language: 'zh' | 'en'): string {
  const total = Math.abs(minutes);
  const days = Math.floor(total / 1_440);
  const hours = Math.floor((total % 1_440) / 60);
  const rest = total % 60;
  const [day, hour, minute] = language === 'zh' ? ['天', '小时', '分'] : ['d', 'h', 'min'];
  const parts = [
    ...(days > 0 ? [`${days} ${day}`] : []),
    ...(hours > 0 ? [`${hours} ${hour}`] : []),
    ...(rest > 0 ? [`${rest} ${minute}`] : []),
  ];
  return `${minutes < 0 ? '−' : '+'}${parts.join(' ')}`;
}

/** The part of a serial number that tells orders apart: without the 12 digits of the terminal. */
export function shortSerial(serial: string): string {
  return /^\d{12}-(.+)$/u.exec(serial)?.[1] ?? serial;
}
