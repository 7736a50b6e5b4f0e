/** The story of one note in a sentence that somebody new understands. */
import { fen, formatYuan } from '../../../src/kernel/fen.ts';
import type { BenchCard } from '../engine/card-kinds.ts';
import type { MoneyLine } from '../state.ts';
import type { FollowedNote } from './money.ts';

export interface Told {
  readonly sentence: MoneyLine['sentence'];
  readonly tone: MoneyLine['tone'];
}

export interface NoteContext {
  /** The card that the order is for. */
  readonly card: BenchCard | undefined;
  readonly jammed: boolean;
  readonly powered: boolean;
}

function told(tone: MoneyLine['tone'], zh: string, en: string): Told {
  return { sentence: { zh, en }, tone };
}

export function tellNote(note: FollowedNote, context: NoteContext): Told {
  const { fed, paper } = note;
  const amount = formatYuan(fen(fed.note.value)).replace('.00', '');
  const zh = `${amount} 元`;
  const en = `${amount} yuan`;
  const at = fed.kiosk;
  switch (paper) {
    case 'hand':
      return inHand(note, zh, en);
    case 'slot':
      return told(
        'moving',
        `${zh}在 ${at} 的进钞口，等人取走`,
        `${en}: the note stands in the slot of ${at} until somebody takes it`,
      );
    case 'path':
    case 'escrow':
    case 'stacker':
      return onItsWay(note, context, zh, en);
    case 'box':
      return kept(note, context, `${zh}在 ${at} 的钞箱里`, `${en}: the note is in the box of ${at}`);
    case 'operator':
      return kept(
        note,
        context,
        `${zh}已由操作员从 ${at} 取出`,
        `${en}: the operator took the note out of ${at}`,
      );
  }
}

function inHand({ order }: FollowedNote, zh: string, en: string): Told {
  if (order !== undefined && ['funded', 'owed', 'confirmed'].includes(order.state))
    return told(
      'trouble',
      `${zh}已退回，但账上记为已收`,
      `${en}: the note came back, but the books say it was taken`,
    );
  if (order?.state === 'investigating')
    return told(
      'recorded',
      `${zh}已退回；账上还记为待查`,
      `${en}: the note came back; the books still have it under investigation`,
    );
  return told('returned', `${zh}已退回到手里`, `${en}: the note came back to the hand`);
}

function onItsWay({ fed, paper }: FollowedNote, context: NoteContext, zh: string, en: string): Told {
  const at = fed.kiosk;
  if (context.jammed) return told('trouble', `${zh}卡在 ${at} 里`, `${en}: the note is jammed in ${at}`);
  if (!context.powered)
    return told(
      'moving',
      `${zh}停在 ${at} 里，等待通电`,
      `${en}: the note stands still in ${at}, which has no power`,
    );
  if (paper === 'escrow')
    return told(
      'moving',
      `${zh}暂存在 ${at}，正在决定收下或退回`,
      `${en}: the note lies in escrow of ${at}, kept or returned in a moment`,
    );
  if (paper === 'stacker')
    return told('moving', `${zh}正在落入 ${at} 的钞箱`, `${en}: the note is going into the box of ${at}`);
  return told('moving', `${zh}正在经过 ${at} 的通道`, `${en}: the note is passing through ${at}`);
}

/** The school has the note; whose is the money? */
function kept(note: FollowedNote, { card }: NoteContext, zh: string, en: string): Told {
  const { order, loadedCard, fed } = note;
  const holder = card === undefined ? '持卡人' : card.label.zh;
  const owner = card === undefined ? "the holder's card" : card.label.en;
  if (loadedCard !== undefined) {
    return order?.state === 'confirmed'
      ? told('done', `${zh}，已写入${holder}`, `${en}, the money on ${owner}`)
      : told(
          'recorded',
          `${zh}，已写入${holder}；后台还不知道`,
          `${en}, the money on ${owner}; the server does not know yet`,
        );
  }
  switch (order?.state) {
    case 'funded':
      return told('moving', `${zh}，正在写入${holder}`, `${en}, the money is being written to ${owner}`);
    case 'owed':
      return told(
        'recorded',
        `${zh}，尚未写入；欠${holder}，可在任一终端补写`,
        `${en}, the money is owed to ${owner}: written at the next placement, at any terminal (补写)`,
      );
    case 'investigating':
      return told(
        'recorded',
        `${zh}，正在调查，已记录在案`,
        `${en}, the money is under investigation and on record`,
      );
    case 'resolved':
      return told('recorded', `${zh}，已由两名操作员处理`, `${en}; two operators settled the money`);
    case 'confirmed':
      return told(
        'trouble',
        `${zh}；账上已写入，但卡里没有`,
        `${en}; the books say written, the card does not have it`,
      );
    case 'released':
      return told('trouble', `${zh}，但账上已取消这笔充值`, `${en}, but the books cancelled this top-up`);
    case 'held':
    case undefined:
      return fed.orderId === null
        ? told('recorded', `${zh}，不属于任何订单（无主）`, `${en} and belongs to no order`)
        : told('moving', `${zh}，后台还不知道`, `${en}; the server does not know yet`);
  }
}
