/** Messages about password, binding and amounts: domain.md §14.2. */
import { entry } from '../standing.ts';

export const INPUT_MESSAGES = {
  E201: entry('密码错误，还可以再试 {n} 次', 'Wrong password, {n} tries left.', { next: 'enter-again' }),
  E202: entry('密码已锁定，请到受理中心解锁', 'Password locked. Go to the card centre.'),
  E203: entry('请输入 6 位数字密码', 'Enter six digits.'),
  E204: entry('两次输入的新密码不一致', 'The new passwords differ.', { next: 'enter-again' }),
  E205: entry('新密码不能与原密码相同', 'New password equals the old one.', { next: 'enter-again' }),
  E206: entry('新密码过于简单', 'New password is too simple.', { next: 'enter-again' }),
  E211: entry('银行卡号不正确', 'Bank card number is wrong.', { next: 'enter-again' }),
  E212: entry('只能绑定{bank}银行卡', 'Only cards of {bank} can be bound.', { next: 'other-bank-card' }),
  E213: entry('银行卡持卡人与校园卡持卡人不一致，不能绑定', 'The bank card belongs to another person.', {
    next: 'other-bank-card',
  }),
  E214: entry('银行账户状态异常，请联系银行', 'Bank account not usable. Contact your bank.'),
  E215: entry('银行卡已挂失', 'Bank card is reported lost.', { next: 'ask-bank' }),
  E216: entry('您已绑定银行卡（{masked}），无需再次绑定', 'Already bound ({masked}).'),
  E217: entry('该银行卡已被其他校园卡绑定', 'Bank card is bound to another campus card.', {
    next: 'card-centre',
  }),
  E218: entry('尚未绑定银行卡，请先申请绑定', 'No bank card bound yet. Bind first.'),
  E221: entry('请输入正确的金额（整元）', 'Enter an amount in whole yuan.'),
  E222: entry('金额不能低于 {min} 元', 'At least ¥{min}.', { next: 'enter-again' }),
  E223: entry('单笔不能超过 {max} 元', 'At most ¥{max} at a time.', { next: 'smaller-amount' }),
  E224: entry('今日还可转账 {rest} 元', 'You can transfer ¥{rest} more today.', { next: 'smaller-amount' }),
  E225: entry('卡余额上限 {max} 元，本次最多可充 {room} 元', 'Card balance limit ¥{max}; room for ¥{room}.', {
    next: 'spend-first',
  }),
} as const;
