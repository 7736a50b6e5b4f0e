/** Bad input from the line, and faults put on it. ccnet.md §2, §5; domain.md §12. */
import { describe, expect, it } from 'vitest';
import { SkipRegistry } from '../../../src/kernel/poller.ts';
import { seededRandom } from '../../../src/kernel/random.ts';
import { compact, FRAMES, Rig } from './rig.ts';

async function started(): Promise<Rig> {
  const rig = new Rig();
  await rig.start();
  return rig;
}

describe('bad input', () => {
  it('with a broken CRC is answered NAK', async () => {
    const rig = await started();
    expect(await rig.ask('02 03 06 33 DA 80')).toBe(compact(FRAMES.nak));
  });

  it('with a broken CRC for another address is not answered', async () => {
    const rig = await started();
    expect(await rig.ask('02 01 06 33 DA 80')).toBe('');
  });

  it('for another address is not answered', async () => {
    const rig = await started();
    expect(await rig.ask('02 01 06 33 62 34')).toBe('');
  });

  it('that is a broken frame in front of a good one hides nothing', async () => {
    const rig = await started();
    expect(await rig.ask(`02 03 06 33 DA 80 ${FRAMES.poll}`)).toBe(compact(FRAMES.disabled));
  });

  it('that is a broken frame behind a good one brings no NAK on top of the answer', async () => {
    const rig = await started();
    expect(await rig.ask(`${FRAMES.poll} 02 03 06 33 DA 80`)).toBe(compact(FRAMES.disabled));
  });

  it('that talks into an answer that is due is not heard', async () => {
    const rig = await started();
    expect(await rig.ask(`${FRAMES.poll} ${FRAMES.enable23}`)).toBe(compact(FRAMES.disabled));
    expect(await rig.poll()).toBe(compact(FRAMES.disabled));
  });

  it('that is half a frame is forgotten after 5 ms', async () => {
    const rig = await started();
    rig.send('02 03 06 33');
    await rig.clock.run(6);
    expect(await rig.ask(FRAMES.poll)).toBe(compact(FRAMES.disabled));
  });

  it('cut in two with less than 5 ms between is one frame', async () => {
    const rig = await started();
    rig.send('02 03 06 33');
    await rig.clock.run(4);
    expect(await rig.ask('DA 81')).toBe(compact(FRAMES.disabled));
  });

  it.each([
    ['an unknown command', '02 03 06 70 45 F1'],
    ['the statistics, which no validator of this kind has', '02 03 06 60 C4 E1'],
  ])('that is %s is answered ILLEGAL COMMAND', async (_name, frame) => {
    const rig = await started();
    expect(await rig.ask(frame)).toBe(compact(FRAMES.illegal));
  });

  it('of one megabyte at random leaves it serving', async () => {
    const rig = await started();
    rig.raw(seededRandom(7).bytes(1_000_000));
    await rig.clock.run(50);
    expect(await rig.ask(FRAMES.poll)).toBe(compact(FRAMES.disabled));
  });

  it('of one megabyte of start bytes leaves it serving', async () => {
    const rig = await started();
    rig.raw(new Uint8Array(1_000_000).fill(0x02));
    await rig.clock.run(50);
    expect(await rig.ask(FRAMES.poll)).toBe(compact(FRAMES.disabled));
  });

  it('of one megabyte of commands gets one answer, as on a line of one direction at a time', async () => {
    const rig = await started();
    const frame = Buffer.from(compact(FRAMES.poll), 'hex');
    const from = rig.said.length;
    rig.raw(new Uint8Array(Buffer.concat(Array.from({ length: 150_000 }, () => frame))));
    await rig.clock.run(50);
    expect(rig.said.slice(from).map((piece) => piece.hex)).toEqual([compact(FRAMES.disabled)]);
  });

  it('leaves a note in escrow where it is', async () => {
    const rig = new Rig();
    const inserted = await rig.escrowed();
    rig.raw(seededRandom(11).bytes(100_000));
    await rig.clock.run(50);
    expect(rig.placeOf(inserted)).toBe('escrow');
  });
});

describe('a fault of one exchange', () => {
  it('can be silence to an obeyed command', async () => {
    const rig = await started();
    rig.device.faults.arm({ kind: 'no-answer', executed: true });
    expect(await rig.ask(FRAMES.enable23)).toBe('');
    expect(await rig.poll()).toBe(compact(FRAMES.idling));
  });

  it('can be a command that never arrived', async () => {
    const rig = await started();
    rig.device.faults.arm({ kind: 'no-answer', executed: false });
    expect(await rig.ask(FRAMES.enable23)).toBe('');
    expect(await rig.poll()).toBe(compact(FRAMES.disabled));
  });

  it('can concern one command only', async () => {
    const rig = await started();
    rig.device.faults.arm({ kind: 'no-answer', executed: true, command: 0x34 });
    expect(await rig.poll()).toBe(compact(FRAMES.disabled));
    expect(await rig.ask(FRAMES.enable23)).toBe('');
  });

  it('can be a broken CRC', async () => {
    const rig = await started();
    rig.device.faults.arm({ kind: 'broken-crc' });
    expect(await rig.ask(FRAMES.poll)).toBe('0203061982F0');
  });

  it('can be a gap between bytes', async () => {
    const rig = await started();
    rig.device.faults.arm({ kind: 'byte-gap', afterBytes: 2, gapMs: 100 });
    const from = rig.said.length;
    rig.send(FRAMES.poll);
    await rig.clock.run(200);
    const [first, second] = rig.said.slice(from);
    expect([first?.hex, second?.hex]).toEqual(['0203', '0619820F']);
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(100);
  });

  it('can be junk before the answer', async () => {
    const rig = await started();
    rig.device.faults.arm({ kind: 'junk', length: 7, place: 'before' });
    const from = rig.said.length;
    rig.send(FRAMES.poll);
    await rig.clock.run(50);
    const hexes = rig.said.slice(from).map((piece) => piece.hex);
    expect(hexes).toEqual([expect.stringMatching(/^[0-9A-F]{14}$/u), compact(FRAMES.disabled)]);
  });

  it('can be DEVICE BUSY', async () => {
    const rig = await started();
    rig.device.faults.arm({ kind: 'busy', tenths: 5 });
    expect(await rig.poll()).toBe(compact(FRAMES.busy500));
    expect(await rig.poll()).toBe(compact(FRAMES.disabled));
  });

  it('comes as often as its probability says', async () => {
    const rig = await started();
    rig.device.faults.randomly({ kind: 'no-answer', executed: true }, 0.5);
    let silent = 0;
    for (let poll = 0; poll < 200; poll += 1) if ((await rig.ask(FRAMES.poll)) === '') silent += 1;
    expect(silent).toBeGreaterThan(70);
    expect(silent).toBeLessThan(130);
  });

  it('keeps polls from being skipped while it is armed, and no longer', async () => {
    const registry = new SkipRegistry();
    const rig = new Rig({}, { veto: registry });
    await rig.start();
    rig.device.faults.arm({ kind: 'broken-crc' }, 2);
    const before = registry.vetoed('banknote-acceptor');
    await rig.ask(FRAMES.poll);
    const between = registry.vetoed('banknote-acceptor');
    await rig.ask(FRAMES.poll);
    expect([before, between, registry.vetoed('banknote-acceptor')]).toEqual([true, true, false]);
  });

  it('of a note does not keep polls from being skipped', async () => {
    const registry = new SkipRegistry();
    const rig = new Rig({}, { veto: registry });
    rig.device.faults.arm({ kind: 'stacked-lost' });
    expect(registry.vetoed('banknote-acceptor')).toBe(false);
  });
});

describe('a dead interface', () => {
  it('says nothing while the motors go on', async () => {
    const rig = new Rig();
    const inserted = await rig.escrowed();
    await rig.ask(FRAMES.stack);
    rig.device.mute(true);
    expect(await rig.ask(FRAMES.poll)).toBe('');
    await rig.clock.run(1_000);
    expect(rig.placeOf(inserted)).toBe('box');
  });

  it('speaks again afterwards, with the report still to come', async () => {
    const rig = new Rig();
    await rig.escrowed();
    await rig.ask(FRAMES.stack);
    rig.device.mute(true);
    await rig.clock.run(10_000);
    rig.device.mute(false);
    expect(await rig.poll()).toBe(compact(FRAMES.stacked2));
  });
});
