/** Screens of a visit and of its module 现金充值 (cash top-up). */
import { addFen, yuan, type Fen } from '../../src/kernel/fen.ts';
import type { CardOnReader } from '../../src/load/card-visit.ts';
import type { MessageRef, ScreenModel } from '../../src/screen/contract/screen-model.ts';
import { NOTE_VALUE, RESULT_TIMEOUT_MS, type CashTopUpSnapshot } from '../cash-top-up.machine.ts';
import type { LoadOutput } from '../load.machine.ts';
import {
  clarifyingRecord,
  IDLE_MS,
  NOTICE_MS,
  oldestOwed,
  owedTotal,
  type VisitSnapshot,
} from '../visit.machine.ts';
import {
  button,
  common,
  countdown,
  message,
  page,
  voucherOf,
  type ScreenFrame,
  type Surroundings,
} from './frame.ts';
import { screenNamed } from './screen-id.ts';

/** A page that waits for a person, with the idle warning when there is one. */
function waiting(snapshot: VisitSnapshot, buttons: Surroundings['buttons']): Surroundings {
  if (!snapshot.hasTag('idle-warning')) return page(buttons);
  const warned = countdown(snapshot.context.idleAtMs, IDLE_MS, true);
  return page([...buttons, button('more-time', 'correct')], warned);
}

const OK = button('ok', 'confirm', { primary: true });

/** A page that asks to be read and goes by itself. */
function notice(beganAtMs: number): Surroundings {
  return page([OK], countdown(beganAtMs + NOTICE_MS, NOTICE_MS));
}

export function visitScreen(frame: ScreenFrame, snapshot: VisitSnapshot): ScreenModel {
  const { context } = snapshot;
  const module = snapshot.children['module'];
  if (module !== undefined && snapshot.matches({ flow: 'cash' })) {
    return cashScreen(frame, snapshot, module.getSnapshot() as CashTopUpSnapshot);
  }
  switch (screenNamed(snapshot)) {
    case 'menu':
      return menuScreen(frame, snapshot);
    case 'help':
      return helpScreen(frame, waiting(snapshot, []));
    case 'rewrite-offer':
      return rewriteOfferScreen(frame, snapshot);
    case 'settled':
      return settledScreen(frame, snapshot);
    case 'result':
      return context.result === undefined
        ? { ...common(frame, page([])), id: 'please-wait' }
        : resultScreen(frame, notice(context.result.endedAtMs), context.result);
    case 'failure': {
      const order = context.result?.order;
      const told = message(frame, context.code, { order, balance: context.result?.balance ?? yuan(0) });
      return failureScreen(frame, waiting(snapshot, [OK]), told, context.result);
    }
    case 'take-card':
      return { ...common(frame, { stage: 'light', tray: 'take', buttons: [] }), id: 'take-card' };
    case 'please-wait':
      return { ...common(frame, page([])), id: 'please-wait' };
    default:
      return { ...common(frame, page([])), id: 'reading-card' };
  }
}

/** What is owed comes first: while it is open there is no other load (domain.md §7.5). */
function menuScreen(frame: ScreenFrame, snapshot: VisitSnapshot): ScreenModel {
  const { reading } = snapshot.context;
  const owed = oldestOwed(reading) !== undefined;
  const unavailable = owed ? 'E305' : frame.cashUnavailable;
  const buttons = [
    ...(owed ? [button('rewrite', 'confirm', { primary: true })] : []),
    button('cash', '1', { primary: !owed, enabled: unavailable === undefined }),
    button('help', '0'),
    button('exit', 'cancel'),
  ];
  return {
    ...common(frame, waiting(snapshot, buttons)),
    id: 'menu',
    holderName: reading?.status.holderName ?? '',
    balance: reading?.balance ?? yuan(0),
    ...(unavailable === undefined
      ? {}
      : { cashUnavailable: message(frame, unavailable, { amount: owedTotal(reading) }) }),
    ...bannerOf(frame, reading),
  };
}

/** Money of an earlier transaction: to be rewritten first (E305), or being clarified (E236). */
function bannerOf(frame: ScreenFrame, reading: CardOnReader | undefined): { banner?: MessageRef } {
  if (oldestOwed(reading) !== undefined)
    return { banner: message(frame, 'E305', { amount: owedTotal(reading) }) };
  const order = clarifyingRecord(reading);
  return order === undefined ? {} : { banner: message(frame, 'E236', { order }) };
}

/** Help is where the keypad alone reaches what the header offers to a finger (domain.md §13). */
const HELP_BUTTONS = [
  button('large-text', '1'),
  button('high-contrast', '2'),
  button('language', '3'),
  button('back', 'cancel'),
];

export function helpScreen(frame: ScreenFrame, around: Surroundings): ScreenModel {
  const { hotline, loadKiosks, cashMachines, hours } = frame;
  const buttons = [...HELP_BUTTONS, ...around.buttons];
  return { ...common(frame, { ...around, buttons }), id: 'help', hotline, loadKiosks, cashMachines, hours };
}

function rewriteOfferScreen(frame: ScreenFrame, snapshot: VisitSnapshot): ScreenModel {
  const { owed, reading } = snapshot.context;
  const balance = reading?.balance ?? yuan(0);
  const amount = owed?.amount ?? yuan(0);
  const buttons = [button('rewrite', 'confirm', { primary: true }), button('later', 'cancel')];
  return {
    ...common(frame, waiting(snapshot, buttons)),
    id: 'rewrite-offer',
    openedAt: owed?.openedAt ?? '',
    kind: 'cash',
    serial: owed?.serial ?? '',
    amount,
    balance,
    balanceAfter: addFen(balance, amount),
  };
}

/** I314: the earlier write had worked; why nothing is added now. */
function settledScreen(frame: ScreenFrame, snapshot: VisitSnapshot): ScreenModel {
  const { settled, settledAtMs, reading } = snapshot.context;
  const record = settled[0];
  const balance = reading?.balance ?? yuan(0);
  return {
    ...common(frame, mayTake(notice(settledAtMs))),
    id: 'result',
    message: message(frame, 'I314', { balance }),
    amount: record?.amount ?? yuan(0),
    balanceBefore: balance,
    balance,
    serial: record?.serial ?? '',
    time: frame.timeOf(settledAtMs),
  };
}

/** From here on the card may be taken (F17). */
function mayTake(around: Surroundings): Surroundings {
  return around.tray === 'placed' ? { ...around, tray: 'take' } : around;
}

export function resultScreen(frame: ScreenFrame, around: Surroundings, load: LoadOutput): ScreenModel {
  const { order, balance, balanceBefore, code } = load;
  return {
    ...common(frame, { ...mayTake(around), balance }),
    id: 'result',
    message: message(frame, code, { order, balance }),
    amount: order.amount,
    balanceBefore,
    balance,
    serial: order.serial,
    time: frame.timeOf(load.endedAtMs),
  };
}

export function failureScreen(
  frame: ScreenFrame,
  around: Surroundings,
  told: ReturnType<typeof message>,
  load: Pick<LoadOutput, 'order'> | undefined,
): ScreenModel {
  const voucher = voucherOf(frame, load?.order);
  return {
    ...common(frame, around),
    id: 'failure',
    message: told,
    hotline: frame.hotline,
    ...(load && { amount: load.order.amount }),
    ...(voucher && { voucher }),
  };
}

function cashScreen(frame: ScreenFrame, visit: VisitSnapshot, snapshot: CashTopUpSnapshot): ScreenModel {
  const { context } = snapshot;
  const { session } = context;
  switch (screenNamed(snapshot)) {
    case 'check-card':
      return {
        ...common(
          frame,
          waiting(visit, [button('next', 'confirm', { primary: true }), button('exit', 'cancel')]),
        ),
        id: 'check-card',
        holderName: session.status.holderName,
        holderNumber: session.status.holderNumber,
        balance: session.balance,
        room: session.cashRoom,
        value: NOTE_VALUE,
        editions: frame.editions,
      };
    case 'result': {
      const buttons = [button('continue-top-up', '1'), button('exit', 'cancel', { primary: true })];
      const around = page(buttons, countdown(context.countdownAtMs, RESULT_TIMEOUT_MS));
      return context.result === undefined
        ? { ...common(frame, page([])), id: 'please-wait' }
        : resultScreen(frame, around, context.result);
    }
    case 'failure': {
      const goesByItself = snapshot.value === 'refused';
      const around = goesByItself
        ? page([OK], countdown(context.countdownAtMs, RESULT_TIMEOUT_MS))
        : waiting(visit, [OK]);
      return failureScreen(frame, around, refusal(frame, snapshot), context.result ?? orderOf(snapshot));
    }
    default:
      return { ...common(frame, page([])), id: 'please-wait' };
  }
}

function orderOf(snapshot: CashTopUpSnapshot): Pick<LoadOutput, 'order'> | undefined {
  const { order } = snapshot.context;
  return order === undefined ? undefined : { order };
}

function refusal(frame: ScreenFrame, snapshot: CashTopUpSnapshot): ReturnType<typeof message> {
  const { context } = snapshot;
  const owed: Fen = owedTotal(context.session);
  const amount = context.order?.amount ?? owed;
  return message(frame, context.code, {
    order: context.order ?? clarifyingRecord(context.session),
    amount,
    room: context.room,
    balance: context.session.balance,
  });
}
