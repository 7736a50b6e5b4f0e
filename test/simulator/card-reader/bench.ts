/** A simulated PN532 on a line in memory, and a host that is nothing but bytes. */
import { onTestFinished } from 'vitest';
import { MemoryLine } from '../../../drivers/link/memory-line.ts';
import type { Link } from '../../../drivers/link/link.ts';
import { fromHex, toHex } from '../../../src/kernel/hex.ts';
import { seededRandom } from '../../../src/kernel/random.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import { Pn532Device, type Pn532DeviceOptions } from '../../../simulator/devices/card-reader/pn532-device.ts';

/** Frames of pn532.md, as hexadecimal text. */
export const ACK = '0000FF00FF00';
export const NACK = '0000FFFF0000';
export const ERROR = '0000FF01FF7F8100';
export const WAKE_UP = `5555${'00'.repeat(14)}`;
export const SAM = '0000FF03FDD414011700';
export const SAM_DONE = '0000FF02FED5151600';
export const FIRMWARE = '0000FF02FED4022A00';
export const FIRMWARE_IS = '0000FF06FAD50332010607E800';
export const LIST_ONE = '0000FF04FCD44A0100E100';
export const LIST_TWO = '0000FF04FCD44A0200E000';
export const NO_CARD = '0000FF03FDD54B00E000';
export const CPU_CARD = '0000FF1CE4D54B0101000428045A17C3E91078809002209000000000005A17C3E92A00';
export const S50_CARD = '0000FF0CF4D54B010100040804DEADBEEF9600';
export const RETRIES_3 = '0000FF06FAD43205FF0100F500';
export const RF_DONE = '0000FF02FED533F800';
export const FIELD_OFF = '0000FF04FCD4320100F900';
export const FIELD_ON = '0000FF04FCD4320101F800';
export const SELECT_PURSE = '0000FF0AF6D4400100A40000023F010500';
export const SELECTED = '0000FF05FBD5410090005A00';
export const BALANCE = '0000FF08F8D44001805C0002040900';
export const BALANCE_1250 = '0000FF09F7D54100000004E290007400';
export const SILENT = '0000FF03FDD54101E900';
export const WRONG_CONTEXT = '0000FF03FDD54127C300';

export interface Bench {
  readonly clock: VirtualClock;
  readonly line: MemoryLine;
  readonly device: Pn532Device;
  readonly link: Link;
  /** Puts bytes on the line and takes what has come back `waitMs` later. */
  readonly say: (hex: string, waitMs?: number) => Promise<string>;
  /** What has come since it was last asked. */
  readonly heard: () => string;
}

/** A device straight after power-on. */
export async function sleepingDevice(options: Partial<Pn532DeviceOptions> = {}): Promise<Bench> {
  const clock = new VirtualClock();
  const line = new MemoryLine({ clock, name: 'reader', baud: 115_200 });
  const device = new Pn532Device({ clock, port: line.device, random: seededRandom(5), ...options });
  const link = await line.open();
  onTestFinished(() => {
    link.close();
  });
  let received = '';
  link.onBytes((chunk) => {
    received += toHex(chunk);
  });
  const heard = (): string => {
    const text = received;
    received = '';
    return text;
  };
  const say = async (hex: string, waitMs = 100): Promise<string> => {
    link.send(fromHex(hex));
    await clock.run(waitMs);
    return heard();
  };
  return { clock, line, device, link, say, heard };
}

/** A device that was woken, configured and told to give up looking for cards after three rounds. */
export async function readyDevice(options: Partial<Pn532DeviceOptions> = {}): Promise<Bench> {
  const bench = await sleepingDevice(options);
  await bench.say(WAKE_UP + SAM);
  await bench.say(RETRIES_3);
  return bench;
}
