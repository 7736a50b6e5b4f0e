import { afterEach, describe, expect, it } from 'vitest';
import { closeRigs, Rig } from './rig.ts';

afterEach(closeRigs);

const A = { kiosk: 'A' } as const;

async function atSlot(): Promise<Rig> {
  const rig = await Rig.open();
  await rig.toSlot('A', 'zhang');
  return rig;
}

/** Waits until the kiosk shows the message of the returned note, and the note stands in the slot. */
async function returned(rig: Rig): Promise<string | undefined> {
  const inSlot = (): boolean => rig.kiosk('A').acceptor.moving.some(({ place }) => place === 'slot');
  expect(await rig.clock.runUntil(inSlot, 30_000)).toBe(true);
  await rig.run(500);
  return rig.kiosk('A').screen?.message?.code;
}

describe('notes at the bench', () => {
  it('of the 2005 edition are taken like those of 2015', async () => {
    const rig = await atSlot();
    await rig.do({ do: 'feed-note', ...A, note: 'good-2005' });
    await rig.sees('A', 'result');
    expect(rig.state.sum).toMatchObject({ taken: 10_000, onCards: 10_000 });
  });

  it.each(['edition-1999', 'fifty-yuan', 'torn', 'counterfeit'] as const)(
    'that are not accepted come back: %s',
    async (note) => {
      const rig = await atSlot();
      await rig.do({ do: 'feed-note', ...A, note });
      expect(await returned(rig)).toMatch(/^E2\d\d$/u);
      expect(rig.money).toMatchObject({ paper: 'slot', tone: 'moving' });
      await rig.do({ do: 'take-note', ...A });
      expect(rig.money).toMatchObject({ paper: 'hand', tone: 'returned' });
      expect(rig.state.sum).toMatchObject({ taken: 0, missing: 0 });
      await rig.sees('A', 'insert-note');
    },
  );

  it('two at once both come back', async () => {
    const rig = await atSlot();
    await rig.do({ do: 'feed-note', ...A, note: 'two-at-once' });
    const both = (): boolean =>
      rig.kiosk('A').acceptor.moving.filter(({ place }) => place === 'slot').length === 2;
    expect(await rig.clock.runUntil(both, 30_000)).toBe(true);
    await rig.do({ do: 'take-note', ...A });
    expect(rig.state.money.map(({ paper }) => paper)).toEqual(['hand', 'hand']);
    expect(rig.state.sum).toMatchObject({ taken: 0, missing: 0 });
  });

  it('stand in the slot until somebody takes them', async () => {
    const rig = await atSlot();
    await rig.do({ do: 'feed-note', ...A, note: 'torn' });
    await returned(rig);
    await rig.run(60_000);
    expect(rig.money.paper).toBe('slot');
  });

  it('have numbers of their own', async () => {
    const rig = await atSlot();
    await rig.do({ do: 'feed-note', ...A, note: 'torn' });
    await returned(rig);
    await rig.do({ do: 'take-note', ...A });
    await rig.sees('A', 'insert-note');
    await rig.clock.runUntil(() => rig.kiosk('A').acceptor.state === 'idling', 20_000);
    await rig.do({ do: 'feed-note', ...A, note: 'good-2015' });
    expect(rig.state.money.map(({ note }) => note)).toEqual(['note-000002', 'note-000001']);
  });

  it.each(['before-escrow', 'in-escrow', 'stacking'] as const)(
    'that jam come back out when somebody sees to it: %s',
    async (at) => {
      const rig = await atSlot();
      await rig.do({ do: 'jam-next', ...A, at }, { do: 'feed-note', ...A, note: 'good-2015' });
      expect(await rig.clock.runUntil(() => rig.kiosk('A').acceptor.jammed, 60_000)).toBe(true);
      expect(rig.kiosk('A').armed).toEqual([]);
      expect(rig.money.tone).toBe('trouble');
      await rig.do({ do: 'clear-jam', ...A });
      await returned(rig);
      await rig.do({ do: 'take-note', ...A });
      await rig.run(30_000);
      await rig.sent();
      expect(rig.state.sum).toMatchObject({ taken: 0, onCards: 0, missing: 0 });
    },
  );

  it('that jam and end in the box are accounted for', async () => {
    const rig = await atSlot();
    await rig.do(
      { do: 'jam-next', ...A, at: 'stacking-then-box' },
      { do: 'feed-note', ...A, note: 'good-2015' },
    );
    expect(await rig.clock.runUntil(() => rig.kiosk('A').acceptor.jammed, 60_000)).toBe(true);
    await rig.run(120_000);
    await rig.sent();
    expect(rig.money.paper).toBe('box');
    expect(rig.state.sum).toMatchObject({ taken: 10_000, missing: 0, open: 0 });
  });

  it('jam no more when the waiting jam was called off', async () => {
    const rig = await atSlot();
    await rig.do({ do: 'jam-next', ...A, at: 'in-escrow' }, { do: 'clear-jam', ...A });
    expect(rig.kiosk('A').armed).toEqual([]);
    await rig.do({ do: 'feed-note', ...A, note: 'good-2015' });
    await rig.sees('A', 'result');
  });
});

describe('the cash box', () => {
  it('out of its place greys cash top-up, and back it serves again', async () => {
    const rig = await Rig.open();
    await rig.do({ do: 'remove-box', ...A }, { do: 'lay-card', ...A, card: 'zhang' });
    await rig.sees('A', 'menu');
    await rig.run(1_000);
    expect(rig.kiosk('A').acceptor).toMatchObject({ boxPresent: false, state: 'boxRemoved' });
    expect(rig.kiosk('A').troubles).toContain('ACCEPTOR_BOX_REMOVED');
    expect(rig.screen('A')).toMatchObject({ cashUnavailable: expect.anything() as unknown });
    await rig.do({ do: 'insert-box', ...A });
    const offered = (): boolean =>
      rig.screen('A')!.buttons.some(({ id, enabled }) => id === 'cash' && enabled);
    expect(await rig.clock.runUntil(offered, 20_000)).toBe(true);
  });

  it('is full after it was filled, and the school’s own notes are nobody’s money', async () => {
    const rig = await Rig.open();
    await rig.do({ do: 'remove-box', ...A }, { do: 'fill-box', ...A }, { do: 'insert-box', ...A });
    expect(await rig.clock.runUntil(() => rig.kiosk('A').acceptor.state === 'boxFull', 20_000)).toBe(true);
    const { notesInBox, boxCapacity } = rig.kiosk('A').acceptor;
    expect(notesInBox).toBe(boxCapacity);
    expect(rig.state.money).toEqual([]);
    expect(rig.state.sum).toMatchObject({ taken: 0, missing: 0 });
  });

  it('emptied takes notes again, and the fed notes are with the operator', async () => {
    const rig = await Rig.open();
    await rig.toResult('A', 'zhang');
    await rig.leave('A', 'zhang');
    await rig.do({ do: 'remove-box', ...A }, { do: 'fill-box', ...A }, { do: 'empty-box', ...A });
    await rig.do({ do: 'insert-box', ...A });
    await rig.run(5_000);
    expect(rig.money).toMatchObject({ paper: 'operator', tone: 'done' });
    await rig.toResult('A', 'test');
    await rig.sound();
    expect(rig.state.sum).toMatchObject({ taken: 20_000, onCards: 20_000 });
  });
});
