/**
 * The simulated I/O board: four functions, three exceptions, and what shines. design.md §11; frames by the
 * Modbus RTU definition.
 */
import { describe, expect, it } from 'vitest';
import type { DevicePort } from '../../../drivers/link/link.ts';
import { toHex } from '../../../src/kernel/hex.ts';
import { SkipRegistry } from '../../../src/kernel/poller.ts';
import { seededRandom } from '../../../src/kernel/random.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import { ModbusBoard, type ModbusBoardSetup } from '../../../simulator/devices/indicator/modbus-device.ts';

const READ_COILS = '01 01 00 00 00 08 3D CC';
const ALL_COILS_OFF = '010101005188';
const GREEN_ON = '01 05 00 00 FF 00 8C 3A';
const GREEN_OFF = '01 05 00 00 00 00 CD CA';
const READ_INPUTS = '01 02 00 00 00 02 F9 CB';

class Rig {
  readonly clock = new VirtualClock();
  readonly board: ModbusBoard;
  readonly said: string[] = [];
  #toDevice: ((chunk: Uint8Array) => void) | undefined;

  constructor(setup: Partial<ModbusBoardSetup> = {}, powered = true) {
    const port: DevicePort = {
      send: (bytes) => this.said.push(toHex(bytes)),
      onBytes: (listener) => {
        this.#toDevice = listener;
        return () => {};
      },
    };
    this.board = new ModbusBoard({ clock: this.clock, port, ...setup });
    if (powered) this.board.powerOn();
  }

  raw(bytes: Uint8Array): void {
    this.#toDevice?.(bytes);
  }

  async ask(hex: string): Promise<string> {
    const from = this.said.length;
    this.raw(new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex')));
    await this.clock.run(20);
    return this.said.slice(from).join('');
  }
}

describe('coils', () => {
  it('are off after power-on', async () => {
    expect(await new Rig().ask(READ_COILS)).toBe(ALL_COILS_OFF);
  });

  it('light the green lamp by function 05', async () => {
    const rig = new Rig();
    expect(await rig.ask(GREEN_ON)).toBe('01050000FF008C3A');
    expect(rig.board.lamps).toEqual({ green: true, red: false, reader: false });
  });

  it('put the green lamp out by function 05', async () => {
    const rig = new Rig();
    await rig.ask(GREEN_ON);
    expect(await rig.ask(GREEN_OFF)).toBe('010500000000CDCA');
    expect(rig.board.lamps.green).toBe(false);
  });

  it('set all lamps at once by function 0F', async () => {
    const rig = new Rig();
    await rig.ask('01 05 00 01 FF 00 DD FA');
    expect(await rig.ask('01 0F 00 00 00 03 01 05 4F 54')).toBe('010F0000000315CA');
    expect(rig.board.lamps).toEqual({ green: true, red: false, reader: true });
  });

  it('read back what was written', async () => {
    const rig = new Rig();
    await rig.ask('01 0F 00 00 00 03 01 05 4F 54');
    expect(await rig.ask(READ_COILS)).toBe('01010105918B');
  });

  it('can be wired to other lamps', async () => {
    const rig = new Rig({ options: { greenCoil: 2, readerCoil: 0 } });
    await rig.ask(GREEN_ON);
    expect(rig.board.lamps).toEqual({ green: false, red: false, reader: true });
  });

  it('tell when a lamp changes, and not when nothing does', async () => {
    const rig = new Rig();
    const seen: boolean[] = [];
    rig.board.onLamps((lamps) => seen.push(lamps.green));
    await rig.ask(GREEN_ON);
    await rig.ask(GREEN_ON);
    await rig.ask(GREEN_OFF);
    expect(seen).toEqual([true, false]);
  });
});

describe('inputs', () => {
  it('show a shut door and the cash box in its place', async () => {
    expect(await new Rig().ask(READ_INPUTS)).toBe('010201022049');
  });

  it('show the open door', async () => {
    const rig = new Rig();
    rig.board.door(true);
    expect(await rig.ask(READ_INPUTS)).toBe('01020103E189');
  });

  it('show the missing cash box', async () => {
    const rig = new Rig();
    rig.board.door(true);
    rig.board.cashBox(false);
    expect(await rig.ask(READ_INPUTS)).toBe('010201016048');
  });
});

describe('an exception', () => {
  it.each([
    ['01 for a function that it has not', '01 03 00 00 00 02 C4 0B', '01830180F0'],
    ['01 for another function that it has not', '01 06 00 00 00 01 48 0A', '01860183A0'],
    ['02 for reading beyond the last coil', '01 01 00 00 00 09 FC 0C', '018102C191'],
    ['02 for reading beyond the last input', '01 02 00 00 00 09 B8 0C', '018202C161'],
    ['02 for a coil that it has not', '01 05 00 08 FF 00 0D F8', '018502C351'],
    ['02 for writing beyond the last coil', '01 0F 00 06 00 03 01 07 46 95', '018F02C5F1'],
    ['03 for a coil value that is neither on nor off', '01 05 00 00 12 34 C0 BD', '0185030291'],
    ['03 for reading nothing', '01 01 00 00 00 00 3C 0A', '0181030051'],
    ['03 for a byte count that does not fit', '01 0F 00 00 00 09 01 05 6F 56', '018F030431'],
    ['03 for a byte count of nothing', '01 0F 00 00 00 03 00 0B CF', '018F030431'],
  ])('%s', async (_name, request, answer) => {
    expect(await new Rig().ask(request)).toBe(answer);
  });

  it('for writing beyond the last coil changes none', async () => {
    const rig = new Rig();
    await rig.ask('01 0F 00 06 00 03 01 07 46 95');
    expect(await rig.ask(READ_COILS)).toBe(ALL_COILS_OFF);
  });
});

describe('the line', () => {
  it('is answered after a silence of 3.5 characters', async () => {
    const rig = new Rig();
    rig.raw(new Uint8Array(Buffer.from(READ_COILS.replaceAll(' ', ''), 'hex')));
    await rig.clock.run(4);
    expect(rig.said).toEqual([]);
    await rig.clock.run(1);
    expect(rig.said).toEqual([ALL_COILS_OFF]);
  });

  it('is not answered for another unit, nor obeyed', async () => {
    const rig = new Rig();
    expect(await rig.ask('02 05 00 00 FF 00 8C 09')).toBe('');
    expect(rig.board.lamps.green).toBe(false);
  });

  it('is obeyed but not answered for a broadcast', async () => {
    const rig = new Rig();
    expect(await rig.ask('00 05 00 00 FF 00 8D EB')).toBe('');
    expect(rig.board.lamps.green).toBe(true);
  });

  it('is not answered when a broadcast asks for something', async () => {
    expect(await new Rig().ask('00 01 00 00 00 08 3C 1D')).toBe('');
  });

  it('is not answered for a broken CRC', async () => {
    const rig = new Rig();
    expect(await rig.ask('01 05 00 00 FF 00 8C 3B')).toBe('');
    expect(rig.board.lamps.green).toBe(false);
  });

  it('takes a frame that comes byte by byte', async () => {
    const rig = new Rig();
    for (const byte of Buffer.from(GREEN_ON.replaceAll(' ', ''), 'hex')) {
      rig.raw(Uint8Array.of(byte));
      await rig.clock.run(1.1);
    }
    await rig.clock.run(10);
    expect(rig.said).toEqual(['01050000FF008C3A']);
  });

  it('forgets half a frame after the silence', async () => {
    const rig = new Rig();
    await rig.ask('01 05 00 00');
    expect(await rig.ask(READ_COILS)).toBe(ALL_COILS_OFF);
  });

  it('serves on after one megabyte of noise', async () => {
    const rig = new Rig();
    rig.raw(seededRandom(3).bytes(1_000_000));
    await rig.clock.run(20);
    expect(await rig.ask(READ_INPUTS)).toBe('010201022049');
  });
});

describe('faults', () => {
  it('can swallow one answer', async () => {
    const rig = new Rig();
    rig.board.arm('no-answer');
    expect(await rig.ask(READ_COILS)).toBe('');
    expect(await rig.ask(READ_COILS)).toBe(ALL_COILS_OFF);
  });

  it('can break one CRC', async () => {
    const rig = new Rig();
    rig.board.arm('broken-crc');
    expect(await rig.ask(READ_COILS)).toBe('010101005177');
  });

  it('can report a device failure', async () => {
    const rig = new Rig();
    rig.board.arm('device-failure');
    expect(await rig.ask(READ_COILS)).toBe('0181044193');
  });

  it('keep polls from being skipped while armed', async () => {
    const registry = new SkipRegistry();
    const rig = new Rig({ veto: registry });
    rig.board.arm('no-answer');
    const before = registry.vetoed('indicator');
    await rig.ask(READ_COILS);
    expect([before, registry.vetoed('indicator')]).toEqual([true, false]);
  });

  it('can make the interface dead with the lamp still shining', async () => {
    const rig = new Rig();
    await rig.ask(GREEN_ON);
    rig.board.mute(true);
    expect(await rig.ask(GREEN_OFF)).toBe('');
    expect(rig.board.lamps.green).toBe(true);
  });
});

describe('power', () => {
  it('is needed for an answer', async () => {
    expect(await new Rig({}, false).ask(READ_COILS)).toBe('');
  });

  it('takes the light with it, and the coils stay off when it comes back', async () => {
    const rig = new Rig();
    await rig.ask(GREEN_ON);
    rig.board.powerOff();
    expect(rig.board.lamps.green).toBe(false);
    rig.board.powerOn();
    expect(await rig.ask(READ_COILS)).toBe(ALL_COILS_OFF);
  });

  it('leaves the switches as they are', async () => {
    const rig = new Rig();
    rig.board.door(true);
    rig.board.powerOff();
    rig.board.powerOn();
    expect(await rig.ask(READ_INPUTS)).toBe('01020103E189');
  });
});
