/** Bytes that no protocol knows, on each line, at each phase: coded faults, and the terminal serves again (design.md §1.4). */
import { describe, expect, it } from 'vitest';
import { fromHex } from '../../src/kernel/hex.ts';
import { TEST_PERSON } from '../../simulator/campus/fixtures.ts';
import type { LineName } from '../../simulator/kiosk/kiosk-hardware.ts';
import { goHome, PHASES } from './phases.ts';
import { Stage } from './stage.ts';

const LINES: readonly LineName[] = ['cardReader', 'banknoteAcceptor', 'ioBoard'];

/** Good frames of each protocol cut short, and its first bytes alone (golden frames of the sheets). */
const HALF_FRAMES: Readonly<Record<LineName, readonly string[]>> = {
  cardReader: ['00', '0000FF', '0000FF0AF6', '0000FF05FBD5410061'],
  banknoteAcceptor: ['02', '0203', '020307', '0203071C68'],
  ioBoard: ['01', '0102', '010201', '01020102'],
};

/** A fault code as health and screens name it. */
const CODE = /^[A-Z][A-Z0-9_]+$/u;

function faultsOf(stage: Stage): string[] {
  const { cardReader, banknoteAcceptor, indicator } = stage.kiosk.terminal!.devices;
  return [cardReader, banknoteAcceptor!, indicator!].flatMap(({ health }) =>
    health.faults.map(({ code }) => code),
  );
}

async function servesAgain(stage: Stage): Promise<void> {
  await goHome(stage);
  await stage.sound();
  const { boxed, loaded, owed, investigating } = stage.money();
  expect(boxed).toBeGreaterThanOrEqual(loaded + owed);
  expect(boxed).toBeLessThanOrEqual(loaded + owed + investigating);
  await stage.serves(stage.cardOf(TEST_PERSON));
  await stage.sound();
}

describe.each(LINES)('on the line %s', (name) => {
  it.each(PHASES)('garbage during $name costs no money', async ({ reach }) => {
    const stage = await Stage.open({ seed: 7 });
    await reach(stage);
    const line = stage.hardware.lines[name];
    for (let burst = 0; burst < 12; burst += 1) {
      line.device.send(stage.random.bytes(1 + stage.random.below(40)));
      await stage.run(stage.random.below(120));
    }
    await servesAgain(stage);
  });

  it.each(HALF_FRAMES[name])(
    'half a frame (%s) in the middle of everything does not lose the next good one',
    async (hex) => {
      const stage = await Stage.open();
      const line = stage.hardware.lines[name];
      await stage.toMenu();
      for (let time = 0; time < 5; time += 1) {
        line.device.send(fromHex(hex));
        await stage.run(333);
      }
      await goHome(stage);
      await stage.serves();
      expect(faultsOf(stage)).toEqual([]);
    },
  );

  it('a stray start byte before every answer is stepped over', async () => {
    const stage = await Stage.open();
    const start = fromHex(HALF_FRAMES[name][0]!);
    stage.hardware.lines[name].tap = (direction, bytes) =>
      direction === 'device-to-host' ? [{ bytes: start }, { bytes }] : undefined;
    await stage.serves();
    await stage.sound();
  });

  it('a million bytes at once are a coded fault at worst, and the device comes back', async () => {
    const stage = await Stage.open();
    const line = stage.hardware.lines[name];
    for (let piece = 0; piece < 256; piece += 1) line.device.send(stage.random.bytes(4_096));
    const codes = new Set<string>();
    for (let minute = 0; minute < 22; minute += 1) {
      await stage.run(60_000);
      for (const code of faultsOf(stage)) codes.add(code);
    }
    for (const code of codes) expect(code).toMatch(CODE);
    await stage.sees('attract');
    await stage.run(20_000);
    expect(faultsOf(stage)).toEqual([]);
    await stage.serves();
    await stage.sound();
  });
});

describe('noise on all lines', () => {
  it.each([1, 2, 3])('of one byte in a thousand (seed %i): whole visits, no fen wrong', async (seed) => {
    const stage = await Stage.open({ seed, hardware: { noise: 0.001, chunks: 'random' } });
    for (let visit = 0; visit < 6; visit += 1) await stubbornVisit(stage);
    for (const line of Object.values(stage.hardware.lines)) line.tap = undefined;
    await goHome(stage);
    await stage.sound();
    const { boxed, loaded, owed, investigating } = stage.money();
    expect(loaded + owed).toBeGreaterThanOrEqual(10_000);
    expect(boxed - loaded - owed).toBeLessThanOrEqual(investigating);
    expect(stage.card.history.every(({ amount }) => amount === 10_000)).toBe(true);
  });
});

/** Presses whatever leads to a top-up, pays when asked, and goes when asked or after two minutes. */
async function stubbornVisit(stage: Stage): Promise<void> {
  stage.lay();
  const paid = stage.hardware.acceptor.box.notes.length;
  for (let look = 0; look < 60; look += 1) {
    await stage.run(2_000);
    stage.takeNote();
    const { id } = stage.screen;
    if (id === 'take-card') break;
    if (stage.hardware.acceptor.box.notes.length > paid && id === 'menu') stage.press('exit');
    else if (id === 'insert-note') stage.insert();
    else
      for (const button of ['rewrite', 'next', 'ok', 'cash', 'exit'] as const) {
        if (!stage.offers(button)) continue;
        stage.press(button);
        break;
      }
  }
  stage.lift();
  await stage.run(5_000);
}
