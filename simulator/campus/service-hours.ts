/** Day-end (日终) closes the server for new holds only; outcomes are always taken (design.md §5.10). */
import { readMeta } from './epoch.ts';
import type { Office } from './office.ts';
import { serverTime } from './server-time.ts';

export function inDayEnd(office: Office): boolean {
  if (readMeta(office, 'dayEnd') === 1) return true;
  const { dayEnd } = office.parameters;
  if (dayEnd === undefined) return false;
  const { time } = serverTime(office.clock.wall());
  return dayEnd.from <= dayEnd.to
    ? time >= dayEnd.from && time < dayEnd.to
    : time >= dayEnd.from || time < dayEnd.to;
}
