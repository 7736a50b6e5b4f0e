/** A journal that the server refuses: money on its way ends in it, then it is set aside, and so it stays (design.md §5.7). */
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { TEST_PERSON, ZHANG } from '../../simulator/campus/fixtures.ts';
import { FileIdentityStore } from '../../src/journal/identity-file.ts';
import type { MemoryImage } from '../../src/journal/memory-store.ts';
import { SqliteShelf } from '../../src/journal/sqlite-shelf.ts';
import { recordsOf } from '../../src/journal/store.ts';
import { OrderBook } from '../../src/load/order-book.ts';
import { temporaryFolder } from '../journal/fixtures.ts';
import { Stage, TERMINAL } from '../terminal/stage.ts';
import { Holder } from './holder.ts';
import { audit, loadsOn, notesIn } from './invariants.ts';
import { factsOfImage, Stand, startAgain, type Place } from './stand.ts';

let stand: Stand;
let zhang: Holder;
let test: Holder;
beforeEach(async () => {
  stand = await Stand.open();
  zhang = new Holder(stand.clock, stand.card(ZHANG));
  test = new Holder(stand.clock, stand.card(TEST_PERSON));
});

/** Until the life has ended on the server's word. */
function isGivenUp({ kiosk }: Place, limitMs = 120_000): Promise<boolean> {
  return stand.clock.runUntil(() => kiosk.power?.reason === 'journal-refused', limitMs);
}

function expectStopped({ kiosk }: Place): void {
  expect(kiosk.screen()).toMatchObject({ id: 'out-of-service', message: { code: 'E407' } });
}

/** The image set aside last, with nothing left in the journal's place. */
function setAside({ shelf }: Place): MemoryImage {
  expect(shelf.image()).toBeUndefined();
  return shelf.asides.at(-1)!;
}

async function expectSellingAgain(place: Place): Promise<void> {
  const before = loadsOn(test.card);
  await stand.enrolAgain(place);
  await stand.inService();
  await test.visit(place, { note: stand.note() });
  expect(test.codes()).toContain('I318');
  expect(loadsOn(test.card)).toBe(before + 1);
}

/** The operator gives the journal up while the terminal still writes it. */
function giveUpAtServer({ terminal }: Place): void {
  expect(stand.campus.operator.closeJournalAndReEnrol(terminal).kind).toBe('code');
}

describe('a journal that the server refuses while nobody is there', () => {
  async function restoreOlder(): Promise<MemoryImage> {
    const old = stand.a.shelf.image()!;
    await zhang.visit(stand.a, { note: stand.note() });
    stand.a.kiosk.killProgram();
    stand.a.shelf.put(old);
    startAgain(stand.a);
    return old;
  }

  it('is set aside with every record, and the life ends with its own reason', async () => {
    const old = await restoreOlder();
    const asides = stand.a.shelf.asides.length;
    expect(await isGivenUp(stand.a)).toBe(true);
    await stand.clock.settle();
    expectStopped(stand.a);
    expect(stand.a.kiosk.failures).toEqual(['journal-refused']);
    const kept = setAside(stand.a);
    expect(stand.a.shelf.asides).toHaveLength(asides + 1);
    expect(kept.records.slice(0, old.records.length)).toEqual(old.records);
    expect(factsOfImage(kept).at(-1)?.fact.type).not.toBe('hold-asked');
    expect(audit(stand, { settled: false })).toEqual([]);
  });

  it('starts no life and sends no message any more, under the same code each time', async () => {
    await restoreOlder();
    await isGivenUp(stand.a);
    await stand.clock.run(120_000);
    expectStopped(stand.a);
    const { messages } = stand.a.network;
    const asides = stand.a.shelf.asides.length;
    for (let start = 0; start < 3; start += 1) {
      expect(stand.a.kiosk.startLife()).toBe('JOURNAL_OLDER');
      expectStopped(stand.a);
    }
    stand.a.kiosk.cutPower();
    expect(stand.a.kiosk.switchOn()).toBe('JOURNAL_OLDER');
    await stand.clock.run(60_000);
    expect(stand.a.network.messages).toBe(messages);
    expect(stand.a.shelf.asides).toHaveLength(asides);
  });

  it('takes no note and no card until the terminal is enrolled again, and sells then', async () => {
    await restoreOlder();
    await isGivenUp(stand.a);
    await test.visit(stand.a, { note: stand.note(), patienceMs: 10_000 });
    expect(stand.a.kiosk.hardware.board.lamps.green).toBe(false);
    expect(loadsOn(test.card)).toBe(0);
    await expectSellingAgain(stand.a);
    expect(audit(stand)).toEqual([]);
  });

  it('stays refused when somebody lays a journal in its place by hand', async () => {
    const old = await restoreOlder();
    await isGivenUp(stand.a);
    await stand.clock.settle();
    stand.a.shelf.put(old);
    expect(stand.a.kiosk.startLife()).toBe('JOURNAL_OLDER');
    expect(setAside(stand.a)).toEqual(old);
  });

  it('is set aside on both machines when one disk was copied, as JOURNAL_FORKED', async () => {
    const copy = stand.clone(stand.a);
    copy.kiosk.switchOn();
    await stand.inService();
    await stand.a.kiosk.terminal!.facts.record('box-removed', { stackedCount: 0 });
    await copy.kiosk.terminal!.facts.record('box-removed', { stackedCount: 1 });
    expect(await isGivenUp(copy)).toBe(true);
    expect(await isGivenUp(stand.a)).toBe(true);
    await stand.clock.settle();
    expect(stand.alarmCodes()).toContain('JOURNAL_FORKED');
    for (const place of [stand.a, copy]) {
      expect(factsOfImage(setAside(place)).at(-1)?.fact.type).toBe('box-removed');
      expect(place.kiosk.startLife()).toBe('JOURNAL_FORKED');
    }
    await expectSellingAgain(stand.a);
  });

  it('is set aside as JOURNAL_FOREIGN when operators have given it up', async () => {
    giveUpAtServer(stand.a);
    expect(await isGivenUp(stand.a)).toBe(true);
    await stand.clock.settle();
    expect(stand.a.kiosk.startLife()).toBe('JOURNAL_FOREIGN');
    await expectSellingAgain(stand.a);
  });
});

describe('a journal refused while somebody is being served', () => {
  it('is kept until the holder has read why and has taken the card', async () => {
    const { kiosk } = stand.a;
    const until = (id: string): Promise<boolean> =>
      stand.clock.runUntil(() => kiosk.screen()?.id === id, 20_000);
    kiosk.hardware.lay(zhang.card);
    await until('menu');
    kiosk.press('cash');
    await until('check-card');
    giveUpAtServer(stand.a);
    kiosk.press('next');
    expect(await until('failure')).toBe(true);
    expect(kiosk.screen()).toMatchObject({ message: { code: 'E407' } });
    await stand.clock.run(5_000);
    expect(kiosk.power?.alive).toBe(true);
    kiosk.hardware.lift(zhang.card);
    expect(await isGivenUp(stand.a, 1_000)).toBe(true);
    await stand.clock.settle();
    expect(OrderBook.of(factsOfImage(setAside(stand.a))).open()).toEqual([]);
  });

  it('at any record of a top-up holds the end of it: written, owed, disputed or never begun', async () => {
    const scene = await Stand.open();
    const before = scene.facts(scene.a).length;
    await new Holder(scene.clock, scene.card(ZHANG)).visit(scene.a, { note: scene.note() });
    const appends = scene.facts(scene.a).length - before;
    expect(appends).toBeGreaterThan(10);
    for (let index = 1; index <= appends; index += 1) await refusedAt(index);
  });

  async function refusedAt(index: number): Promise<void> {
    stand = await Stand.open();
    zhang = new Holder(stand.clock, stand.card(ZHANG));
    test = new Holder(stand.clock, stand.card(TEST_PERSON));
    let count = 0;
    let at = '';
    stand.a.duringCommit = (record) => {
      count += 1;
      if (count === index) {
        at = `record ${index}, ${record.type}`;
        giveUpAtServer(stand.a);
      }
      return 'commit';
    };
    await zhang.visit(stand.a, { note: stand.note() });
    expect(await isGivenUp(stand.a), at).toBe(true);
    await stand.clock.settle();
    const facts = factsOfImage(setAside(stand.a));
    const types = new Set(facts.map(({ fact }) => fact.type));
    expect(OrderBook.of(facts).open(), at).toEqual([]);
    expect(types.has('note-stacked'), at).toBe(notesIn(stand.a) > 0);
    expect(types.has('load-written'), at).toBe(loadsOn(zhang.card) > 0);
    if (notesIn(stand.a) > 0)
      expect(
        zhang.told.some(({ code, serial }) => code !== undefined && serial !== undefined),
        at,
      ).toBe(true);
    if (types.has('load-owed')) expect(zhang.codes(), at).toContain('E303');
    await expectSellingAgain(stand.a);
    expect(audit(stand, { settled: false }), at).toEqual([]);
  }

  it('waits for what the acceptor says of a note that an earlier life left behind', async () => {
    stand.a.duringCommit = (record) => {
      if (record.type !== 'stack-sent') return 'commit';
      stand.clock.after(300, 'test: program dies', () => stand.a.kiosk.killProgram());
      return 'commit';
    };
    await zhang.visit(stand.a, { note: stand.note() });
    stand.a.duringCommit = undefined;
    expect(stand.types(stand.a).at(-1)).toBe('stack-sent');
    giveUpAtServer(stand.a);
    startAgain(stand.a);
    expect(await isGivenUp(stand.a)).toBe(true);
    await stand.clock.settle();
    const facts = factsOfImage(setAside(stand.a));
    expect(OrderBook.of(facts).open()).toEqual([]);
    expect(facts.map(({ fact }) => fact.type).slice(-2)).toEqual(['note-stacked', 'load-owed']);
    await expectSellingAgain(stand.a);
  });
});

describe('a refused journal on disk', () => {
  it('is renamed as a whole, and the terminal names the refusal at its next start', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'journal.db');
    const onDisk = {
      shelf: new SqliteShelf(path),
      identities: new FileIdentityStore(join(folder, 'id.json')),
    };
    const stage = await Stage.open({ kiosk: () => onDisk });
    stage.kiosk.killProgram();
    copyFileSync(path, join(folder, 'older.db'));
    stage.kiosk.startLife();
    await stage.sees('attract');
    await stage.clock.runUntil(() => stage.kiosk.terminal?.devices.banknoteAcceptor?.ready === true, 20_000);
    await stage.serves();
    stage.kiosk.killProgram();
    copyFileSync(join(folder, 'older.db'), path);
    expect(stage.kiosk.startLife()).toBeUndefined();
    const over = (): boolean => stage.kiosk.power?.reason === 'journal-refused';
    expect(await stage.clock.runUntil(over, 60_000)).toBe(true);
    await stage.clock.settle();
    expect(existsSync(path)).toBe(false);
    const kept = new SqliteShelf(`${path}.set-aside-1`).inspect((reader) => [...recordsOf(reader)].length);
    const older = new SqliteShelf(join(folder, 'older.db')).inspect(
      (reader) => [...recordsOf(reader)].length,
    );
    if (kept.kind !== 'looked' || older.kind !== 'looked') throw new Error('a journal can be read');
    expect(kept.result).toBeGreaterThanOrEqual(older.result);
    expect(stage.kiosk.startLife()).toBe('JOURNAL_OLDER');
    const code = stage.campus.operator.closeJournalAndReEnrol(TERMINAL);
    await stage.clock.until(stage.kiosk.enrol(code.kind === 'code' ? code.code : ''));
    expect(stage.kiosk.startLife()).toBeUndefined();
    await stage.sees('attract');
    await stage.clock.runUntil(() => stage.kiosk.terminal?.devices.banknoteAcceptor?.ready === true, 20_000);
    await stage.serves();
  });
});
