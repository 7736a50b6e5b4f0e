/** Words that only the full page has room for: beside pictures, in tiles, around an error (ui.md §6). */
import type { Fen } from '../../kernel/fen.ts';
import type { CardTray } from '../contract/screen-model.ts';
import { formatFaceValue, formatMoney } from './format.ts';
import { words, type Words } from './words.ts';

export const PAGE_WORDS = {
  cashTile: words('放入纸币，马上写到卡上', 'Insert a note; it goes onto your card at once'),
  cashPaused: words('暂停现金充值', 'Cash top-up is paused'),
  rewriteOffer: words('补写', 'Rewrite'),
  owed: words('上次充值还没写到卡上', 'Your last top-up is not on the card yet'),
  clarifying: words('上次交易待核对', 'Your last transaction is being checked'),
  slotLit: words('进钞口绿灯已亮', 'The slot lamp is green'),
  slotDark: words('进钞口已关闭', 'The slot is closed'),
  notesComeBack: words('不接受的纸币会原样退出', 'A note that is not accepted comes back.'),
  afterOneNote: words('放入 1 张后，卡余额为', 'Balance after one note'),
  secondsToPutBack: words('秒内放回', 'seconds left'),
  secondsShort: words('秒', 's'),
  lastAmount: words('上次交易金额', 'Last transaction'),
  takeCard: words('可以取走卡片了', 'You may take your card now'),
  what: words('发生了什么', 'What happened'),
  keepNumber: words('请记下流水号，或拍下二维码', 'Note the number, or photograph the code'),
  qrCode: words('流水号的二维码', 'QR code of the number'),
  unfinished: words('交易没有完成？', 'Not completed?'),
  unfinishedAnswer: words('有登记的款项，可到任一终端放卡补写', 'Money on record can be rewritten anywhere'),
  unfinishedHelp: words(
    '款项有登记。记下流水号，到任一终端放卡补写',
    'Money on record is not lost. Note the number; place your card at any terminal.',
  ),
  display: words('显示与语言', 'Display and language'),
  actions: words('操作', 'Actions'),
  largeText: words('大字', 'Large text'),
  highContrast: words('高对比', 'High contrast'),
  viewOnly: words('本页只能查看', 'View only'),
  back: words('终端马上恢复，请不要移动卡片', 'The terminal will be back shortly. Do not move your card.'),
  screen: words('屏幕', 'Screen'),
  reader: words('读卡区', 'Card reader'),
  slot: words('进钞口', 'Note slot'),
  cardName: words('校园卡', 'Campus card'),
} as const satisfies Readonly<Record<string, Words>>;

/** Each language in its own name, whatever the page speaks (domain.md §13 "language"). */
export const LANGUAGE_NAMES = { zh: '中文', en: 'English' } as const;

/** What stands below the state of the card when there is no holder to name. */
export const TRAY_HINTS: Readonly<Partial<Record<CardTray, Words>>> = {
  waiting: words('请放在屏幕下方读卡区', 'On the reader below the screen'),
  removed: words('请放回同一张卡', 'Put the same card back'),
  take: words('谢谢使用', 'Thank you'),
  'no-card-please': words('本机暂停服务', 'Out of service'),
};

/** Which notes are taken: `只收 100 元纸币`. */
export function onlyNotesWords(value: Fen): Words {
  return words(`只收 ${formatFaceValue(value, 'zh')}纸币`, `Only ${formatFaceValue(value, 'en')} notes`);
}

/** The picture of a note: `2015年版`, `2015 edition`. */
export function editionWords(year: number): Words {
  return words(`${year}年版`, `${year} edition`);
}

/** First of the three sub-steps of a write: the money is in the machine, or on record (ui.md §6 "Writing"). */
export function receivedWords(kind: 'top-up' | 'rewrite', amount: Fen): Words {
  const zh = formatMoney(amount, 'zh');
  const en = formatMoney(amount, 'en');
  return kind === 'top-up' ? words(`已收 ${zh}`, `${en} received`) : words(`已登记 ${zh}`, `${en} on record`);
}

/** The page without a terminal behind it. */
export const PLEASE_WAIT_WORDS = words('请稍候', 'Please wait');
