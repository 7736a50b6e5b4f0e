/** Messages about bank and pending amounts: domain.md §14.3, E237 after design.md §5.9. */
import { entry } from '../standing.ts';
import { words } from '../words.ts';

export const BANK_MESSAGES = {
  E231: entry('银行卡余额不足，未扣款', 'Not enough money in the bank account.', {
    money: 'not-taken',
    next: 'smaller-amount',
  }),
  E232: entry('银行拒绝交易（{text}），未扣款', 'The bank declined ({text}).', {
    money: 'not-taken',
    next: 'ask-bank',
  }),
  E233: entry('银行卡已挂失或状态异常，未扣款', 'Bank card lost or blocked.', {
    money: 'not-taken',
    next: 'ask-bank',
  }),
  E234: entry('绑定信息与银行不符，请重新绑定', "Binding does not match the bank's.", {
    money: 'not-taken',
    next: 'bind-again',
  }),
  E235: entry(
    '银行未应答，交易已撤销。如已扣款将自动退回，请勿重复操作。流水号 {sn}',
    'No answer from the bank; transaction cancelled. A debit will come back by itself. No. {sn}',
    { money: 'reversed' },
  ),
  E236: entry(
    '交易结果待核对，请保留流水号 {sn}，{days} 个工作日内处理',
    'Result must be checked. Keep no. {sn}.',
    {
      money: 'open',
      apart: {
        what: words('这笔交易的结果还不能确定', 'The outcome is not certain yet.'),
        next: words(
          '请保留流水号，{days} 个工作日内处理',
          'Keep the number; settled within {days} working days.',
        ),
      },
    },
  ),
  E237: entry(
    '交易结果暂不明确，请勿重复操作。如银行已扣款，可在本机或任一终端补写。流水号 {sn}',
    'Result not known yet; do not repeat. If your bank account was debited, ' +
      'the amount will be offered for make-up writing at any terminal. No. {sn}',
    {
      money: 'open',
      apart: {
        what: words('交易结果暂不明确', 'The result is not known yet.'),
        next: words('请勿重复操作，稍后到任一终端放卡', 'Do not repeat it; place your card again later.'),
      },
    },
  ),
  E241: entry('该笔金额正在其他设备领取或已被领取', 'Being collected, or already collected, elsewhere.', {
    next: 'check-later',
  }),
  I501: entry(
    '没有可领取的金额。刚付款的请稍后再试',
    'Nothing to collect. Just paid? Try again in some minutes.',
  ),
  I502: entry('没有记录', 'No records.'),
} as const;
