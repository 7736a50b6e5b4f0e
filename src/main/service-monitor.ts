/** What keeps the terminal from serving, or cash top-up from being offered, as stable codes for screen and health page. */
import { Emitter } from '../kernel/emitter.ts';
import type { Clock } from '../kernel/clock.ts';
import { Poller, type SkipRegistry } from '../kernel/poller.ts';
import type { HostClient } from '../host/client.ts';
import type { DeviceWatch } from './device-watch.ts';
import type { TerminalDevices } from './devices.ts';

export interface ServiceMonitorOptions {
  readonly clock: Clock;
  readonly polling: SkipRegistry;
  readonly host: HostClient;
  readonly devices: TerminalDevices;
  readonly watch: DeviceWatch;
  readonly money: { readonly blocked: string | undefined };
}

/** How often an idle terminal asks the server for a sign of life, milliseconds. */
const HEARTBEAT_MS = 15_000;

export class ServiceMonitor {
  /** The message code of what blocks service, each time it changes; undefined when nothing does. */
  readonly changed = new Emitter<string | undefined>();
  /** Something that a screen may show has changed, whether it blocks service or not. */
  readonly noticed = new Emitter<void>();
  readonly #options: ServiceMonitorOptions;
  #last: string | undefined;

  constructor(options: ServiceMonitorOptions) {
    this.#options = options;
  }

  start(): void {
    const { clock, polling, host, watch, devices } = this.#options;
    host.stateChanged.listen(() => this.#look());
    host.reachableChanged.listen(() => this.#look());
    watch.changed.listen(() => this.#look());
    devices.indicator?.onSwitches(() => this.#look());
    const heartbeat = new Poller(clock, polling, {
      device: 'host',
      periodMs: HEARTBEAT_MS,
      tick: async () => ((await host.ping()) ? 'pong' : undefined),
    });
    heartbeat.start(HEARTBEAT_MS);
    this.#look();
  }

  /** E106 reader, E407 journal not recognised, E405 not signed in, E401 server out of reach. */
  get blockedBy(): string | undefined {
    const { host, devices, watch } = this.#options;
    if (host.state.kind === 'journal-refused') return 'E407';
    const reader = watch.state(devices.cardReader.name);
    if (reader === 'offline' || reader === 'starting') return 'E106';
    if (host.state.kind !== 'signed-in') return 'E405';
    return host.reachable ? undefined : 'E401';
  }

  /** Why the module 现金充值 (cash top-up) is greyed before anybody puts in a note. */
  get cashUnavailable(): string | undefined {
    const { devices, money } = this.#options;
    const acceptor = devices.banknoteAcceptor;
    if (acceptor === undefined) return 'ACCEPTOR_ABSENT';
    if (money.blocked === 'box-full') return 'E253';
    if (money.blocked !== undefined) return `ACCEPTOR_${money.blocked.toUpperCase().replaceAll('-', '_')}`;
    if (devices.indicator?.switches?.cashBoxPresent === false) return 'ACCEPTOR_BOX_REMOVED';
    return acceptor.ready ? undefined : 'ACCEPTOR_NOT_READY';
  }

  #look(): void {
    const { blockedBy } = this;
    this.#options.devices.indicator?.readerLight(blockedBy === undefined);
    this.noticed.emit();
    if (blockedBy === this.#last) return;
    this.#last = blockedBy;
    this.changed.emit(blockedBy);
  }
}
