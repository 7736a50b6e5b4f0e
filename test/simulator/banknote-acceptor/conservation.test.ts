/**
 * Whatever people, hosts, faults and power do: each note is in one place, and the eye-witness saw how it got
 * there.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CcnetFault } from '../../../simulator/devices/banknote-acceptor/faults.ts';
import { FRAMES, note, Rig } from './rig.ts';

type Step =
  | { readonly kind: 'send'; readonly frame: keyof typeof FRAMES }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'insert'; readonly genuine: boolean }
  /** See to everything but jams, reset, enable, insert, stack, and stop this long after STACK. */
  | { readonly kind: 'note-cycle'; readonly stopAfterMs: number }
  | { readonly kind: 'take' | 'power-cycle' | 'power-off' | 'power-on' | 'box-out' | 'box-in' | 'box-empty' }
  | { readonly kind: 'restore' | 'fail' | 'repair' }
  | { readonly kind: 'clear'; readonly end: 'slot' | 'box' | 'operator' }
  | { readonly kind: 'fault'; readonly fault: CcnetFault };

const FAULTS: readonly CcnetFault[] = [
  { kind: 'reject', code: 0x62 },
  { kind: 'jam', at: 'before-escrow', ends: 'slot' },
  { kind: 'jam', at: 'in-escrow', ends: 'slot' },
  { kind: 'jam', at: 'in-escrow', ends: 'box' },
  { kind: 'jam', at: 'stacking', ends: 'slot' },
  { kind: 'jam', at: 'stacking', pastPoint: true, ends: 'slot' },
  { kind: 'jam', at: 'stacking', pastPoint: true, ends: 'box', reported: true },
  { kind: 'jam', at: 'stacking', pastPoint: true, ends: 'operator' },
  { kind: 'cheat', at: 'accepting', ends: 'hand' },
  { kind: 'cheat', at: 'stacking', ends: 'hand' },
  { kind: 'cheat', at: 'stacking', ends: 'box' },
  { kind: 'stacked-lost' },
  { kind: 'stacked-as', type: 1 },
  { kind: 'stacked-late', delayMs: 3_000 },
  { kind: 'no-answer', executed: true },
];

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      frame: fc.constantFrom(
        'poll' as const,
        'ack' as const,
        'reset' as const,
        'enable23' as const,
        'enable23' as const,
        'disableAll' as const,
        'stack' as const,
        'stack' as const,
        'return' as const,
        'hold' as const,
      ),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.constantFrom(20, 300, 500, 700, 900, 1_200, 2_000, 12_000),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('insert' as const), genuine: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        ...([
          'take',
          'take',
          'power-cycle',
          'power-off',
          'power-on',
          'box-out',
          'box-in',
          'box-empty',
        ] as const),
        ...(['restore', 'fail', 'repair'] as const),
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('note-cycle' as const),
      stopAfterMs: fc.integer({ min: 0, max: 1_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('clear' as const),
      end: fc.constantFrom('slot' as const, 'box' as const, 'operator' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('fault' as const), fault: fc.constantFrom(...FAULTS) }),
  },
);

async function perform(rig: Rig, one: Step): Promise<void> {
  const { device } = rig;
  switch (one.kind) {
    case 'send':
      await rig.ask(FRAMES[one.frame]);
      return;
    case 'wait':
      await rig.clock.run(one.ms);
      return;
    case 'insert':
      device.insert(note({ genuine: one.genuine }));
      return;
    case 'note-cycle':
      device.powerOn();
      device.box.insert();
      device.repair();
      await rig.clock.run(1_000);
      device.takeReturned();
      await rig.ask(FRAMES.reset);
      await rig.clock.run(1_000);
      device.takeReturned();
      await rig.clock.run(2_000);
      await rig.ask(FRAMES.enable23);
      device.insert(note());
      await rig.clock.run(1_200);
      rig.send(FRAMES.stack);
      await rig.clock.run(one.stopAfterMs);
      return;
    case 'take':
      device.takeReturned();
      return;
    case 'power-cycle':
      device.powerOff();
      device.powerOn();
      await rig.clock.run(300);
      await rig.ask(FRAMES.reset);
      return;
    case 'power-off':
      device.powerOff();
      return;
    case 'power-on':
      device.powerOn();
      return;
    case 'box-out':
      device.box.remove();
      return;
    case 'box-in':
      device.box.insert();
      return;
    case 'box-empty':
      device.box.empty();
      return;
    case 'restore':
      device.restore(device.snapshot());
      device.powerOn();
      return;
    case 'fail':
      device.fail(0x50);
      return;
    case 'repair':
      device.repair();
      return;
    case 'clear':
      device.clearJam(one.end);
      return;
    case 'fault':
      device.faults.arm(one.fault);
  }
}

/** Follows every note by what the eye-witness saw; complains about a movement from where the note was not. */
function witnessed(rig: Rig): { readonly places: Record<string, string>; readonly laidFlat: number } {
  const places: Record<string, string> = {};
  let laidFlat = 0;
  for (const event of rig.physical) {
    if (event.kind === 'box-emptied') {
      for (const taken of event.notes) {
        expect(places[taken.id]).toBe('box');
        delete places[taken.id];
      }
    }
    if (event.kind !== 'note-moved') continue;
    expect(event.from).toBe(places[event.note.id] ?? 'hand');
    if (event.to === 'box') laidFlat += 1;
    if (event.to === 'hand') delete places[event.note.id];
    else places[event.note.id] = event.to;
  }
  return { places, laidFlat };
}

describe('notes', () => {
  it('are never lost, doubled or moved unseen', async () => {
    let inBoxes = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
        const rig = new Rig({ timings: { jamClearsMs: 4_000 } });
        await rig.startEnabled();
        for (const one of steps) await perform(rig, one);
        const { places, laidFlat } = witnessed(rig);
        const kept = Object.fromEntries(rig.device.notes.map((placed) => [placed.note.id, placed.place]));
        expect(kept).toEqual(places);
        expect(rig.device.notes).toHaveLength(Object.keys(places).length);
        expect(rig.device.counter).toBe(laidFlat);
        inBoxes += laidFlat;
      }),
      { numRuns: 200, seed: 1 },
    );
    expect(inBoxes).toBeGreaterThan(200);
  });

  it('never keep the device from serving again once everything is seen to', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
        const rig = new Rig({ timings: { jamClearsMs: 4_000 } });
        await rig.startEnabled();
        for (const one of steps) await perform(rig, one);
        const { device } = rig;
        device.faults.clear();
        device.powerOn();
        device.box.insert();
        device.repair();
        device.clearJam('slot');
        await rig.clock.run(15_000);
        device.takeReturned();
        await rig.ask(FRAMES.reset);
        await rig.clock.run(1_000);
        device.takeReturned();
        await rig.clock.run(3_000);
        await rig.pollFor(1_500);
        await rig.ask(FRAMES.enable23);
        expect(device.insert(note())).toBe('drawn-in');
      }),
      { numRuns: 100, seed: 2 },
    );
  });
});
