/** Every order that is on a card is told to its holder, at whatever terminal, and once (design.md §1.3; domain.md §5.6). */
import { beforeEach, describe, expect, it } from 'vitest';
import { ZHANG } from '../../simulator/campus/fixtures.ts';
import { Stage } from '../terminal/stage.ts';
import { Holder, pullsAtCredit, type Told } from './holder.ts';
import { audit, loadsOn } from './invariants.ts';
import { Stand, startAgain, type Place } from './stand.ts';

let stand: Stand;
let zhang: Holder;
beforeEach(async () => {
  stand = await Stand.open();
  zhang = new Holder(stand.clock, stand.card(ZHANG));
});

/** What this visit said of orders that are on the card: code and serial, in order. */
function endings(told: readonly Told[]): string[] {
  return told.filter(({ screen }) => screen === 'result').map(({ code, serial }) => `${code} ${serial}`);
}

function toldAtServer(): boolean[] {
  return stand.campus.statement().orders.map(({ told }) => told);
}

const FIRST_OF_A = '100000000042-01-000001-7';

/** The life ends before its next record of this type is written, or after. */
function cutAt(place: Place, type: string, fate: 'cut-before' | 'cut-after'): void {
  place.duringCommit = (record) => {
    if (record.type !== type) return 'commit';
    place.duringCommit = undefined;
    place.kiosk.cutPower();
    return fate;
  };
}

async function backInService(place: Place): Promise<void> {
  startAgain(place);
  expect(await stand.heal()).toBe(true);
}

/** No visit at either terminal says anything of the past. */
async function expectNothingMoreToTell(): Promise<void> {
  for (const place of [stand.a, stand.b, stand.a]) {
    await zhang.visit(place);
    expect(zhang.screens()).not.toContain('result');
  }
}

describe('an order that a visit ended well', () => {
  it('is on record as told as soon as its page stands, and no later visit speaks of it', async () => {
    await zhang.visit(stand.a, { note: stand.note() });
    expect(endings(zhang.told)).toEqual([`I318 ${FIRST_OF_A}`]);
    const types = stand.types(stand.a);
    expect(types.filter((type) => type === 'order-told')).toHaveLength(1);
    expect(types.indexOf('order-told')).toBe(types.indexOf('load-written') + 1);
    expect(toldAtServer()).toEqual([true]);
    await expectNothingMoreToTell();
  });

  it('costs no message that a visit without it would not send', async () => {
    const queries: string[] = [];
    const handle = stand.campus.handle.bind(stand.campus);
    stand.campus.handle = (envelope) => {
      const { query } = JSON.parse(Buffer.from(envelope.body).toString()) as { query?: { kind: string } };
      if (query?.kind === 'card') queries.push(query.kind);
      return handle(envelope);
    };
    await zhang.visit(stand.a, { note: stand.note() });
    expect(zhang.screens().filter((screen) => screen === 'reading-card')).toHaveLength(queries.length);
    expect(queries).toHaveLength(2);
    await zhang.visit(stand.a);
    expect(queries).toHaveLength(3);
  });

  it('is told by 补写 as well', async () => {
    pullsAtCredit(stand.a, zhang, 'before');
    await zhang.visit(stand.a, { note: stand.note() });
    await zhang.visit(stand.b);
    expect(endings(zhang.told)).toEqual([`I315 ${FIRST_OF_A}`]);
    expect(toldAtServer()).toEqual([true]);
    await expectNothingMoreToTell();
  });

  it('is told again when the power went before that was on record', async () => {
    cutAt(stand.a, 'order-told', 'cut-before');
    await zhang.visit(stand.a, { note: stand.note() });
    await backInService(stand.a);
    expect(toldAtServer()).toEqual([false]);
    await zhang.visit(stand.b);
    expect(endings(zhang.told)).toEqual([`I314 ${FIRST_OF_A}`]);
    await expectNothingMoreToTell();
  });

  it('is not told again when the power went after it', async () => {
    cutAt(stand.a, 'order-told', 'cut-after');
    await zhang.visit(stand.a, { note: stand.note() });
    expect(endings(zhang.told)).toEqual([`I318 ${FIRST_OF_A}`]);
    await backInService(stand.a);
    await expectNothingMoreToTell();
  });

  it('is told at the next placement when the power went before its page was shown', async () => {
    cutAt(stand.a, 'load-written', 'cut-after');
    await zhang.visit(stand.a, { note: stand.note() });
    expect(endings(zhang.told)).toEqual([]);
    await backInService(stand.a);
    await zhang.visit(stand.a);
    expect(endings(zhang.told)).toEqual([`I314 ${FIRST_OF_A}`]);
    expect(loadsOn(zhang.card)).toBe(1);
    await expectNothingMoreToTell();
    expect(audit(stand)).toEqual([]);
  });
});

describe('an order that was settled behind the holder’s back', () => {
  it('by evidence whose answer was lost is told at the next placement, elsewhere, once', async () => {
    pullsAtCredit(stand.a, zhang, 'after');
    await zhang.visit(stand.a, { note: stand.note() });
    stand.b.duringCommit = (record) => {
      if (record.type === 'evidence-asked') stand.b.network.fate = () => 'lose-reply';
      return 'commit';
    };
    await zhang.visit(stand.b);
    expect(endings(zhang.told)).toEqual([]);
    expect(stand.orderStates()).toEqual(['confirmed']);
    expect(toldAtServer()).toEqual([false]);
    expect(await stand.heal()).toBe(true);
    await zhang.visit(stand.a);
    expect(endings(zhang.told)).toEqual([`I314 ${FIRST_OF_A}`]);
    expect(toldAtServer()).toEqual([true]);
    await expectNothingMoreToTell();
    expect(audit(stand)).toEqual([]);
  });

  it('by a report that the other terminal sent late is told at this one, once', async () => {
    stand.a.duringCommit = (record) => {
      if (record.type === 'commit-sent') stand.a.network.up = false;
      if (record.type !== 'load-written') return 'commit';
      stand.a.kiosk.cutPower();
      return 'cut-after';
    };
    await zhang.visit(stand.a, { note: stand.note() });
    expect(stand.orderStates()).toEqual(['funded']);
    await backInService(stand.a);
    expect(stand.orderStates()).toEqual(['confirmed']);
    await zhang.visit(stand.b, { note: stand.note() });
    expect(endings(zhang.told)[0]).toBe(`I314 ${FIRST_OF_A}`);
    await expectNothingMoreToTell();
    expect(audit(stand)).toEqual([]);
  });

  it('is told although the terminal that tells it cannot reach the server just then', async () => {
    cutAt(stand.a, 'load-written', 'cut-after');
    await zhang.visit(stand.a, { note: stand.note() });
    await backInService(stand.a);
    stand.b.kiosk.screens.listen(({ id }) => {
      if (id === 'result') stand.b.network.up = false;
    });
    await zhang.visit(stand.b);
    expect(endings(zhang.told)).toEqual([`I314 ${FIRST_OF_A}`]);
    expect(toldAtServer()).toEqual([false]);
    expect(await stand.heal()).toBe(true);
    expect(toldAtServer()).toEqual([true]);
    await expectNothingMoreToTell();
  });
});

describe('a ledger restored from a backup', () => {
  it('learns again what was told, also from the terminal that did not take the note', async () => {
    const backup = stand.campus.backup();
    pullsAtCredit(stand.a, zhang, 'after');
    await zhang.visit(stand.a, { note: stand.note() });
    await zhang.visit(stand.b);
    expect(endings(zhang.told)).toEqual([`I314 ${FIRST_OF_A}`]);
    stand.a.network.up = false;
    stand.campus.restoreFromBackup(backup);
    await stand.clock.run(60_000);
    expect(stand.orderStates()).toEqual([]);
    expect(await stand.heal()).toBe(true);
    await stand.clock.runUntil(() => stand.campus.operator.awaited().length === 0, 90_000);
    expect(stand.orderStates()).toEqual(['confirmed']);
    expect(toldAtServer()).toEqual([true]);
    expect(stand.alarmCodes()).not.toContain('told-without-order');
    await expectNothingMoreToTell();
  });
});

describe('the page that tells', () => {
  /** One top-up more that the server takes for untold, as after a cut between its page and the record. */
  async function untoldTopUps(count: number): Promise<{ stage: Stage; serials: string[] }> {
    const stage = await Stage.open();
    for (let number = 0; number < count; number += 1) await stage.serves();
    await stage.clock.runUntil(() => stage.kiosk.terminal?.host.unsent === 0, 10_000);
    stage.ledger.run('update orders set told = 0');
    return { stage, serials: stage.campus.statement().orders.map(({ serial }) => serial) };
  }

  const told = (stage: Stage): boolean[] => stage.campus.statement().orders.map((order) => order.told);

  it('comes before the menu, says that nothing is rewritten, and goes by itself', async () => {
    const { stage, serials } = await untoldTopUps(1);
    stage.lay();
    const screen = await stage.sees('result');
    expect(screen).toMatchObject({ message: { code: 'I314', params: { b: '112.50' } }, serial: serials[0] });
    expect(screen).toMatchObject({ amount: 10_000, balance: 11_250, balanceBefore: 11_250 });
    expect(screen.countdown).toMatchObject({ totalMs: 15_000, warning: false });
    await stage.run(14_900);
    stage.at('result');
    await stage.sees('menu', 2_000);
    expect(stage.factTypes).not.toContain('evidence-asked');
    await stage.sound();
  });

  it('is shown for each order by itself, oldest first', async () => {
    const { stage, serials } = await untoldTopUps(3);
    stage.lay();
    for (const serial of serials) {
      await stage.clock.runUntil(() => 'serial' in stage.screen && stage.screen.serial === serial, 10_000);
      expect(stage.at('result').message.code).toBe('I314');
      await stage.run(200);
      stage.press('ok');
    }
    await stage.sees('menu');
    await stage.clock.runUntil(() => stage.kiosk.terminal?.host.unsent === 0, 10_000);
    expect(told(stage)).toEqual([true, true, true]);
  });

  it('comes before the offer of a make-up write', async () => {
    const { stage, serials } = await untoldTopUps(1);
    await stage.tear('command');
    await stage.sees('failure');
    stage.press('ok');
    stage.ledger.run("update orders set told = 0 where state = 'confirmed'");
    stage.lay();
    expect((await stage.sees('result')).serial).toBe(serials[0]);
    stage.press('ok');
    expect((await stage.sees('rewrite-offer')).serial).not.toBe(serials[0]);
  });

  it('answered in the moment it appears counts as read', async () => {
    const { stage } = await untoldTopUps(1);
    stage.lay();
    await stage.sees('result');
    stage.press('ok');
    await stage.sees('menu');
    await stage.run(1_000);
    expect(told(stage)).toEqual([true]);
  });

  it('behind which the card was lifted as it appeared does not count: the next placement tells', async () => {
    const { stage, serials } = await untoldTopUps(1);
    stage.lay();
    await stage.sees('result');
    stage.lift();
    await stage.sees('attract');
    await stage.run(20_000);
    expect(told(stage)).toEqual([false]);
    stage.lay();
    expect((await stage.sees('result')).serial).toBe(serials[0]);
    await stage.run(1_000);
    expect(told(stage)).toEqual([true]);
  });

  it('of a load that went on without its visit counts when the card has come back for it', async () => {
    const seen = new Set<string>();
    for (let delay = 0; delay <= 1_400; delay += 70) {
      const stage = await Stage.open();
      await stage.toSlot();
      stage.insert();
      await stage.clock.runUntil(() => stage.factTypes.includes('stack-sent'), 10_000);
      const pages: { code: string | undefined; card: boolean; visit: boolean }[] = [];
      let firstAtMs = Infinity;
      stage.kiosk.screens.listen((model) => {
        if (model.id !== 'result') return;
        firstAtMs = Math.min(firstAtMs, stage.clock.monotonic());
        const card = stage.hardware.reader.field.cards.includes(stage.card);
        pages.push({ code: model.message.code, card, visit: model.tray !== 'removed' });
      });
      await stage.run(delay);
      stage.lift();
      const shownForMs = stage.clock.monotonic() - firstAtMs;
      const liftedAsItAppeared = shownForMs >= 0 && shownForMs < 100;
      await stage.run(2_000);
      stage.lay();
      await stage.clock.runUntil(() => ['result', 'menu'].includes(stage.screen.id), 60_000);
      await stage.run(500);
      if (stage.screen.id === 'result') stage.press(stage.offers('ok') ? 'ok' : 'exit');
      await stage.sees('menu');
      const [first, ...more] = pages;
      seen.add(JSON.stringify(first));
      const again =
        first?.card === true && !liftedAsItAppeared ? [] : [{ code: 'I314', card: true, visit: true }];
      expect(more, `lifted ${delay} ms after STACK`).toEqual(again);
    }
    expect(seen).toContain(JSON.stringify({ code: 'I318', card: true, visit: false }));
  });

  it('is not shown to whoever found a card that is reported lost, but to its holder later', async () => {
    const { stage, serials } = await untoldTopUps(1);
    stage.campus.operator.setCardState(ZHANG.card.applicationSerial, 'lost');
    stage.lay();
    expect((await stage.sees('failure')).message.code).toBe('E110');
    stage.lift();
    await stage.sees('attract');
    expect(told(stage)).toEqual([false]);
    stage.campus.operator.setCardState(ZHANG.card.applicationSerial, 'normal');
    stage.lay();
    expect((await stage.sees('result')).serial).toBe(serials[0]);
  });
});
