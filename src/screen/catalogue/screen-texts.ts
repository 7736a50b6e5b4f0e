/** Title and sentence of every screen (domain.md §5.1, §5.6, §5.9; ui.md §6). Calm: no exclamation marks. */
import { unreachable } from '../../kernel/errors.ts';
import type { ScreenModel, ScreenOf } from '../contract/screen-model.ts';
import { formatFaceValue } from './format.ts';
import { words, type Words } from './words.ts';

const RESULT_TITLES: Readonly<Record<string, Words>> = {
  I314: words('无需补写', 'Nothing to rewrite'),
  I315: words('补写成功', 'Rewritten'),
  I316: words('转账成功', 'Transfer successful'),
  I317: words('领取成功', 'Collected'),
  I318: words('充值成功', 'Topped up'),
};

/** What became of it, as short as a heading; the rows below say the rest. */
const FAILURE_TITLES: Readonly<Record<string, Words>> = {
  E104: words('请只放一张卡', 'One card only, please'),
  E105: words('操作已取消', 'Cancelled'),
  E225: words('卡余额接近上限', 'The card is nearly full'),
  E236: words('交易结果待核对', 'The result must be checked'),
  E237: words('交易结果待核对', 'The result must be checked'),
  E252: words('设备卡钞，请勿离开', 'Note jam. Please stay.'),
  E303: words('款项已收，卡未写入', 'Your money is safe, not on the card yet'),
  E312: words('写卡结果需要核对', 'The card must be checked'),
  E401: words('网络故障', 'Network failure'),
  E404: words('款项已收，暂未入账', 'Money received, not yet booked'),
  E406: words('操作超时，已退出', 'Timed out'),
};

/** What the screen is about: its heading. */
export function screenTitle(model: ScreenModel): Words {
  switch (model.id) {
    case 'starting':
      return words('正在启动', 'Starting');
    case 'attract':
      return words('请将校园卡放在读卡区', 'Place your campus card on the reader');
    case 'reading-card':
      return words('正在读卡，请不要移动卡片', 'Reading your card. Do not move it.');
    case 'menu':
      return words('请选择服务', 'Choose a service');
    case 'check-card':
      return words('请核对卡片信息', 'Check your card');
    case 'please-wait':
      return words('请稍候', 'Please wait');
    case 'insert-note':
      return words(
        `请放入一张 ${formatFaceValue(model.value, 'zh')}纸币`,
        `Insert one ${formatFaceValue(model.value, 'en')} note`,
      );
    case 'checking-note':
      return words('正在验钞', 'Checking the note');
    case 'take-note-back':
      return words('请取回纸币', 'Take your note back');
    case 'stacking-note':
      return words('正在收钞', 'Taking the note in');
    case 'writing':
      return writingTitle(model);
    case 'torn-card':
      return words('请立即将原卡放回读卡区', 'Put the same card back now');
    case 'rewrite-offer':
      return words('补写', 'Rewrite');
    case 'result':
      return resultTitle(model);
    case 'failure':
      return FAILURE_TITLES[model.message.code] ?? words('本次办理没有完成', 'This was not completed');
    case 'take-card':
      return words('请取走您的卡片', 'Please take your card');
    case 'help':
      return words('帮助', 'Help');
    case 'out-of-service':
      return words('本机暂停服务', 'This terminal is out of service');
    default:
      return unreachable(model);
  }
}

/**
 * What goes on or what to do, in a sentence or two; `undefined` where title, fields and message say it all.
 */
export function screenSentence(model: ScreenModel): Words | undefined {
  switch (model.id) {
    case 'starting':
      return words(
        '正在检查设备，请不要放卡或放钞',
        'Checking the devices. Do not place a card or insert a note.',
      );
    case 'attract':
      return words(
        '放好后请不要移动，直到屏幕提示取卡',
        'Leave it there until the screen asks you to take it.',
      );
    case 'reading-card':
      return words('正在核对卡片和账户，最长约 30 秒', 'Checking card and account, at most about 30 s.');
    case 'menu':
      return words(`${model.holderName}，您好`, `Hello, ${model.holderName}`);
    case 'check-card':
      return words('请确认放在读卡区的是您本人的卡', 'Make sure that the card on the reader is yours.');
    case 'please-wait':
      return words('正在处理，请不要移动卡片', 'Working. Do not move your card.');
    case 'insert-note':
      return insertNoteSentence(model);
    case 'checking-note':
      return words(
        '请不要移动卡片。不接受的纸币会退出',
        'Do not move your card. A note not accepted comes back.',
      );
    case 'take-note-back':
      return words('纸币在进钞口，请取走', 'The note is at the slot.');
    case 'stacking-note':
      return words('收好后马上写卡，请不要移动卡片', 'Your card is written next. Do not move it.');
    case 'writing':
      return words('通常几秒完成，最长约 40 秒', 'Usually a few seconds, at most about 40 s.');
    case 'torn-card':
      return words(
        '放回后先核对是否已写入，再决定补写',
        'First we check whether it was written, then what is left to do.',
      );
    case 'rewrite-offer':
      return words(
        '上次交易写卡失败，需要补写卡余额。不会再次扣款。请确认放好卡，点击确定补写',
        'The last transaction is not on your card. Nothing is charged again. Lay the card flat and press OK.',
      );
    case 'help':
      return words(
        '交易没有完成？请记下流水号，到任一终端放卡，有登记的款项可以补写',
        'Not completed? Note the number. Money on record can be rewritten at any terminal.',
      );
    case 'out-of-service':
      return words('请不要放卡或放钞', 'Do not place a card or insert a note.');
    case 'result':
    case 'failure':
    case 'take-card':
      return undefined;
    default:
      return unreachable(model);
  }
}

/**
 * Index in `STEP_WORDS`; `undefined` for menus, errors and everything that is no cash top-up (ui.md §6
 * "Steps").
 */
export function stepOf(model: ScreenModel): number | undefined {
  switch (model.id) {
    case 'check-card':
      return 1;
    case 'insert-note':
    case 'checking-note':
    case 'take-note-back':
    case 'stacking-note':
      return 2;
    case 'writing':
      return model.kind === 'top-up' ? 3 : undefined;
    case 'result':
      return model.message.code === 'I318' ? 4 : undefined;
    default:
      return undefined;
  }
}

function writingTitle(model: ScreenOf<'writing'>): Words {
  return model.kind === 'rewrite'
    ? words('正在补写，请不要移动卡片', 'Rewriting your card. Do not move it.')
    : words('正在写卡，请不要移动卡片', 'Writing your card. Do not move it.');
}

function resultTitle(model: ScreenOf<'result'>): Words {
  return RESULT_TITLES[model.message.code] ?? words('办理完成', 'Done');
}

/** Says which notes are taken; the editions stand below it as a field. */
function insertNoteSentence(model: ScreenOf<'insert-note'>): Words {
  const face = formatFaceValue(model.value, 'en');
  return words(
    `仅接受 ${formatFaceValue(model.value, 'zh')}纸币，一次放一张。放入后马上写卡，请不要移动卡片`,
    `Only ${face} notes, one at a time. Then your card is written: do not move it.`,
  );
}
