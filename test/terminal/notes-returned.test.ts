/** Notes that do not become money: refused, returned, never inserted. Nothing is taken and the hold ends (domain.md §5.9). */
import { describe, expect, it } from 'vitest';
import { yuan } from '../../src/kernel/fen.ts';
import { TEST_PERSON } from '../../simulator/campus/fixtures.ts';
import type { PhysicalNote } from '../../simulator/devices/banknote-acceptor/physical-note.ts';
import { Stage } from './stage.ts';

const NOTHING = { boxed: 0, loaded: 0, owed: 0, investigating: 0 };

/** What the acceptor itself does not take, by what a person would call it. */
const REFUSED: readonly [string, Partial<PhysicalNote>][] = [
  ['of the 1999 edition', { edition: 1999 }],
  ['of 50 yuan', { value: yuan(50), edition: 2005 }],
  ['of 5 yuan', { value: yuan(5), edition: 2005 }],
  ['of another currency', { value: yuan(1_000), edition: 2013 }],
  ['that is torn', { condition: 'torn' }],
  ['that is crumpled', { condition: 'crumpled' }],
  ['that is counterfeit', { genuine: false }],
  ['pushed in askew', { condition: 'skewed' }],
];

async function released(stage: Stage): Promise<readonly string[]> {
  await stage.sound();
  return stage.factsOf('hold-released').map(({ data }) => data.reason);
}

describe('a note that comes back', () => {
  it.each(REFUSED)('%s: E251 with the accepted editions, and a good one may follow', async (_, change) => {
    const stage = await Stage.open();
    await stage.toSlot();
    expect(stage.insert(stage.note(change))).toBe('drawn-in');
    await stage.sees('checking-note');
    const back = await stage.sees('take-note-back');
    expect(back).toMatchObject({ stage: 'amber', tray: 'placed', buttons: [] });
    expect(back.message).toMatchObject({ code: 'E251', params: { editions: '2005,2015' } });
    await stage.run(3_000);
    stage.takeNote();
    const again = await stage.sees('insert-note');
    expect(again.message?.code).toBe('E251');
    await stage.run(1_000);
    expect(stage.insert()).toBe('drawn-in');
    await stage.sees('result');
    expect(stage.money()).toEqual({ ...NOTHING, boxed: 10_000, loaded: 10_000 });
    expect(stage.orders).toEqual(['confirmed']);
    await stage.sound();
  });

  it('and is left in the slot keeps others out until somebody takes it', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    stage.insert(stage.note({ condition: 'torn' }));
    await stage.sees('take-note-back');
    await stage.run(20_000);
    expect(stage.insert()).toBe('refused');
    expect(stage.at('take-note-back').message?.code).toBe('E251');
    expect(stage.kiosk.hardware.board.lamps.green).toBe(false);
    stage.takeNote();
    await stage.run(1_000);
    expect(stage.insert()).toBe('drawn-in');
    await stage.sees('result');
    expect(stage.money()).toEqual({ ...NOTHING, boxed: 10_000, loaded: 10_000 });
  });

  it('from escrow keeps the screen and a dark lamp until somebody takes it', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    stage.insert();
    await stage.sees('checking-note');
    stage.lift();
    await stage.sees('take-note-back');
    for (let second = 0; second < 30; second += 1) {
      await stage.run(1_000);
      stage.at('take-note-back');
      expect(stage.hardware.board.lamps.green).toBe(false);
    }
    stage.takeNote();
    await stage.sees('attract', 2_000);
  });

  it('of a known type that makes no order goes back from escrow', async () => {
    const templates = [
      { type: 3, value: yuan(100), edition: 2015 },
      { type: 4, value: yuan(50), edition: 2005 },
    ];
    const stage = await Stage.open({ kiosk: () => ({ settings: { templates } }) });
    await stage.toSlot();
    stage.insert(stage.note({ value: yuan(50), edition: 2005 }));
    expect((await stage.sees('take-note-back')).message?.code).toBe('E251');
    await stage.run(2_000);
    expect(stage.factsOf('return-sent').map(({ data }) => data.reason)).toEqual(['not-accepted']);
    stage.takeNote();
    await stage.sees('insert-note');
    await stage.run(1_000);
    stage.insert();
    await stage.sees('result');
    expect(stage.money()).toEqual({ ...NOTHING, boxed: 10_000, loaded: 10_000 });
  });

  it('comes with its neighbour: two at once go back both', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    stage.insert();
    await stage.run(300);
    expect(stage.insert()).toBe('second-note');
    await stage.sees('take-note-back');
    await stage.run(2_000);
    stage.takeNote();
    await stage.sees('insert-note');
    await stage.run(1_000);
    stage.insert();
    await stage.sees('result');
    expect(stage.money()).toEqual({ ...NOTHING, boxed: 10_000, loaded: 10_000 });
    await stage.sound();
  });

  it('was alone in the end: the second one was taken away in time', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    stage.insert();
    await stage.run(300);
    stage.insert();
    await stage.run(3_000);
    stage.takeNote();
    await stage.sees('result');
    expect(stage.money()).toEqual({ ...NOTHING, boxed: 10_000, loaded: 10_000 });
  });

  it('cannot be pushed in while the slot is shut', async () => {
    const stage = await Stage.open();
    expect(stage.insert()).toBe('refused');
    await stage.toMenu();
    expect(stage.insert()).toBe('refused');
    stage.press('cash');
    await stage.sees('check-card');
    expect(stage.insert()).toBe('refused');
    stage.press('next');
    await stage.sees('insert-note');
    stage.insert();
    await stage.sees('writing');
    expect(stage.insert()).toBe('refused');
    await stage.sees('result');
    expect(stage.insert()).toBe('refused');
    expect(stage.money().boxed).toBe(10_000);
  });

  it('goes back with E105 when the card is lifted while it is being checked', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    stage.insert();
    await stage.sees('checking-note');
    stage.lift();
    const back = await stage.sees('take-note-back');
    expect(back.message?.code).toBe('E105');
    await stage.run(10_000);
    stage.at('take-note-back');
    stage.takeNote();
    await stage.sees('attract');
    expect(await released(stage)).toEqual(['card-left']);
    expect(stage.money()).toEqual(NOTHING);
    await stage.serves();
  });

  it('goes back when another card lies there at escrow', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    stage.insert();
    await stage.sees('checking-note');
    stage.lift();
    stage.lay(stage.cardOf(TEST_PERSON));
    expect((await stage.sees('take-note-back')).message?.code).toBe('E105');
    await stage.run(2_000);
    stage.takeNote();
    await stage.sees('menu');
    expect(stage.money()).toEqual(NOTHING);
    await stage.sound();
  });

  it('goes back with E401 when the server has been silent for more than 10 seconds', async () => {
    const stage = await Stage.open({ hardware: { acceptor: { timings: { acceptMs: 14_000 } } } });
    await stage.toSlot();
    stage.insert();
    await stage.run(1_000);
    stage.network.up = false;
    expect((await stage.sees('take-note-back')).message?.code).toBe('E401');
    expect(stage.factsOf('return-sent').map(({ data }) => data.reason)).toEqual(['host-not-fresh']);
    await stage.run(2_000);
    stage.takeNote();
    stage.network.up = true;
    await stage.run(60_000);
    expect(await released(stage)).toEqual(['host-not-fresh']);
    expect(stage.money()).toEqual(NOTHING);
  });

  it('is never asked for by a slot that nobody uses: a minute, then E406 and no hold', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    await stage.run(59_000);
    stage.at('insert-note');
    const screen = await stage.sees('failure', 2_000);
    expect(screen.message.code).toBe('E406');
    expect(stage.insert()).toBe('refused');
    expect(await released(stage)).toEqual(['timeout']);
    expect(stage.orders).toEqual(['released']);
    await stage.sees('menu');
  });

  it('was not there: leaving before the first note takes nothing', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    stage.press('exit');
    await stage.sees('menu');
    expect(stage.hardware.board.lamps.green).toBe(false);
    expect(stage.insert()).toBe('refused');
    expect(await released(stage)).toEqual(['cancelled']);
  });

  it('arrives in the very moment of leaving and goes back or becomes money, never both', async () => {
    for (let delay = 0; delay <= 1_500; delay += 150) {
      const stage = await Stage.open();
      await stage.toSlot();
      stage.insert();
      await stage.run(delay);
      stage.press('exit');
      await stage.run(4_000);
      stage.takeNote();
      await stage.run(4_000);
      await stage.sound();
      const { boxed, loaded } = stage.money();
      expect(boxed, `exit ${delay} ms after the note`).toBe(loaded);
      expect(stage.hardware.board.lamps.green && stage.screen.id !== 'insert-note').toBe(false);
    }
  });
});

describe('a note drawn in at the moment its holder leaves', () => {
  it('goes back and never becomes the next holder’s, who is served once somebody has taken it', async () => {
    const stage = await Stage.open({ hardware: { acceptor: { timings: { acceptMs: 4_000 } } } });
    await stage.toSlot();
    const note = stage.note();
    expect(stage.insert(note)).toBe('drawn-in');
    stage.press('exit');
    await stage.sees('menu');
    stage.lift();
    const next = stage.cardOf(TEST_PERSON);
    await stage.sees('attract');
    stage.lay(next);
    await stage.sees('menu');
    stage.press('cash');
    await stage.sees('check-card');
    stage.press('next');
    expect((await stage.sees('failure')).message.code).toBe('ACCEPTOR_NOTE_UNDER_WAY');
    expect(stage.hardware.acceptor.notes).toEqual([{ note, place: 'slot' }]);
    stage.takeNote();
    stage.press('ok');
    await stage.sees('menu');
    stage.press('cash');
    await stage.sees('check-card');
    stage.press('next');
    await stage.sees('insert-note');
    expect(stage.insert()).toBe('drawn-in');
    await stage.sees('result');
    expect(stage.hardware.acceptor.notes.map(({ note: boxed }) => boxed.id)).not.toContain(note.id);
    expect(stage.card.history).toEqual([]);
    await stage.sound();
  });
});
