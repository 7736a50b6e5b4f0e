/** What the things of the contracts are called. The types make sure that nothing is left without a name. */
import type { Cable, JAMS, NoteKind, PULL_COMMANDS, PULL_PHASES, ServerMode } from '../../actions.ts';
import type { CardView, KioskState, MoneyLine, OrderView } from '../../state.ts';
import type { BenchEvent } from '../../state.ts';
import { words, type Words } from './words.ts';

export type Jam = (typeof JAMS)[number];
export type PullCommand = (typeof PULL_COMMANDS)[number];
export type PullPhase = (typeof PULL_PHASES)[number];

type Names<K extends string> = Readonly<Record<K, Words>>;

export const CABLE_NAMES: Names<Cable> = {
  cardReader: words('读卡器', 'Reader'),
  banknoteAcceptor: words('收钞机', 'Notes'),
  ioBoard: words('灯与门', 'Lamps'),
};

/** Devices as the wire trace names them. */
export const DEVICE_NAMES: Readonly<Record<string, Words>> = {
  'card-reader': words('读卡器', 'Reader'),
  'banknote-acceptor': words('收钞机', 'Acceptor'),
  indicator: words('灯与门', 'I/O board'),
};

export const LINE_NAMES: Names<ServerMode> = {
  normal: words('正常', 'Normal'),
  off: words('断开', 'Off'),
  slow: words('很慢', 'Slow'),
  'answers-lost': words('丢应答', 'Lost'),
};

export const LINE_MEANINGS: Names<ServerMode> = {
  normal: words('消息来回都正常', 'Messages pass both ways'),
  off: words('什么都到不了服务器', 'Nothing reaches the server'),
  slow: words('应答要很久才到', 'Answers take long'),
  'answers-lost': words('服务器收到并照办，但应答丢失', 'The server hears and obeys, its answers are lost'),
};

export const JAM_NAMES: Names<Jam> = {
  'before-escrow': words('进来途中', 'On its way in'),
  'in-escrow': words('停在暂存处', 'In escrow'),
  stacking: words('压入钞箱时，卡在外面', 'While stacking, stays outside'),
  'stacking-then-box': words('压入钞箱时，最后掉进箱里', 'While stacking, ends in the box'),
};

export const PULL_COMMAND_NAMES: Names<PullCommand> = {
  select: words('选择应用', 'Select application'),
  'get-balance': words('读余额', 'Get balance'),
  'initialise-for-load': words('圈存初始化', 'Initialise for load'),
  'credit-for-load': words('写入金额', 'Credit for load'),
  'get-transaction-prove': words('取交易证明', 'Get transaction prove'),
  'read-record': words('读交易明细', 'Read record'),
};

export const PULL_PHASE_NAMES: Names<PullPhase> = {
  command: words('命令前', 'Before it hears'),
  answer: words('执行后应答前', 'Done, unheard'),
};

/** For the command that moves money the plain words say what it means. */
export const CREDIT_PHASE_NAMES: Names<PullPhase> = {
  command: words('写入前', 'Before the write'),
  answer: words('写入后应答前', 'Written, unheard'),
};

export const PROGRAM_NAMES: Names<KioskState['program']> = {
  running: words('运行中', 'Running'),
  dead: words('已停止', 'Killed'),
  restarting: words('正在重启', 'Restarting'),
  stopped: words('拒绝启动', 'Refuses to start'),
};

export const LAMP_NAMES: Names<KioskState['lamp']> = {
  green: words('绿灯', 'Green'),
  red: words('红灯', 'Red'),
  off: words('灯灭', 'Off'),
};

export const ORDER_NAMES: Names<OrderView['state']> = {
  held: words('已占额度', 'Held'),
  funded: words('已收款', 'Funded'),
  owed: words('待补写', 'Owed'),
  confirmed: words('已到卡', 'On the card'),
  released: words('已释放', 'Released'),
  investigating: words('调查中', 'Investigating'),
  resolved: words('已裁定', 'Resolved'),
};

export const PAPER_NAMES: Names<MoneyLine['paper']> = {
  hand: words('在手里', 'In the hand'),
  slot: words('在进钞口', 'In the slot'),
  path: words('在通道里', 'In the path'),
  escrow: words('在暂存处', 'In escrow'),
  stacker: words('正在压入', 'In the stacker'),
  box: words('在钞箱里', 'In the box'),
  operator: words('由人员取出', 'Taken out by staff'),
};

export const TONE_NAMES: Names<MoneyLine['tone']> = {
  done: words('已完成', 'Done'),
  moving: words('进行中', 'Moving'),
  recorded: words('有登记', 'On record'),
  returned: words('已退回', 'Returned'),
  trouble: words('待查明', 'To be cleared'),
};

export const SOURCE_NAMES: Names<BenchEvent['source']> = {
  hand: words('人手', 'Hand'),
  thing: words('实物', 'Thing'),
  screen: words('屏幕', 'Screen'),
  journal: words('日志', 'Journal'),
  wire: words('线路', 'Wire'),
  server: words('服务器', 'Server'),
  log: words('程序', 'Log'),
};

export const NOTE_NAMES: Readonly<Record<NoteKind, { readonly face: Words; readonly what: Words }>> = {
  'good-2015': { face: words('100 元', '¥100'), what: words('2015年版', '2015 edition') },
  'good-2005': { face: words('100 元', '¥100'), what: words('2005年版', '2005 edition') },
  'edition-1999': { face: words('100 元', '¥100'), what: words('1999年版', '1999 edition') },
  'fifty-yuan': { face: words('50 元', '¥50'), what: words('面值不收', 'Not taken') },
  torn: { face: words('100 元', '¥100'), what: words('破损', 'Torn') },
  counterfeit: { face: words('100 元', '¥100'), what: words('假钞', 'Counterfeit') },
  'two-at-once': { face: words('100 元 × 2', '¥100 × 2'), what: words('两张粘连', 'Two stuck') },
};

export const CARD_STATE_NAMES: Readonly<Record<string, Words>> = {
  normal: words('正常', 'Normal'),
  lost: words('挂失', 'Lost'),
  frozen: words('冻结', 'Frozen'),
  cancelled: words('注销', 'Cancelled'),
};

export const CARD_KIND_NAMES: Names<CardView['kind']> = {
  normal: words('普通', 'Ordinary'),
  lost: words('挂失', 'Lost'),
  'near-limit': words('近上限', 'Near limit'),
  frozen: words('冻结', 'Frozen'),
  expired: words('过期', 'Expired'),
  'other-school': words('外校', 'Other school'),
  foreign: words('外来卡', 'Foreign'),
  classic: words('旧卡', 'Classic'),
};
