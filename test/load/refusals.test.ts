/** Whatever bars a top-up bars it before a note is in: the lamp never turns green, or the note goes back (design.md §6). */
import { describe, expect, it } from 'vitest';
import { fen, yuan } from '../../src/kernel/fen.ts';
import type { CampusAccount } from '../../simulator/campus/cards.ts';
import { EXPIRED, FOREIGN, LI, OUYANG, WANG, ZHANG } from '../../simulator/campus/fixtures.ts';
import type { CampusParameters } from '../../simulator/campus/parameters.ts';
import { Holder, pullsAtCredit } from './holder.ts';
import { audit, loadsOn, notesIn } from './invariants.ts';
import { Stand } from './stand.ts';

interface Situation {
  readonly account?: CampusAccount;
  readonly parameters?: Partial<CampusParameters>;
  readonly arrange?: (stand: Stand, holder: Holder) => void | Promise<void>;
  /** Once the screen shows the menu. */
  readonly atMenu?: (stand: Stand) => void;
  /** One of these is shown. */
  readonly code: string;
}

/** Somebody tries to top up at A. Says whether the slot was ever green, and whether a note got in. */
async function tries(situation: Situation): Promise<{ stand: Stand; holder: Holder; green: boolean }> {
  const { parameters } = situation;
  const stand = await Stand.open(parameters === undefined ? {} : { parameters });
  const holder = new Holder(stand.clock, stand.card(situation.account ?? ZHANG));
  await situation.arrange?.(stand, holder);
  let green = false;
  stand.a.kiosk.hardware.board.onLamps((lamps) => {
    green ||= lamps.green;
  });
  stand.a.kiosk.screens.listen((model) => {
    if (model.id === 'menu') situation.atMenu?.(stand);
  });
  await holder.visit(stand.a, { note: stand.note(), rewrite: false, patienceMs: 90_000 });
  return { stand, holder, green };
}

const SITUATIONS: Readonly<Record<string, Situation>> = {
  'server off': { arrange: (stand) => void (stand.serverOn = false), code: 'E401' },
  'server off since the menu': { atMenu: (stand) => void (stand.serverOn = false), code: 'E401' },
  'server slower than the terminal waits': {
    atMenu: (stand) => void (stand.a.network.fate = () => 'lose-reply'),
    code: 'E401',
  },
  'card lost': { account: LI, code: 'E110' },
  'card frozen': { account: OUYANG, code: 'E111' },
  'card frozen since the menu': {
    atMenu: (stand) => void stand.campus.operator.setCardState(ZHANG.card.applicationSerial, 'frozen'),
    code: 'E111',
  },
  'card cancelled': {
    arrange: (stand) => void stand.campus.operator.setCardState(ZHANG.card.applicationSerial, 'cancelled'),
    code: 'E112',
  },
  'card expired': { account: EXPIRED, code: 'E113' },
  'card of another school': { account: FOREIGN, code: 'E103' },
  'no room for a note': { account: WANG, code: 'E225' },
  'day-end': { arrange: (stand) => stand.campus.operator.setDayEnd(true), code: 'E403' },
  'day-end since the menu': { atMenu: (stand) => stand.campus.operator.setDayEnd(true), code: 'E403' },
  'daily limit': { parameters: { dailyCashLimit: yuan(50) }, code: 'E224' },
  'a card whose balance is above the ledger': {
    account: { ...ZHANG, balance: fen(9_999) },
    code: 'E306',
  },
  'a card whose counter is ahead': { account: { ...ZHANG, counter: 50 }, code: 'E306' },
  'a card whose counter ran back': { account: { ...ZHANG, counter: 41 }, code: 'E306' },
  'money of an earlier order not on the card yet': {
    arrange: async (stand, holder) => {
      pullsAtCredit(stand.b, holder, 'before');
      await holder.visit(stand.b, { note: stand.note() });
    },
    code: 'E305',
  },
  'the journal closed by an operator since the menu': {
    atMenu: (stand) => void stand.campus.operator.closeJournalAndReEnrol(stand.a.terminal),
    code: 'E407',
  },
};

describe.each(Object.entries(SITUATIONS))('%s', (_, situation) => {
  it(`is told as ${situation.code} before any note: the lamp stays dark`, async () => {
    const { stand, holder, green } = await tries(situation);
    expect(holder.codes()).toContain(situation.code);
    expect(green).toBe(false);
    expect(notesIn(stand.a)).toBe(0);
    expect(stand.types(stand.a)).not.toContain('slot-opened');
  });
});

describe('the cash box', () => {
  it('taken out keeps cash top-up from being offered', async () => {
    const { stand, holder, green } = await tries({
      arrange: async (stand) => {
        stand.a.kiosk.hardware.acceptor.box.remove();
        await stand.clock.run(5_000);
      },
      code: '',
    });
    expect(green).toBe(false);
    expect(holder.screens()).not.toContain('check-card');
    expect(notesIn(stand.a)).toBe(0);
  });

  it('full keeps cash top-up from being offered', async () => {
    const stand = await Stand.open({ hardware: { acceptor: { capacity: 1 } } });
    const zhang = new Holder(stand.clock, stand.card(ZHANG));
    await zhang.visit(stand.a, { note: stand.note() });
    await zhang.visit(stand.a, { note: stand.note() });
    expect(zhang.screens()).not.toContain('insert-note');
    expect(notesIn(stand.a)).toBe(yuan(100));
    expect(audit(stand)).toEqual([]);
  });
});

describe('between the green lamp and escrow', () => {
  /** Something happens while the note is drawn in; the note must come back and nothing be owed. */
  async function during(happens: (stand: Stand, holder: Holder) => void | Promise<void>): Promise<Holder> {
    const stand = await Stand.open();
    const zhang = new Holder(stand.clock, stand.card(ZHANG));
    let done = false;
    stand.a.kiosk.screens.listen((model) => {
      if (model.id !== 'checking-note' || done) return;
      done = true;
      void happens(stand, zhang);
    });
    await zhang.visit(stand.a, { note: stand.note() });
    await stand.clock.run(20_000);
    expect(done).toBe(true);
    expect(notesIn(stand.a)).toBe(0);
    expect(stand.a.kiosk.hardware.acceptor.notes).toEqual([]);
    expect(stand.types(stand.a)).not.toContain('stack-sent');
    expect(loadsOn(zhang.card)).toBe(0);
    expect(audit(stand, { settled: false })).toEqual([]);
    return zhang;
  }

  it('a card that leaves gets the note returned (E105)', async () => {
    const zhang = await during((stand, holder) => stand.a.kiosk.hardware.lift(holder.card));
    expect(zhang.codes()).toContain('E105');
  });

  it('a journal that the server does not recognise any more gets the note returned (E407)', async () => {
    await during(async (stand) => {
      stand.campus.operator.closeJournalAndReEnrol(stand.a.terminal);
      await stand.a.kiosk.terminal!.host.ping();
    });
  });
});

describe('a server that falls silent under the green lamp', () => {
  /** The note comes this long after the silence began. */
  async function noteAfter(silenceMs: number): Promise<{ stand: Stand; zhang: Holder }> {
    const stand = await Stand.open();
    const zhang = new Holder(stand.clock, stand.card(ZHANG));
    let silent = false;
    const { acceptor } = stand.a.kiosk.hardware;
    const insert = acceptor.insert.bind(acceptor);
    let insertAtMs = Infinity;
    acceptor.insert = (note) => {
      if (!silent) insertAtMs = stand.clock.monotonic() + silenceMs;
      if (!silent) stand.serverOn = false;
      silent = true;
      return stand.clock.monotonic() >= insertAtMs ? insert(note) : 'refused';
    };
    await zhang.visit(stand.a, { note: stand.note(), patienceMs: 40_000 });
    await stand.clock.run(20_000);
    return { stand, zhang };
  }

  it('for 12 s gets the note returned (E401)', async () => {
    const { stand, zhang } = await noteAfter(12_000);
    expect(zhang.codes()).toContain('E401');
    expect(stand.types(stand.a)).toContain('return-sent');
    expect(notesIn(stand.a)).toBe(0);
  });

  it('for a moment does not: the note is kept and its order owed', async () => {
    const { stand, zhang } = await noteAfter(500);
    expect(zhang.codes()).toContain('E404');
    expect(notesIn(stand.a)).toBe(yuan(100));
    await stand.heal();
    await zhang.visit(stand.a);
    expect(audit(stand)).toEqual([]);
  });
});

describe('day-end', () => {
  it('that begins while a note is in escrow lets its load end', async () => {
    const stand = await Stand.open();
    const zhang = new Holder(stand.clock, stand.card(ZHANG));
    stand.a.kiosk.screens.listen((model) => {
      if (model.id === 'checking-note') stand.campus.operator.setDayEnd(true);
    });
    await zhang.visit(stand.a, { note: stand.note() });
    expect(zhang.codes()).toContain('I318');
    expect(audit(stand)).toEqual([]);
  });

  it('does not hold up a 补写', async () => {
    const stand = await Stand.open();
    const zhang = new Holder(stand.clock, stand.card(ZHANG));
    pullsAtCredit(stand.a, zhang, 'before');
    await zhang.visit(stand.a, { note: stand.note() });
    stand.campus.operator.setDayEnd(true);
    await zhang.visit(stand.b);
    expect(zhang.codes()).toContain('I315');
    expect(audit(stand)).toEqual([]);
  });
});

describe('a slot that shuts without a note', () => {
  const ENDS: Readonly<Record<string, (stand: Stand, holder: Holder) => void>> = {
    'because the holder goes on': (stand) => stand.a.kiosk.press('exit'),
    'because the card left': (stand, holder) => stand.a.kiosk.hardware.lift(holder.card),
    'because nobody put one in': () => undefined,
    'because the box was taken out': (stand) => stand.a.kiosk.hardware.acceptor.box.remove(),
  };

  it.each(Object.entries(ENDS))('%s releases its hold, and the room is there again', async (_, ends) => {
    const stand = await Stand.open();
    const zhang = new Holder(stand.clock, stand.card(ZHANG));
    stand.a.kiosk.hardware.lay(zhang.card);
    for (const [screen, button] of [
      ['menu', 'cash'],
      ['check-card', 'next'],
    ] as const) {
      await stand.clock.runUntil(() => stand.a.kiosk.screen()?.id === screen, 10_000);
      stand.a.kiosk.press(button);
    }
    await stand.clock.runUntil(() => stand.a.kiosk.hardware.board.lamps.green, 10_000);
    expect(stand.orderStates()).toEqual(['held']);
    ends(stand, zhang);
    await stand.clock.run(70_000);
    expect(stand.orderStates()).toEqual(['released']);
    expect(stand.a.kiosk.hardware.board.lamps.green).toBe(false);
    expect(stand.types(stand.a).filter((type) => type === 'hold-released')).toHaveLength(1);
  });
});
