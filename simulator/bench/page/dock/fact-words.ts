/** What the facts of the journal mean, for people who do not know their names. */
import { words, type Words } from '../words/words.ts';

const FACTS: Readonly<Record<string, Words>> = {
  boot: words('程序启动，读回日志', 'the program starts and reads its journal'),
  'card-placed': words('放上一张卡', 'a card was placed'),
  'hold-asked': words('问服务器：这张卡能收钱吗', 'asks the server: may this card take money'),
  'hold-answered': words('服务器答复可否收钱', 'the server answers'),
  'hold-released': words('不收了，释放额度', 'nothing is taken, the hold is released'),
  'slot-opened': words('打开进钞口', 'opens the slot'),
  'note-escrowed': words('纸币到达暂存处', 'a note is in escrow'),
  'stack-sent': words('决定收下，要压入钞箱', 'decides to keep the note'),
  'return-sent': words('决定退回纸币', 'decides to return the note'),
  'note-stacked': words('纸币已入箱，钱归这笔订单', "the note is in the box, the money is this order's"),
  'note-returned': words('纸币已退回', 'the note came back'),
  'note-disputed': words('纸币去向不明，转调查', 'where the note is must be looked into'),
  'note-orphaned': words('钞箱里多出一张无主纸币', 'a note in the box belongs to no order'),
  'acceptor-state': words('收钞机状态有变', 'the acceptor changed its state'),
  'box-removed': words('钞箱被取出', 'the box was taken out'),
  'box-returned': words('钞箱装回', 'the box is back'),
  'attempt-asked': words('请求写卡授权', 'asks for leave to write the card'),
  'attempt-answered': words('服务器答复写卡授权', 'the server answers'),
  'commit-sent': words('即将写卡，只写这一次', 'is about to write the card, once'),
  'load-written': words('卡已写入，有卡的证明', 'the card is written and proves it'),
  'load-failed': words('写卡被拒或没有回音', 'the card refused, or did not answer'),
  'load-owed': words('登记为待补写', 'on record as owed'),
  'order-told': words('已告诉持卡人：这笔已在卡上', 'the holder was told: this order is on the card'),
  'evidence-asked': words('向服务器出示卡上的证据', 'shows the server what is on the card'),
  'verdict-received': words('服务器裁定是否已写入', 'the server says whether it was written'),
};

/** Undefined for a fact that the bench does not know. */
export function factWords(type: string): Words | undefined {
  return FACTS[type];
}
