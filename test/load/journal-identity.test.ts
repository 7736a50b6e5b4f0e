/** A journal that is lost, copied, older, foreign or damaged closes the money services (design.md §5.7). */
import { beforeEach, describe, expect, it } from 'vitest';
import type { MemoryImage } from '../../src/journal/memory-store.ts';
import { yuan } from '../../src/kernel/fen.ts';
import { TEST_PERSON, ZHANG } from '../../simulator/campus/fixtures.ts';
import { Holder, pullsAtCredit } from './holder.ts';
import { audit, loadsOn, notesIn } from './invariants.ts';
import { Stand, startAgain, type Place } from './stand.ts';

let stand: Stand;
let zhang: Holder;
let test: Holder;
beforeEach(async () => {
  stand = await Stand.open();
  zhang = new Holder(stand.clock, stand.card(ZHANG));
  test = new Holder(stand.clock, stand.card(TEST_PERSON));
});

/** Runs until this terminal shows E407. */
function shows407(place: Place): Promise<boolean> {
  return stand.clock.runUntil(() => {
    const screen = place.kiosk.screen();
    return screen?.id === 'out-of-service' && screen.message.code === 'E407';
  }, 60_000);
}

/** Nobody can put money into this terminal. */
async function expectClosed(place: Place): Promise<void> {
  const before = notesIn(place);
  const types = stand.types(place).length;
  await test.visit(place, { note: stand.note(), patienceMs: 10_000 });
  expect(place.kiosk.hardware.board.lamps.green).toBe(false);
  expect(notesIn(place)).toBe(before);
  expect(stand.types(place).slice(types)).not.toContain('hold-asked');
}

async function expectServingAgain(place: Place): Promise<void> {
  await stand.enrolAgain(place);
  await stand.inService();
  const before = loadsOn(test.card);
  await test.visit(place, { note: stand.note() });
  expect(test.codes()).toContain('I318');
  expect(test.told.find(({ code }) => code === 'I318')?.serial).toContain('-02-');
  expect(loadsOn(test.card)).toBe(before + 1);
  expect(audit(stand, { settled: false })).toEqual([]);
}

describe('a journal that this machine finds bad at start', () => {
  const DAMAGES: readonly (readonly [string, string, (image: MemoryImage) => MemoryImage | undefined])[] = [
    ['lost', 'JOURNAL_MISSING', () => undefined],
    ['of another terminal', 'JOURNAL_FOREIGN', () => stand.b.shelf.image()],
    [
      'with a changed amount',
      'JOURNAL_CORRUPT',
      (image) => ({
        ...image,
        records: image.records.map((record) => ({ ...record, data: record.data.replace('10000', '20000') })),
      }),
    ],
    [
      'with a record cut out',
      'JOURNAL_CORRUPT',
      (image) => ({ ...image, records: image.records.filter(({ sequence }) => sequence !== 4) }),
    ],
  ];

  it.each(DAMAGES)(
    '(%s) is refused as %s: no life, no money, until it is enrolled again',
    async (_, code, damage) => {
      await zhang.visit(stand.a, { note: stand.note() });
      stand.a.kiosk.killProgram();
      const good = stand.a.shelf.image()!;
      const damaged = damage(good);
      stand.a.shelf.put(damaged);
      const messages = stand.a.network.messages;
      expect(stand.a.kiosk.startLife()).toBe(code);
      await expectClosed(stand.a);
      expect(stand.a.network.messages).toBe(messages);
      if (damaged !== undefined) expect(stand.a.shelf.asides).toContainEqual(damaged);
      await expectServingAgain(stand.a);
    },
  );

  it('stays refused at every start until then', async () => {
    stand.a.kiosk.killProgram();
    stand.a.shelf.put(undefined);
    for (let start = 0; start < 3; start += 1) expect(stand.a.kiosk.startLife()).toBe('JOURNAL_MISSING');
  });
});

describe('an older copy of the journal', () => {
  it('is refused by the server as JOURNAL_OLDER, is kept, and nothing of it is taken', async () => {
    const old = stand.a.shelf.image()!;
    await zhang.visit(stand.a, { note: stand.note() });
    stand.a.kiosk.killProgram();
    stand.a.shelf.put(old);
    const before = stand.campus.statement();
    startAgain(stand.a);
    expect(await shows407(stand.a)).toBe(true);
    expect(stand.alarmCodes()).toContain('JOURNAL_OLDER');
    expect(stand.campus.statement()).toEqual(before);
    await expectClosed(stand.a);
    await expectServingAgain(stand.a);
    expect(stand.a.shelf.asides.length).toBeGreaterThanOrEqual(2);
  });

  it('taken in the middle of an order does not make its money come twice', async () => {
    let middle: MemoryImage | undefined;
    stand.a.duringCommit = (record) => {
      if (record.type === 'attempt-asked') middle = stand.a.shelf.image();
      return 'commit';
    };
    await zhang.visit(stand.a, { note: stand.note() });
    stand.a.kiosk.killProgram();
    stand.a.shelf.put(middle);
    startAgain(stand.a);
    expect(await shows407(stand.a)).toBe(true);
    await zhang.visit(stand.b);
    expect(loadsOn(zhang.card)).toBe(1);
    await expectServingAgain(stand.a);
    expect(audit(stand)).toEqual([]);
  });
});

describe('a copied disk in a second machine', () => {
  it('is noticed when the copy is behind: nobody sells until it is seen to', async () => {
    const copy = stand.clone(stand.a);
    await zhang.visit(stand.a, { note: stand.note() });
    copy.kiosk.switchOn();
    expect(await shows407(copy)).toBe(true);
    expect(await shows407(stand.a)).toBe(true);
    await expectClosed(copy);
    await expectClosed(stand.a);
    expect(audit(stand)).toEqual([]);
  });

  it('is noticed at its next sign of life when the other has sold meanwhile, before a note is taken', async () => {
    const copy = stand.clone(stand.a);
    copy.kiosk.switchOn();
    await stand.inService();
    await zhang.visit(stand.a, { note: stand.note() });
    await test.visit(copy, { note: stand.note(), patienceMs: 60_000 });
    expect(notesIn(copy)).toBe(0);
    expect(stand.types(copy)).not.toContain('slot-opened');
    expect(loadsOn(test.card)).toBe(0);
    expect(await shows407(copy)).toBe(true);
    expect(await shows407(stand.a)).toBe(true);
    expect(audit(stand)).toEqual([]);
  });

  it('is noticed as JOURNAL_FORKED when both write at the same place, before a note is taken', async () => {
    const copy = stand.clone(stand.a);
    copy.kiosk.switchOn();
    await stand.inService();
    copy.kiosk.hardware.lay(test.card);
    const until = (id: string): Promise<boolean> =>
      stand.clock.runUntil(() => copy.kiosk.screen()?.id === id, 10_000);
    await until('menu');
    copy.kiosk.press('cash');
    await until('check-card');
    await stand.a.kiosk.terminal!.facts.record('box-removed', { stackedCount: null });
    await stand.clock.run(100);
    copy.kiosk.press('next');
    expect(await until('failure')).toBe(true);
    expect(copy.kiosk.screen()).toMatchObject({ message: { code: 'E407' } });
    expect(stand.alarmCodes()).toContain('JOURNAL_FORKED');
    expect(stand.types(copy)).not.toContain('slot-opened');
    expect(notesIn(copy)).toBe(0);
  });

  it('ends when one of the two is enrolled again; the copy stays out', async () => {
    const copy = stand.clone(stand.a);
    await zhang.visit(stand.a, { note: stand.note() });
    copy.kiosk.switchOn();
    await shows407(copy);
    await expectServingAgain(stand.a);
    copy.kiosk.killProgram();
    startAgain(copy);
    expect(await shows407(copy)).toBe(true);
    expect(await shows407(stand.a)).toBe(false);
  });
});

describe('orders that were open in a journal that is given up', () => {
  it('are under investigation when funded, and the books carry them', async () => {
    let cut = false;
    stand.a.duringCommit = (record) => {
      if (record.type === 'note-stacked') cut = true;
      if (record.type !== 'attempt-asked' || !cut) return 'commit';
      stand.a.kiosk.killProgram();
      return 'cut-before';
    };
    await zhang.visit(stand.a, { note: stand.note() });
    stand.a.duringCommit = undefined;
    await stand.clock.run(1_000);
    const funded = stand.orderStates();
    stand.a.shelf.put(undefined);
    expect(stand.a.kiosk.startLife()).toBe('JOURNAL_MISSING');
    await expectServingAgain(stand.a);
    const [order] = stand.campus.statement().orders;
    expect(['held', 'funded']).toContain(funded[0]);
    expect(order).toMatchObject({ state: 'investigating', cause: 'journal-closed', amount: yuan(100) });
    await zhang.visit(stand.b, { note: stand.note() });
    expect(audit(stand, { settled: false })).toEqual([]);
  });

  it('stay owed when the server knew them as owed: 补写 goes on at another terminal', async () => {
    pullsAtCredit(stand.a, zhang, 'before');
    await zhang.visit(stand.a, { note: stand.note() });
    stand.a.kiosk.killProgram();
    stand.a.shelf.put(undefined);
    await expectServingAgain(stand.a);
    await zhang.visit(stand.b);
    expect(zhang.codes()).toContain('I315');
    expect(audit(stand)).toEqual([]);
  });

  it('are not written a second time after operators give them back, when the lost journal had written them', async () => {
    stand.a.duringCommit = (record) => {
      if (record.type === 'commit-sent') stand.a.network.up = false;
      return 'commit';
    };
    await zhang.visit(stand.a, { note: stand.note(), patienceMs: 12_000 });
    expect(loadsOn(zhang.card)).toBe(1);
    stand.a.kiosk.killProgram();
    stand.a.duringCommit = undefined;
    stand.a.shelf.put(undefined);
    stand.a.network.up = true;
    await expectServingAgain(stand.a);
    const [order] = stand.campus.statement().orders;
    expect(order).toMatchObject({ state: 'investigating', cause: 'journal-closed' });
    await zhang.visit(stand.b, { note: stand.note() });
    expect(stand.types(stand.b)).not.toContain('slot-opened');
    expect(notesIn(stand.b)).toBe(0);
    const operators = ['王样本', '李示例'] as const;
    const given = { orderId: order!.orderId, outcome: 'credited-to-owed', operators } as const;
    expect(stand.campus.operator.resolveInvestigation(given)).toEqual({ kind: 'done' });
    await zhang.visit(stand.b);
    expect(zhang.codes()).toContain('I314');
    expect(loadsOn(zhang.card)).toBe(1);
    expect(audit(stand)).toEqual([]);
  });
});
