import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/kernel/random.ts';
import { campusCard } from '../../../simulator/devices/card/sample-cards.ts';
import { UnknownClassicCard } from '../../../simulator/devices/card/other-cards.ts';
import {
  ACK,
  CPU_CARD,
  FIELD_OFF,
  FIELD_ON,
  FIRMWARE,
  FIRMWARE_IS,
  LIST_ONE,
  NO_CARD,
  readyDevice,
  RF_DONE,
  S50_CARD,
  SAM,
  SAM_DONE,
  sleepingDevice,
  WAKE_UP,
} from './bench.ts';

/** pn532.md §13: what nfc-list says and must hear, row by row. */
const NFC_LIST: readonly (readonly [row: string, host: string, chip: string])[] = [
  ['1 wake-up and SAM', WAKE_UP + SAM, SAM_DONE],
  ['2 echo', '0000FF09F7D400006C69626E6663BE00', '0000FF09F7D501006C69626E6663BC00'],
  ['3 firmware', FIRMWARE, FIRMWARE_IS],
  ['4 parameters', '0000FF03FDD412140600', '0000FF02FED5131800'],
  ['5 registers', '0000FF0CF4D40663026303630D6338633DB000', '0000FF07F9D50700000000002400'],
  ['6 write registers', '0000FF08F8D4086302806303805900', '0000FF02FED5092200'],
  ['7 field off', FIELD_OFF, RF_DONE],
  ['7 field on', FIELD_ON, RF_DONE],
  ['7 retries without end', '0000FF06FAD43205FFFFFFF800', RF_DONE],
  ['8 registers', '0000FF0EF2D4066302630363056338633C633D1900', '0000FF08F8D5070000000000002400'],
  ['9 write registers', '0000FF08F8D408630540633C10CD00', '0000FF02FED5092200'],
  ['10 few retries', '0000FF06FAD43205000102F200', RF_DONE],
  ['11 list type A', LIST_ONE, NO_CARD],
  ['12 list FeliCa 212', '0000FF09F7D44A010100FFFF0100E100', NO_CARD],
  ['12 list FeliCa 424', '0000FF09F7D44A010200FFFF0100E000', NO_CARD],
  ['12 list Jewel', '0000FF04FCD44A0104DD00', NO_CARD],
  ['12 list type B', '0000FF05FBD44A010300DE00', NO_CARD],
  ['13 on the air', '0000FF02FED442EA00', '0000FF03FDD54301E700'],
  ['14 release all', '0000FF03FDD45200DA00', '0000FF03FDD55300D800'],
  ['15 field off', FIELD_OFF, RF_DONE],
  ['15 power down', '0000FF03FDD416F02600', '0000FF03FDD517001400'],
];

describe('the dialogue of nfc-list', () => {
  it('is answered byte by byte', async () => {
    const { say } = await sleepingDevice();
    const answers: string[][] = [];
    for (const [row, host] of NFC_LIST) answers.push([row, await say(host, 200)]);
    expect(answers).toEqual(NFC_LIST.map(([row, , chip]) => [row, ACK + chip]));
  });

  it('finds the CPU card in row 11', async () => {
    const { say, device } = await readyDevice();
    device.field.place(campusCard(seededRandom(1)));
    expect(await say(LIST_ONE)).toBe(ACK + CPU_CARD);
  });

  it('finds an S50 in row 11', async () => {
    const { say, device } = await readyDevice();
    device.field.place(new UnknownClassicCard('DEADBEEF'));
    expect(await say(LIST_ONE)).toBe(ACK + S50_CARD);
  });
});

describe('other hosts', () => {
  it('npm pn532 wakes the chip with nine bytes and sends SAM with three parameters', async () => {
    const { say } = await sleepingDevice();
    const opening = `5555${'00'.repeat(7)}0000FF05FBD4140100011600`;
    expect(await say(opening)).toBe(ACK + SAM_DONE);
  });

  it('nfcpy wakes it with ten zeros', async () => {
    const { say } = await sleepingDevice();
    expect(await say('00'.repeat(10) + SAM)).toBe(ACK + SAM_DONE);
  });

  it('SAM with time-out and IRQ is taken', async () => {
    const { say } = await readyDevice();
    expect(await say('0000FF05FBD4140114010200')).toBe(ACK + SAM_DONE);
  });

  it('InAutoPoll gets the error frame', async () => {
    const { say } = await readyDevice();
    expect(await say('0000FF0BF5D4601402201003111204035900')).toBe(`${ACK}0000FF01FF7F8100`);
  });

  it('an extended frame of any length is understood', async () => {
    const { say } = await readyDevice();
    expect(await say('0000FFFFFF0002FED4022A00')).toBe(ACK + FIRMWARE_IS);
  });

  it('further local commands of the sheet are answered', async () => {
    const { say } = await readyDevice();
    expect(await say('0000FF04FCD4320400F600')).toBe(ACK + RF_DONE);
    expect(await say('0000FF06FAD43202000B0AE300')).toBe(ACK + RF_DONE);
    expect(await say('0000FF03FDD44400E800')).toBe(`${ACK}0000FF03FDD54500E600`);
  });

  it('general status names the field’s targets', async () => {
    const { say, device } = await readyDevice();
    device.field.place(campusCard(seededRandom(1)));
    await say(LIST_ONE);
    expect(await say('0000FF02FED4042800')).toBe(`${ACK}0000FF0AF6D5050000010100000080A400`);
  });
});

describe('LowVbat', () => {
  it('hears nothing before SAMConfiguration', async () => {
    const { say } = await sleepingDevice();
    expect(await say(WAKE_UP + FIRMWARE)).toBe('');
  });

  it('loses a SAMConfiguration that was not announced', async () => {
    const { say } = await sleepingDevice();
    expect(await say(SAM)).toBe('');
  });

  it('sleeps again when SAMConfiguration does not follow at once', async () => {
    const { say } = await sleepingDevice();
    await say(WAKE_UP, 200);
    expect(await say(SAM)).toBe('');
  });

  it('comes back after PowerDown', async () => {
    const { say } = await readyDevice();
    await say('0000FF03FDD416F02600');
    expect(await say(FIRMWARE)).toBe('');
    expect(await say(WAKE_UP + SAM)).toBe(ACK + SAM_DONE);
  });

  it('comes back after a power cut, with the factory’s settings and no targets', async () => {
    const { say, device } = await readyDevice();
    device.field.place(campusCard(seededRandom(1)));
    await say(LIST_ONE);
    device.powerOff();
    expect(await say(WAKE_UP + SAM)).toBe('');
    device.powerOn();
    expect(await say(FIRMWARE)).toBe('');
    await say(WAKE_UP + SAM);
    expect(await say('0000FF08F8D44001805C0002040900')).toBe(`${ACK}0000FF03FDD54127C300`);
  });
});
