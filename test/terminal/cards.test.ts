/** Whatever is laid on the reader: other cards, blocked cards, cards that disagree with the ledger (domain.md §5.1). */
import { describe, expect, it } from 'vitest';
import { fen, yuan } from '../../src/kernel/fen.ts';
import type { CampusAccount } from '../../simulator/campus/cards.ts';
import { EXPIRED, FOREIGN, LI, OUYANG, TEST_PERSON, WANG, ZHANG } from '../../simulator/campus/fixtures.ts';
import { UnknownClassicCard, UnknownIsoDepCard } from '../../simulator/devices/card/other-cards.ts';
import type { FieldCard } from '../../simulator/devices/card/field-card.ts';
import { buttonsOf, Stage } from './stage.ts';

async function refused(stage: Stage, card: FieldCard): Promise<string> {
  stage.lay(card);
  const screen = await stage.sees('failure');
  expect(screen).toMatchObject({ stage: 'light', tray: 'placed' });
  expect(screen).not.toHaveProperty('voucher');
  expect(buttonsOf(screen)).toEqual(['ok=confirm*']);
  stage.press('ok');
  await stage.sees('take-card');
  stage.lift(card);
  await stage.sees('attract');
  expect(stage.factTypes).not.toContain('hold-asked');
  return screen.message.code;
}

describe('a card that is not served', () => {
  const strangers: readonly [string, (stage: Stage) => FieldCard][] = [
    ['another ISO-DEP card', () => new UnknownIsoDepCard('04112233')],
    ['another ISO-DEP card with 7 bytes of UID', () => new UnknownIsoDepCard('04112233445566')],
    ['a MIFARE Classic card', () => new UnknownClassicCard('08112233')],
    ['a card of another school', (stage) => stage.cardOf(FOREIGN)],
    [
      'a card whose chip number is not the one on record',
      (stage) => stage.cardOf({ ...ZHANG, card: { ...ZHANG.card, uid: '04A1B2FF' } }),
    ],
  ];

  it.each(strangers)('is %s: E103, and the next holder is served', async (_, make) => {
    const stage = await Stage.open();
    expect(await refused(stage, make(stage))).toBe('E103');
    await stage.serves();
    await stage.sound();
  });

  const blocked: readonly [string, string, CampusAccount][] = [
    ['reported lost', 'E110', LI],
    ['frozen', 'E111', OUYANG],
    ['expired', 'E113', EXPIRED],
  ];

  it.each(blocked)('is %s: %s', async (_, code, account) => {
    const stage = await Stage.open();
    expect(await refused(stage, stage.cardOf(account))).toBe(code);
  });

  it('is cancelled: E112', async () => {
    const stage = await Stage.open();
    stage.campus.operator.setCardState(ZHANG.card.applicationSerial, 'cancelled');
    expect(await refused(stage, stage.card)).toBe('E112');
  });

  it('says more than the ledger: E306', async () => {
    const stage = await Stage.open();
    expect(await refused(stage, stage.cardOf({ ...ZHANG, balance: fen(1_251) }))).toBe('E306');
  });

  it('leaves the reader while it is read: back to attract, without a word', async () => {
    const stage = await Stage.open();
    for (let delay = 0; delay < 400; delay += 40) {
      stage.lay();
      await stage.run(delay);
      stage.lift();
      await stage.run(1_500);
      expect(stage.screen.id, `lifted after ${delay} ms`).toBe('attract');
    }
    await stage.serves();
  });
});

describe('a card that is served', () => {
  it('may say less than the ledger: purchases are uploaded later', async () => {
    const stage = await Stage.open({ holder: { ...ZHANG, balance: fen(450) } });
    expect(await stage.toMenu()).toMatchObject({ balance: 450 });
    stage.press('cash');
    await stage.sees('check-card');
    stage.press('next');
    await stage.sees('insert-note');
    stage.insert();
    expect(await stage.sees('result')).toMatchObject({ balanceBefore: 450, balance: 10_450 });
  });

  it('gets exactly the notes that fit under the limit', async () => {
    const account = { ...WANG, balance: yuan(850) };
    const stage = await Stage.open({ holder: account, accounts: [account] });
    await stage.toResult();
    stage.press('continue-top-up');
    const screen = await stage.sees('failure');
    expect(screen.message).toMatchObject({ code: 'E225', params: { max: '1000.00', room: '50.00' } });
    expect(stage.card.balance).toBe(yuan(950));
    await stage.sound();
  });

  it('is refused with E110 when it is reported lost between placement and hold, before any note', async () => {
    const stage = await Stage.open();
    await stage.toMenu();
    stage.press('cash');
    await stage.sees('check-card');
    stage.campus.operator.setCardState(ZHANG.card.applicationSerial, 'lost');
    stage.press('next');
    expect((await stage.sees('failure')).message.code).toBe('E110');
    expect(stage.insert()).toBe('refused');
    await stage.sound();
  });

  it('is followed at once by the next one: nothing of the first visit is left', async () => {
    const stage = await Stage.open();
    await stage.toMenu();
    stage.lift();
    const other = stage.cardOf(TEST_PERSON);
    stage.lay(other);
    expect(await stage.sees('reading-card')).toBeDefined();
    expect(await stage.sees('menu')).toMatchObject({ holderName: 'Test **', balance: yuan(100) });
  });

  it.each(['plain', 'wrong-le', 'get-response'] as const)(
    'may answer in the style %s',
    async (answerStyle) => {
      const stage = await Stage.open({ behaviour: { answerStyle } });
      await stage.serves();
      await stage.sound();
    },
  );

  it('may be slow: a write of two seconds is waited for', async () => {
    const stage = await Stage.open();
    stage.card.armFault('slow-answer');
    await stage.toResult();
    expect(stage.money()).toMatchObject({ boxed: 10_000, loaded: 10_000, owed: 0 });
  });
});
