/** The hold (预留) at the server: it ends with the slot, whatever happens to the visit that asked for it (design.md §6, §12.7). */
import { describe, expect, it } from 'vitest';
import { Stage } from './stage.ts';

describe('a hold', () => {
  it('is released and the slot shut when the card is lifted at any moment on the way to the slot', async () => {
    for (let delay = 0; delay <= 400; delay += 10) {
      const stage = await Stage.open();
      await stage.toMenu();
      stage.press('cash');
      await stage.sees('check-card');
      stage.lift();
      await stage.run(delay);
      stage.press('next');
      await stage.run(3_000);
      expect(stage.screen.id, `lifted ${delay} ms before`).toBe('attract');
      expect(stage.hardware.board.lamps.green).toBe(false);
      expect(stage.insert()).toBe('refused');
      expect(stage.orders.filter((state) => state !== 'released')).toEqual([]);
    }
  });

  it.each([0x5b, 0x34, 0x31])(
    'is released when the card is lifted while the acceptor is slow to open (%i)',
    async (command) => {
      const stage = await Stage.open();
      await stage.toMenu();
      stage.hardware.acceptor.faults.arm({ kind: 'no-answer', command, executed: false }, 2);
      stage.press('cash');
      await stage.sees('check-card');
      stage.press('next');
      await stage.clock.runUntil(() => stage.factTypes.includes('hold-answered'), 5_000);
      stage.lift();
      await stage.run(5_000);
      expect(stage.screen.id).toBe('attract');
      expect(stage.hardware.board.lamps.green).toBe(false);
      expect(stage.insert()).toBe('refused');
      expect(stage.orders).toEqual(['released']);
    },
  );

  it('is released, and no other note asked for, when the card was lifted before its note was refused', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    stage.insert(stage.note({ condition: 'torn' }));
    await stage.run(300);
    stage.lift();
    await stage.run(4_000);
    stage.takeNote();
    await stage.run(1_000);
    expect(stage.screen.id).toBe('attract');
    expect(stage.hardware.board.lamps.green).toBe(false);
    expect(stage.insert()).toBe('refused');
    expect(stage.orders).toEqual(['released']);
  });

  it('that the server did not answer in time opens no slot: E401, and it is released later', async () => {
    const stage = await Stage.open();
    await stage.toMenu();
    stage.press('cash');
    await stage.sees('check-card');
    stage.network.fate = () => 'lose-reply';
    stage.press('next');
    const screen = await stage.sees('failure');
    expect(screen.message.code).toBe('E401');
    expect(stage.insert()).toBe('refused');
    expect(stage.factTypes).not.toContain('slot-opened');
    stage.network.fate = undefined;
    await stage.run(40_000);
    await stage.sound();
    expect(stage.orders).toEqual(['released']);
  });

  it('is released when the card is lifted while the server keeps it waiting', async () => {
    const stage = await Stage.open();
    await stage.toMenu();
    stage.press('cash');
    await stage.sees('check-card');
    stage.network.fate = () => 'delay-reply';
    stage.press('next');
    await stage.run(2_000);
    stage.lift();
    await stage.sees('attract');
    stage.network.fate = undefined;
    await stage.run(60_000);
    await stage.sound();
    expect(stage.orders.filter((state) => state !== 'released')).toEqual([]);
    await stage.serves();
  });

  it('is released when the slot cannot be opened after all', async () => {
    const stage = await Stage.open();
    await stage.toMenu();
    stage.press('cash');
    await stage.sees('check-card');
    stage.press('next');
    stage.hardware.acceptor.box.remove();
    await stage.sees('failure');
    await stage.run(5_000);
    await stage.sound();
    expect(stage.orders).toEqual(['released']);
  });

  it('of one visit is not in the way of the next', async () => {
    const stage = await Stage.open();
    for (let visit = 0; visit < 12; visit += 1) {
      await stage.toSlot();
      stage.lift();
      await stage.sees('attract');
      await stage.run(2_000);
    }
    expect(await stage.toMenu()).toBeDefined();
    stage.press('cash');
    expect(await stage.sees('check-card')).toMatchObject({ room: 90_000 });
  });
});
