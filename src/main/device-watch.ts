/** The devices of one life as the terminal judges them: one device machine each, fed by what the drivers report. */
import { createActor } from 'xstate';
import type { Device } from '../../drivers/contract/device.ts';
import { deviceMachine, type DeviceActor } from '../../state-machines/device.machine.ts';
import { Emitter } from '../kernel/emitter.ts';
import type { Log } from '../kernel/log.ts';

export type DeviceState = 'starting' | 'online' | 'degraded' | 'offline';

export class DeviceWatch {
  /** A device changed its state; its name. */
  readonly changed = new Emitter<string>();
  readonly #actors = new Map<string, DeviceActor>();

  constructor(devices: readonly (Device | undefined)[], log: Log) {
    for (const device of devices) {
      if (device !== undefined) this.#watch(device, log);
    }
  }

  /** `undefined` for a device that this terminal does not have. */
  state(name: string): DeviceState | undefined {
    return this.#actors.get(name)?.getSnapshot().value;
  }

  /** Resolves when the device has been online or degraded once. */
  up(name: string): Promise<void> {
    const isUp = (): boolean => ['online', 'degraded'].includes(this.state(name) ?? 'online');
    if (isUp()) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = this.changed.listen(() => {
        if (!isUp()) return;
        stop();
        resolve();
      });
    });
  }

  #watch(device: Device, log: Log): void {
    const actor = createActor(deviceMachine, { input: { name: device.name } });
    let last = '';
    actor.subscribe((snapshot) => {
      const now = JSON.stringify([snapshot.value, snapshot.context.faults]);
      if (now === last) return;
      last = now;
      log.info({ device: device.name, state: snapshot.value, faults: snapshot.context.faults }, 'device');
      this.changed.emit(device.name);
    });
    actor.start();
    this.#actors.set(device.name, actor);
    device.onHealth((health) => {
      actor.send({ type: 'HEALTH', health });
    });
  }
}
