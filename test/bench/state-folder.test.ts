import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { closeRigs, Rig, temporaryFolder } from './rig.ts';

afterEach(closeRigs);

const A = { kiosk: 'A' } as const;

/** The code with which the bench does not open. */
async function refusal(state: string, fresh = false): Promise<string> {
  return Rig.open({ state, fresh, start: false }).then(
    () => 'opened',
    (error: unknown) => (error as { code: string }).code,
  );
}

/** A folder in which a bench was opened and closed again. */
async function leftFolder(): Promise<string> {
  const rig = await Rig.open({ start: false });
  await rig.close();
  return rig.folder;
}

describe('the state folder', () => {
  it('is kept: cards, boxes, ledger and journals go on where they were', async () => {
    const first = await Rig.open();
    await first.toResult('A', 'zhang');
    await first.leave('A', 'zhang');
    await first.do({ do: 'lay-card', kiosk: 'B', card: 'test' }, { do: 'jump-clock', minutes: 60 });
    await first.sees('B', 'menu');
    await first.sent();
    await first.close();
    const second = await Rig.open({ state: first.folder, start: false });
    expect(second.card('zhang')).toMatchObject({ truth: { balance: 11_250 }, ledger: 11_250, where: 'hand' });
    expect(second.card('test').where).toBe('B');
    expect(second.kiosk('A').acceptor.notesInBox).toBe(1);
    expect(second.state.clockMovedMinutes).toBe(60);
    expect(second.money).toMatchObject({ note: 'note-000001', tone: 'done' });
    expect(second.state.sum).toMatchObject({ taken: 10_000, onCards: 10_000, missing: 0 });
  });

  it('starts the programs again with the same journals', async () => {
    const first = await Rig.open();
    await first.toResult('A', 'zhang');
    await first.leave('A', 'zhang');
    await first.sent();
    await first.close();
    const second = await Rig.open({ state: first.folder });
    await second.toResult('A', 'zhang');
    await second.sound();
    expect(second.state.server.orders.map(({ serial }) => serial)).toEqual([
      expect.stringMatching(/^100000000042-01-/u),
      expect.stringMatching(/^100000000042-01-/u),
    ]);
    expect(second.money.note).toBe('note-000002');
  });

  it('remembers mains, cables, door, line and a box that is out', async () => {
    const first = await Rig.open();
    await first.do({ do: 'cut-power', ...A }, { do: 'unplug', ...A, cable: 'ioBoard' });
    await first.do({ do: 'door', ...A, open: true }, { do: 'server', ...A, mode: 'slow' });
    await first.do({ do: 'remove-box', ...A });
    await first.close();
    const second = await Rig.open({ state: first.folder, start: false });
    second.bench.start();
    await second.sees('B', 'attract');
    expect(second.kiosk('A')).toMatchObject({
      mains: false,
      program: 'dead',
      doorOpen: true,
      line: 'slow',
      cables: { ioBoard: false, cardReader: true },
      acceptor: { boxPresent: false },
    });
  });

  it('keeps a note in escrow through a cut of the whole house', async () => {
    const first = await Rig.open();
    await first.toSlot('A', 'zhang');
    await first.do({ do: 'feed-note', ...A, note: 'good-2015' });
    await first.clock.runUntil(() => first.money.paper === 'escrow', 10_000);
    const second = await Rig.open({ state: first.cutHouse(), start: false });
    expect(second.money.paper).toBe('escrow');
    await second.do({ do: 'lift-card', card: 'zhang' });
    second.bench.start();
    await second.clock.runUntil(() => second.money.paper === 'slot', 60_000);
    await second.do({ do: 'take-note', ...A });
    await second.run(10_000);
    await second.sent();
    expect(second.state.sum).toMatchObject({ taken: 0, onCards: 0, missing: 0 });
  });

  it('keeps truth and books together when the house is cut at each step of a write', async () => {
    const first = await Rig.open();
    await first.toSlot('A', 'zhang');
    await first.do({ do: 'feed-note', ...A, note: 'good-2015' });
    await first.sees('A', 'writing');
    const cuts: string[] = [];
    for (let step = 0; first.screen('A')?.id === 'writing'; step += 1) {
      if (step % 3 === 0) cuts.push(first.cutHouse());
      await first.run(8);
    }
    expect(cuts.length).toBeGreaterThan(5);
    for (const state of cuts) {
      const rig = await Rig.open({ state, start: false });
      await rig.do({ do: 'lift-card', card: 'zhang' });
      await rig.start();
      await rig.sent();
      expect(rig.state.sum).toMatchObject({ taken: 10_000, missing: 0 });
      await rig.do({ do: 'lay-card', kiosk: 'B', card: 'zhang' });
      const told = (): boolean => ['rewrite-offer', 'result', 'menu'].includes(rig.screen('B')?.id ?? '');
      expect(await rig.clock.runUntil(told, 30_000)).toBe(true);
      if (rig.screen('B')?.id === 'rewrite-offer') {
        await rig.do({ do: 'press', kiosk: 'B', button: 'rewrite' });
        await rig.sees('B', 'result');
      }
      await rig.sound();
      expect(rig.card('zhang')).toMatchObject({
        truth: { balance: 11_250, loadCounter: 43 },
        ledger: 11_250,
      });
      await rig.close();
    }
  });

  it('uploads a purchase that a cut kept from the ledger', async () => {
    const first = await Rig.open({ start: false });
    await first.do({ do: 'spend', card: 'zhang', amount: 350 });
    await first.close();
    const path = join(first.folder, 'world.json');
    const world = JSON.parse(readFileSync(path, 'utf8'));
    const serial = first.bench.parts.cards[0]!.serial;
    world.pos.uploads = [
      { id: 'pos-1', applicationSerial: serial, amount: 350 },
      { id: 'pos-2', applicationSerial: serial, amount: 100 },
    ];
    writeFileSync(path, JSON.stringify(world));
    const second = await Rig.open({ state: first.folder, start: false });
    expect(second.card('zhang').ledger).toBe(800);
  });

  it('fresh is erased, and nothing beside it', async () => {
    const first = await Rig.open();
    await first.toResult('A', 'zhang');
    await first.close();
    const beside = join(dirname(first.folder), 'beside.txt');
    writeFileSync(beside, 'stays');
    const second = await Rig.open({ state: first.folder, fresh: true });
    expect(second.card('zhang').truth?.balance).toBe(1_250);
    expect(second.state.server.orders).toEqual([]);
    expect(existsSync(beside)).toBe(true);
  });

  it('in use by another bench is refused, fresh or not', async () => {
    const rig = await Rig.open({ start: false });
    expect(await refusal(rig.folder)).toBe('BENCH_STATE_IN_USE');
    expect(await refusal(rig.folder, true)).toBe('BENCH_STATE_IN_USE');
    expect(rig.card('zhang').truth?.balance).toBe(1_250);
  });

  it('that is somebody else’s folder is left alone, fresh or not', async () => {
    const folder = temporaryFolder();
    mkdirSync(folder);
    writeFileSync(join(folder, 'thesis.txt'), 'years of work');
    expect(await refusal(folder)).toBe('BENCH_STATE_FOREIGN');
    expect(await refusal(folder, true)).toBe('BENCH_STATE_FOREIGN');
    expect(readdirSync(folder)).toEqual(['thesis.txt']);
  });

  it('that is a file is refused', async () => {
    const folder = temporaryFolder();
    writeFileSync(folder, 'a file');
    expect(await refusal(folder)).toBe('BENCH_STATE_UNUSABLE');
    expect(readFileSync(folder, 'utf8')).toBe('a file');
  });

  it.each([
    ['no JSON', '{"kind":'],
    ['another file', '{"hello":"world"}'],
    ['a negative balance', undefined],
    ['nothing at all', ''],
  ])('with a damaged world.json is refused and left as it is: %s', async (_, text) => {
    const folder = await leftFolder();
    const path = join(folder, 'world.json');
    const damaged = text ?? readFileSync(path, 'utf8').replace('"balance":1250', '"balance":-1');
    writeFileSync(path, damaged);
    expect(await refusal(folder)).toBe('BENCH_STATE_DAMAGED');
    expect(readFileSync(path, 'utf8')).toBe(damaged);
  });

  it('names the damaged file and the way out', async () => {
    const folder = await leftFolder();
    writeFileSync(join(folder, 'world.json'), 'x');
    await expect(Rig.open({ state: folder, start: false })).rejects.toThrow(/world\.json.*--fresh/u);
  });

  it('with a damaged ledger is refused and left as it is', async () => {
    const folder = await leftFolder();
    const path = join(folder, 'ledger.db');
    rmSync(`${path}-wal`, { force: true });
    writeFileSync(path, 'this is no database, although it is long enough to be looked at'.repeat(40));
    const before = readFileSync(path, 'utf8');
    expect(await refusal(folder)).toBe('BENCH_STATE_DAMAGED');
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it.each(['world.json', 'ledger.db'])(
    'in which %s is missing after money moved is refused',
    async (name) => {
      const rig = await Rig.open();
      await rig.toResult('A', 'zhang');
      await rig.close();
      rmSync(join(rig.folder, name));
      expect(await refusal(rig.folder)).toBe('BENCH_STATE_DAMAGED');
    },
  );

  it('damaged can be begun anew with fresh', async () => {
    const folder = await leftFolder();
    writeFileSync(join(folder, 'world.json'), 'x');
    expect(await refusal(folder, true)).toBe('opened');
  });

  it('of a very first start that was cut off before the ledger is begun again', async () => {
    const folder = await leftFolder();
    for (const name of ['ledger.db', 'ledger.db-wal', 'ledger.db-shm'])
      rmSync(join(folder, name), { force: true });
    for (const name of ['100000000042', '100000000043']) rmSync(join(folder, name), { recursive: true });
    expect(await refusal(folder)).toBe('opened');
  });

  it('whose disk takes nothing more refuses to do things', async () => {
    const rig = await Rig.open({ start: false });
    const { world } = rig.bench.parts;
    const before = world.save.bind(world);
    rmSync(rig.folder, { recursive: true });
    expect(before()).toBe(false);
    await rig.bench.act({ do: 'door', ...A, open: true });
    expect(await rig.bench.act({ do: 'door', ...A, open: false })).toMatchObject({
      ok: false,
      code: 'BENCH_STATE_NOT_SAVED',
    });
    mkdirSync(rig.folder);
  });
});
