/** Screens of torn writes, failures, and a terminal that cannot serve, as data. */
import { describe, expect, it } from 'vitest';
import type { ScreenModel } from '../../src/screen/contract/screen-model.ts';
import { TEST_PERSON } from '../../simulator/campus/fixtures.ts';
import { buttonsOf, Stage, TERMINAL } from './stage.ts';

const SERIAL = '100000000042-01-000001-7';

function told(screen: ScreenModel): string | undefined {
  return 'message' in screen ? screen.message?.code : undefined;
}

describe('screens of a torn write', () => {
  it('asks for the same card on amber, counts down 30 seconds, and offers no button', async () => {
    const stage = await Stage.open();
    const screen = await stage.tear();
    expect(screen).toMatchObject({ stage: 'amber', tray: 'removed', buttons: [], amount: 10_000 });
    expect(screen.message).toMatchObject({ code: 'E301', params: { n: '30' } });
    expect(screen.countdown).toEqual({
      atMs: stage.clock.monotonic() + 30_000,
      totalMs: 30_000,
      warning: false,
    });
  });

  it('gives a voucher with serial and QR, and nothing personal, when the card stays away', async () => {
    const stage = await Stage.open();
    await stage.tear();
    const screen = await stage.sees('failure');
    expect(screen).toMatchObject({ stage: 'light', tray: 'removed' });
    expect(screen.message).toMatchObject({ code: 'E303', params: { sn: SERIAL } });
    expect(screen.voucher).toEqual({ serial: SERIAL, qr: `${TERMINAL};${SERIAL}` });
    expect(buttonsOf(screen)).toEqual(['ok=confirm*']);
    expect(JSON.stringify(screen)).not.toMatch(/张|2099000001|31202509002099000001|04A1B201/u);
    expect(stage.money()).toEqual({ boxed: 10_000, loaded: 0, owed: 10_000, investigating: 0 });
  });

  it('keeps the voucher for half a minute after the holder has left, then attracts again', async () => {
    const stage = await Stage.open();
    await stage.tear();
    await stage.sees('failure');
    await stage.run(29_900);
    stage.at('failure');
    await stage.sees('attract', 1_000);
  });

  it('offers the make-up write at the next placement: when, serial, amount, balance now and after', async () => {
    const stage = await Stage.open();
    await stage.toRewriteOffer();
    const screen = stage.at('rewrite-offer');
    expect(screen).toMatchObject({
      stage: 'light',
      tray: 'placed',
      openedAt: '2099-09-02T08:00:03+08:00',
      kind: 'cash',
      serial: SERIAL,
      amount: 10_000,
      balance: 1_250,
      balanceAfter: 11_250,
    });
    expect(buttonsOf(screen)).toEqual(['rewrite=confirm*', 'later=cancel']);
  });

  it('writes the make-up write without a button', async () => {
    const stage = await Stage.open();
    await stage.toRewriteOffer();
    stage.press('rewrite');
    const screen = await stage.sees('writing');
    expect(screen).toMatchObject({ stage: 'ink', kind: 'rewrite', amount: 10_000, buttons: [] });
  });

  it('ends a make-up write with I315 and the new balance', async () => {
    const stage = await Stage.open();
    await stage.toRewriteOffer();
    stage.press('rewrite');
    const screen = await stage.sees('result');
    expect(screen).toMatchObject({ amount: 10_000, balanceBefore: 1_250, balance: 11_250, serial: SERIAL });
    expect(screen.message).toMatchObject({ code: 'I315', params: { d: '100.00', b: '112.50' } });
    expect(buttonsOf(screen)).toEqual(['ok=confirm*']);
    expect(screen.countdown).toMatchObject({ totalMs: 15_000, warning: false });
    await stage.leave();
    expect(stage.money()).toEqual({ boxed: 10_000, loaded: 10_000, owed: 0, investigating: 0 });
    await stage.sound();
  });

  it('says I314 and adds nothing when the earlier write had worked', async () => {
    const stage = await Stage.open();
    await stage.toRewriteOffer('answer');
    const screen = stage.at('result');
    expect(screen.message).toMatchObject({ code: 'I314', params: { b: '112.50' } });
    expect(screen).toMatchObject({ amount: 10_000, balance: 11_250, serial: SERIAL });
    expect(buttonsOf(screen)).toEqual(['ok=confirm*']);
    expect(screen.countdown).toMatchObject({ totalMs: 15_000, warning: false });
    await stage.leave();
    expect(stage.money()).toEqual({ boxed: 10_000, loaded: 10_000, owed: 0, investigating: 0 });
    await stage.sound();
  });

  it('shows the debt as a banner in the menu, before all else, when the holder says later', async () => {
    const stage = await Stage.open();
    await stage.toRewriteOffer();
    stage.press('later');
    const menu = await stage.sees('menu');
    expect(menu.banner).toMatchObject({ code: 'E305', params: { amount: '100.00' } });
    expect(menu.cashUnavailable).toMatchObject({ code: 'E305', params: { amount: '100.00' } });
    expect(buttonsOf(menu)).toEqual(['rewrite=confirm*', '(cash=1)', 'help=0', 'exit=cancel']);
    stage.press('cash');
    stage.key('1');
    await stage.run(2_000);
    stage.at('menu');
    expect(stage.factsOf('hold-asked')).toHaveLength(1);
  });

  it('offers the make-up write from that banner again, with fresh evidence', async () => {
    const stage = await Stage.open();
    await stage.toRewriteOffer();
    stage.press('later');
    await stage.sees('menu');
    const examined = stage.factsOf('evidence-asked').length;
    stage.press('rewrite');
    expect(await stage.sees('rewrite-offer')).toMatchObject({ amount: 10_000 });
    expect(stage.factsOf('evidence-asked')).toHaveLength(examined + 1);
    stage.press('rewrite');
    expect((await stage.sees('result')).message.code).toBe('I315');
    expect(stage.card.balance).toBe(11_250);
  });

  it('offers the make-up write again after a second tear, with a voucher in between', async () => {
    const stage = await Stage.open();
    await stage.toRewriteOffer();
    stage.tearAt('command');
    stage.press('rewrite');
    await stage.sees('torn-card');
    const failure = await stage.sees('failure');
    expect(failure.voucher?.serial).toBe(SERIAL);
    stage.press('ok');
    await stage.sees('attract');
    stage.lay();
    await stage.sees('rewrite-offer');
    stage.press('rewrite');
    await stage.sees('result');
    await stage.leave();
    expect(stage.money()).toEqual({ boxed: 10_000, loaded: 10_000, owed: 0, investigating: 0 });
    await stage.sound();
  });

  it('keeps the voucher for at least 20 seconds however long the holder took before', async () => {
    const stage = await Stage.open();
    await stage.toSlot();
    await stage.run(55_000);
    stage.hardware.acceptor.faults.arm({ kind: 'jam', at: 'before-escrow', ends: 'operator' });
    stage.insert();
    const failure = await stage.sees('failure');
    expect(failure.message).toMatchObject({ code: 'E252', params: { sn: SERIAL } });
    expect(failure.voucher?.serial).toBe(SERIAL);
    await stage.run(20_000);
    stage.at('failure');
  });
});

describe('screens of a terminal that cannot serve', () => {
  it('says E401 when the server is out of reach, whatever is laid down, and serves again when it is back', async () => {
    const stage = await Stage.open();
    stage.network.up = false;
    const screen = await stage.sees('out-of-service');
    expect(screen).toMatchObject({ stage: 'off', tray: 'no-card-please', hotline: '0000-0000' });
    expect(told(screen)).toBe('E401');
    expect(buttonsOf(screen)).toEqual(['help=0']);
    stage.lay();
    await stage.run(3_000);
    stage.at('out-of-service');
    stage.lift();
    stage.network.up = true;
    await stage.sees('attract');
    await stage.serves();
  });

  it('says E405 when it was started without the server, and signs in by itself later', async () => {
    const stage = await Stage.open({ on: false });
    stage.network.up = false;
    stage.kiosk.switchOn();
    expect(told(await stage.sees('out-of-service'))).toBe('E405');
    stage.network.up = true;
    await stage.sees('attract');
  });

  it('says E106 when the card reader is unplugged', async () => {
    const stage = await Stage.open();
    stage.hardware.lines.cardReader.unplug();
    expect(told(await stage.sees('out-of-service'))).toBe('E106');
    stage.hardware.lines.cardReader.plug();
    await stage.sees('attract');
    await stage.serves();
  });

  it('says E407 when the server does not know the journal any more, and takes no note', async () => {
    const stage = await Stage.open();
    stage.campus.operator.closeJournalAndReEnrol(TERMINAL);
    await stage.sees('out-of-service');
    expect(await stage.clock.runUntil(() => told(stage.screen) === 'E407', 60_000)).toBe(true);
    stage.lay();
    await stage.run(60_000);
    expect(told(stage.at('out-of-service'))).toBe('E407');
  });

  it('starts no visit from the help page while it is out of service', async () => {
    const stage = await Stage.open();
    stage.network.up = false;
    await stage.sees('out-of-service');
    stage.press('help');
    await stage.sees('help');
    stage.lay();
    await stage.run(2_000);
    expect(['help', 'out-of-service']).toContain(stage.screen.id);
    expect(stage.factTypes).not.toContain('card-placed');
  });

  it('says E104 on amber for several cards, and serves the one that is left', async () => {
    const stage = await Stage.open();
    const other = stage.cardOf(TEST_PERSON);
    stage.lay();
    stage.lay(other);
    const screen = await stage.sees('failure');
    expect(screen).toMatchObject({ stage: 'amber', tray: 'waiting', buttons: [] });
    expect(told(screen)).toBe('E104');
    stage.lift(other);
    await stage.sees('menu');
  });

  it('greys cash top-up with the reason before anybody puts in a note, and lights it when the box is back', async () => {
    const stage = await Stage.open();
    stage.hardware.acceptor.box.remove();
    await stage.run(2_000);
    const menu = await stage.toMenu();
    expect(menu.cashUnavailable?.code).toBe('ACCEPTOR_BOX_REMOVED');
    expect(buttonsOf(menu)).toEqual(['(cash=1*)', 'help=0', 'exit=cancel']);
    stage.hardware.acceptor.box.insert();
    await stage.run(10_000);
    expect(stage.offers('cash')).toBe(true);
    expect(stage.shown.at(-1)).toEqual(stage.screen);
  });

  it('greys cash top-up in a menu that is already open', async () => {
    const stage = await Stage.open();
    await stage.toMenu();
    stage.hardware.acceptor.box.remove();
    await stage.run(2_000);
    expect(stage.offers('cash')).toBe(false);
    expect(stage.shown.at(-1)).toEqual(stage.screen);
  });

  it('greys cash top-up with E253 when the box is full', async () => {
    const stage = await Stage.open({ hardware: { acceptor: { capacity: 1 } } });
    await stage.toResult();
    stage.press('exit');
    const menu = await stage.sees('menu');
    expect(menu.cashUnavailable?.code).toBe('E253');
    expect(buttonsOf(menu)).toContain('(cash=1*)');
  });
});

describe('what is shown', () => {
  it('is what the terminal thinks: cash top-up greys in the open menu when the acceptor goes', async () => {
    const stage = await Stage.open();
    await stage.toMenu();
    stage.hardware.lines.banknoteAcceptor.unplug();
    await stage.run(3_000);
    expect(stage.offers('cash')).toBe(false);
    expect(stage.shown.at(-1)).toEqual(stage.screen);
    stage.hardware.lines.banknoteAcceptor.plug();
    await stage.run(10_000);
    expect(stage.offers('cash')).toBe(true);
    expect(stage.shown.at(-1)).toEqual(stage.screen);
  });

  it('is what the terminal thinks: the switch of the cash box alone greys the open menu', async () => {
    const stage = await Stage.open();
    await stage.toMenu();
    stage.hardware.board.cashBox(false);
    await stage.run(3_000);
    expect(stage.offers('cash')).toBe(false);
    expect(stage.shown.at(-1)).toEqual(stage.screen);
  });

  it('keeps the time of the result, however late it is drawn again', async () => {
    const stage = await Stage.open();
    const { time } = await stage.toResult();
    await stage.run(5_000);
    stage.kiosk.act({ type: 'language', language: 'en' });
    await stage.clock.settle();
    expect(stage.at('result').time).toBe(time);
  });
});
