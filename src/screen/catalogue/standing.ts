/**
 * The two answers that go with a message: where the money is (钱在哪里) and what to do now (现在怎么做); ui.md §6
 * "Error". A code has a money sentence only where domain.md §14 gives its money column or its own wording
 * already says so: a sentence about money may be shown only when the journal proves it (§14.5).
 */
import { words, type Words } from './words.ts';

/** Where the money is, as far as the code itself proves it. */
export type MoneyStanding =
  | 'not-taken'
  | 'returned'
  | 'reversed'
  | 'open'
  | 'clarifying'
  | 'recorded'
  | 'settled';

export const MONEY_STANDING_WORDS: Readonly<Record<MoneyStanding, Words>> = {
  'not-taken': words('没有收取任何款项', 'No money was taken.'),
  returned: words('纸币退还给您，没有收取', 'The note is yours again; it was not taken.'),
  reversed: words('如已扣款，将自动退回', 'Any debit comes back by itself.'),
  open: words('已登记，待核对', 'On record, to be checked.'),
  clarifying: words(
    '款项已登记，待核对是否已写入卡',
    'On record; whether it is on the card will be checked.',
  ),
  recorded: words('款项已登记，不会丢失', 'Your money is on record and will not be lost.'),
  settled: words('已在卡内', 'It is on your card.'),
};

/** What to do now, for messages whose own sentence does not say it. */
export type NextStep =
  | 'card-centre'
  | 'other-terminal'
  | 'own-card'
  | 'one-card'
  | 'place-again'
  | 'try-later'
  | 'enter-again'
  | 'ask-bank'
  | 'other-bank-card'
  | 'spend-first'
  | 'smaller-amount'
  | 'bind-again'
  | 'check-later'
  | 'ask-staff';

export const NEXT_STEP_WORDS: Readonly<Record<NextStep, Words>> = {
  'card-centre': words('请到受理中心办理', 'Go to the card centre.'),
  'other-terminal': words('请使用其他终端', 'Use another terminal.'),
  'own-card': words('请换用本校校园卡', 'Use a campus card of this school.'),
  'one-card': words('请拿开其他卡片', 'Take the other cards away.'),
  'place-again': words('如需继续，请重新放卡', 'To go on, place your card again.'),
  'try-later': words('请稍后再试', 'Try again later.'),
  'enter-again': words('请检查后重新输入', 'Check it and enter it again.'),
  'ask-bank': words('请联系银行', 'Contact your bank.'),
  'other-bank-card': words('请换一张银行卡', 'Use another bank card.'),
  'spend-first': words('请先消费，再充值', 'Spend some of the balance first.'),
  'smaller-amount': words('请改用较小的金额', 'Choose a smaller amount.'),
  'bind-again': words('请重新申请绑定', 'Bind the bank card again.'),
  'check-later': words('请稍后查询结果', 'Check the result later.'),
  'ask-staff': words('请记下编号，联系受理中心', 'Note the number shown and ask the card centre.'),
};

/** A message of the catalogue: its sentence, and the answers that the sentence leaves open. */
export interface MessageEntry extends Words {
  readonly money?: MoneyStanding;
  readonly next?: NextStep;
  /** The sentence taken apart, where it says what happened and what to do in one: for pages with a row for each. */
  readonly apart?: Apart;
}

export interface Apart {
  readonly what: Words;
  /** May quote what the sentence quotes. */
  readonly next: Words;
}

export function entry(
  zh: string,
  en: string,
  more: { money?: MoneyStanding; next?: NextStep; apart?: Apart } = {},
): MessageEntry {
  return { zh, en, ...more };
}
