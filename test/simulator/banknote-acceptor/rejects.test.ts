/** Every way in which a note comes straight back. ccnet.md §8, reject reasons. */
import { describe, expect, it } from 'vitest';
import { yuan } from '../../../src/kernel/fen.ts';
import type { PhysicalNote } from '../../../simulator/devices/banknote-acceptor/physical-note.ts';
import { compact, FRAMES, note, Rig } from './rig.ts';

const ALL_CODES = [
  0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6c, 0x6d, 0x92, 0x93, 0x94, 0x95,
];

async function rejectionOf(inserted: PhysicalNote): Promise<string> {
  const rig = new Rig();
  await rig.startEnabled();
  rig.device.insert(inserted);
  await rig.clock.run(1_200);
  return (await rig.poll()).slice(6, 10);
}

describe('rejection', () => {
  it.each(ALL_CODES.map((code) => [code.toString(16).toUpperCase(), code] as const))(
    'with reason %s can be forced',
    async (hex, code) => {
      const rig = new Rig();
      await rig.startEnabled();
      rig.device.faults.arm({ kind: 'reject', code });
      rig.device.insert(note());
      await rig.clock.run(1_200);
      expect((await rig.poll()).slice(6, 10)).toBe(`1C${hex}`);
    },
  );

  it.each([
    ['a torn note', { condition: 'torn' }, '1C6C'],
    ['a crumpled note', { condition: 'crumpled' }, '1C64'],
    ['a skewed note', { condition: 'skewed' }, '1C60'],
    ['a taped note', { condition: 'taped' }, '1C69'],
    ['a faded note', { condition: 'faded' }, '1C67'],
    ['a damp note', { condition: 'damp' }, '1C61'],
    ['a counterfeit', { genuine: false }, '1C66'],
    ['an edition that the data set does not know', { edition: 1999 }, '1C65'],
    ['a value that the data set does not know', { value: yuan(1) }, '1C65'],
    ['a value that is not enabled', { value: yuan(50) }, '1C68'],
  ] as const)('happens to %s', async (_name, changes, expected) => {
    expect(await rejectionOf(note(changes))).toBe(expected);
  });

  it('of an inhibited denomination is the frame of the sheet', async () => {
    const rig = new Rig();
    await rig.startEnabled();
    rig.device.insert(note({ value: yuan(20) }));
    await rig.clock.run(1_200);
    expect(await rig.poll()).toBe(compact(FRAMES.rejectInhibited));
  });

  it('lets any edition through where the firmware merges them in one cell', async () => {
    const rig = new Rig({
      billTable: [undefined, undefined, { value: yuan(100), edition: undefined, country: 'CHN' }],
    });
    await rig.startEnabled();
    rig.device.insert(note({ edition: 1999 }));
    await rig.clock.run(1_200);
    expect(await rig.poll()).toBe(compact(FRAMES.escrow2));
  });

  it('ends when the note is taken, and leaves it in the hand', async () => {
    const rig = new Rig();
    await rig.startEnabled();
    const inserted = note({ genuine: false });
    rig.device.insert(inserted);
    await rig.clock.run(2_000);
    expect(rig.placeOf(inserted)).toBe('slot');
    expect(rig.device.takeReturned()).toEqual([inserted]);
    await rig.poll();
    expect(await rig.poll()).toBe(compact(FRAMES.idling));
  });

  it('is told even when the note was taken before the host asked', async () => {
    const rig = new Rig();
    await rig.startEnabled();
    rig.device.insert(note({ genuine: false }));
    await rig.clock.run(2_000);
    rig.device.takeReturned();
    expect((await rig.poll()).slice(6, 10)).toBe('1C66');
    expect(await rig.poll()).toBe(compact(FRAMES.idling));
  });
});
