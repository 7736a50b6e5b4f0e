/** What every device driver offers beside its own function: open, close, identity, health, counters (design.md §3, Device). */
import type { Unsubscribe } from '../../src/kernel/emitter.ts';
import type { SuggestedAction } from '../../src/kernel/errors.ts';

export interface DeviceFault {
  /** Stable code, e.g. `ACCEPTOR_BOX_FULL`. */
  readonly code: string;
  readonly action: SuggestedAction;
}

/** `online`: does its work. `degraded`: works with a fault. `offline`: not reachable or not usable. */
export interface DeviceHealth {
  readonly state: 'online' | 'degraded' | 'offline';
  readonly faults: readonly DeviceFault[];
}

/** Counters of one line, by name; bad frames are counted by kind. */
export type DeviceCounters = Readonly<Record<string, number>>;

export interface Device {
  /** Name in health, trace and poller: `card-reader`, `banknote-acceptor`, `indicator`. */
  readonly name: string;
  /** Starts working: opens the line, initialises, and from then on reconnects by itself with capped backoff until `close`. Never rejects. */
  start(): void;
  /** Stops for good. */
  close(): void;
  /** What the device says it is (part and serial number), once known. */
  readonly identity: string | undefined;
  readonly health: DeviceHealth;
  onHealth(listener: (health: DeviceHealth) => void): Unsubscribe;
  readonly counters: DeviceCounters;
}
