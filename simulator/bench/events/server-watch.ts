/** Lines of the event log for what changes at the campus server: orders and alarms, as the ledger has them. */
import type { LedgerStore } from '../../campus/ledger-store.ts';
import { TERMINALS } from '../engine/place.ts';
import { KIOSK_NAMES, type KioskName } from '../actions.ts';
import type { EventLog } from './event-log.ts';

interface OrderLine {
  readonly id: string;
  readonly serial: string;
  readonly terminal: string;
  readonly state: string;
}

interface AlarmLine {
  readonly number: number;
  readonly code: string;
  readonly detail: string;
}

export function kioskOf(terminal: string): KioskName | undefined {
  return KIOSK_NAMES.find((name) => TERMINALS[name] === terminal);
}

export class ServerWatch {
  readonly #ledger: LedgerStore;
  readonly #events: EventLog;
  #states = new Map<string, string>();
  #lastAlarm = 0;
  #stopped = false;

  /** What the ledger has at the start is nothing new. */
  constructor(ledger: LedgerStore, events: EventLog) {
    this.#ledger = ledger;
    this.#events = events;
    for (const order of this.#orders()) this.#states.set(order.id, order.state);
    this.#lastAlarm = this.#newestAlarm();
  }

  /** After the server has handled something, or an operator has done something. */
  look(): void {
    if (this.#stopped) return;
    const before = this.#states;
    this.#states = new Map();
    for (const order of this.#orders()) {
      this.#states.set(order.id, order.state);
      if (before.get(order.id) === order.state) continue;
      const from = before.get(order.id);
      const change = from === undefined ? order.state : `${from} → ${order.state}`;
      this.#events.add('server', kioskOf(order.terminal), `order ${order.serial}: ${change}`);
    }
    // A restored ledger counts its alarms from where the copy stood.
    this.#lastAlarm = Math.min(this.#lastAlarm, this.#newestAlarm());
    for (const { number, code, detail } of this.#alarms()) {
      this.#lastAlarm = number;
      this.#events.add('server', undefined, `alarm ${code}`, detail);
    }
  }

  /** The ledger is about to be closed. */
  stop(): void {
    this.#stopped = true;
  }

  #orders(): OrderLine[] {
    return this.#ledger.all<OrderLine>('select id, serial, terminal, state from orders order by number');
  }

  #alarms(): AlarmLine[] {
    return this.#ledger.all<AlarmLine>(
      'select number, code, detail from alarms where number > ? order by number limit 100',
      this.#lastAlarm,
    );
  }

  #newestAlarm(): number {
    const row = this.#ledger.get<{ newest: number | null }>('select max(number) as newest from alarms');
    return row?.newest ?? 0;
  }
}
