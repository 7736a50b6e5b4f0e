import { describe, expect, it } from 'vitest';
import type { DevicePort } from '../../../drivers/link/link.ts';
import { Emitter } from '../../../src/kernel/emitter.ts';
import { fromHex, toHex } from '../../../src/kernel/hex.ts';
import { seededRandom } from '../../../src/kernel/random.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import { Pn532Device } from '../../../simulator/devices/card-reader/pn532-device.ts';
import type { PbocCard } from '../../../simulator/devices/card/pboc-card.ts';
import { campusCard } from '../../../simulator/devices/card/sample-cards.ts';
import {
  ACK,
  BALANCE,
  BALANCE_1250,
  type Bench,
  CPU_CARD,
  ERROR,
  FIRMWARE,
  FIRMWARE_IS,
  LIST_ONE,
  NACK,
  NO_CARD,
  readyDevice,
  RF_DONE,
  SAM,
  SELECT_PURSE,
  SELECTED,
  WAKE_UP,
} from './bench.ts';

const ENDLESS = '0000FF06FAD43205FFFFFFF800';

function card(): PbocCard {
  return campusCard(seededRandom(1), {}, { state: { balance: 1250, onlineCounter: 0x2a } });
}

describe('the time of a dialogue', () => {
  it('acknowledges within 1 ms after the command’s last byte', async () => {
    const { link, clock, heard } = await readyDevice();
    link.send(fromHex(FIRMWARE));
    const commandMs = (9 * 10_000) / 115_200;
    const ackMs = (6 * 10_000) / 115_200;
    await clock.run(commandMs + 1 + ackMs);
    expect(heard().startsWith(ACK)).toBe(true);
  });
});

describe('an endless list', () => {
  it('answers when a card is laid down', async () => {
    const { say, device, heard, clock } = await readyDevice();
    expect(await say(ENDLESS)).toBe(ACK + RF_DONE);
    expect(await say(LIST_ONE, 60_000)).toBe(ACK);
    device.field.place(card());
    await clock.run(50);
    expect(heard()).toBe(CPU_CARD);
  });

  it('is ended by a host ACK and says nothing more', async () => {
    const { say, device, heard, clock } = await readyDevice();
    await say(ENDLESS);
    await say(LIST_ONE);
    expect(await say(ACK)).toBe('');
    device.field.place(card());
    await clock.run(1_000);
    expect(heard()).toBe('');
    expect(await say(FIRMWARE)).toBe(ACK + FIRMWARE_IS);
  });

  it('is dropped by a new command', async () => {
    const { say } = await readyDevice();
    await say(ENDLESS);
    await say(LIST_ONE);
    expect(await say(FIRMWARE, 1_000)).toBe(ACK + FIRMWARE_IS);
  });

  it('with finite retries ends by itself', async () => {
    const { say } = await readyDevice();
    expect(await say(LIST_ONE)).toBe(ACK + NO_CARD);
  });
});

describe('a host ACK', () => {
  it('after an answer is harmless', async () => {
    const { say } = await readyDevice();
    await say(FIRMWARE);
    expect(await say(ACK)).toBe('');
    expect(await say(FIRMWARE)).toBe(ACK + FIRMWARE_IS);
  });

  it('ends an exchange while the card goes on working', async () => {
    const { say, device } = await readyDevice();
    const purse = card();
    device.field.place(purse);
    await say(LIST_ONE);
    await say(SELECT_PURSE);
    expect(await say(BALANCE, 2)).toBe('');
    expect(await say(ACK, 1_000)).toBe(ACK);
    expect(await say(BALANCE)).toBe(ACK + BALANCE_1250);
  });
});

describe('a card that works on after an abort', () => {
  async function aborted(): Promise<Bench> {
    const bench = await readyDevice();
    const purse = card();
    bench.device.field.place(purse);
    await bench.say(LIST_ONE);
    purse.armFault('slow-answer', 0xa4);
    await bench.say(SELECT_PURSE);
    await bench.say(ACK);
    return bench;
  }

  it('is not found until it is done', async () => {
    const { say } = await aborted();
    expect(await say(LIST_ONE)).toBe(ACK + NO_CARD);
    expect(await say(LIST_ONE, 2_500)).toBe(ACK + NO_CARD);
    expect(await say(LIST_ONE)).toBe(ACK + CPU_CARD);
  });

  it('is found by an endless list as soon as it is done', async () => {
    const { say } = await aborted();
    await say(ENDLESS);
    expect(await say(LIST_ONE, 1_000)).toBe(ACK);
    expect(await say('', 1_500)).toBe(CPU_CARD);
  });
});

describe('a host NACK', () => {
  it('brings the last answer again without asking the card', async () => {
    const { say, device } = await readyDevice();
    device.field.place(card());
    await say(LIST_ONE);
    expect(await say(SELECT_PURSE)).toBe(ACK + SELECTED);
    expect(await say(BALANCE)).toBe(ACK + BALANCE_1250);
    let asked = 0;
    device.onExchange.listen(() => {
      asked += 1;
    });
    device.field.clear();
    expect(await say(NACK)).toBe(BALANCE_1250);
    expect(asked).toBe(0);
  });

  it('brings nothing while a command runs', async () => {
    const { say } = await readyDevice();
    await say(ENDLESS);
    await say(LIST_ONE);
    expect(await say(NACK)).toBe('');
  });

  it('or, with the other make of chip, the answer before it', async () => {
    const { say } = await readyDevice({ nackBringsOlderAnswer: true });
    await say(ENDLESS);
    await say(LIST_ONE);
    expect(await say(NACK)).toBe(RF_DONE);
  });

  it('repeats an error frame too', async () => {
    const { say } = await readyDevice();
    expect(await say('0000FF02FED4FF2D00')).toBe(ACK + ERROR);
    expect(await say(NACK)).toBe(ERROR);
  });
});

describe('a well-formed command with wrong content gets ACK and the error frame', () => {
  it.each([
    ['an unknown command', '0000FF02FED4A08C00'],
    ['SetParameters without its byte', '0000FF02FED4121A00'],
    ['SAM mode 05', '0000FF03FDD414051300'],
    ['RFConfiguration item 05 with two bytes', '0000FF05FBD43205FF01F500'],
    ['a list of no card', '0000FF04FCD44A0000E200'],
    ['a reselect by three bytes', '0000FF07F9D44A0100010203DB00'],
    ['an odd register address', '0000FF03FDD40663C300'],
  ])('%s', async (_what, command) => {
    const { say } = await readyDevice();
    expect(await say(command)).toBe(ACK + ERROR);
  });
});

describe('bytes that are no command', () => {
  it('a damaged frame gets no ACK', async () => {
    const { say } = await readyDevice();
    expect(await say('0000FF02FED4022B00')).toBe('');
    expect(await say(FIRMWARE)).toBe(ACK + FIRMWARE_IS);
  });

  it('an echo of the chip’s own answer is ignored', async () => {
    const { say } = await readyDevice();
    expect(await say(FIRMWARE_IS)).toBe('');
  });

  it('a half frame is given up and the next one served', async () => {
    const { say } = await readyDevice();
    await say('0000FF02FED4', 50);
    expect(await say(FIRMWARE)).toBe(ACK + FIRMWARE_IS);
  });

  it('noise in front of a command does not hide it', async () => {
    const { say } = await readyDevice();
    expect(await say(`FFA500FF13${FIRMWARE}`)).toBe(ACK + FIRMWARE_IS);
  });

  it('a megabyte of noise leaves it serving', async () => {
    const { say, link, clock, heard } = await readyDevice();
    const random = seededRandom(9);
    for (let sent = 0; sent < 2 ** 20; sent += 2 ** 15) {
      link.send(random.bytes(2 ** 15));
      await clock.run(3_000);
    }
    heard();
    expect(await say(FIRMWARE)).toBe(ACK + FIRMWARE_IS);
  });

  it('a megabyte of commands leaves it serving, and only the last of a burst is answered', async () => {
    const clock = new VirtualClock();
    const toDevice = new Emitter<Uint8Array>();
    let answers = '';
    const port: DevicePort = {
      send: (bytes) => {
        answers += toHex(bytes);
      },
      onBytes: (listener) => toDevice.listen(listener),
    };
    const device = new Pn532Device({ clock, port, random: seededRandom(1) });
    toDevice.emit(fromHex(WAKE_UP + SAM));
    await clock.run(100);
    answers = '';
    toDevice.emit(fromHex(FIRMWARE.repeat(2 ** 20 / 9)));
    await clock.run(100);
    expect([answers, device.powered]).toEqual([ACK + FIRMWARE_IS, true]);
  });
});
