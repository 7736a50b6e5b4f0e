import { afterEach, describe, expect, it } from 'vitest';
import { closeRigs, Rig } from './rig.ts';

afterEach(closeRigs);

const A = { kiosk: 'A' } as const;

/** A tear at A before the card hears the write, not put back in time. */
async function tearAtA(rig: Rig, phase: 'command' | 'answer' = 'command'): Promise<void> {
  await rig.do({ do: 'pull-card-at', ...A, command: 'credit-for-load', phase });
  await rig.toSlot('A', 'zhang');
  await rig.do({ do: 'feed-note', ...A, note: 'good-2015' });
  await rig.sees('A', 'torn-card');
  await rig.sees('A', 'failure');
  await rig.do({ do: 'press', ...A, button: 'ok' });
  await rig.sees('A', 'attract');
  await rig.sent();
}

describe('a visit at the bench', () => {
  it('ends with I318, the note in the box and the money on the card', async () => {
    const rig = await Rig.open();
    const result = await rig.toResult('A', 'zhang');
    expect(result.message.code).toBe('I318');
    await rig.sound();
    expect(rig.card('zhang')).toMatchObject({
      truth: { balance: 11_250, loadCounter: 43 },
      ledger: 11_250,
    });
    expect(rig.money).toMatchObject({ paper: 'box', order: 'confirmed', card: 'zhang', onCard: true });
    expect(rig.state.sum).toMatchObject({ taken: 10_000, onCards: 10_000 });
    await rig.leave('A', 'zhang');
  });

  it('is told in sentences that name paper, kiosk and card', async () => {
    const rig = await Rig.open();
    await rig.toResult('A', 'zhang');
    await rig.sent();
    expect(rig.money.sentence).toEqual({
      zh: '100 元在 A 的钞箱里，已写入张小样的卡',
      en: "100 yuan: the note is in the box of A, the money on Zhang Xiaoyang's card",
    });
    expect(rig.money.tone).toBe('done');
  });

  it('shows the load in the history of the card', async () => {
    const rig = await Rig.open();
    await rig.toResult('A', 'zhang');
    expect(rig.card('zhang').truth?.history).toEqual([
      {
        kind: 'load',
        amount: 10_000,
        at: expect.stringMatching(/^2099-09-02T08:0\d:\d\d\+08:00$/u) as string,
        terminal: '100000000042',
      },
    ]);
  });

  it('leaves a line for every kind of thing that happened', async () => {
    const rig = await Rig.open();
    await rig.toResult('A', 'zhang');
    await rig.sent();
    const sources = new Set(rig.bench.events.after(0).map(({ source }) => source));
    expect([...sources].toSorted()).toEqual(['hand', 'journal', 'log', 'screen', 'server', 'thing', 'wire']);
    expect(rig.told('server')).toContain('order 100000000042-01-000001-7: funded → confirmed');
    expect(rig.told('screen')).toContain('result I318');
    expect(rig.told('journal').some((text) => text.endsWith('commit-sent'))).toBe(true);
  });

  it('writes no steady poll into the event log twice', async () => {
    const rig = await Rig.open();
    const before = rig.bench.events.last;
    await rig.run(20_000);
    const wire = rig.bench.events.after(before).filter(({ source }) => source === 'wire');
    expect(wire.length).toBeLessThan(20);
  });
});

describe('a card pulled away at the write', () => {
  it('gets its money at the other kiosk, once', async () => {
    const rig = await Rig.open();
    await tearAtA(rig);
    expect(rig.card('zhang').truth?.balance).toBe(1_250);
    expect(rig.money).toMatchObject({ order: 'owed', onCard: false, tone: 'recorded' });
    expect(rig.state.sum).toMatchObject({ taken: 10_000, owed: 10_000, onCards: 0, missing: 0 });
    await rig.do({ do: 'lay-card', kiosk: 'B', card: 'zhang' });
    await rig.sees('B', 'rewrite-offer');
    await rig.do({ do: 'press', kiosk: 'B', button: 'rewrite' });
    await rig.sees('B', 'result');
    await rig.sound();
    expect(rig.card('zhang')).toMatchObject({
      truth: { balance: 11_250, loadCounter: 43 },
      ledger: 11_250,
    });
    expect(rig.state.server.orders).toMatchObject([{ state: 'confirmed', attempts: 2, kiosk: 'A' }]);
  });

  it('that was written all the same is settled at the next placement and not written again', async () => {
    const rig = await Rig.open();
    await tearAtA(rig, 'answer');
    expect(rig.card('zhang').truth?.balance).toBe(11_250);
    expect(rig.money).toMatchObject({ order: 'owed', onCard: true, tone: 'recorded' });
    expect(rig.state.sum).toMatchObject({ onCards: 10_000, owed: 0, missing: 0 });
    await rig.do({ do: 'lay-card', kiosk: 'B', card: 'zhang' });
    await rig.sees('B', 'result');
    await rig.sound();
    expect(rig.card('zhang')).toMatchObject({
      truth: { balance: 11_250, loadCounter: 43 },
      ledger: 11_250,
    });
  });

  it('lies in the hand at once, and the event log says at which command', async () => {
    const rig = await Rig.open();
    await rig.do({ do: 'pull-card-at', ...A, command: 'credit-for-load', phase: 'command' });
    expect(rig.kiosk('A').armed).toHaveLength(1);
    await rig.toSlot('A', 'zhang');
    await rig.do({ do: 'feed-note', ...A, note: 'good-2015' });
    await rig.sees('A', 'torn-card');
    expect(rig.card('zhang').where).toBe('hand');
    expect(rig.kiosk('A').armed).toEqual([]);
    expect(rig.told('thing').some((text) => text.includes('credit-for-load, command'))).toBe(true);
  });

  it.each(['select', 'get-balance', 'initialise-for-load', 'read-record'] as const)(
    'may be pulled at %s too',
    async (command) => {
      const rig = await Rig.open();
      await rig.do({ do: 'pull-card-at', ...A, command, phase: 'answer' });
      await rig.do({ do: 'lay-card', ...A, card: 'zhang' });
      if (command === 'initialise-for-load') {
        await rig.sees('A', 'menu');
        await rig.do({ do: 'press', ...A, button: 'cash' });
        await rig.sees('A', 'check-card');
        await rig.do({ do: 'press', ...A, button: 'next' });
      }
      await rig.clock.runUntil(() => rig.card('zhang').where === 'hand', 20_000);
      expect(rig.kiosk('A').armed).toEqual([]);
    },
  );

  it('is not pulled when the pull was forgotten', async () => {
    const rig = await Rig.open();
    await rig.do({ do: 'pull-card-at', ...A, command: 'credit-for-load', phase: 'command' });
    await rig.do({ do: 'forget-pulls', ...A });
    await rig.toResult('A', 'zhang');
  });
});
