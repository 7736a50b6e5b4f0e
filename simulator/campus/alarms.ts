/** What people must look at. Newest are kept; the list is bounded. */
import type { Office } from './office.ts';
import { serverTime } from './server-time.ts';

export interface Alarm {
  readonly at: string;
  /** Stable word, e.g. `tac-wrong`. */
  readonly code: string;
  /** Order, terminal or card concerned. */
  readonly detail: string;
}

const ALARM_LIMIT = 10_000;
const ACTION_LIMIT = 10_000;

export function raiseAlarm(office: Office, code: string, detail: string): void {
  const { store, clock } = office;
  store.run(
    'insert into alarms (at, code, detail) values (?, ?, ?)',
    serverTime(clock.wall()).iso,
    code,
    detail,
  );
  store.run('delete from alarms where number <= (select max(number) from alarms) - ?', ALARM_LIMIT);
}

export function listAlarms(office: Office): Alarm[] {
  return office.store.all<Alarm>('select at, code, detail from alarms order by number');
}

/** Who did what by hand. */
export function noteAction(office: Office, what: string, operators: readonly string[]): void {
  const { store, clock } = office;
  const at = serverTime(clock.wall()).iso;
  store.run('insert into actions (at, what, operators) values (?, ?, ?)', at, what, operators.join(', '));
  store.run('delete from actions where number <= (select max(number) from actions) - ?', ACTION_LIMIT);
}
