/** Names of screens and of the acceptor's states, and what the codes of trouble mean. */
import type { ScreenModel } from '../../../../src/screen/contract/screen-model.ts';
import { words, type Words } from './words.ts';

export const SCREEN_NAMES: Readonly<Record<ScreenModel['id'], Words>> = {
  starting: words('启动中', 'Starting'),
  attract: words('待客', 'Ready'),
  'reading-card': words('读卡中', 'Reading card'),
  menu: words('菜单', 'Menu'),
  'check-card': words('核对卡', 'Check card'),
  'please-wait': words('请稍候', 'Please wait'),
  'insert-note': words('等待放钞', 'Insert note'),
  'checking-note': words('验钞中', 'Checking note'),
  'take-note-back': words('请取回纸币', 'Take note back'),
  'stacking-note': words('收钞中', 'Stacking'),
  writing: words('写卡中', 'Writing'),
  'torn-card': words('卡被移开', 'Card torn away'),
  'rewrite-offer': words('补写', 'Make-up write'),
  result: words('结果', 'Result'),
  failure: words('未完成', 'Not done'),
  'take-card': words('请取卡', 'Take card'),
  help: words('帮助', 'Help'),
  'out-of-service': words('暂停服务', 'Out of service'),
};

const ACCEPTOR_STATES: Readonly<Record<string, Words>> = {
  'POWER UP': words('刚上电', 'Power up'),
  'POWER UP, BILL IN VALIDATOR': words('上电，通道有钞', 'Power up, note in path'),
  'POWER UP, BILL IN STACKER': words('上电，压钞处有钞', 'Power up, note in stacker'),
  INITIALIZE: words('自检', 'Initialising'),
  IDLING: words('等待纸币', 'Waiting for a note'),
  ACCEPTING: words('吸入、识别', 'Taking in'),
  STACKING: words('压入钞箱', 'Stacking'),
  RETURNING: words('退回纸币', 'Returning'),
  'UNIT DISABLED': words('进钞口关闭', 'Slot shut'),
  HOLDING: words('保持', 'Holding'),
  'DEVICE BUSY': words('忙', 'Busy'),
  REJECTING: words('拒收', 'Rejecting'),
  'DROP CASSETTE FULL': words('钞箱已满', 'Box full'),
  'DROP CASSETTE OUT OF POSITION': words('钞箱不在位', 'Box out'),
  'VALIDATOR JAMMED': words('通道卡钞', 'Jam in the path'),
  'DROP CASSETTE JAMMED': words('钞箱卡钞', 'Jam at the box'),
  CHEATED: words('疑似作弊', 'Cheat suspected'),
  PAUSE: words('请取走第二张', 'Take the second note'),
  FAILURE: words('故障', 'Failure'),
  'ESCROW POSITION': words('纸币在暂存处', 'Note in escrow'),
  'BILL STACKED': words('已入箱', 'Stacked'),
  'BILL RETURNED': words('已退回', 'Returned'),
  'SUSPECTED BILL': words('可疑纸币', 'Suspected note'),
  'COUNTERFEIT HELD': words('假钞扣留', 'Counterfeit held'),
};

/** The same states by the names that the codec gives them. */
const BY_CODEC_NAME: Readonly<Record<string, string>> = {
  powerUp: 'POWER UP',
  powerUpInValidator: 'POWER UP, BILL IN VALIDATOR',
  powerUpInStacker: 'POWER UP, BILL IN STACKER',
  busy: 'DEVICE BUSY',
  disabled: 'UNIT DISABLED',
  boxFull: 'DROP CASSETTE FULL',
  boxRemoved: 'DROP CASSETTE OUT OF POSITION',
  pathJam: 'VALIDATOR JAMMED',
  boxJam: 'DROP CASSETTE JAMMED',
  escrow: 'ESCROW POSITION',
  stacked: 'BILL STACKED',
  returned: 'BILL RETURNED',
  suspected: 'SUSPECTED BILL',
  counterfeit: 'COUNTERFEIT HELD',
};

/** An unknown state is shown by its own name. */
export function acceptorStateName(state: string | undefined): Words {
  if (state === undefined) return words('没有电', 'No power');
  const name = BY_CODEC_NAME[state] ?? state.toUpperCase();
  return ACCEPTOR_STATES[name] ?? words(state, state);
}

const TROUBLES: Readonly<Record<string, Words>> = {
  E106: words('读卡器故障', 'Card reader trouble'),
  E252: words('卡钞', 'Note jam'),
  E253: words('钞箱已满', 'Cash box full'),
  E254: words('今天不收现金', 'No cash today'),
  E401: words('连不上服务器', 'The server cannot be reached'),
  E403: words('日终处理中', 'Day-end'),
  E404: words('已收款，服务器没有应答', 'Money taken, the server did not answer'),
  E405: words('终端没有签到', 'Not signed on'),
  E407: words('日志不被承认', 'The journal is not recognised'),
};

/** What a code of trouble means, if the bench knows it. */
export function troubleMeaning(code: string): Words | undefined {
  return TROUBLES[code];
}
