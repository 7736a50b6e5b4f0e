/** Events that wait for the host's ACK, and what counts as one. ccnet.md §5, §9. */
import { describe, expect, it } from 'vitest';
import { MemoryLine } from '../../../drivers/link/memory-line.ts';
import { fromHex, toHex } from '../../../src/kernel/hex.ts';
import { seededRandom } from '../../../src/kernel/random.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import {
  CcnetDevice,
  type CcnetDeviceSettings,
} from '../../../simulator/devices/banknote-acceptor/ccnet-device.ts';
import { compact, FRAMES, note, Rig } from './rig.ts';

async function stacked(options: CcnetDeviceSettings): Promise<Rig> {
  const rig = new Rig(options);
  await rig.escrowed();
  await rig.ask(FRAMES.stack);
  await rig.clock.run(1_000);
  return rig;
}

describe('a device that repeats events', () => {
  it('reports 81 until the ACK, and not after it', async () => {
    const rig = await stacked({});
    for (let poll = 0; poll < 5; poll += 1) expect(await rig.ask(FRAMES.poll)).toBe(compact(FRAMES.stacked2));
    rig.send(FRAMES.ack);
    expect(await rig.ask(FRAMES.poll)).toBe(compact(FRAMES.idling));
  });

  it('reports 81 again after a NAK', async () => {
    const rig = await stacked({});
    await rig.ask(FRAMES.poll);
    rig.send(FRAMES.nak);
    rig.send(FRAMES.ack);
    expect(await rig.ask(FRAMES.poll)).toBe(compact(FRAMES.stacked2));
  });

  it('takes no ACK for an event that it has not reported yet', async () => {
    const rig = await stacked({});
    rig.send(FRAMES.ack);
    expect(await rig.ask(FRAMES.poll)).toBe(compact(FRAMES.stacked2));
  });

  it('takes no ACK that comes after another command', async () => {
    const rig = await stacked({});
    await rig.ask(FRAMES.poll);
    await rig.ask(FRAMES.disableAll);
    rig.send(FRAMES.ack);
    expect(await rig.ask(FRAMES.poll)).toBe(compact(FRAMES.stacked2));
  });

  it('keeps 82 until the ACK', async () => {
    const rig = new Rig();
    await rig.escrowed();
    await rig.ask(FRAMES.return);
    await rig.clock.run(800);
    rig.device.takeReturned();
    await rig.ask(FRAMES.poll);
    expect(await rig.poll()).toBe(compact(FRAMES.returned2));
    expect(await rig.poll()).toBe(compact(FRAMES.idling));
  });

  it('keeps 45 until the ACK', async () => {
    const rig = new Rig();
    rig.device.faults.arm({ kind: 'cheat', at: 'stacking', ends: 'hand' });
    await rig.escrowed();
    await rig.ask(FRAMES.stack);
    await rig.clock.run(5_000);
    await rig.ask(FRAMES.poll);
    expect(await rig.poll()).toBe(compact(FRAMES.cheated));
    expect(await rig.poll()).toBe(compact(FRAMES.idling));
  });

  it('reports an 81 that was never acknowledged even after RESET', async () => {
    const rig = await stacked({});
    await rig.ask(FRAMES.poll);
    await rig.ask(FRAMES.reset);
    await rig.clock.run(2_500);
    expect(await rig.poll()).toBe(compact(FRAMES.stacked2));
    expect(await rig.poll()).toBe(compact(FRAMES.disabled));
  });
});

describe('a device that reports once', () => {
  it('reports 81 in one answer only, acknowledged or not', async () => {
    const rig = await stacked({ repeatsEvents: false });
    expect(await rig.ask(FRAMES.poll)).toBe(compact(FRAMES.stacked2));
    expect(await rig.ask(FRAMES.poll)).toBe(compact(FRAMES.idling));
  });

  it('has lost 81 when that answer was lost', async () => {
    const rig = await stacked({ repeatsEvents: false });
    rig.device.faults.arm({ kind: 'no-answer', executed: true });
    expect(await rig.ask(FRAMES.poll)).toBe('');
    expect(await rig.ask(FRAMES.poll)).toBe(compact(FRAMES.idling));
  });
});

/**
 * Over a line of 9600 baud: the device's answer ends 3 ms + 7.3 ms after the POLL; then the ACK starts
 * `ackAfterMs` later.
 */
async function answerAfterAck(ackWindow: 'strict' | 'lenient', ackAfterMs: number): Promise<string> {
  const clock = new VirtualClock();
  const line = new MemoryLine({ clock, name: 'acceptor line', baud: 9_600 });
  const device = new CcnetDevice({
    clock,
    port: line.device,
    random: seededRandom(1),
    options: { ackWindow },
  });
  const link = await line.open();
  let heard = '';
  link.onBytes((chunk) => {
    heard += toHex(chunk);
  });
  const ask = async (hex: string): Promise<string> => {
    heard = '';
    link.send(fromHex(hex));
    await clock.runUntil(() => heard !== '', 50);
    return heard;
  };
  device.powerOn();
  await clock.run(300);
  await ask(FRAMES.reset);
  await clock.run(2_100);
  await ask(FRAMES.enable23);
  device.insert(note());
  await clock.run(1_300);
  await ask(FRAMES.stack);
  await clock.run(1_000);
  expect(await ask(FRAMES.poll)).toBe(compact(FRAMES.stacked2));
  await clock.run(ackAfterMs);
  link.send(fromHex(FRAMES.ack));
  await clock.run(20);
  return ask(FRAMES.poll);
}

describe('the window for the ACK', () => {
  it('of a strict device takes an ACK that starts 10 ms after the answer', async () => {
    expect(await answerAfterAck('strict', 10)).toBe(compact(FRAMES.idling));
  });

  it('of a strict device takes a later ACK for none', async () => {
    expect(await answerAfterAck('strict', 10.5)).toBe(compact(FRAMES.stacked2));
  });

  it('of a lenient device is open until the next command', async () => {
    expect(await answerAfterAck('lenient', 150)).toBe(compact(FRAMES.idling));
  });
});
