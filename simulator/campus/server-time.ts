/** The campus server's date and time, always Asia/Shanghai: they go into MAC2, TAC, daily limits and records. */

export interface ServerTime {
  /** YYYYMMDD. */
  readonly date: string;
  /** HHMMSS. */
  readonly time: string;
  /** ISO 8601 with zone, whole seconds. */
  readonly iso: string;
}

const FORMAT = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** `wallMs` is milliseconds since 1970. */
export function serverTime(wallMs: number): ServerTime {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of FORMAT.formatToParts(wallMs)) part[type] = value;
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = part;
  return {
    date: `${year}${month}${day}`,
    time: `${hour}${minute}${second}`,
    iso: `${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`,
  };
}
