/** Cables pulled and put back, devices that die or start again, at each phase of a visit (design.md §1.4, §10). */
import { describe, expect, it } from 'vitest';
import { TEST_PERSON } from '../../simulator/campus/fixtures.ts';
import type { LineName } from '../../simulator/kiosk/kiosk-hardware.ts';
import { goHome, PHASES } from './phases.ts';
import { Stage } from './stage.ts';

const LINES: readonly LineName[] = ['cardReader', 'banknoteAcceptor', 'ioBoard'];

const WITH_MONEY = PHASES.filter(({ screen }) =>
  ['insert-note', 'checking-note', 'stacking-note', 'writing', 'torn-card'].includes(screen),
);

async function servesAgain(stage: Stage): Promise<void> {
  await goHome(stage);
  await stage.sound();
  await stage.serves(stage.cardOf(TEST_PERSON));
  await stage.sound();
}

describe.each(LINES)('the cable of %s', (name) => {
  it.each(PHASES)('pulled for 3 seconds during $name', async ({ reach }) => {
    const stage = await Stage.open();
    await reach(stage);
    stage.hardware.lines[name].unplug();
    await stage.run(3_000);
    stage.hardware.lines[name].plug();
    await servesAgain(stage);
  });

  it.each(WITH_MONEY)('pulled for half a minute during $name', async ({ reach }) => {
    const stage = await Stage.open();
    await reach(stage);
    stage.hardware.lines[name].unplug();
    await stage.run(30_000);
    stage.takeNote();
    stage.hardware.lines[name].plug();
    await servesAgain(stage);
  });
});

describe('a dead I/O board', () => {
  const deaths: readonly [string, (stage: Stage) => void][] = [
    ['is silent', (stage) => stage.hardware.board.mute(true)],
    ['has no power', (stage) => stage.hardware.board.powerOff()],
    ['is unplugged', (stage) => stage.hardware.lines.ioBoard.unplug()],
  ];

  it.each(deaths)('that %s never keeps money waiting', async (_, die) => {
    const stage = await Stage.open();
    await stage.serves();
    const alive = stage.clock.monotonic();
    await stage.serves();
    const usualMs = stage.clock.monotonic() - alive;
    die(stage);
    await stage.run(10_000);
    const dead = stage.clock.monotonic();
    await stage.serves();
    expect(stage.clock.monotonic() - dead).toBeLessThan(usualMs + 1_000);
    expect(stage.kiosk.terminal!.devices.indicator!.health.faults).not.toEqual([]);
  });

  it('that comes back shows what it should have shown', async () => {
    const stage = await Stage.open();
    stage.hardware.lines.ioBoard.unplug();
    await stage.toSlot();
    stage.hardware.lines.ioBoard.plug();
    await stage.run(5_000);
    expect(stage.hardware.board.lamps).toEqual({ green: true, red: false, reader: true });
  });
});

describe('a card reader that starts again', () => {
  it.each(PHASES)('during $name', async ({ reach }) => {
    const stage = await Stage.open();
    await reach(stage);
    stage.hardware.reader.powerOff();
    await stage.run(400);
    stage.hardware.reader.powerOn();
    await servesAgain(stage);
  });

  it('at the very CREDIT FOR LOAD: unknown, and settled from evidence with the card still there', async () => {
    const stage = await Stage.open();
    stage.hardware.reader.faults.arm('reboot', {
      command: 0x40,
      matches: (data) => data[1] === 0x80 && data[2] === 0x52,
    });
    await stage.toSlot();
    stage.insert();
    await stage.sees('result');
    expect(stage.card.history).toHaveLength(1);
    expect(stage.factsOf('load-failed').map(({ data }) => data.outcome)).toEqual(['unknown']);
    await stage.sound();
  });
});

describe('a banknote acceptor without power for a moment', () => {
  it.each(PHASES)('during $name', async ({ reach }) => {
    const stage = await Stage.open();
    await reach(stage);
    stage.hardware.acceptor.powerOff();
    await stage.run(2_000);
    stage.hardware.acceptor.powerOn();
    await servesAgain(stage);
  });

  it.each(PHASES)('that reports FAILURE during $name and is repaired', async ({ reach }) => {
    const stage = await Stage.open();
    await reach(stage);
    stage.hardware.acceptor.fail(0x50);
    await stage.run(5_000);
    stage.hardware.acceptor.repair();
    await servesAgain(stage);
  });
});
