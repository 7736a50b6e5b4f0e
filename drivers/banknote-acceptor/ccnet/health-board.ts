/** The acceptor's health: usable or not, and the faults by stable code. */
import { Emitter } from '../../../src/kernel/emitter.ts';
import type { SuggestedAction } from '../../../src/kernel/errors.ts';
import type { DeviceHealth } from '../../contract/device.ts';
import type { CcnetStateName } from './states.ts';

/** Every fault of this driver and what to do about it. */
export const ACCEPTOR_FAULTS = {
  ACCEPTOR_LINK_CLOSED: 'call-service',
  ACCEPTOR_SILENT: 'reset',
  ACCEPTOR_LINE_ECHO: 'reconfigure',
  ACCEPTOR_SWAPPED: 'call-service',
  ACCEPTOR_PART_MISMATCH: 'reconfigure',
  ACCEPTOR_TABLE_MISMATCH: 'reconfigure',
  ACCEPTOR_NOT_INITIALISING: 'reset',
  ACCEPTOR_ENABLE_REFUSED: 'call-service',
  ACCEPTOR_HANDLER_FAILED: 'reset',
  ACCEPTOR_BOX_FULL: 'clear',
  ACCEPTOR_BOX_REMOVED: 'clear',
  ACCEPTOR_JAM_PATH: 'clear',
  ACCEPTOR_JAM_BOX: 'clear',
  ACCEPTOR_CHEATED: 'call-service',
  ACCEPTOR_FAILURE: 'reset',
} as const satisfies Record<string, SuggestedAction>;

export type AcceptorFault = keyof typeof ACCEPTOR_FAULTS;

/** Faults that a poll state is. */
const CONDITIONS: Partial<Record<CcnetStateName, AcceptorFault>> = {
  boxFull: 'ACCEPTOR_BOX_FULL',
  boxRemoved: 'ACCEPTOR_BOX_REMOVED',
  pathJam: 'ACCEPTOR_JAM_PATH',
  boxJam: 'ACCEPTOR_JAM_BOX',
  cheated: 'ACCEPTOR_CHEATED',
  failure: 'ACCEPTOR_FAILURE',
};

export class HealthBoard {
  readonly changes = new Emitter<DeviceHealth>();
  #faults = new Set<AcceptorFault>();
  #usable = false;
  #condition: AcceptorFault | undefined;
  #health: DeviceHealth = { state: 'offline', faults: [] };
  #shown = JSON.stringify(this.#health);

  get health(): DeviceHealth {
    return this.#health;
  }

  setUsable(usable: boolean): void {
    this.#usable = usable;
    this.#show();
  }

  raise(fault: AcceptorFault): void {
    this.#faults.add(fault);
    this.#show();
  }

  clear(...faults: readonly AcceptorFault[]): void {
    for (const fault of faults) this.#faults.delete(fault);
    this.#show();
  }

  /** A condition lasts until the device shows an ordinary state; INITIALIZE and BUSY are on the way there. */
  sawState(state: CcnetStateName): void {
    const condition = CONDITIONS[state];
    if (condition === undefined && (state === 'initialize' || state === 'busy')) return;
    this.#condition = condition;
    this.#show();
  }

  #show(): void {
    const codes = new Set(this.#faults);
    if (this.#condition !== undefined) codes.add(this.#condition);
    const faults = [...codes].map((code) => ({ code, action: ACCEPTOR_FAULTS[code] }));
    const working = faults.length === 0 ? 'online' : 'degraded';
    const health: DeviceHealth = { state: this.#usable ? working : 'offline', faults };
    const shown = JSON.stringify(health);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#health = health;
    this.changes.emit(health);
  }
}
