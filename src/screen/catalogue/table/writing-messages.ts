/**
 * Messages about writing the card and 补写: domain.md §14.4. I318 is our number for the sentence of §5.9 step
 * 7.
 */
import { entry } from '../standing.ts';
import { words } from '../words.ts';

export const WRITING_MESSAGES = {
  I300: entry('正在写卡，请不要移动卡片', 'Writing your card. Do not move it.'),
  E301: entry(
    '卡片移动过早，请立即将原卡放回（{n} 秒）',
    'You moved the card too early. Put the same card back now ({n} s).',
    { money: 'clarifying' },
  ),
  E302: entry(
    '写卡失败，请重新放好卡片，点击确定重新写卡',
    'Write failed. Lay the card down again and press OK.',
    { money: 'recorded' },
  ),
  E303: entry(
    '款项已收，卡未写入。已登记，请在任一自助终端点击“补写”。流水号 {sn}',
    'Your money is safe but not yet on the card. Use "Rewrite" at any terminal. No. {sn}',
    {
      money: 'recorded',
      apart: {
        what: words('写卡没有完成', 'Writing the card was not completed.'),
        next: words('请在任一自助终端放卡，点击“补写”', 'Use "Rewrite" at any terminal.'),
      },
    },
  ),
  E305: entry(
    '上次交易写卡失败 {amount} 元，请先补写',
    '¥{amount} of the last transaction is not on your card yet. Rewrite first.',
    { money: 'recorded' },
  ),
  E306: entry('卡内余额与系统不符，请到受理中心校正', 'Card and system differ. Go to the card centre.', {
    apart: {
      what: words('卡内余额与系统不符', 'Card and system differ.'),
      next: words('请到受理中心办理', 'Go to the card centre.'),
    },
  }),
  E311: entry('请使用原卡补写', 'Use the same card as before.', { money: 'recorded' }),
  E312: entry(
    '无法自动判断上次写卡结果，请到受理中心。流水号 {sn}',
    'Must be checked by the card centre. No. {sn}',
    {
      money: 'recorded',
      apart: {
        what: words('无法自动判断上次写卡的结果', 'The result of the last write must be checked.'),
        next: words('请到受理中心办理', 'Go to the card centre.'),
      },
    },
  ),
  E313: entry('没有需要补写的交易', 'Nothing to rewrite.'),
  I314: entry(
    '上次交易已写卡成功，无需补写，卡余额 {b} 元',
    'The last transaction is on your card already. Balance ¥{b}.',
    { money: 'settled' },
  ),
  I315: entry('补写成功，补写金额 {d} 元，卡余额 {b} 元', 'Rewritten ¥{d}. Balance ¥{b}.', {
    money: 'settled',
  }),
  I316: entry('转账成功，转账金额：{a}元', 'Transfer successful: ¥{a}.', { money: 'settled' }),
  I317: entry('领取成功，领取金额 {a} 元，卡余额 {b} 元', 'Collected ¥{a}. Balance ¥{b}.', {
    money: 'settled',
  }),
  I318: entry('充值成功，充值金额 {a} 元，卡余额 {b} 元', 'Topped up ¥{a}. Balance ¥{b}.', {
    money: 'settled',
  }),
} as const;
