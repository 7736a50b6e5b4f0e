/** Messages about card and reader: domain.md §14.1. */
import { entry } from '../standing.ts';
import { words } from '../words.ts';

export const CARD_MESSAGES = {
  E101: entry('未检测到卡片，请将校园卡放在读卡区', 'No card. Place your campus card on the reader.'),
  E102: entry('读卡失败，请放好卡片后重试', 'Card could not be read. Lay it flat and try again.', {
    apart: {
      what: words('读卡失败', 'The card could not be read.'),
      next: words('如需继续，请重新放卡', 'To go on, place your card again.'),
    },
  }),
  E103: entry('无法识别此卡', 'This is not a card of this school.', { next: 'own-card' }),
  E104: entry('请只放一张卡', 'One card only, please.', {
    next: 'one-card',
    apart: {
      what: words('读卡区不止一张卡', 'There is more than one card on the reader.'),
      next: words('请拿开其他卡片', 'Take the other cards away.'),
    },
  }),
  // Shown only when it is true that nothing was charged: the caller picks the code from the journal.
  E105: entry('卡片已移开，操作已取消', 'Card removed. Nothing was charged.', {
    money: 'not-taken',
    next: 'place-again',
  }),
  E106: entry('读卡器故障，系统暂时无法使用', 'Reader out of order.', { next: 'other-terminal' }),
  E110: entry('此卡已挂失', 'This card is reported lost.', { next: 'card-centre' }),
  E111: entry('此卡已冻结，请到受理中心办理', 'This card is frozen. Go to the card centre.', {
    apart: {
      what: words('此卡已冻结', 'This card is frozen.'),
      next: words('请到受理中心办理', 'Go to the card centre.'),
    },
  }),
  E112: entry('此卡已注销', 'This card is cancelled.', { next: 'card-centre' }),
  E113: entry('此卡已过有效期', 'This card has expired.', { next: 'card-centre' }),
} as const;
