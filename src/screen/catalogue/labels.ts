/** Short words around a screen: fields, card tray, stages, keys and steps (ui.md §1, §6; domain.md §16). */
import type { CardTray, Key, ScreenOf, Stage } from '../contract/screen-model.ts';
import { words, type Words } from './words.ts';

export const FIELD_WORDS = {
  holderName: words('姓名', 'Name'),
  holderNumber: words('学工号', 'Student/staff no.'),
  balance: words('卡余额', 'Card balance'),
  balanceNow: words('卡当前余额', 'Balance now'),
  balanceBefore: words('原余额', 'Balance before'),
  balanceAfter: words('补写后余额', 'Balance after'),
  room: words('本次最多可充', 'You can add up to'),
  faceValue: words('面值', 'Note'),
  editions: words('接受的版别', 'Editions'),
  topUpAmount: words('充值金额', 'Top-up amount'),
  rewriteAmount: words('补写金额', 'Amount to rewrite'),
  failedAmount: words('失败金额', 'Amount not written'),
  amount: words('金额', 'Amount'),
  openedAt: words('上次交易时间', 'Transaction time'),
  lastKind: words('上次交易名称', 'Last transaction'),
  serial: words('流水号', 'No.'),
  time: words('时间', 'Time'),
  terminal: words('终端', 'Terminal'),
  thisTerminal: words('本机编号', 'This terminal'),
  hotline: words('报修电话', 'Hotline'),
  loadKiosks: words('圈存机位置', 'Load kiosks'),
  cashMachines: words('现金充值机位置', 'Cash machines'),
  hours: words('服务时间', 'Hours'),
  money: words('钱在哪里', 'Money'),
  next: words('现在怎么做', 'What to do'),
  qr: words('二维码内容', 'QR code'),
  card: words('卡片', 'Card'),
  phase: words('正在进行', 'Now'),
  nearby: words('附近的其他终端', 'Other terminals nearby'),
} as const satisfies Readonly<Record<string, Words>>;

export type FieldId = keyof typeof FIELD_WORDS;

/** Kinds of transaction by the name that a record shows: 上次交易名称. */
export const KIND_WORDS = {
  cash: words('现金充值', 'Cash top-up'),
} as const satisfies Readonly<Record<string, Words>>;

/** What a write is doing: 已收 · 写入 · 核对 (ui.md §6 "Writing"). */
export const PHASE_WORDS: Readonly<Record<ScreenOf<'writing'>['phase'], Words>> = {
  asking: words('准备写入', 'Preparing'),
  writing: words('写入卡片', 'Writing'),
  checking: words('核对卡片', 'Checking'),
};

/** The card as the machine sees it (ui.md §1.2). */
export const TRAY_WORDS: Readonly<Record<CardTray, Words>> = {
  waiting: words('等待放卡', 'Waiting for your card'),
  placed: words('卡已放好', 'Card in place'),
  writing: words('正在写卡，请勿移动', 'Writing, do not move the card'),
  removed: words('卡片已移开', 'Card removed'),
  take: words('可以取走卡片', 'You may take your card'),
  'no-card-please': words('请不要放卡', 'Do not place a card'),
};

/** Whose turn it is (ui.md §1.1). */
export const STAGE_WORDS: Readonly<Record<Stage, Words>> = {
  light: words('请看屏幕', 'Look at the screen'),
  ink: words('请看读卡区', 'Look at the card reader'),
  amber: words('请马上处理卡片', 'Act on the card now'),
  off: words('暂停服务', 'Out of service'),
};

/** Caps of the keypad. */
export const KEY_WORDS: Readonly<Record<Key, Words>> = {
  '0': words('0', '0'),
  '1': words('1', '1'),
  '2': words('2', '2'),
  '3': words('3', '3'),
  '4': words('4', '4'),
  '5': words('5', '5'),
  '6': words('6', '6'),
  '7': words('7', '7'),
  '8': words('8', '8'),
  '9': words('9', '9'),
  confirm: words('确认', 'Enter'),
  cancel: words('取消', 'Cancel'),
  clear: words('清除', 'Clear'),
  correct: words('更正', 'Correct'),
};

/** The steps of a cash top-up (现金充值), see `stepOf`. */
export const STEP_WORDS = [
  words('放卡', 'Card'),
  words('核对', 'Check'),
  words('放钞', 'Note'),
  words('写卡', 'Write'),
  words('完成', 'Done'),
] as const satisfies readonly Words[];

/** Fixed words of the frame. */
export const FRAME_WORDS = {
  system: words('校园卡自助服务系统', 'Campus-card self-service'),
  simulation: words('模拟环境', 'SIMULATION'),
  step: words('步骤', 'Step'),
  unavailable: words('暂不可用', 'unavailable'),
  moreTime: words('还需要时间吗？', 'Need more time?'),
  listComma: words('、', ', '),
} as const satisfies Readonly<Record<string, Words>>;

/** Seconds left, as the ring counts them. */
export function secondsWords(seconds: number): Words {
  return words(`剩余 ${seconds} 秒`, `${seconds} s left`);
}

/** Seconds left to put the torn-away card back: the hero of the amber stage. */
export function putBackWords(seconds: number): Words {
  return words(`${seconds} 秒内放回`, `Within ${seconds} s`);
}
