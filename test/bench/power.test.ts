import { afterEach, describe, expect, it } from 'vitest';
import { CABLES } from '../../simulator/bench/actions.ts';
import { closeRigs, Rig } from './rig.ts';

afterEach(closeRigs);

const A = { kiosk: 'A' } as const;

describe('cables, mains and program', () => {
  it.each(CABLES)(
    'without the cable of %s the kiosk names a trouble, and with it serves again',
    async (cable) => {
      const rig = await Rig.open();
      await rig.do({ do: 'unplug', ...A, cable });
      expect(await rig.clock.runUntil(() => rig.kiosk('A').troubles.length > 0, 20_000)).toBe(true);
      expect(rig.kiosk('A').cables[cable]).toBe(false);
      await rig.do({ do: 'plug', ...A, cable });
      expect(await rig.clock.runUntil(() => rig.kiosk('A').troubles.length === 0, 60_000)).toBe(true);
      await rig.sees('A', 'attract');
      await rig.toResult('A', 'zhang');
    },
  );

  it('without power the screen is dark and nothing answers', async () => {
    const rig = await Rig.open();
    await rig.do({ do: 'cut-power', ...A });
    expect(rig.kiosk('A')).toMatchObject({
      mains: false,
      program: 'dead',
      screen: undefined,
      lamp: 'off',
      acceptor: { state: undefined },
    });
    await rig.do({ do: 'power-on', ...A });
    await rig.sees('A', 'attract');
  });

  it('a program that was killed leaves its devices powered, and starts again', async () => {
    const rig = await Rig.open();
    await rig.do({ do: 'kill-program', ...A });
    expect(rig.kiosk('A')).toMatchObject({ mains: true, program: 'dead', screen: undefined });
    expect(rig.kiosk('A').acceptor.state).toBe('disabled');
    await rig.do({ do: 'start-program', ...A });
    await rig.sees('A', 'attract');
    expect(rig.kiosk('A').program).toBe('running');
  });

  it('a power cut while the card is being written ends with the money on the card once', async () => {
    const rig = await Rig.open();
    await rig.toSlot('A', 'zhang');
    await rig.do({ do: 'feed-note', ...A, note: 'good-2015' });
    await rig.sees('A', 'writing');
    await rig.run(60);
    await rig.do({ do: 'cut-power', ...A }, { do: 'lift-card', card: 'zhang' }, { do: 'power-on', ...A });
    await rig.sees('A', 'attract');
    await rig.sent();
    expect(rig.state.sum).toMatchObject({ taken: 10_000, missing: 0 });
    await rig.do({ do: 'lay-card', kiosk: 'B', card: 'zhang' });
    const offer = (): boolean => ['rewrite-offer', 'result'].includes(rig.screen('B')?.id ?? '');
    expect(await rig.clock.runUntil(offer, 30_000)).toBe(true);
    if (rig.screen('B')?.id === 'rewrite-offer') await rig.do({ do: 'press', kiosk: 'B', button: 'rewrite' });
    await rig.sees('B', 'result');
    await rig.sound();
    expect(rig.card('zhang')).toMatchObject({ truth: { balance: 11_250, loadCounter: 43 }, ledger: 11_250 });
  });

  it('an open door shows on the kiosk', async () => {
    const rig = await Rig.open();
    await rig.do({ do: 'door', ...A, open: true });
    await rig.run(2_000);
    expect(rig.kiosk('A').doorOpen).toBe(true);
    expect(rig.bench.place('A').kiosk.terminal?.devices.indicator?.switches?.doorOpen).toBe(true);
  });

  it('the language of the page follows the choice', async () => {
    const rig = await Rig.open();
    await rig.do({ do: 'language', ...A, language: 'en' });
    await rig.run(100);
    expect(rig.screen('A')?.language).toBe('en');
  });

  it('a key of the keypad does what its button does', async () => {
    const rig = await Rig.open();
    await rig.do({ do: 'lay-card', ...A, card: 'zhang' });
    const menu = await rig.sees('A', 'menu');
    const cash = menu.buttons.find(({ id }) => id === 'cash')!;
    await rig.do({ do: 'key', ...A, key: cash.key });
    await rig.sees('A', 'check-card');
  });

  it('a clock that jumps shows everywhere and stops nothing', async () => {
    const rig = await Rig.open();
    const before = rig.state.time;
    await rig.do({ do: 'jump-clock', minutes: 1_440 });
    expect(before).toMatch(/^2099-09-02T/u);
    expect(rig.state.time).toMatch(/^2099-09-03T/u);
    expect(rig.state.clockMovedMinutes).toBe(1_440);
    const result = await rig.toResult('A', 'zhang');
    expect(result.time).toMatch(/^2099-09-03T/u);
    await rig.sound();
  });

  it('a clock that jumps back while money is under way loses nothing', async () => {
    const rig = await Rig.open();
    await rig.toSlot('A', 'zhang');
    await rig.do({ do: 'feed-note', ...A, note: 'good-2015' });
    await rig.sees('A', 'stacking-note');
    await rig.do({ do: 'jump-clock', minutes: -600 });
    await rig.sees('A', 'result');
    await rig.sound();
  });
});
