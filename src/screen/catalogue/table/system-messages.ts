/**
 * Messages about cash, the system and the pages outside the kiosk: domain.md §14.5, E407 after design.md
 * §5.7.
 */
import { entry } from '../standing.ts';
import { words } from '../words.ts';

export const SYSTEM_MESSAGES = {
  E251: entry(
    '不接受此纸币，请取回。仅接受{editions} 100 元纸币',
    'Note not accepted, please take it back. Only ¥100 notes of {editions}.',
    { money: 'returned' },
  ),
  E252: entry(
    '设备卡钞，请勿离开，拨打 {tel}。流水号 {sn}',
    'Note jam. Please stay and call {tel}. No. {sn}',
    {
      money: 'open',
      apart: {
        what: words('设备卡钞', 'A note is jammed.'),
        next: words('请勿离开，拨打 {tel}', 'Please stay and call {tel}.'),
      },
    },
  ),
  E253: entry('钞箱已满，暂停现金充值', 'Cash box full.', { next: 'other-terminal' }),
  E254: entry('现金充值今日暂停（对账日）', 'No cash top-up today (accounting day).'),
  E255: entry('凭条打印机缺纸，无法打印凭条，是否继续？', 'No paper for receipts. Go on?'),
  E401: entry('网络故障，请稍后再试，未扣款', 'Network failure. Nothing was charged.', {
    money: 'not-taken',
    next: 'try-later',
    apart: {
      what: words('网络故障，未扣款', 'Network failure. Nothing was charged.'),
      next: words('请稍后再试', 'Try again later.'),
    },
  }),
  E402: entry('银行未应答，请查询绑定状态后再操作', 'No answer. Check the binding before you repeat.'),
  E403: entry('系统日终处理中，请于 {time} 后使用', 'Closed for day-end until {time}.', {
    apart: {
      what: words('系统日终处理中', 'Closed for day-end.'),
      next: words('请于 {time} 后使用', 'Come back after {time}.'),
    },
  }),
  E404: entry(
    '已收款，暂未入账，请保留凭条。流水号 {sn}',
    'Money received, not yet booked. Keep the receipt. No. {sn}',
    {
      money: 'recorded',
      apart: {
        what: words('学校系统暂时没有入账', 'The school system has not booked it yet.'),
        next: words('请保留流水号，等候处理', 'Keep the number shown.'),
      },
    },
  ),
  E405: entry('终端未签到，暂停服务', 'Terminal not signed on.', { next: 'other-terminal' }),
  E406: entry('操作超时，已退出', 'Timed out.', { next: 'place-again' }),
  E407: entry(
    '终端日志异常，暂停资金业务，请使用其他终端',
    "This terminal's journal is not recognised; money services are closed. Please use another terminal.",
    {
      apart: {
        what: words(
          '终端日志异常，暂停资金业务',
          "This terminal's journal is not recognised; money services are closed.",
        ),
        next: words('请使用其他终端', 'Use another terminal.'),
      },
    },
  ),
  E499: entry('系统无法完成此操作（{code}）。流水号 {sn}', 'Could not be done ({code}). No. {sn}', {
    next: 'ask-staff',
  }),
  E601: entry('姓名、学号/卡号或查询密码不正确', 'Name, number or query password is wrong.', {
    next: 'enter-again',
  }),
  E602: entry('尝试次数过多，请稍后再试', 'Too many tries.', { next: 'try-later' }),
  E603: entry('姓名与学工号不匹配，请核对后重新提交', 'Name and number do not match.', {
    next: 'enter-again',
  }),
  E604: entry('找不到该学校', 'School not found.', { next: 'enter-again' }),
  E605: entry('金额不在允许范围内', 'Amount out of range.', { next: 'enter-again' }),
  E606: entry('支付未完成 / 二维码已过期，请刷新', 'Not paid / QR expired.'),
} as const;
