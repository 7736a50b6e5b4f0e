/**
 * Every row of the tear table (pboc-epurse.md §9): what the card shows after power was lost in CREDIT FOR
 * LOAD.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { fromHex } from '../../../src/kernel/hex.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import type { CardFault, PbocCard } from '../../../simulator/devices/card/pboc-card.ts';
import { campusCard } from '../../../simulator/devices/card/sample-cards.ts';
import {
  CREDIT_5000,
  INITIALISE_5000,
  PROVE_002B,
  scripted,
  SELECT_PURSE,
  send,
  sendAll,
} from './run-card.ts';

const COMMIT_MS = 40;
const ANSWER_MS = 60;
const PROVED = 'E844B75C2410A05A9000';

let clock: VirtualClock;
let card: PbocCard;
beforeEach(async () => {
  clock = new VirtualClock();
  card = campusCard(scripted('5A17C3E9', '0BADF00D'), {}, { state: { balance: 1250, onlineCounter: 0x2a } });
  card.activate();
  await sendAll(card, clock, SELECT_PURSE, INITIALISE_5000);
});

/** Starts the CREDIT and cuts the power that many milliseconds later; true when the answer came before. */
async function creditFor(milliseconds: number): Promise<boolean> {
  let answered = false;
  card.transceive(fromHex(CREDIT_5000), clock, () => {
    answered = true;
  });
  await clock.run(milliseconds);
  card.powerDown();
  await clock.run(10_000);
  return answered;
}

/**
 * What a terminal learns afterwards: balance and counter of a new INITIALIZE, and the proof asked for s+1.
 */
async function afterwards(): Promise<{ shown: string; proof: string }> {
  card.activate();
  const initialised = await sendAll(card, clock, SELECT_PURSE, INITIALISE_5000);
  return { shown: initialised.slice(0, 12), proof: await send(card, clock, PROVE_002B) };
}

const OLD = { shown: '000004E2002A', proof: '9406' };
const NEW = { shown: '0000186A002B', proof: PROVED };

describe('power lost', () => {
  it('before CREDIT arrived: not loaded', async () => {
    card.powerDown();
    expect(await afterwards()).toEqual(OLD);
  });

  it.each([0, 1, 20, COMMIT_MS - 0.01])('%d ms into CREDIT, while MAC2 is checked: all old', async (ms) => {
    expect(await creditFor(ms)).toBe(false);
    expect(await afterwards()).toEqual(OLD);
  });

  it.each([COMMIT_MS, COMMIT_MS + 0.01, 50, ANSWER_MS - 0.01])(
    '%d ms into CREDIT, after the commit: all new, the answer lost',
    async (ms) => {
      expect(await creditFor(ms)).toBe(false);
      expect(await afterwards()).toEqual(NEW);
    },
  );

  it('after the answer: loaded', async () => {
    expect(await creditFor(ANSWER_MS)).toBe(true);
    expect(await afterwards()).toEqual(NEW);
  });

  it('at any time: never balance without counter, log or history', async () => {
    for (let ms = 0; ms <= 70; ms += 0.5) {
      const torn = campusCard(scripted('5A17C3E9'), {}, { state: { balance: 1250, onlineCounter: 0x2a } });
      card = torn;
      card.activate();
      await sendAll(card, clock, SELECT_PURSE, INITIALISE_5000);
      await creditFor(ms);
      const { state, history } = torn.snapshot();
      const seen = [
        state.balance,
        state.onlineCounter,
        state.log.length,
        state.proofs.length,
        history.length,
      ];
      expect([
        [1250, 0x2a, 0, 0, 0],
        [6250, 0x2b, 1, 1, 1],
      ]).toContainEqual(seen);
    }
  });

  it('kills the session: the same CREDIT cannot be sent again', async () => {
    await creditFor(10);
    card.activate();
    expect(await sendAll(card, clock, SELECT_PURSE, CREDIT_5000)).toBe('6985');
  });

  it('leaves a silent card until it is activated', async () => {
    await creditFor(10);
    expect(await send(card, clock, SELECT_PURSE)).toBe('silence');
  });
});

describe('armed faults', () => {
  it.each<readonly [CardFault, string, object]>([
    ['tear-before-commit', 'silence', OLD],
    ['tear-after-commit', 'silence', NEW],
    ['refuse-9302', '9302', OLD],
    ['6581-not-written', '6581', OLD],
    ['6581-written', '6581', NEW],
    ['slow-answer', '2410A05A9000', NEW],
  ])('%s answers %s', async (fault, answer, left) => {
    card.armFault(fault);
    expect(await send(card, clock, CREDIT_5000)).toBe(answer);
    expect(await afterwards()).toEqual(left);
  });

  it('strike once', async () => {
    card.armFault('refuse-9302');
    await send(card, clock, CREDIT_5000);
    const fresh = '805200000B202511221930050198AF3E04';
    expect(await sendAll(card, clock, INITIALISE_5000, fresh)).toMatch(/9000$/u);
  });

  it('slow-answer takes 2 s longer, the card asking for time meanwhile', async () => {
    card.armFault('slow-answer');
    const start = clock.monotonic();
    card.transceive(fromHex(CREDIT_5000), clock, () => undefined);
    await clock.run(2_000);
    expect([card.busy, card.onlineCounter]).toEqual([true, 0x2b]);
    await clock.runUntil(() => !card.busy, 1_000);
    expect(clock.monotonic() - start).toBe(2_060);
  });

  it('can wait for another instruction', async () => {
    card.armFault('tear-before-commit', 0x5c);
    expect(await send(card, clock, CREDIT_5000)).toBe('2410A05A9000');
    expect(await send(card, clock, '805C000204')).toBe('silence');
  });

  it('can be taken back', async () => {
    card.armFault('refuse-9302');
    card.disarmFaults();
    expect(await send(card, clock, CREDIT_5000)).toBe('2410A05A9000');
  });
});

describe('a card that credits without counting', () => {
  it('shows the new balance at the old counter, with no proof for s+1', async () => {
    card = campusCard(
      scripted('5A17C3E9', '0BADF00D'),
      {},
      { state: { balance: 1250, onlineCounter: 0x2a }, behaviour: { creditKeepsCounter: true } },
    );
    card.activate();
    await sendAll(card, clock, SELECT_PURSE, INITIALISE_5000, CREDIT_5000);
    expect(await afterwards()).toEqual({ shown: '0000186A002A', proof: '9406' });
  });
});
