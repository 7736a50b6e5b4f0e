/** Notes whose way is disturbed: jams, cheats, boxes, lost and wrong reports (ccnet.md §8–§12; design.md §6, §12.9–10). */
import { describe, expect, it } from 'vitest';
import { CCNET_COMMANDS } from '../../drivers/banknote-acceptor/ccnet/codec.ts';
import { yuan } from '../../src/kernel/fen.ts';
import { TEST_PERSON } from '../../simulator/campus/fixtures.ts';
import type { NoteFault } from '../../simulator/devices/banknote-acceptor/faults.ts';
import { buttonsOf, Stage } from './stage.ts';

const SERIAL = '100000000042-01-000001-7';
const LOADED = { boxed: 10_000, loaded: 10_000, owed: 0, investigating: 0 };

async function withFault(fault: NoteFault): Promise<Stage> {
  const stage = await Stage.open();
  await stage.toSlot();
  stage.hardware.acceptor.faults.arm(fault);
  stage.insert();
  return stage;
}

/** Commands to the acceptor other than polls, in order, from now on. */
function commandsTo(stage: Stage): string[] {
  const seen: string[] = [];
  stage.kiosk.trace.events.listen(({ device, direction, bytes }) => {
    if (device !== 'banknote-acceptor' || direction !== 'host-to-device') return;
    const code = Number.parseInt(bytes.replaceAll(' ', '').slice(6, 8), 16);
    const name = Object.entries(CCNET_COMMANDS).find(([, command]) => command.code === code)?.[0];
    if (name === 'enable') seen.push(`enable ${bytes.replaceAll(' ', '').slice(8, 20)}`);
    else if (name !== undefined && name !== 'poll') seen.push(name);
  });
  return seen;
}

describe('a jam', () => {
  const jams: readonly [string, string, NoteFault][] = [
    ['before escrow', 'jam-path', { kind: 'jam', at: 'before-escrow', ends: 'operator' }],
    ['while stacking', 'jam-box', { kind: 'jam', at: 'stacking', ends: 'operator' }],
    ['past the point of no return', 'jam-box', { kind: 'jam', at: 'stacking', pastPoint: true, ends: 'box' }],
  ];

  it.each(jams)(
    '%s is under investigation at once, with E252, serial and a red lamp',
    async (_, reason, fault) => {
      const stage = await withFault(fault);
      const screen = await stage.sees('failure');
      expect(screen.message).toMatchObject({ code: 'E252', params: { sn: SERIAL, tel: '0000-0000' } });
      expect(screen.voucher?.qr).toBe(`100000000042;${SERIAL}`);
      expect(buttonsOf(screen)).toContain('ok=confirm*');
      await stage.run(1_000);
      expect(stage.factsOf('note-disputed').map(({ data }) => data.reason)).toEqual([reason]);
      expect(stage.orders).toEqual(['investigating']);
      expect(stage.hardware.board.lamps).toMatchObject({ red: true, green: false });
      expect(stage.factTypes).not.toContain('attempt-asked');
      await stage.sound();
    },
  );

  it('in escrow, when the note should go back, is under investigation', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    stage.hardware.acceptor.faults.arm({ kind: 'jam', at: 'in-escrow', ends: 'operator' });
    stage.insert();
    await stage.sees('checking-note');
    stage.lift();
    const screen = await stage.sees('failure');
    expect(screen.message).toMatchObject({ code: 'E252', params: { sn: SERIAL } });
    expect(stage.factsOf('note-disputed')).toHaveLength(1);
    await stage.sound();
    expect(stage.orders).toEqual(['investigating']);
  });

  it('that clears by itself lets the next holder pay in, and leaves the open case open', async () => {
    const stage = await withFault({ kind: 'jam', at: 'stacking', ends: 'slot' });
    await stage.sees('failure');
    stage.press('ok');
    const menu = await stage.sees('menu');
    expect(menu.cashUnavailable?.code).toBe('ACCEPTOR_JAM_BOX');
    stage.press('exit');
    await stage.sees('take-card');
    stage.lift();
    await stage.run(30_000);
    stage.takeNote();
    await stage.run(10_000);
    await stage.serves(stage.cardOf(TEST_PERSON));
    await stage.sound();
    expect(stage.orders).toEqual(['investigating', 'confirmed']);
  });

  it('whose note is reported in the box afterwards is owed, and written at the next placement', async () => {
    const stage = await withFault({
      kind: 'jam',
      at: 'stacking',
      pastPoint: true,
      ends: 'box',
      reported: true,
    });
    await stage.sees('failure');
    stage.lift();
    await stage.run(40_000);
    expect(stage.factsOf('load-owed').map(({ data }) => data.reason)).toEqual(['found-after-dispute']);
    expect(stage.orders).toEqual(['owed']);
    stage.lay();
    await stage.sees('rewrite-offer');
    stage.press('rewrite');
    await stage.sees('result');
    await stage.sound();
    expect(stage.money()).toEqual(LOADED);
  });
});

describe('a cheat', () => {
  it('before escrow is under investigation, and the slot takes no further note for this order', async () => {
    const stage = await withFault({ kind: 'cheat', at: 'accepting', ends: 'hand' });
    expect((await stage.sees('failure')).message.code).toBe('E252');
    await stage.run(3_000);
    expect(stage.insert()).toBe('refused');
    await stage.sound();
    expect(stage.orders).toEqual(['investigating']);
  });

  it.each(['hand', 'box'] as const)('while stacking that ends in the %s gives no credit', async (ends) => {
    const stage = await withFault({ kind: 'cheat', at: 'stacking', ends });
    expect((await stage.sees('failure')).message.code).toBe('E252');
    await stage.run(60_000);
    await stage.sound();
    expect(stage.card.balance).toBe(1_250);
    expect(stage.orders).toEqual(['investigating']);
  });

  it('does not close the cash module for ever', async () => {
    const stage = await withFault({ kind: 'cheat', at: 'accepting', ends: 'hand' });
    await stage.sees('failure');
    stage.lift();
    await stage.run(120_000);
    await stage.serves(stage.cardOf(TEST_PERSON));
  });
});

describe('the cash box', () => {
  it('removed while a note is awaited shuts the slot, and comes back into service', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    stage.hardware.acceptor.box.remove();
    const screen = await stage.sees('failure');
    expect(screen.message.params['code']).toBe('ACCEPTOR_BOX_REMOVED');
    expect(stage.hardware.board.lamps.green).toBe(false);
    expect(stage.factTypes).toContain('box-removed');
    stage.press('ok');
    await stage.sees('menu');
    stage.hardware.acceptor.box.insert();
    await stage.run(10_000);
    expect(stage.factTypes).toContain('box-returned');
    stage.press('exit');
    await stage.sees('take-card');
    stage.lift();
    await stage.sees('attract');
    await stage.serves();
    await stage.sound();
    expect(stage.orders).toEqual(['released', 'confirmed']);
  });

  it('that is full after this note takes it, and greys the module for the next', async () => {
    const stage = await Stage.open({ hardware: { acceptor: { capacity: 1 } } });
    await stage.toResult();
    expect(stage.money()).toEqual(LOADED);
    stage.press('continue-top-up');
    await stage.clock.runUntil(() => stage.screen.id === 'failure' || stage.screen.id === 'menu', 60_000);
    expect(stage.offers('next')).toBe(false);
    expect(stage.factsOf('hold-asked').length).toBeLessThanOrEqual(1);
  });

  it('removed while a note is being stacked proves nothing: under investigation', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    stage.insert();
    await stage.clock.runUntil(() => stage.hardware.acceptor.state === 'stacking', 10_000);
    stage.hardware.acceptor.box.remove();
    await stage.sees('failure');
    await stage.sound();
    expect(stage.orders).toEqual(['investigating']);
  });
});

describe('the stacked report', () => {
  it('that is lost is made up for by the counter of the device', async () => {
    const stage = await withFault({ kind: 'stacked-lost' });
    await stage.sees('result');
    expect(stage.factsOf('note-stacked').map(({ data }) => data.how)).toEqual(['counter']);
    expect(stage.money()).toEqual(LOADED);
    await stage.sound();
  });

  it('that is lost without a counter is under investigation', async () => {
    const stage = await Stage.open({ hardware: { acceptor: { unsupported: [0x5b] } } });
    await stage.toSlot();
    stage.hardware.acceptor.faults.arm({ kind: 'stacked-lost' });
    stage.insert();
    expect((await stage.sees('failure')).message.code).toBe('E252');
    expect(stage.factsOf('note-disputed').map(({ data }) => data.reason)).toEqual(['outcome-missing']);
    await stage.sound();
    expect(stage.card.balance).toBe(1_250);
  });

  it('names another type of the same value: the order keeps its money', async () => {
    const stage = await withFault({ kind: 'stacked-as', type: 2 });
    await stage.sees('result');
    expect(stage.factsOf('note-stacked').map(({ data }) => [data.type, data.value])).toEqual([[2, 10_000]]);
    expect(stage.money()).toEqual(LOADED);
    await stage.sound();
  });

  it.each([4, 9])(
    'names type %i, which is not worth 100 yuan here: investigation, acceptor off',
    async (type) => {
      const stage = await withFault({ kind: 'stacked-as', type });
      expect((await stage.sees('failure')).message.code).toBe('E252');
      expect(stage.factsOf('note-disputed').map(({ data }) => data.reason)).toEqual(['type-mismatch']);
      stage.press('ok');
      expect((await stage.sees('menu')).cashUnavailable?.code).toBe('ACCEPTOR_TYPE_MISMATCH');
      expect(stage.insert()).toBe('refused');
      await stage.sound();
      expect(stage.orders).toEqual(['investigating']);
    },
  );

  it('is late but comes: the note is money', async () => {
    const stage = await withFault({ kind: 'stacked-late', delayMs: 20_000 });
    await stage.sees('result');
    expect(stage.money()).toEqual(LOADED);
  });

  it('does not come within 31 seconds: under investigation; a later one makes it owed', async () => {
    const stage = await withFault({ kind: 'stacked-late', delayMs: 35_000 });
    expect((await stage.sees('failure')).message.code).toBe('E252');
    expect(stage.factsOf('note-disputed').map(({ data }) => data.reason)).toEqual(['stack-timeout']);
    expect(stage.card.balance).toBe(1_250);
    await stage.run(15_000);
    await stage.sound();
    expect(stage.orders).toEqual(['owed']);
  });
});

describe('what goes over the line', () => {
  it('decides within 4 seconds of the escrow report, in one poll period as a rule', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    stage.insert();
    let escrowAt = 0;
    await stage.clock.runUntil(() => stage.factTypes.includes('note-escrowed'), 10_000);
    escrowAt = stage.clock.monotonic();
    await stage.clock.runUntil(() => stage.factTypes.includes('stack-sent'), 10_000);
    expect(stage.clock.monotonic() - escrowAt).toBeLessThan(210);
  });

  it('returns a note when the card took longer than 4 seconds to answer', async () => {
    const stage = await Stage.open({ kiosk: () => ({ settings: { load: SLOW_LIMITS } }) });
    await stage.toSlot();
    stage.card.armFault('slow-answer', 0x5c);
    stage.insert();
    const back = await stage.sees('take-note-back');
    expect(back.message?.code).toMatch(/^E(406|105)$/u);
    await stage.run(2_000);
    stage.takeNote();
    await stage.run(5_000);
    await stage.sound();
    expect(stage.money().boxed).toBe(0);
  });

  it('inhibits right after STACK and enables again only for the next slot', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    const commands = commandsTo(stage);
    stage.insert();
    await stage.sees('result');
    await stage.run(5_000);
    expect(commands).toEqual(['stack', 'enable 000000000000', 'getStatus']);
    stage.press('continue-top-up');
    await stage.sees('check-card');
    stage.press('next');
    await stage.sees('insert-note');
    expect(commands).toContain('enable 00000C00000C');
  });

  it('lights the green lamp only while a note may be inserted', async () => {
    const stage = await Stage.open();
    const lit: string[] = [];
    stage.hardware.board.onLamps(({ green }) => {
      if (green) lit.push(stage.screen.id);
    });
    await stage.toSlot();
    await stage.run(500);
    expect(stage.hardware.board.lamps.green).toBe(true);
    stage.insert();
    await stage.clock.runUntil(() => stage.hardware.acceptor.state === 'escrow', 10_000);
    expect(stage.hardware.board.lamps.green).toBe(false);
    await stage.sees('result');
    await stage.leave();
    expect(lit).toEqual(['insert-note']);
  });
});

const SLOW_LIMITS = { hostAnswerMs: 28_000, escrowDecideMs: 1_000, hostFreshMs: 10_000 };

describe('acceptors of other makes', () => {
  const makes: readonly [string, object][] = [
    ['that tell each event once', { repeatsEvents: false }],
    ['with a strict acknowledgement window', { ackWindow: 'strict' }],
    ['that tell once and acknowledge strictly', { repeatsEvents: false, ackWindow: 'strict' }],
    ['without a counter', { unsupported: [0x5b] }],
    ['with lenient states', { strictStates: false }],
    ['that report before the note lies flat', { timings: { stackFlatMs: 1_500 } }],
    ['that answer slowly', { timings: { answerDelayMs: 9 } }],
  ];

  it.each(makes)('%s take two notes in a row', async (_, acceptor) => {
    const stage = await Stage.open({ hardware: { acceptor } });
    await stage.serves();
    await stage.serves();
    await stage.run(2_000);
    expect(stage.money()).toMatchObject({ boxed: 20_000, loaded: 20_000, owed: 0 });
    await stage.sound();
  });

  it('lose an event that was told once and not heard: never a wrong credit', async () => {
    const stage = await Stage.open({ hardware: { acceptor: { repeatsEvents: false } } });
    await stage.toSlot();
    stage.insert();
    await stage.sees('stacking-note');
    stage.hardware.acceptor.faults.arm({ kind: 'broken-crc', command: 0x33 }, 12);
    await stage.clock.runUntil(() => ['result', 'failure'].includes(stage.screen.id), 60_000);
    await stage.sound();
    const { boxed, loaded, investigating } = stage.money();
    expect(boxed).toBe(yuan(100));
    expect(loaded + investigating).toBe(yuan(100));
  });
});
