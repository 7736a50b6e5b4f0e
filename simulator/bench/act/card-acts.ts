/** What hands do with cards. */
import { formatYuan, fen } from '../../../src/kernel/fen.ts';
import { whereIs } from '../engine/parts.ts';
import { PULL_LIMIT } from '../engine/pulls.ts';
import { Refusal, refuseUnless } from '../refusal.ts';
import { byHand, cardOf, placeOf, type Handlers } from './handlers.ts';

/** More cards than this do not fit on a reader. */
const READER_LIMIT = 8;

/** Status word of a purse that holds too little (pboc-epurse.md §7). */
const TOO_LITTLE = '9401';

export const CARD_ACTS: Handlers<'lay-card' | 'lift-card' | 'pull-card-at' | 'forget-pulls' | 'spend'> = {
  'lay-card': (parts, { kiosk, card: id }) => {
    const card = cardOf(parts, id);
    const place = placeOf(parts, kiosk);
    const { zh, en } = card.label;
    refuseUnless(
      whereIs(parts, card) === 'hand',
      'BENCH_CARD_NOT_IN_HAND',
      `${zh}不在手里 / ${en} is not in the hand`,
    );
    const { cards } = place.hardware.reader.field;
    refuseUnless(
      cards.length < READER_LIMIT,
      'BENCH_READER_FULL',
      '读卡区放不下了 / no more cards fit on the reader',
    );
    byHand(parts, kiosk, `放上${zh}`, `lays down ${en}`);
    parts.world.together(() => {
      place.hardware.lay(card.card);
      parts.world.touch();
    });
  },
  'lift-card': (parts, { card: id }) => {
    const card = cardOf(parts, id);
    const { zh, en } = card.label;
    const where = whereIs(parts, card);
    if (where === 'hand')
      throw new Refusal('BENCH_CARD_IN_HAND', `${zh}已在手里 / ${en} is in the hand already`);
    const { hardware } = placeOf(parts, where);
    byHand(parts, where, `拿走${zh}`, `takes away ${en}`);
    parts.world.together(() => {
      hardware.lift(card.card);
      parts.world.touch();
    });
  },
  'pull-card-at': (parts, { kiosk, command, phase }) => {
    const { pulls } = placeOf(parts, kiosk);
    refuseUnless(
      pulls.waiting.length < PULL_LIMIT,
      'BENCH_TOO_MANY_PULLS',
      `最多预设 ${PULL_LIMIT} 次 / at most ${PULL_LIMIT} pulls wait at one reader`,
    );
    byHand(
      parts,
      kiosk,
      `准备在 ${command}（${phase}）时拿走卡`,
      `will pull the card at ${command}, ${phase}`,
    );
    pulls.arm({ command, phase });
  },
  'forget-pulls': (parts, { kiosk }) => {
    const { pulls } = placeOf(parts, kiosk);
    byHand(parts, kiosk, '取消预设的拿卡', 'will not pull the card');
    pulls.forget();
  },
  spend: (parts, { card: id, amount }) => {
    const card = cardOf(parts, id);
    const { purse, label } = card;
    const { zh, en } = label;
    refuseUnless(
      whereIs(parts, card) === 'hand',
      'BENCH_CARD_NOT_IN_HAND',
      `${zh}不在手里 / ${en} is not in the hand`,
    );
    if (purse === undefined || !card.ours)
      throw new Refusal('BENCH_CARD_CANNOT_PAY', `${zh}不能在本校消费 / ${en} does not pay on this campus`);
    const yuan = formatYuan(fen(amount));
    parts.world.together(() => {
      const payment = parts.pos.pay(purse, amount, parts.clock.wall());
      if (payment.kind === 'refused') {
        const why = payment.status === TOO_LITTLE ? '余额不足 / too little on the card' : payment.status;
        throw new Refusal('BENCH_PAYMENT_REFUSED', `${yuan} 元：${why}`);
      }
      parts.world.touch();
    });
    byHand(parts, undefined, `用${zh}消费 ${yuan} 元`, `spends ${yuan} yuan with ${en}`);
    parts.pos.upload(parts.campus);
    parts.world.touch();
  },
};
