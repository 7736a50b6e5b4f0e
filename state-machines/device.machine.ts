/** What the terminal knows of one device: starting, online, degraded or offline, with the faults the driver names. */
import { assign, setup, type ActorRefFrom } from 'xstate';
import type { DeviceFault, DeviceHealth } from '../drivers/contract/device.ts';

export type DeviceEvent = { readonly type: 'HEALTH'; readonly health: DeviceHealth };

export interface DeviceInput {
  /** Name of the device, e.g. `card-reader`. */
  readonly name: string;
}

interface Context extends DeviceInput {
  readonly faults: readonly DeviceFault[];
}

export const deviceMachine = setup({
  types: {} as { context: Context; input: DeviceInput; events: DeviceEvent },
  guards: {
    online: ({ event }) => event.health.state === 'online',
    degraded: ({ event }) => event.health.state === 'degraded',
    offline: ({ event }) => event.health.state === 'offline',
  },
  actions: { keepFaults: assign(({ event }) => ({ faults: event.health.faults })) },
}).createMachine({
  id: 'device',
  context: ({ input }) => ({ ...input, faults: [] }),
  initial: 'starting',
  on: {
    HEALTH: [
      { guard: 'online', target: '.online', actions: 'keepFaults' },
      { guard: 'degraded', target: '.degraded', actions: 'keepFaults' },
      { guard: 'offline', target: '.offline', actions: 'keepFaults' },
    ],
  },
  states: {
    starting: { description: 'Not heard of yet in this life.' },
    online: {},
    degraded: { description: 'Works with a fault, e.g. a cash box nearly full.' },
    offline: { description: 'Not reachable; its driver reconnects by itself.' },
  },
});

export type DeviceActor = ActorRefFrom<typeof deviceMachine>;
