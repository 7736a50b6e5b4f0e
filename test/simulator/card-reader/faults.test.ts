import { describe, expect, it } from 'vitest';
import { SkipRegistry } from '../../../src/kernel/poller.ts';
import type { PbocCard } from '../../../simulator/devices/card/pboc-card.ts';
import { campusCard } from '../../../simulator/devices/card/sample-cards.ts';
import type { Pn532Fault } from '../../../simulator/devices/card-reader/pn532-faults.ts';
import { scripted } from '../card/run-card.ts';
import {
  ACK,
  type Bench,
  FIRMWARE,
  FIRMWARE_IS,
  LIST_ONE,
  NACK,
  NO_CARD,
  readyDevice,
  RF_DONE,
  SAM,
  SAM_DONE,
  SELECT_PURSE,
  WAKE_UP,
} from './bench.ts';

/** pn532.md §9. */
const INITIALISE = '0000FF14ECD44001805000020B0100001388100000000042101000';
const INITIALISED = '0000FF15EBD54100000004E2002A01005A17C3E93B98CC3D90005000';
const CREDIT = '0000FF14ECD44001805200000B20251122193005E844B75C040500';
const CREDITED = '0000FF09F7D541002410A05A90002C00';

async function withOpenLoad(): Promise<Bench & { card: PbocCard }> {
  const bench = await readyDevice();
  const state = { balance: 1250, onlineCounter: 0x2a };
  const card = campusCard(scripted('5A17C3E9'), {}, { state });
  bench.device.field.place(card);
  await bench.say(LIST_ONE);
  await bench.say(SELECT_PURSE);
  expect(await bench.say(INITIALISE)).toBe(ACK + INITIALISED);
  return { ...bench, card };
}

describe('the worked load over the reader', () => {
  it('is answered byte by byte', async () => {
    const { say, card } = await withOpenLoad();
    expect(await say(CREDIT, 200)).toBe(ACK + CREDITED);
    expect(card.balance).toBe(6250);
  });

  it.each<readonly [Pn532Fault, string, number]>([
    ['silent-not-written', '0000FF03FDD54101E900', 1250],
    ['silent-written', '0000FF03FDD54101E900', 6250],
    ['format-not-written', '0000FF03FDD54113D700', 1250],
    ['format-written', '0000FF03FDD54113D700', 6250],
  ])('with %s says so and leaves the card as named', async (fault, answer, balance) => {
    const { say, device, card } = await withOpenLoad();
    device.faults.arm(fault, { command: 0x40, matches: (data) => data[2] === 0x52 });
    expect(await say(CREDIT, 300)).toBe(ACK + answer);
    expect(card.balance).toBe(balance);
  });

  it('torn between commit and answer is written, and the chip reports silence', async () => {
    const { say, device, card, clock, heard } = await withOpenLoad();
    expect(await say(CREDIT, 50)).toBe(ACK);
    device.field.remove(card);
    await clock.run(500);
    expect([heard(), card.balance, card.onlineCounter]).toEqual(['0000FF03FDD54101E900', 6250, 0x2b]);
  });

  it('with the answer lost on the line gives it again on NACK, the card written once', async () => {
    const { say, device, card } = await withOpenLoad();
    device.faults.arm('lost-answer');
    expect(await say(CREDIT, 200)).toBe(ACK);
    expect(await say(NACK)).toBe(CREDITED);
    expect(card.history.length).toBe(1);
  });

  it('dies in the card with the chip’s power before the commit', async () => {
    const { say, device, card } = await withOpenLoad();
    expect(await say(CREDIT, 20)).toBe(ACK);
    device.powerOff();
    expect(await say('', 500)).toBe('');
    expect(card.balance).toBe(1250);
  });
});

describe('faults of the line', () => {
  async function struck(fault: Pn532Fault): Promise<{ bench: Bench; answer: string }> {
    const bench = await readyDevice();
    bench.device.faults.arm(fault);
    return { bench, answer: await bench.say(FIRMWARE) };
  }

  it('no ACK: nothing happens at all', async () => {
    const { bench, answer } = await struck('no-ack');
    expect(answer).toBe('');
    expect(await bench.say(NACK)).toBe(RF_DONE);
  });

  it('lost ACK: only the answer comes', async () => {
    expect((await struck('lost-ack')).answer).toBe(FIRMWARE_IS);
  });

  it('no answer: ACK only, and nothing for NACK', async () => {
    const { bench, answer } = await struck('no-answer');
    expect(answer).toBe(ACK);
    expect(await bench.say(NACK)).toBe('');
  });

  it('broken checksum: NACK brings the good answer', async () => {
    const { bench, answer } = await struck('broken-dcs');
    expect(answer).toBe(`${ACK}0000FF06FAD50332010607C800`);
    expect(await bench.say(NACK)).toBe(FIRMWARE_IS);
  });

  it('split answer: the same bytes, one by one', async () => {
    const { bench, answer } = await struck('split-answer');
    expect(answer).toBe(ACK + FIRMWARE_IS);
    bench.device.faults.arm('split-answer');
    expect((await bench.say(FIRMWARE, 10)).length).toBeLessThan((ACK + FIRMWARE_IS).length);
  });

  it('a split answer stops when a new command comes', async () => {
    const { bench } = await struck('split-answer');
    bench.device.faults.arm('split-answer');
    await bench.say(FIRMWARE, 10);
    expect(await bench.say(FIRMWARE)).toMatch(new RegExp(`${ACK}${FIRMWARE_IS}$`, 'u'));
  });

  it('junk: stray bytes around the ACK', async () => {
    const { answer } = await struck('junk');
    expect(answer).toContain(ACK);
    expect(answer.endsWith(FIRMWARE_IS)).toBe(true);
    expect(answer.length).toBeGreaterThan((ACK + FIRMWARE_IS).length);
  });

  it('reboot: after the ACK the chip lies in LowVbat', async () => {
    const { bench, answer } = await struck('reboot');
    expect(answer).toBe(ACK);
    expect(await bench.say(FIRMWARE)).toBe('');
    expect(await bench.say(WAKE_UP + SAM)).toBe(ACK + SAM_DONE);
  });

  it('late answer: comes although the command was aborted', async () => {
    const { device, say } = await readyDevice();
    device.faults.arm('late-answer');
    expect(await say(LIST_ONE, 5)).toBe(ACK);
    expect(await say(ACK)).toBe(NO_CARD);
  });
});

describe('arming', () => {
  it('strikes once', async () => {
    const { device, say } = await readyDevice();
    device.faults.arm('no-ack');
    await say(FIRMWARE);
    expect(await say(FIRMWARE)).toBe(ACK + FIRMWARE_IS);
  });

  it('waits for its command', async () => {
    const { device, say } = await readyDevice();
    device.faults.arm('no-ack', { command: 0x4a });
    expect(await say(FIRMWARE)).toBe(ACK + FIRMWARE_IS);
    expect(await say(LIST_ONE)).toBe('');
  });

  it('by probability goes on until healed', async () => {
    const { device, say } = await readyDevice();
    device.faults.setProbability('no-ack', 1);
    expect(await say(FIRMWARE)).toBe('');
    expect(await say(FIRMWARE)).toBe('');
    device.faults.heal();
    expect(await say(FIRMWARE)).toBe(ACK + FIRMWARE_IS);
  });

  it('forbids the poller to skip while a fault waits', async () => {
    const vetoes = new SkipRegistry();
    const { device, say } = await readyDevice({ vetoes });
    expect(vetoes.vetoed('card-reader')).toBe(false);
    device.faults.arm('no-ack');
    expect(vetoes.vetoed('card-reader')).toBe(true);
    await say(FIRMWARE);
    expect(vetoes.vetoed('card-reader')).toBe(false);
  });
});
