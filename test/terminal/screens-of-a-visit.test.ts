/** Each screen of an undisturbed visit, as data. That it can be shown in both languages, the stage checks for every screen. */
import { describe, expect, it } from 'vitest';
import { yuan } from '../../src/kernel/fen.ts';
import { PLAIN_DISPLAY } from '../../src/screen/contract/screen-model.ts';
import { WANG } from '../../simulator/campus/fixtures.ts';
import { buttonsOf, Stage, TERMINAL } from './stage.ts';

const HELP_BUTTONS = ['large-text=1', 'high-contrast=2', 'language=3', 'back=cancel'];
const SERIAL = '100000000042-01-000001-7';
const COMMON = {
  language: 'zh',
  display: PLAIN_DISPLAY,
  school: { zh: '示例大学', en: 'Sample University' },
  simulation: true,
  terminal: TERMINAL,
};

describe('screens of a visit', () => {
  it('starts without a button and asks for no card', async () => {
    const stage = await Stage.open();
    expect(stage.shown[0]).toEqual({
      ...COMMON,
      id: 'starting',
      stage: 'off',
      tray: 'no-card-please',
      buttons: [],
    });
  });

  it('attracts on ink with the tray waiting and help at hand', async () => {
    const stage = await Stage.open();
    expect(stage.at('attract')).toEqual({
      ...COMMON,
      id: 'attract',
      stage: 'ink',
      tray: 'waiting',
      buttons: [{ id: 'help', key: '0', primary: false, enabled: true }],
    });
  });

  it('reads the card without a button', async () => {
    const stage = await Stage.open();
    stage.lay();
    const screen = await stage.sees('reading-card');
    expect(screen).toMatchObject({ stage: 'light', tray: 'placed', buttons: [] });
  });

  it('shows masked name, balance and three choices in the menu', async () => {
    const stage = await Stage.open();
    const screen = await stage.toMenu();
    expect(screen).toMatchObject({ holderName: '张**', balance: 1_250, stage: 'light', tray: 'placed' });
    expect(buttonsOf(screen)).toEqual(['cash=1*', 'help=0', 'exit=cancel']);
    expect(screen).not.toHaveProperty('cashUnavailable');
    expect(screen).not.toHaveProperty('banner');
    expect(screen).not.toHaveProperty('countdown');
  });

  it('shows number, balance and room in whole notes before the slot opens', async () => {
    const stage = await Stage.open();
    await stage.toMenu();
    stage.press('cash');
    const screen = await stage.sees('check-card');
    expect(screen).toMatchObject({ holderName: '张**', holderNumber: '2099000001', balance: 1_250 });
    expect(screen.room).toBe(yuan(900));
    expect(buttonsOf(screen)).toEqual(['next=confirm*', 'exit=cancel']);
  });

  it('asks to wait without a button while the server is asked for the hold', async () => {
    const stage = await Stage.open();
    await stage.toMenu();
    stage.press('cash');
    stage.press('next');
    const screen = await stage.sees('please-wait');
    expect(screen).toMatchObject({ stage: 'light', tray: 'placed', buttons: [] });
  });

  it('names value and editions and counts down a minute while a note may be inserted', async () => {
    const stage = await Stage.open();
    const screen = await stage.toSlot();
    expect(screen).toMatchObject({ value: 10_000, editions: [2005, 2015], stage: 'light', tray: 'placed' });
    expect(buttonsOf(screen)).toEqual(['exit=cancel']);
    expect(screen.countdown).toEqual({
      atMs: stage.clock.monotonic() + 60_000,
      totalMs: 60_000,
      warning: false,
    });
    expect(screen).not.toHaveProperty('message');
  });

  it('checks the note without a button', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    stage.insert();
    expect(await stage.sees('checking-note')).toMatchObject({ stage: 'light', tray: 'placed', buttons: [] });
  });

  it('stacks the note without a button', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    stage.insert();
    expect(await stage.sees('stacking-note')).toMatchObject({ stage: 'light', tray: 'placed', buttons: [] });
  });

  it('writes on ink, with amount and kind and without a button or a countdown', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    stage.insert();
    expect(await stage.sees('writing')).toEqual({
      ...COMMON,
      id: 'writing',
      stage: 'ink',
      tray: 'writing',
      buttons: [],
      amount: 10_000,
      kind: 'top-up',
      phase: 'asking',
      card: { holderName: '张**', holderNumber: '2099000001', balance: 1_250 },
    });
  });

  it('ends a top-up with serial, amount, both balances, time and 继续充值', async () => {
    const stage = await Stage.open();
    const screen = await stage.toResult();
    expect(screen).toMatchObject({
      stage: 'light',
      tray: 'take',
      amount: 10_000,
      balanceBefore: 1_250,
      balance: 11_250,
      serial: SERIAL,
      time: '2099-09-02T08:00:05+08:00',
    });
    expect(screen.message).toMatchObject({ code: 'I318', params: { a: '100.00', b: '112.50' } });
    expect(buttonsOf(screen)).toEqual(['continue-top-up=1', 'exit=cancel*']);
    expect(screen.countdown).toMatchObject({ totalMs: 15_000, warning: false });
  });

  it('goes on with 继续充值 to the check of the card and a second order', async () => {
    const stage = await Stage.open();
    await stage.toResult();
    stage.press('continue-top-up');
    expect(await stage.sees('check-card')).toMatchObject({ balance: 11_250, room: yuan(800) });
    stage.press('next');
    await stage.sees('insert-note');
    stage.insert();
    const second = await stage.sees('result');
    expect(second).toMatchObject({ balanceBefore: 11_250, balance: 21_250 });
    expect(second.serial).not.toBe(SERIAL);
    await stage.leave();
    await stage.sound();
  });

  it('leaves the result by itself after 15 seconds for the menu', async () => {
    const stage = await Stage.open();
    await stage.toResult();
    await stage.run(14_900);
    stage.at('result');
    expect(await stage.sees('menu', 2_000)).toMatchObject({ balance: 11_250 });
  });

  it('asks for the card without a button until it is taken', async () => {
    const stage = await Stage.open();
    await stage.toMenu();
    stage.press('exit');
    const screen = await stage.sees('take-card');
    expect(screen).toMatchObject({ stage: 'light', tray: 'take', buttons: [] });
    await stage.run(300_000);
    stage.at('take-card');
    stage.lift();
    await stage.sees('attract');
  });

  it('explains itself without a card: hotline, places, hours, and the way back', async () => {
    const stage = await Stage.open();
    stage.press('help');
    const screen = await stage.sees('help');
    expect(screen).toMatchObject({
      stage: 'light',
      tray: 'waiting',
      hotline: '0000-0000',
      loadKiosks: ['图书馆一层', '第一食堂'],
      cashMachines: ['第一食堂'],
      hours: '07:00–22:30',
    });
    expect(buttonsOf(screen)).toEqual(HELP_BUTTONS);
    stage.press('back');
    await stage.sees('attract');
  });

  it('starts a visit when a card is laid down on the help page', async () => {
    const stage = await Stage.open();
    stage.press('help');
    await stage.sees('help');
    await stage.toMenu();
  });

  it('comes back from help with a card to the menu', async () => {
    const stage = await Stage.open();
    await stage.toMenu();
    stage.press('help');
    const screen = await stage.sees('help');
    expect(screen).toMatchObject({ tray: 'placed', hotline: '0000-0000' });
    expect(buttonsOf(screen)).toEqual(HELP_BUTTONS);
    stage.press('back');
    await stage.sees('menu');
  });

  it('says E225 with limit and room instead of opening the slot for a card without room', async () => {
    const stage = await Stage.open({ holder: WANG });
    await stage.toMenu();
    stage.press('cash');
    const screen = await stage.sees('failure');
    expect(screen.message).toMatchObject({ code: 'E225', params: { max: '1000.00', room: '50.00' } });
    expect(screen).not.toHaveProperty('voucher');
    expect(buttonsOf(screen)).toEqual(['ok=confirm*']);
    expect(stage.factTypes).not.toContain('hold-asked');
    stage.press('ok');
    await stage.sees('menu');
  });

  it('is left at every page by lifting the card, with nothing taken', async () => {
    const stage = await Stage.open();
    await stage.toMenu();
    stage.lift();
    await stage.sees('attract');
    await stage.toMenu();
    stage.press('cash');
    await stage.sees('check-card');
    stage.lift();
    await stage.sees('attract');
    await stage.toSlot();
    stage.lift();
    await stage.sees('attract');
    expect(stage.factsOf('hold-released').map(({ data }) => data.reason)).toEqual(['card-left']);
    await stage.serves();
    await stage.sound();
  });
});
