/** The campus server restored from a backup that was taken before, in the middle of or after a visit (design.md §5.8). */
import { describe, expect, it } from 'vitest';
import type { Statement } from '../../simulator/campus/statement.ts';
import { TEST_PERSON, ZHANG } from '../../simulator/campus/fixtures.ts';
import { Holder, pullsAtCredit } from './holder.ts';
import { audit, loadsOn, notesIn } from './invariants.ts';
import { Stand } from './stand.ts';

/** Orders as they stand, without what only a ledger numbers, in the order of their serials. */
function ordersIn(statement: Statement): object[] {
  return statement.orders
    .map(({ orderId, serial, terminal, card, amount, state, told, attempts }) => ({
      orderId,
      serial,
      terminal,
      card,
      amount,
      state,
      told,
      attempts: attempts
        .map(({ attemptId, counter, settled }) => `${attemptId} ${counter} ${settled}`)
        .toSorted((one, other) => one.localeCompare(other)),
    }))
    .toSorted((one, other) => one.serial.localeCompare(other.serial));
}

function accountsIn({ books }: Statement): object[] {
  return books.accounts.map(({ account, balance }) => ({ account, balance }));
}

interface Scene {
  readonly stand: Stand;
  readonly zhang: Holder;
  readonly play: () => Promise<void>;
}

async function scene(play: (stand: Stand, zhang: Holder) => Promise<void>): Promise<Scene> {
  const stand = await Stand.open();
  const zhang = new Holder(stand.clock, stand.card(ZHANG));
  return { stand, zhang, play: () => play(stand, zhang) };
}

const SCENES: Readonly<Record<string, () => Promise<Scene>>> = {
  'a top-up': () =>
    scene(async (stand, zhang) => {
      await zhang.visit(stand.a, { note: stand.note() });
    }),
  'a torn top-up and its 补写 at the other terminal': () =>
    scene(async (stand, zhang) => {
      pullsAtCredit(stand.a, zhang, 'before');
      await zhang.visit(stand.a, { note: stand.note() });
      await zhang.visit(stand.b);
    }),
  'a top-up torn after its commit, found at the other terminal': () =>
    scene(async (stand, zhang) => {
      pullsAtCredit(stand.a, zhang, 'after');
      await zhang.visit(stand.a, { note: stand.note() });
      await zhang.visit(stand.b);
    }),
};

/** Until every terminal has signed in to the new epoch and said everything. */
async function resent(stand: Stand): Promise<boolean> {
  const done = await stand.clock.runUntil(() => stand.campus.operator.awaited().length === 0, 90_000);
  return (await stand.heal()) && done;
}

/** Calls back before message `offset` (from now) of either terminal reaches the server. */
function beforeMessage(stand: Stand, offset: number, happens: () => void): { readonly messages: number } {
  const seen = { messages: 0 };
  const handle = stand.campus.handle.bind(stand.campus);
  stand.campus.handle = (envelope) => {
    if (seen.messages === offset) happens();
    seen.messages += 1;
    return handle(envelope);
  };
  return seen;
}

async function messagesOf(open: () => Promise<Scene>): Promise<number> {
  const { stand, play } = await open();
  const seen = beforeMessage(stand, -1, () => undefined);
  await play();
  return seen.messages;
}

describe.each(Object.entries(SCENES))('%s', (_, open) => {
  it('lost with the ledger comes back from the journals, from a backup at any message of it', async () => {
    const { stand, zhang, play } = await open();
    const backups = [stand.campus.backup()];
    const { campus } = stand;
    const handle = campus.handle.bind(campus);
    campus.handle = (envelope) => {
      backups.push(campus.backup());
      return handle(envelope);
    };
    await play();
    campus.handle = handle;
    await stand.heal();
    const before = stand.campus.statement();
    expect(backups.length).toBeGreaterThan(5);
    for (const backup of backups) {
      stand.campus.restoreFromBackup(backup);
      expect(await resent(stand)).toBe(true);
      expect(ordersIn(stand.campus.statement())).toEqual(ordersIn(before));
      expect(accountsIn(stand.campus.statement())).toEqual(accountsIn(before));
    }
    expect(stand.campus.epoch).toBe(1 + backups.length);
    for (const place of [stand.b, stand.a]) await zhang.visit(place);
    expect(audit(stand)).toEqual([]);
  });
});

describe('a torn top-up and its 补写', () => {
  const open = SCENES['a torn top-up and its 补写 at the other terminal']!;

  it('goes on when the ledger is lost at any message of it', async () => {
    const messages = await messagesOf(open);
    const problems: string[] = [];
    for (let offset = 0; offset < messages; offset += 1) {
      const { stand, zhang, play } = await open();
      const backup = stand.campus.backup();
      beforeMessage(stand, offset, () => stand.campus.restoreFromBackup(backup));
      await play();
      if (!(await resent(stand))) problems.push(`${offset}: not complete`);
      await zhang.visit(stand.b);
      problems.push(...audit(stand).map((problem) => `${offset}: ${problem}`));
      if (loadsOn(zhang.card) * 10_000 !== notesIn(stand.a))
        problems.push(`${offset}: a note is not on the card`);
    }
    expect(problems).toEqual([]);
  });
});

describe('a ledger restored while one terminal is away', () => {
  async function restored(): Promise<Scene & { readonly test: Holder }> {
    const { stand, zhang, play } = await SCENES['a torn top-up and its 补写 at the other terminal']!();
    const test = new Holder(stand.clock, stand.card(TEST_PERSON));
    const backup = stand.campus.backup();
    await play();
    stand.b.network.up = false;
    stand.campus.restoreFromBackup(backup);
    await stand.clock.run(60_000);
    return { stand, zhang, test, play };
  }

  it('authorises nothing: no slot opens at the one that came back (E403)', async () => {
    const { stand, test } = await restored();
    expect(stand.campus.operator.awaited()).toEqual([stand.b.terminal]);
    await test.visit(stand.a, { note: stand.note() });
    expect(test.codes()).toContain('E403');
    expect(stand.types(stand.a).slice(-3)).not.toContain('slot-opened');
  });

  it('offers no 补写 for what the other terminal has written already', async () => {
    const { stand, zhang } = await restored();
    await zhang.visit(stand.a);
    expect(zhang.screens()).not.toContain('rewrite-offer');
    expect(loadsOn(zhang.card)).toBe(1);
  });

  it('authorises again when the other has re-sent, and knows the load', async () => {
    const { stand, zhang, test } = await restored();
    stand.b.network.up = true;
    await stand.clock.run(60_000);
    expect(stand.campus.operator.awaited()).toEqual([]);
    await test.visit(stand.a, { note: stand.note() });
    await zhang.visit(stand.a);
    expect(test.codes()).toContain('I318');
    expect(stand.orderStates()).toEqual(['confirmed', 'confirmed']);
    expect(audit(stand)).toEqual([]);
  });

  it('authorises again when an operator waives it; the card that was written is not written again', async () => {
    const { stand, zhang, test } = await restored();
    stand.campus.operator.waiveEpoch();
    await test.visit(stand.a, { note: stand.note() });
    expect(test.codes()).toContain('I318');
    await zhang.visit(stand.a);
    expect(loadsOn(zhang.card)).toBe(1);
    await stand.heal();
    await zhang.visit(stand.b);
    expect(loadsOn(zhang.card)).toBe(1);
    expect(audit(stand, { settled: false })).toEqual([]);
  });

  it('does not count a note twice that is re-sent twice', async () => {
    const { stand } = await restored();
    const handle = stand.campus.handle.bind(stand.campus);
    stand.campus.handle = async (envelope) => {
      await handle(envelope);
      return handle(envelope);
    };
    stand.b.network.up = true;
    await stand.clock.run(60_000);
    expect(stand.orderStates()).toEqual(['confirmed']);
    expect(audit(stand)).toEqual([]);
  });
});
