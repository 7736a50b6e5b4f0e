/** A hand on the line and a hand at the slot: raw bytes to the simulated acceptor, notes into it. */
import type { DevicePort } from '../../../drivers/link/link.ts';
import { yuan } from '../../../src/kernel/fen.ts';
import { toHex } from '../../../src/kernel/hex.ts';
import { seededRandom } from '../../../src/kernel/random.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import {
  CcnetDevice,
  type CcnetDeviceSettings,
  type CcnetDeviceSetup,
} from '../../../simulator/devices/banknote-acceptor/ccnet-device.ts';
import type {
  PhysicalEvent,
  PhysicalNote,
} from '../../../simulator/devices/banknote-acceptor/physical-note.ts';

/** Frames of ccnet.md §13, as printed there. */
export const FRAMES = {
  ack: '02 03 06 00 C2 82',
  nak: '02 03 06 FF BA 8D',
  reset: '02 03 06 30 41 B3',
  illegal: '02 03 06 30 41 B3',
  getStatus: '02 03 06 31 C8 A2',
  setSecurityNone: '02 03 09 32 00 00 00 26 1F',
  poll: '02 03 06 33 DA 81',
  disableAll: '02 03 0C 34 00 00 00 00 00 00 17 0C',
  enable23: '02 03 0C 34 00 00 0C 00 00 0C 4F 51',
  enableAll: '02 03 0C 34 FF FF FF FF FF FF FE F7',
  stack: '02 03 06 35 EC E4',
  return: '02 03 06 36 77 D6',
  hold: '02 03 06 38 09 3F',
  identification: '02 03 06 37 FE C7',
  billTable: '02 03 06 41 4F D1',
  crc32: '02 03 06 51 CE C1',
  module: '02 03 06 54 63 96',
  counter: '02 03 06 5B 94 6E',
  releaseDate: '02 03 06 5C 2B 1A',
  getOptions: '02 03 06 69 05 7C',
  escrow30s: '02 03 0E 5A 00 00 75 30 00 00 75 30 9C 3A',
  setOptionsNone: '02 03 0A 68 00 00 00 00 9C 71',
  setOptionsLedOff: '02 03 0A 68 80 00 00 00 F2 5C',
  powerUp: '02 03 06 10 43 92',
  powerUpInValidator: '02 03 06 11 CA 83',
  powerUpInStacker: '02 03 06 12 51 B1',
  initialize: '02 03 06 13 D8 A0',
  idling: '02 03 06 14 67 D4',
  accepting: '02 03 06 15 EE C5',
  stacking: '02 03 06 17 FC E6',
  returning: '02 03 06 18 0B 1E',
  disabled: '02 03 06 19 82 0F',
  holding: '02 03 06 1A 19 3D',
  busy500: '02 03 07 1B 05 D4 99',
  rejectInhibited: '02 03 07 1C 68 3F 6C',
  boxFull: '02 03 06 41 4F D1',
  boxRemoved: '02 03 06 42 D4 E3',
  pathJam: '02 03 06 43 5D F2',
  boxJam: '02 03 06 44 E2 86',
  cheated: '02 03 06 45 6B 97',
  pause: '02 03 06 46 F0 A5',
  stackMotor: '02 03 07 47 50 AB E6',
  escrow2: '02 03 07 80 02 9E 10',
  stacked2: '02 03 07 81 02 46 09',
  returned2: '02 03 07 82 02 2E 23',
} as const;

export function compact(hex: string): string {
  return hex.replaceAll(' ', '');
}

let noteNumber = 0;

/** A good 100-yuan note of 2005: type 2 of the sheet's table. */
export function note(changes: Partial<PhysicalNote> = {}): PhysicalNote {
  noteNumber += 1;
  const id = `note-${noteNumber}`;
  return {
    id,
    serial: `SIM${String(noteNumber).padStart(7, '0')}`,
    value: yuan(100),
    edition: 2005,
    genuine: true,
    condition: 'good',
    ...changes,
  };
}

/**
 * A line without wire time: what the device says arrives at once, so that times in tests are the device's
 * own.
 */
export class Rig {
  readonly clock = new VirtualClock();
  readonly device: CcnetDevice;
  readonly physical: PhysicalEvent[] = [];
  /** Everything the device has said, by time. */
  readonly said: { readonly at: number; readonly hex: string }[] = [];
  #toDevice: ((chunk: Uint8Array) => void) | undefined;

  constructor(options: CcnetDeviceSettings = {}, extra: Partial<CcnetDeviceSetup> = {}) {
    const port: DevicePort = {
      send: (bytes) => {
        this.said.push({ at: this.clock.monotonic(), hex: toHex(bytes) });
      },
      onBytes: (listener) => {
        this.#toDevice = listener;
        return () => {};
      },
    };
    this.device = new CcnetDevice({ clock: this.clock, port, random: seededRandom(1), options, ...extra });
    this.device.onPhysical((event) => {
      this.physical.push(event);
    });
  }

  raw(bytes: Uint8Array): void {
    this.#toDevice?.(bytes);
  }

  send(hex: string): void {
    this.raw(new Uint8Array(Buffer.from(compact(hex), 'hex')));
  }

  /** Sends and gives what was said within 10 ms, without an ACK. */
  async ask(hex: string): Promise<string> {
    const from = this.said.length;
    this.send(hex);
    await this.clock.run(10);
    return this.said
      .slice(from)
      .map((piece) => piece.hex)
      .join('');
  }

  /** One POLL with its ACK. */
  async poll(): Promise<string> {
    const answer = await this.ask(FRAMES.poll);
    this.send(FRAMES.ack);
    await this.clock.run(20);
    return answer;
  }

  /** Power, boot, POLL, RESET, initialisation: stands in 19. */
  async start(): Promise<void> {
    this.device.powerOn();
    await this.clock.run(300);
    await this.poll();
    await this.ask(FRAMES.reset);
    await this.clock.run(2_000);
  }

  /** Stands in 14 with types 2 and 3 enabled, both with escrow. */
  async startEnabled(): Promise<void> {
    await this.start();
    await this.ask(FRAMES.enable23);
  }

  /** A note of type 2 lies in escrow. */
  async escrowed(inserted = note()): Promise<PhysicalNote> {
    await this.startEnabled();
    this.device.insert(inserted);
    await this.clock.run(1_200);
    return inserted;
  }

  /** Polls every 100 ms and gives the different answers in order. */
  async pollFor(durationMs: number): Promise<string[]> {
    const seen: string[] = [];
    for (const until = this.clock.monotonic() + durationMs; this.clock.monotonic() < until;) {
      const answer = await this.poll();
      if (answer !== seen.at(-1)) seen.push(answer);
      await this.clock.run(70);
    }
    return seen;
  }

  placeOf(wanted: PhysicalNote): string {
    return this.device.notes.find((placed) => placed.note.id === wanted.id)?.place ?? 'hand';
  }
}

export function hexes(...frames: readonly string[]): string[] {
  return frames.map(compact);
}
