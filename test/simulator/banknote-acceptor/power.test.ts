/**
 * Power cuts at every moment: what the device says afterwards is where the note is. ccnet.md §8, §10, §13.
 */
import { describe, expect, it } from 'vitest';
import type { CcnetDeviceSettings } from '../../../simulator/devices/banknote-acceptor/ccnet-device.ts';
import { compact, FRAMES, hexes, note, Rig } from './rig.ts';

interface Found {
  readonly place: string;
  readonly counter: number;
  readonly state: string;
}

/** Cuts the power `ms` after STACK was sent to a note in escrow. */
async function cutWhileStacking(ms: number, options: CcnetDeviceSettings = {}): Promise<Found> {
  const rig = new Rig(options);
  const inserted = await rig.escrowed();
  rig.send(FRAMES.stack);
  await rig.clock.run(ms);
  rig.device.powerOff();
  rig.device.powerOn();
  await rig.clock.run(300);
  return { place: rig.placeOf(inserted), counter: rig.device.counter, state: (await rig.poll()).slice(6, 8) };
}

describe('a power cut while stacking', () => {
  it('at every millisecond leaves a power-up state that tells where the note is', async () => {
    for (let ms = 0; ms <= 1_000; ms += 1) {
      const found = await cutWhileStacking(ms);
      const expected =
        ms < 500
          ? { place: 'escrow', counter: 0, state: '11' }
          : ms < 800
            ? { place: 'stacker', counter: 0, state: '12' }
            : { place: 'box', counter: 1, state: '10' };
      expect(found, `${ms} ms`).toEqual(expected);
    }
  });

  it('leaves 12 until the report was acknowledged, in a device that remembers', async () => {
    expect(await cutWhileStacking(850, { remembersUnreported: true })).toEqual({
      place: 'box',
      counter: 1,
      state: '12',
    });
  });

  it('leaves 12 after the report, in a device that reports before the note lies flat', async () => {
    const early = { timings: { stackFlatMs: 1_500 } };
    expect((await cutWhileStacking(1_000, early)).state).toBe('12');
  });

  it('loses the counter in a device whose counter is volatile', async () => {
    expect((await cutWhileStacking(850, { counterSurvives: false })).counter).toBe(0);
  });
});

describe('the power-fail replay of the sheet', () => {
  it('runs byte for byte: 12, RESET, 13, 81, 19', async () => {
    const rig = new Rig();
    const inserted = await rig.escrowed();
    await rig.ask('02 03 06 35 EC E4');
    await rig.clock.run(600);
    rig.device.powerOff();
    rig.device.powerOn();
    await rig.clock.run(300);
    expect(await rig.ask('02 03 06 33 DA 81')).toBe(compact('02 03 06 12 51 B1'));
    rig.send('02 03 06 00 C2 82');
    await rig.clock.run(20);
    expect(await rig.ask('02 03 06 30 41 B3')).toBe(compact('02 03 06 00 C2 82'));
    expect(await rig.ask('02 03 06 33 DA 81')).toBe(compact('02 03 06 13 D8 A0'));
    rig.send('02 03 06 00 C2 82');
    await rig.clock.run(2_000);
    expect(await rig.ask('02 03 06 33 DA 81')).toBe(compact('02 03 07 81 02 46 09'));
    rig.send('02 03 06 00 C2 82');
    await rig.clock.run(20);
    expect(await rig.ask('02 03 06 33 DA 81')).toBe(compact('02 03 06 19 82 0F'));
    expect(rig.placeOf(inserted)).toBe('box');
    expect(rig.device.counter).toBe(1);
  });

  it('ends in 10 when the power fails again after the note was laid flat', async () => {
    const rig = new Rig();
    await rig.escrowed();
    await rig.ask(FRAMES.stack);
    await rig.clock.run(600);
    for (const untilFlat of [1_100, 0]) {
      rig.device.powerOff();
      rig.device.powerOn();
      await rig.clock.run(300);
      if (untilFlat === 0) break;
      await rig.ask(FRAMES.reset);
      await rig.clock.run(untilFlat);
    }
    expect(await rig.poll()).toBe(compact(FRAMES.powerUp));
    expect(rig.device.counter).toBe(1);
  });

  it('can be repeated when the power fails again before the note lies flat', async () => {
    const rig = new Rig();
    await rig.escrowed();
    await rig.ask(FRAMES.stack);
    await rig.clock.run(600);
    for (const _cut of [1, 2]) {
      rig.device.powerOff();
      rig.device.powerOn();
      await rig.clock.run(300);
      expect(await rig.poll()).toBe(compact(FRAMES.powerUpInStacker));
      await rig.ask(FRAMES.reset);
      await rig.clock.run(500);
    }
  });
});

describe('a note found in the validator', () => {
  it('is handed back after RESET with 18 and 82, then 13 and 19', async () => {
    const rig = new Rig();
    const inserted = await rig.escrowed();
    rig.device.powerOff();
    rig.device.powerOn();
    await rig.clock.run(300);
    expect(await rig.poll()).toBe(compact(FRAMES.powerUpInValidator));
    await rig.ask(FRAMES.reset);
    expect(await rig.pollFor(1_000)).toEqual(hexes(FRAMES.returning));
    expect(rig.device.takeReturned()).toEqual([inserted]);
    expect(await rig.pollFor(3_000)).toEqual(hexes(FRAMES.returned2, FRAMES.initialize, FRAMES.disabled));
  });

  it('is handed back under 13 alone by a device that does not show it', async () => {
    const rig = new Rig({ showsPowerUpReturn: false });
    const inserted = await rig.escrowed();
    rig.device.powerOff();
    rig.device.powerOn();
    await rig.clock.run(300);
    await rig.ask(FRAMES.reset);
    expect(await rig.pollFor(1_000)).toEqual(hexes(FRAMES.initialize));
    expect(rig.device.takeReturned()).toEqual([inserted]);
    expect(await rig.pollFor(3_000)).toEqual(hexes(FRAMES.initialize, FRAMES.disabled));
  });

  it('that was never recognised comes back without 82', async () => {
    const rig = new Rig();
    await rig.startEnabled();
    rig.device.insert(note());
    await rig.clock.run(500);
    rig.device.powerOff();
    rig.device.powerOn();
    await rig.clock.run(300);
    await rig.ask(FRAMES.reset);
    await rig.clock.run(1_000);
    rig.device.takeReturned();
    expect(await rig.pollFor(3_000)).toEqual(hexes(FRAMES.initialize, FRAMES.disabled));
  });

  it('may be pulled out of the slot while the power is off: 10', async () => {
    const rig = new Rig();
    const inserted = await rig.escrowed();
    await rig.ask(FRAMES.return);
    await rig.clock.run(1_000);
    rig.device.powerOff();
    expect(rig.device.takeReturned()).toEqual([inserted]);
    rig.device.powerOn();
    await rig.clock.run(300);
    expect(await rig.poll()).toBe(compact(FRAMES.powerUp));
  });
});

describe('what survives', () => {
  it('is plain JSON that another device goes on from', async () => {
    const rig = new Rig();
    const inserted = await rig.escrowed();
    await rig.ask(FRAMES.stack);
    await rig.clock.run(600);
    const text = JSON.stringify(rig.device.snapshot());
    const other = new Rig();
    other.device.restore(JSON.parse(text) as ReturnType<typeof other.device.snapshot>);
    other.device.powerOn();
    await other.clock.run(300);
    expect(await other.poll()).toBe(compact(FRAMES.powerUpInStacker));
    expect(other.placeOf(inserted)).toBe('stacker');
  });

  it('is not touched by what the device does after the snapshot', async () => {
    const rig = new Rig();
    await rig.escrowed();
    const snapshot = rig.device.snapshot();
    await rig.ask(FRAMES.stack);
    await rig.clock.run(1_000);
    expect(snapshot).toMatchObject({ counter: 0, box: [], transit: { place: 'escrow' } });
  });

  it('is the same whether it was asked for or the power was cut', async () => {
    const rig = new Rig();
    await rig.escrowed();
    await rig.ask(FRAMES.stack);
    await rig.clock.run(850);
    const before = rig.device.snapshot();
    rig.device.powerOff();
    expect(rig.device.snapshot()).toEqual(before);
  });

  it('does not include the masks', async () => {
    const rig = new Rig();
    await rig.startEnabled();
    rig.device.powerOff();
    await rig.start();
    expect(await rig.poll()).toBe(compact(FRAMES.disabled));
  });
});

describe('the eye-witness', () => {
  it('sees each movement of a stacked note once, in order', async () => {
    const rig = new Rig();
    const inserted = await rig.escrowed();
    await rig.ask(FRAMES.stack);
    await rig.clock.run(1_000);
    const moves = rig.physical.filter(
      (event) => event.kind === 'note-moved' && event.note.id === inserted.id,
    );
    expect(moves.map((event) => (event.kind === 'note-moved' ? `${event.from}>${event.to}` : ''))).toEqual([
      'hand>path',
      'path>escrow',
      'escrow>stacker',
      'stacker>box',
    ]);
  });

  it('sees the note pass the point of no return 0.5 s after STACK', async () => {
    const rig = new Rig();
    await rig.escrowed();
    const at = rig.clock.monotonic();
    await rig.ask(FRAMES.stack);
    await rig.clock.run(1_000);
    const passed = rig.physical.find((event) => event.kind === 'note-moved' && event.to === 'stacker');
    expect(passed?.at).toBe(at + 500);
  });

  it('sees what the operator took out of the box', async () => {
    const rig = new Rig();
    const inserted = await rig.escrowed();
    await rig.ask(FRAMES.stack);
    await rig.clock.run(1_000);
    rig.device.box.remove();
    rig.device.box.empty();
    expect(rig.physical.at(-1)).toMatchObject({ kind: 'box-emptied', notes: [inserted] });
    expect(rig.device.box.notes).toEqual([]);
  });
});
