/** Every state and event of ccnet.md §13, byte for byte, from something that really happened to a note. */
import { describe, expect, it } from 'vitest';
import { yuan } from '../../../src/kernel/fen.ts';
import { compact, FRAMES, hexes, note, Rig } from './rig.ts';

describe('the start', () => {
  it('answers nothing without power', async () => {
    const rig = new Rig();
    expect(await rig.ask(FRAMES.poll)).toBe('');
  });

  it('answers nothing while booting', async () => {
    const rig = new Rig();
    rig.device.powerOn();
    await rig.clock.run(280);
    expect(await rig.ask(FRAMES.poll)).toBe('');
  });

  it('stands in POWER UP until RESET, however long that takes', async () => {
    const rig = new Rig();
    rig.device.powerOn();
    await rig.clock.run(300);
    expect(await rig.pollFor(5_000)).toEqual(hexes(FRAMES.powerUp));
  });

  it('goes through INITIALIZE to UNIT DISABLED after RESET', async () => {
    const rig = new Rig();
    rig.device.powerOn();
    await rig.clock.run(300);
    expect(await rig.ask(FRAMES.reset)).toBe(compact(FRAMES.ack));
    expect(await rig.pollFor(3_000)).toEqual(hexes(FRAMES.initialize, FRAMES.disabled));
  });

  it('answers 3 ms after the command', async () => {
    const rig = new Rig();
    await rig.start();
    const from = rig.said.length;
    const at = rig.clock.monotonic();
    await rig.ask(FRAMES.poll);
    expect(rig.said[from]?.at).toBeCloseTo(at + 3);
  });
});

describe('one note', () => {
  it('is drawn in only while enabled', async () => {
    const rig = new Rig();
    await rig.start();
    expect(rig.device.insert(note())).toBe('refused');
  });

  it('shows 14, 15 and 80 with its type', async () => {
    const rig = new Rig();
    await rig.startEnabled();
    expect(await rig.poll()).toBe(compact(FRAMES.idling));
    rig.device.insert(note());
    expect(await rig.pollFor(1_500)).toEqual(hexes(FRAMES.accepting, FRAMES.escrow2));
  });

  it('shows the other type for the other edition', async () => {
    const rig = new Rig();
    await rig.escrowed(note({ edition: 2015 }));
    expect((await rig.poll()).slice(6, 10)).toBe('8003');
  });

  it('shows 17, 81 and 14 after STACK', async () => {
    const rig = new Rig();
    await rig.escrowed();
    expect(await rig.ask(FRAMES.stack)).toBe(compact(FRAMES.ack));
    expect(await rig.pollFor(1_500)).toEqual(hexes(FRAMES.stacking, FRAMES.stacked2, FRAMES.idling));
  });

  it('ends in 19 when it was disabled meanwhile, and still reports 81', async () => {
    const rig = new Rig();
    await rig.escrowed();
    await rig.ask(FRAMES.stack);
    await rig.ask(FRAMES.disableAll);
    expect(await rig.pollFor(1_500)).toEqual(hexes(FRAMES.stacking, FRAMES.stacked2, FRAMES.disabled));
  });

  it('still reaches escrow when disabled on the way in', async () => {
    const rig = new Rig();
    await rig.startEnabled();
    rig.device.insert(note());
    await rig.clock.run(600);
    await rig.ask(FRAMES.disableAll);
    await rig.clock.run(600);
    expect(await rig.poll()).toBe(compact(FRAMES.escrow2));
  });

  it('shows 18 until it is taken, then 82', async () => {
    const rig = new Rig();
    const inserted = await rig.escrowed();
    expect(await rig.ask(FRAMES.return)).toBe(compact(FRAMES.ack));
    expect(await rig.pollFor(20_000)).toEqual(hexes(FRAMES.returning));
    expect(rig.device.takeReturned()).toEqual([inserted]);
    expect(await rig.pollFor(500)).toEqual(hexes(FRAMES.returned2, FRAMES.idling));
  });

  it('cannot be taken before it has reached the slot', async () => {
    const rig = new Rig();
    await rig.escrowed();
    await rig.ask(FRAMES.return);
    await rig.clock.run(600);
    expect(rig.device.takeReturned()).toEqual([]);
  });

  it('goes back by itself after 10 s in escrow', async () => {
    const rig = new Rig();
    await rig.escrowed();
    await rig.clock.run(9_970);
    expect(await rig.poll()).toBe(compact(FRAMES.escrow2));
    expect(await rig.poll()).toBe(compact(FRAMES.returning));
  });

  it('stays in escrow longer after SET ESCROW TIME-OUTS', async () => {
    const rig = new Rig();
    await rig.startEnabled();
    expect(await rig.ask(FRAMES.escrow30s)).toBe(compact(FRAMES.ack));
    rig.device.insert(note());
    await rig.clock.run(31_100);
    expect(await rig.poll()).toBe(compact(FRAMES.escrow2));
    await rig.clock.run(100);
    expect(await rig.poll()).toBe(compact(FRAMES.returning));
  });

  it('shows 1A for 10 s after each HOLD', async () => {
    const rig = new Rig();
    await rig.escrowed();
    expect(await rig.ask(FRAMES.hold)).toBe(compact(FRAMES.ack));
    await rig.clock.run(9_900);
    expect(await rig.poll()).toBe(compact(FRAMES.holding));
    await rig.ask(FRAMES.hold);
    await rig.clock.run(9_900);
    expect(await rig.poll()).toBe(compact(FRAMES.holding));
    await rig.clock.run(100);
    expect(await rig.poll()).toBe(compact(FRAMES.returning));
  });

  it('can be stacked out of HOLDING', async () => {
    const rig = new Rig();
    await rig.escrowed();
    await rig.ask(FRAMES.hold);
    expect(await rig.ask(FRAMES.stack)).toBe(compact(FRAMES.ack));
  });

  it('is stacked without asking when its escrow bit is off', async () => {
    const rig = new Rig();
    await rig.start();
    const enableWithoutEscrow = '02 03 0C 34 00 00 0C 00 00 00';
    await rig.ask(withCrc(enableWithoutEscrow));
    rig.device.insert(note());
    expect(await rig.pollFor(3_000)).toEqual(
      hexes(FRAMES.accepting, FRAMES.stacking, FRAMES.stacked2, FRAMES.idling),
    );
  });

  it('comes back on RESET from escrow, before the self test', async () => {
    const rig = new Rig();
    const inserted = await rig.escrowed();
    await rig.ask(FRAMES.reset);
    expect(await rig.pollFor(1_000)).toEqual(hexes(FRAMES.returning));
    expect(rig.device.takeReturned()).toEqual([inserted]);
    expect(await rig.pollFor(3_000)).toEqual(hexes(FRAMES.returned2, FRAMES.initialize, FRAMES.disabled));
  });
});

describe('two notes', () => {
  it('show 46 and after 10 s 1C, and both come back', async () => {
    const rig = new Rig();
    await rig.startEnabled();
    const [first, second] = [note(), note()];
    rig.device.insert(first);
    await rig.clock.run(300);
    expect(rig.device.insert(second)).toBe('second-note');
    const seen = await rig.pollFor(11_500);
    expect(seen).toEqual([compact(FRAMES.pause), expect.stringContaining('1C60')]);
    expect(rig.device.takeReturned()).toEqual([second, first]);
    expect(await rig.poll()).toBe(compact(FRAMES.idling));
  });

  it('keep 1C until the first is taken too, when the second was taken early', async () => {
    const rig = new Rig();
    await rig.startEnabled();
    const [first, second] = [note(), note()];
    rig.device.insert(first);
    rig.device.insert(second);
    await rig.clock.run(10_100);
    expect(rig.device.takeReturned()).toEqual([second]);
    await rig.clock.run(1_000);
    expect((await rig.poll()).slice(6, 10)).toBe('1C60');
    expect(rig.device.takeReturned()).toEqual([first]);
    expect(await rig.poll()).toBe(compact(FRAMES.idling));
  });

  it('go on with the first when the second is taken away', async () => {
    const rig = new Rig();
    await rig.startEnabled();
    const [first, second] = [note(), note()];
    rig.device.insert(first);
    rig.device.insert(second);
    await rig.clock.run(3_000);
    expect(rig.device.takeReturned()).toEqual([second]);
    expect(await rig.pollFor(1_500)).toEqual(hexes(FRAMES.accepting, FRAMES.escrow2));
    expect(rig.placeOf(first)).toBe('escrow');
  });

  it('never meet in escrow: the slot is shut', async () => {
    const rig = new Rig();
    await rig.escrowed();
    expect(rig.device.insert(note())).toBe('refused');
  });
});

describe('the cash box', () => {
  it('shows 42 while removed, then 13 and 19 with the masks lost', async () => {
    const rig = new Rig();
    await rig.startEnabled();
    rig.device.box.remove();
    expect(await rig.pollFor(500)).toEqual(hexes(FRAMES.boxRemoved));
    rig.device.box.insert();
    expect(await rig.pollFor(3_000)).toEqual(hexes(FRAMES.initialize, FRAMES.disabled));
    expect(await rig.ask(FRAMES.getStatus)).toBe(compact('02 03 0B 00 00 00 00 00 00 A8 67'));
  });

  it('shows 41 once it holds its capacity, after the last 81', async () => {
    const rig = new Rig({ capacity: 1 });
    await rig.escrowed();
    await rig.ask(FRAMES.stack);
    expect(await rig.pollFor(1_500)).toEqual(hexes(FRAMES.stacking, FRAMES.stacked2, FRAMES.boxFull));
    expect(rig.device.insert(note())).toBe('refused');
  });

  it('works again when it was emptied', async () => {
    const rig = new Rig({ capacity: 1 });
    const stacked = await rig.escrowed();
    await rig.ask(FRAMES.stack);
    await rig.pollFor(1_500);
    rig.device.box.remove();
    expect(rig.device.box.empty()).toEqual([stacked]);
    rig.device.box.insert();
    expect(await rig.pollFor(3_000)).toEqual(hexes(FRAMES.initialize, FRAMES.disabled));
  });

  it('holds 600 notes by default', async () => {
    const rig = new Rig();
    const stacked = Array.from({ length: 599 }, () => note({ value: yuan(100) }));
    rig.device.restore({ ...rig.device.snapshot(), box: stacked });
    await rig.escrowed();
    await rig.ask(FRAMES.stack);
    expect(await rig.pollFor(1_500)).toEqual(hexes(FRAMES.stacking, FRAMES.stacked2, FRAMES.boxFull));
  });

  it('keeps a note in escrow when it is pulled out under it, and hands the note back later', async () => {
    const rig = new Rig();
    const inserted = await rig.escrowed();
    rig.device.box.remove();
    expect(await rig.poll()).toBe(compact(FRAMES.boxRemoved));
    rig.device.box.insert();
    await rig.clock.run(1_000);
    expect(rig.device.takeReturned()).toEqual([inserted]);
  });
});

/** CRC-16/KERMIT bit by bit, as the sheet words it: not the codec's table. */
function withCrc(hex: string): string {
  const bytes = Buffer.from(compact(hex), 'hex');
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 1 ? (crc >> 1) ^ 0x8408 : crc >> 1;
  }
  return Buffer.from([...bytes, crc & 0xff, crc >> 8]).toString('hex');
}
