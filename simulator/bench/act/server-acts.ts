/** The machine room and the card centre: the line, the campus server, its ledger, its operators. */
import { errorText } from '../../../src/kernel/errors.ts';
import type { OperatorOutcome } from '../../campus/investigations.ts';
import type { BenchParts } from '../engine/parts.ts';
import { whereIs } from '../engine/parts.ts';
import { ordersOnCards } from '../money/on-cards.ts';
import { Refusal, refuseUnless } from '../refusal.ts';
import { byHand, cardOf, placeOf, type Handlers } from './handlers.ts';

type ServerVerb =
  | 'server'
  | 'restart-server'
  | 'day-end'
  | 'card-state'
  | 'back-up-ledger'
  | 'restore-ledger'
  | 'waive-epoch'
  | 'resolve';

/** Two different people, as the rules want it (design.md §5.6). */
export const OPERATORS = ['操作员甲', '操作员乙'] as const;

export const SERVER_ACTS: Handlers<ServerVerb> = {
  server: (parts, { kiosk, mode }) => {
    const place = placeOf(parts, kiosk);
    byHand(parts, kiosk, `到后台的线路：${mode}`, `the line to the server is ${mode}`);
    place.line = mode;
    parts.world.touch();
  },
  'restart-server': (parts) => {
    byHand(parts, undefined, '重启后台', 'restarts the campus server');
    parts.campus.restart();
  },
  'day-end': (parts, { closed }) => {
    byHand(
      parts,
      undefined,
      closed ? '开始日终' : '结束日终',
      closed ? 'begins the day-end' : 'ends the day-end',
    );
    parts.campus.operator.setDayEnd(closed, OPERATORS[0]);
  },
  'card-state': (parts, { card: id, state }) => {
    const { serial, ours, label } = cardOf(parts, id);
    if (serial === undefined || !ours)
      throw new Refusal('BENCH_CARD_NOT_OURS', `${label.zh}不是本校的卡 / ${label.en} is not of this school`);
    byHand(parts, undefined, `${label.zh}改为 ${state}`, `sets ${label.en} to ${state}`);
    done(parts.campus.operator.setCardState(serial, state, OPERATORS[0]));
  },
  'back-up-ledger': (parts) => {
    byHand(parts, undefined, '备份账本', 'copies the ledger');
    parts.backup.keep(parts.campus.backup());
  },
  'restore-ledger': (parts) => {
    const copy = backupOf(parts);
    byHand(parts, undefined, '用备份替换账本', 'puts the copy in place of the ledger');
    parts.campus.restoreFromBackup(copy);
  },
  'waive-epoch': (parts) => {
    const { operator } = parts.campus;
    refuseUnless(
      operator.awaited().length > 0,
      'BENCH_NOTHING_TO_DO',
      '没有等待的终端 / no terminal is awaited',
    );
    byHand(parts, undefined, '不再等待其他终端', 'waits no longer for the other terminals');
    operator.waiveEpoch(OPERATORS[0]);
  },
  resolve: (parts, { orderId, to }) => {
    const order = parts.campus.statement().orders.find((one) => one.orderId === orderId);
    if (order === undefined)
      throw new Refusal('BENCH_ORDER_UNKNOWN', '没有这个订单 / there is no such order');
    refuseUnless(
      !ordersOnCards(parts).has(orderId),
      'BENCH_RESOLVE_ON_CARD',
      '这笔钱已在卡上，放到任一终端即可核实 / this money is on the card: lay the card on a terminal, its evidence settles the order',
    );
    const outcome = to === 'owed' ? ('credited-to-owed' as const) : ('returned' as const);
    done(
      parts.campus.operator.resolveInvestigation({
        orderId,
        outcome,
        operators: OPERATORS,
        ...chipInHand(parts, order.card),
      }),
    );
    byHand(
      parts,
      undefined,
      `两名操作员处理 ${order.serial}：${to}`,
      `two operators settle ${order.serial}: ${to}`,
    );
  },
};

/** The counter that the operators read from the chip, when the card lies with them and not on a reader. */
function chipInHand(parts: BenchParts, serial: string): { readonly chipCounter?: number } {
  const card = parts.cards.find((one) => one.serial === serial);
  if (card?.purse === undefined || whereIs(parts, card) !== 'hand') return {};
  return { chipCounter: card.purse.onlineCounter };
}

function backupOf(parts: BenchParts): Uint8Array {
  refuseUnless(parts.backup.exists, 'BENCH_NO_BACKUP', '没有账本备份 / there is no copy of the ledger');
  try {
    return parts.backup.content();
  } catch (error) {
    throw new Refusal('BENCH_NO_BACKUP', `账本备份无法读取 / the copy cannot be read: ${errorText(error)}`);
  }
}

function done(outcome: OperatorOutcome): void {
  if (outcome.kind === 'refused')
    throw new Refusal('BENCH_OPERATOR_REFUSED', `后台拒绝 / the server refuses: ${outcome.reason}`);
}
