/** What the accounts of the ledger are for; their own names stay beside. */
import { words, type Words } from '../words/words.ts';

const KINDS: Readonly<Record<string, Words>> = {
  'cash-box': words('钞箱里的现金', 'Cash in the box'),
  'disputed-notes': words('下落待查的纸币', 'Notes whose place is disputed'),
  owed: words('待补写', 'Owed to a card'),
  card: words('卡余额', 'Purse of a card'),
  investigation: words('调查中', 'Under investigation'),
  orphan: words('无主纸币', 'Notes of no order'),
  'desk-cash': words('柜台退的现金', 'Paid out at the desk'),
  surplus: words('长款', 'Surplus'),
  risk: words('风险', 'Risk'),
  'risk-provision': words('风险准备', 'Provision for risk'),
  opening: words('期初余额', 'Opening balances'),
  spent: words('已消费', 'Spent'),
};

/** Undefined for an account of a kind that the bench does not know. */
export function accountWords(account: string): Words | undefined {
  return KINDS[account.split(':')[0] ?? ''];
}
