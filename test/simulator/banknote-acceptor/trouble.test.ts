/** Jams, cheating, failures, and reports that are wrong, late or missing. ccnet.md §8, §9; domain.md §12. */
import { describe, expect, it } from 'vitest';
import { compact, FRAMES, hexes, note, Rig } from './rig.ts';

describe('a jam', () => {
  it('before escrow shows 43 and ends with the note in the slot', async () => {
    const rig = new Rig({ timings: { jamClearsMs: undefined } });
    await rig.startEnabled();
    rig.device.faults.arm({ kind: 'jam', at: 'before-escrow', ends: 'slot' });
    const inserted = note();
    rig.device.insert(inserted);
    expect(await rig.pollFor(2_000)).toEqual(hexes(FRAMES.accepting, FRAMES.pathJam));
    expect(rig.placeOf(inserted)).toBe('path');
    rig.device.clearJam('slot');
    expect(await rig.pollFor(1_000)).toEqual(hexes(FRAMES.returning));
    expect(rig.device.takeReturned()).toEqual([inserted]);
    expect(await rig.pollFor(3_000)).toEqual(hexes(FRAMES.initialize, FRAMES.disabled));
  });

  it('in escrow shows 43 as soon as the note should move', async () => {
    const rig = new Rig();
    rig.device.faults.arm({ kind: 'jam', at: 'in-escrow', ends: 'slot' });
    const inserted = await rig.escrowed();
    expect(await rig.poll()).toBe(compact(FRAMES.escrow2));
    expect(await rig.ask(FRAMES.stack)).toBe(compact(FRAMES.ack));
    expect(await rig.poll()).toBe(compact(FRAMES.pathJam));
    expect(rig.placeOf(inserted)).toBe('escrow');
  });

  it('while stacking, before the point of no return, shows 44 with the note still in escrow', async () => {
    const rig = new Rig();
    rig.device.faults.arm({ kind: 'jam', at: 'stacking', ends: 'slot' });
    const inserted = await rig.escrowed();
    await rig.ask(FRAMES.stack);
    expect(await rig.pollFor(1_000)).toEqual(hexes(FRAMES.stacking, FRAMES.boxJam));
    expect(rig.placeOf(inserted)).toBe('escrow');
  });

  it('while stacking, past the point, can end in the box: the counter moves, 81 does not come', async () => {
    const rig = new Rig();
    rig.device.faults.arm({ kind: 'jam', at: 'stacking', pastPoint: true, ends: 'box' });
    const inserted = await rig.escrowed();
    await rig.ask(FRAMES.stack);
    await rig.clock.run(1_000);
    expect(rig.placeOf(inserted)).toBe('stacker');
    rig.device.clearJam('box');
    expect(await rig.pollFor(3_000)).toEqual(hexes(FRAMES.initialize, FRAMES.disabled));
    expect(rig.placeOf(inserted)).toBe('box');
    expect(rig.device.counter).toBe(1);
  });

  it('that ends in the box can be reported by 81', async () => {
    const rig = new Rig();
    rig.device.faults.arm({ kind: 'jam', at: 'stacking', pastPoint: true, ends: 'box', reported: true });
    await rig.escrowed();
    await rig.ask(FRAMES.stack);
    await rig.clock.run(1_000);
    rig.device.clearJam('box');
    expect(await rig.pollFor(3_000)).toEqual(hexes(FRAMES.initialize, FRAMES.stacked2, FRAMES.disabled));
  });

  it('can end in the hand of an operator', async () => {
    const rig = new Rig();
    rig.device.faults.arm({ kind: 'jam', at: 'stacking', pastPoint: true, ends: 'operator' });
    const inserted = await rig.escrowed();
    await rig.ask(FRAMES.stack);
    await rig.clock.run(1_000);
    rig.device.clearJam('operator');
    expect(rig.physical.at(-1)).toMatchObject({
      note: inserted,
      from: 'stacker',
      to: 'hand',
      by: 'operator',
    });
  });

  it('clears by itself after 20 s through 13 and 19', async () => {
    const rig = new Rig();
    rig.device.faults.arm({ kind: 'jam', at: 'stacking', pastPoint: true, ends: 'box' });
    await rig.escrowed();
    await rig.ask(FRAMES.stack);
    expect(await rig.pollFor(25_000)).toEqual(
      hexes(FRAMES.stacking, FRAMES.boxJam, FRAMES.initialize, FRAMES.disabled),
    );
  });

  it('comes back after RESET while nobody has cleared it', async () => {
    const rig = new Rig({ timings: { jamClearsMs: undefined } });
    rig.device.faults.arm({ kind: 'jam', at: 'stacking', ends: 'slot' });
    await rig.escrowed();
    await rig.ask(FRAMES.stack);
    await rig.clock.run(1_000);
    await rig.ask(FRAMES.reset);
    expect(await rig.pollFor(3_000)).toEqual(hexes(FRAMES.initialize, FRAMES.boxJam));
  });

  it('that clears by itself before RESET leaves POWER UP standing', async () => {
    const rig = new Rig();
    rig.device.faults.arm({ kind: 'jam', at: 'stacking', pastPoint: true, ends: 'box', reported: true });
    await rig.escrowed();
    await rig.ask(FRAMES.stack);
    await rig.clock.run(1_000);
    rig.device.powerOff();
    rig.device.powerOn();
    expect((await rig.pollFor(25_000)).slice(-1)).toEqual(hexes(FRAMES.powerUpInStacker));
    await rig.ask(FRAMES.reset);
    expect(await rig.pollFor(3_000)).toEqual(hexes(FRAMES.initialize, FRAMES.stacked2, FRAMES.disabled));
  });

  it('clears by itself after a power cut too', async () => {
    const rig = new Rig();
    rig.device.faults.arm({ kind: 'jam', at: 'stacking', pastPoint: true, ends: 'box' });
    await rig.escrowed();
    await rig.ask(FRAMES.stack);
    await rig.clock.run(1_000);
    rig.device.powerOff();
    rig.device.powerOn();
    await rig.clock.run(300);
    await rig.ask(FRAMES.reset);
    expect((await rig.pollFor(25_000)).slice(-3)).toEqual(
      hexes(FRAMES.boxJam, FRAMES.initialize, FRAMES.disabled),
    );
  });

  it('survives a power cut', async () => {
    const rig = new Rig({ timings: { jamClearsMs: undefined } });
    rig.device.faults.arm({ kind: 'jam', at: 'stacking', ends: 'slot' });
    await rig.escrowed();
    await rig.ask(FRAMES.stack);
    await rig.clock.run(1_000);
    rig.device.restore(rig.device.snapshot());
    rig.device.powerOn();
    await rig.clock.run(300);
    expect(await rig.poll()).toBe(compact(FRAMES.powerUpInValidator));
    await rig.ask(FRAMES.reset);
    expect(await rig.pollFor(3_000)).toEqual(hexes(FRAMES.initialize, FRAMES.boxJam));
  });
});

describe('cheating', () => {
  it('while stacking shows 45 and the note is out again', async () => {
    const rig = new Rig();
    rig.device.faults.arm({ kind: 'cheat', at: 'stacking', ends: 'hand' });
    const inserted = await rig.escrowed();
    await rig.ask(FRAMES.stack);
    expect(await rig.pollFor(3_000)).toEqual(hexes(FRAMES.stacking, FRAMES.cheated, FRAMES.idling));
    expect(rig.placeOf(inserted)).toBe('hand');
    expect(rig.device.counter).toBe(0);
  });

  it('that failed leaves the note in the box without 81', async () => {
    const rig = new Rig();
    rig.device.faults.arm({ kind: 'cheat', at: 'stacking', ends: 'box' });
    const inserted = await rig.escrowed();
    await rig.ask(FRAMES.stack);
    expect(await rig.pollFor(4_000)).toEqual(hexes(FRAMES.stacking, FRAMES.cheated, FRAMES.idling));
    expect(rig.placeOf(inserted)).toBe('box');
    expect(rig.device.counter).toBe(1);
  });

  it('on the way in shows 45', async () => {
    const rig = new Rig();
    await rig.startEnabled();
    rig.device.faults.arm({ kind: 'cheat', at: 'accepting', ends: 'hand' });
    rig.device.insert(note());
    expect(await rig.pollFor(3_500)).toEqual(hexes(FRAMES.accepting, FRAMES.cheated, FRAMES.idling));
  });
});

describe('a failure', () => {
  it('shows 47 with its code until repaired, RESET or not', async () => {
    const rig = new Rig();
    await rig.start();
    rig.device.fail(0x50);
    expect(await rig.poll()).toBe(compact(FRAMES.stackMotor));
    await rig.ask(FRAMES.reset);
    expect(await rig.pollFor(3_000)).toEqual(hexes(FRAMES.initialize, FRAMES.stackMotor));
    rig.device.repair();
    expect(await rig.pollFor(3_000)).toEqual(hexes(FRAMES.initialize, FRAMES.disabled));
  });

  it('while stacking leaves the note where it is', async () => {
    const rig = new Rig();
    const inserted = await rig.escrowed();
    await rig.ask(FRAMES.stack);
    await rig.clock.run(590);
    rig.device.fail(0x50);
    await rig.clock.run(5_000);
    expect(rig.placeOf(inserted)).toBe('stacker');
  });
});

describe('a failure with a note in escrow', () => {
  it('keeps the note through RESET, and hands it back once repaired', async () => {
    const rig = new Rig();
    const inserted = await rig.escrowed();
    rig.device.fail(0x52);
    await rig.ask(FRAMES.reset);
    await rig.clock.run(3_000);
    expect(rig.placeOf(inserted)).toBe('escrow');
    rig.device.repair();
    await rig.clock.run(1_000);
    expect(rig.device.takeReturned()).toEqual([inserted]);
  });
});

describe('a report of stacking', () => {
  it('that was lost does not come after RESET either', async () => {
    const rig = new Rig();
    rig.device.faults.arm({ kind: 'stacked-lost' });
    await rig.escrowed();
    await rig.ask(FRAMES.stack);
    await rig.clock.run(1_000);
    await rig.ask(FRAMES.reset);
    expect(await rig.pollFor(3_000)).toEqual(hexes(FRAMES.initialize, FRAMES.disabled));
  });

  it('that came before the note lay flat is not repeated by RESET', async () => {
    const rig = new Rig({ timings: { stackFlatMs: 1_500 } });
    await rig.escrowed();
    await rig.ask(FRAMES.stack);
    await rig.pollFor(2_000);
    await rig.ask(FRAMES.reset);
    expect(await rig.pollFor(3_000)).toEqual(hexes(FRAMES.initialize, FRAMES.disabled));
  });

  it('can be lost: 17 goes straight to 14 while the note is in the box', async () => {
    const rig = new Rig();
    rig.device.faults.arm({ kind: 'stacked-lost' });
    const inserted = await rig.escrowed();
    await rig.ask(FRAMES.stack);
    expect(await rig.pollFor(1_500)).toEqual(hexes(FRAMES.stacking, FRAMES.idling));
    expect(rig.placeOf(inserted)).toBe('box');
    expect(rig.device.counter).toBe(1);
  });

  it('can name another type than the one in escrow', async () => {
    const rig = new Rig();
    rig.device.faults.arm({ kind: 'stacked-as', type: 4 });
    await rig.escrowed();
    await rig.ask(FRAMES.stack);
    await rig.clock.run(1_000);
    expect((await rig.poll()).slice(6, 10)).toBe('8104');
  });

  it('can come late', async () => {
    const rig = new Rig();
    rig.device.faults.arm({ kind: 'stacked-late', delayMs: 20_000 });
    const inserted = await rig.escrowed();
    await rig.ask(FRAMES.stack);
    expect(await rig.pollFor(20_000)).toEqual(hexes(FRAMES.stacking));
    expect(rig.placeOf(inserted)).toBe('box');
    expect(await rig.pollFor(2_000)).toEqual(hexes(FRAMES.stacking, FRAMES.stacked2, FRAMES.idling));
  });
});
