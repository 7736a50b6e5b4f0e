import { describe, expect, it } from 'vitest';
import { errorCode, TerminalError } from '../../src/kernel/errors.ts';
import { fen, yuan } from '../../src/kernel/fen.ts';
import { buttonLabel } from '../../src/screen/catalogue/button-labels.ts';
import {
  formatEditions,
  formatFaceValue,
  formatMoney,
  formatTime,
  secondsLeft,
} from '../../src/screen/catalogue/format.ts';
import {
  FIELD_WORDS,
  KEY_WORDS,
  PHASE_WORDS,
  STAGE_WORDS,
  TRAY_WORDS,
} from '../../src/screen/catalogue/labels.ts';
import {
  MESSAGE_CODES,
  MESSAGES,
  messageParams,
  messageParts,
  messageRows,
  messageText,
} from '../../src/screen/catalogue/messages.ts';
import { PAGE_WORDS, PLEASE_WAIT_WORDS, TRAY_HINTS } from '../../src/screen/catalogue/page-words.ts';
import { screenSentence, screenTitle, stepOf } from '../../src/screen/catalogue/screen-texts.ts';
import { MONEY_STANDING_WORDS, NEXT_STEP_WORDS } from '../../src/screen/catalogue/standing.ts';
import type { Words } from '../../src/screen/catalogue/words.ts';
import type { ButtonId, Language, MessageRef } from '../../src/screen/contract/screen-model.ts';
import { allSamples, samples, SERIAL } from './samples.ts';

/** The codes of domain.md §14.1–14.5 in the order of the sheet. */
const SHEET_CODES = [
  'E101 E102 E103 E104 E105 E106 E110 E111 E112 E113',
  'E201 E202 E203 E204 E205 E206 E211 E212 E213 E214 E215 E216 E217 E218 E221 E222 E223 E224 E225',
  'E231 E232 E233 E234 E235 E236 E237 E241 I501 I502',
  'I300 E301 E302 E303 E305 E306 E311 E312 E313 I314 I315 I316 I317',
  'E251 E252 E253 E254 E255 E401 E402 E403 E404 E405 E406 E407 E499 E601 E602 E603 E604 E605 E606',
].flatMap((line) => line.split(' '));

const CHINESE = /\p{Script=Han}/u;
const LANGUAGES: readonly Language[] = ['zh', 'en'];

/** Sentences as the sheet words them, with the params filled in by hand. */
const SENTENCES: readonly [string, Record<string, string>, string, string][] = [
  ['E105', {}, '卡片已移开，操作已取消', 'Card removed. Nothing was charged.'],
  ['E201', { n: '2' }, '密码错误，还可以再试 2 次', 'Wrong password, 2 tries left.'],
  [
    'E225',
    { max: '1000.00', room: '47.00' },
    '卡余额上限 1000.00 元，本次最多可充 47.00 元',
    'Card balance limit ¥1000.00; room for ¥47.00.',
  ],
  [
    'E236',
    { sn: SERIAL, days: '3' },
    `交易结果待核对，请保留流水号 ${SERIAL}，3 个工作日内处理`,
    `Result must be checked. Keep no. ${SERIAL}.`,
  ],
  [
    'E237',
    { sn: SERIAL },
    `交易结果暂不明确，请勿重复操作。如银行已扣款，可在本机或任一终端补写。流水号 ${SERIAL}`,
    'Result not known yet; do not repeat. If your bank account was debited, ' +
      `the amount will be offered for make-up writing at any terminal. No. ${SERIAL}`,
  ],
  [
    'E301',
    { n: '30' },
    '卡片移动过早，请立即将原卡放回（30 秒）',
    'You moved the card too early. Put the same card back now (30 s).',
  ],
  [
    'E303',
    { sn: SERIAL },
    `款项已收，卡未写入。已登记，请在任一自助终端点击“补写”。流水号 ${SERIAL}`,
    `Your money is safe but not yet on the card. Use "Rewrite" at any terminal. No. ${SERIAL}`,
  ],
  [
    'I315',
    { d: '100.00', b: '153.00' },
    '补写成功，补写金额 100.00 元，卡余额 153.00 元',
    'Rewritten ¥100.00. Balance ¥153.00.',
  ],
  ['I316', { a: '50.00' }, '转账成功，转账金额：50.00元', 'Transfer successful: ¥50.00.'],
  [
    'I318',
    { a: '100.00', b: '153.00' },
    '充值成功，充值金额 100.00 元，卡余额 153.00 元',
    'Topped up ¥100.00. Balance ¥153.00.',
  ],
  [
    'E252',
    { tel: '0000-0000', sn: SERIAL },
    `设备卡钞，请勿离开，拨打 0000-0000。流水号 ${SERIAL}`,
    `Note jam. Please stay and call 0000-0000. No. ${SERIAL}`,
  ],
  [
    'E407',
    {},
    '终端日志异常，暂停资金业务，请使用其他终端',
    "This terminal's journal is not recognised; money services are closed. Please use another terminal.",
  ],
  ['E606', {}, '支付未完成 / 二维码已过期，请刷新', 'Not paid / QR expired.'],
];

/** A value for every param, by which it can be found again in the sentence. */
function filled(code: (typeof MESSAGE_CODES)[number]): MessageRef {
  return { code, params: Object.fromEntries(messageParams(code).map((name) => [name, `<${name}>`])) };
}

function codeThrown(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(TerminalError);
    return errorCode(error);
  }
  return 'nothing thrown';
}

describe('the message catalogue', () => {
  it('has every code of the sheet, and one of its own for a finished cash top-up', () => {
    expect([...MESSAGE_CODES].sort()).toEqual([...SHEET_CODES, 'I318'].sort());
  });

  it.each(SENTENCES)('words %s as the sheet does', (code, params, zh, en) => {
    expect(messageText({ code, params }, 'zh')).toBe(zh);
    expect(messageText({ code, params }, 'en')).toBe(en);
  });

  it.each(MESSAGE_CODES)('%s has a Chinese sentence with all its params resolved', (code) => {
    const ref = filled(code);
    const text = messageText(ref, 'zh');
    expect(text).toMatch(CHINESE);
    expect(text).not.toMatch(/[{}]/u);
    for (const value of Object.values(ref.params)) expect(text).toContain(value);
  });

  it.each(MESSAGE_CODES)('%s has an English sentence without Chinese and without open params', (code) => {
    const text = messageText(filled(code), 'en');
    expect(text).toMatch(/^[A-Z¥<].*[.?>]$/u);
    expect(text).not.toMatch(CHINESE);
    expect(text).not.toMatch(/[{}]/u);
  });

  it('names the editions of notes in the language of the screen', () => {
    const ref = { code: 'E251', params: { editions: '1999,2005,2015' } };
    expect(messageText(ref, 'zh')).toBe(
      '不接受此纸币，请取回。仅接受1999年版、2005年版、2015年版 100 元纸币',
    );
    expect(messageText(ref, 'en')).toBe(
      'Note not accepted, please take it back. Only ¥100 notes of the 1999, 2005 and 2015 editions.',
    );
  });

  it('leaves masks untouched', () => {
    const ref = { code: 'E216', params: { masked: '************0018' } };
    expect(messageText(ref, 'zh')).toBe('您已绑定银行卡（************0018），无需再次绑定');
    expect(messageText(ref, 'en')).toBe('Already bound (************0018).');
  });

  it('does not fill in a value that looks like a param, nor a replacement pattern', () => {
    const params = { text: '{sn} $& $1' };
    expect(messageText({ code: 'E232', params }, 'zh')).toBe('银行拒绝交易（{sn} $& $1），未扣款');
  });

  it('refuses a message without one of its params', () => {
    expect(codeThrown(() => messageText({ code: 'E225', params: { max: '1' } }, 'zh'))).toBe(
      'CATALOGUE_PARAM',
    );
  });

  it('refuses a missing param in the language whose sentence does not say it', () => {
    expect(codeThrown(() => messageText({ code: 'E236', params: { sn: SERIAL } }, 'en'))).toBe(
      'CATALOGUE_PARAM',
    );
  });

  it('leaves a param alone that the message does not name', () => {
    expect(messageText({ code: 'E101', params: { sn: SERIAL } }, 'en')).toBe(
      messageText({ code: 'E101', params: {} }, 'en'),
    );
  });

  it.each(['E998', 'toString', '__proto__', ''])('says E499 with the code for unknown code "%s"', (code) => {
    expect(messageText({ code, params: { sn: SERIAL } }, 'zh')).toBe(
      `系统无法完成此操作（${code}）。流水号 ${SERIAL}`,
    );
    expect(messageText({ code, params: { sn: SERIAL } }, 'en')).toBe(
      `Could not be done (${code}). No. ${SERIAL}`,
    );
  });

  it('leaves the number out for an unknown code that came without one', () => {
    expect(messageText({ code: 'HOST_REFUSED', params: {} }, 'zh')).toBe(
      '系统无法完成此操作（HOST_REFUSED）。',
    );
  });
});

describe('where the money is', () => {
  it('answers all four questions for a card that was not written', () => {
    expect(messageParts({ code: 'E303', params: { sn: SERIAL } }, 'zh')).toEqual({
      what: `款项已收，卡未写入。已登记，请在任一自助终端点击“补写”。流水号 ${SERIAL}`,
      money: '款项已登记，不会丢失',
      serial: SERIAL,
    });
  });

  it('says that nothing was taken only where the sheet says it: E105, E231 to E234, E401', () => {
    const codes = MESSAGE_CODES.filter(
      (code) => messageParts(filled(code), 'zh').money === '没有收取任何款项',
    );
    expect([...codes].sort()).toEqual(['E105', 'E231', 'E232', 'E233', 'E234', 'E401']);
  });

  it('does not call an outcome that is not known anything but open', () => {
    for (const code of ['E236', 'E237', 'E252'] as const) {
      expect(messageParts(filled(code), 'en').money).toBe('On record, to be checked.');
    }
  });

  it.each(['E499', 'E407', 'E406', 'E403', 'I300', 'SOMETHING_NEW'])(
    'says nothing about money for %s',
    (code) => {
      const params = code === 'E499' ? { code: 'X', sn: SERIAL } : code === 'E403' ? { time: '00:10' } : {};
      expect(messageParts({ code, params }, 'zh')).not.toHaveProperty('money');
    },
  );

  it('takes a sentence apart for a page with a row for each answer', () => {
    expect(messageRows({ code: 'E303', params: { sn: SERIAL } }, 'zh')).toEqual({
      what: '写卡没有完成',
      money: '款项已登记，不会丢失',
      next: '请在任一自助终端放卡，点击“补写”',
    });
  });

  it('says an unknown code only in its own place', () => {
    expect(messageRows({ code: 'ACCEPTOR_NOT_READY', params: {} }, 'en')).toEqual({
      what: 'This could not be done.',
      next: 'Note the number shown and ask the card centre.',
    });
  });

  it.each(MESSAGE_CODES)('%s does not end its row with a number that stands elsewhere', (code) => {
    const params = { ...filled(code).params, ...('sn' in filled(code).params && { sn: SERIAL }) };
    for (const language of LANGUAGES)
      expect(messageRows({ code, params }, language).what).not.toContain(SERIAL);
  });

  it('promises nothing about money in a row that the message itself does not', () => {
    for (const code of MESSAGE_CODES) {
      expect(messageRows(filled(code), 'en').money).toBe(messageParts(filled(code), 'en').money);
    }
  });

  it('says what to do where the sentence does not', () => {
    expect(messageParts({ code: 'E110', params: {} }, 'en').next).toBe('Go to the card centre.');
  });
});

describe('money, numbers and times on the screen', () => {
  it('shows money with two decimals and the sign of the language', () => {
    expect(formatMoney(fen(5305), 'zh')).toBe('53.05 元');
    expect(formatMoney(fen(5305), 'en')).toBe('¥53.05');
  });

  it('shows a difference below zero with its sign in front', () => {
    expect(formatMoney(fen(-5), 'zh')).toBe('-0.05 元');
    expect(formatMoney(fen(-5), 'en')).toBe('-¥0.05');
  });

  it('shows the face value of a note as it is printed', () => {
    expect(formatFaceValue(yuan(100), 'zh')).toBe('100 元');
    expect(formatFaceValue(yuan(100), 'en')).toBe('¥100');
    expect(formatFaceValue(fen(50), 'zh')).toBe('0.50 元');
  });

  it('shows Shanghai time to the second', () => {
    expect(formatTime('2099-09-01T08:00:12+08:00')).toBe('2099-09-01 08:00:12');
    expect(formatTime('2099-09-01T08:00:12.345+08:00')).toBe('2099-09-01 08:00:12');
  });

  it('never lets a time of another zone pass for local time', () => {
    expect(formatTime('2099-09-01T00:00:12Z')).toBe('2099-09-01 00:00:12 UTC');
    expect(formatTime('2099-08-31T19:00:12-05:00')).toBe('2099-08-31 19:00:12 UTC-05:00');
  });

  it('shows what is no ISO time as it is', () => {
    expect(formatTime('00:10')).toBe('00:10');
  });

  it('names one edition in the singular', () => {
    expect(formatEditions([2015], 'zh')).toBe('2015年版');
    expect(formatEditions([2015], 'en')).toBe('the 2015 edition');
  });

  it('counts a begun second and never goes below zero', () => {
    expect(secondsLeft(10_000, 8_999)).toBe(2);
    expect(secondsLeft(10_000, 9_000)).toBe(1);
    expect(secondsLeft(10_000, 10_001)).toBe(0);
  });
});

describe('the words of the screens', () => {
  const fixed: readonly (readonly [string, Words])[] = [
    ...Object.entries(FIELD_WORDS),
    ...Object.entries(TRAY_WORDS),
    ...Object.entries(STAGE_WORDS),
    ...Object.entries(PHASE_WORDS),
    ...Object.entries<Words>(PAGE_WORDS),
    ...Object.entries<Words>(TRAY_HINTS),
    ['wait', PLEASE_WAIT_WORDS] as const,
    ...Object.entries(KEY_WORDS).filter(([key]) => key.length > 1),
    ...Object.entries(MONEY_STANDING_WORDS),
    ...Object.entries(NEXT_STEP_WORDS),
    ...Object.values(samples('zh')).map((model) => [model.id, screenTitle(model)] as const),
  ];

  it.each(fixed)('%s is said in Chinese, and in English without Chinese', (_, { zh, en }) => {
    expect(zh).toMatch(CHINESE);
    expect(en).toMatch(/[A-Za-z]/u);
    expect(en).not.toMatch(CHINESE);
  });

  it('uses no exclamation mark anywhere', () => {
    const sentences = allSamples().flatMap((model) => screenSentence(model) ?? []);
    const texts = [...fixed.map(([, text]) => text), ...sentences, ...Object.values<Words>(MESSAGES)];
    for (const { zh, en } of texts) expect(zh + en).not.toMatch(/[!！]/u);
  });

  it.each(LANGUAGES)('names the states of the card as the screen design does (%s)', (language) => {
    const zh = ['等待放卡', '卡已放好', '正在写卡，请勿移动', '卡片已移开', '可以取走卡片', '请不要放卡'];
    const en = [
      'Waiting for your card',
      'Card in place',
      'Writing, do not move the card',
      'Card removed',
      'You may take your card',
      'Do not place a card',
    ];
    expect(Object.values(TRAY_WORDS).map((text) => text[language])).toEqual(language === 'zh' ? zh : en);
  });

  it('says on the button how much is rewritten', () => {
    expect(buttonLabel(samples('zh')['rewrite-offer'], 'rewrite').zh).toBe('确定补写 100.00 元');
    expect(buttonLabel(samples('en').menu, 'rewrite').en).toBe('Rewrite ¥100.00');
  });

  it('says where exit leads to', () => {
    expect(buttonLabel(samples('zh').menu, 'exit').zh).toBe('退出并取卡');
    expect(buttonLabel(samples('zh')['check-card'], 'exit').zh).toBe('退出');
  });

  it('has a label for every button in both languages', () => {
    const ids: Record<ButtonId, true> = {
      cash: true,
      help: true,
      next: true,
      exit: true,
      rewrite: true,
      later: true,
      'continue-top-up': true,
      'more-time': true,
      back: true,
      ok: true,
      'large-text': true,
      'high-contrast': true,
      language: true,
    };
    for (const id of Object.keys(ids) as ButtonId[]) {
      const { zh, en } = buttonLabel(samples('zh').failure, id);
      if (id === 'language') continue;
      expect(zh).toMatch(CHINESE);
      expect(en).toMatch(/^[A-Z][A-Za-z ,-]+$/u);
    }
  });

  it('offers the other language in its own name', () => {
    expect(buttonLabel(samples('zh').help, 'language')).toEqual({ zh: 'English', en: '中文' });
  });

  it('tells a rewrite from a top-up while writing', () => {
    const writing = samples('zh').writing;
    expect(screenTitle(writing).zh).toBe('正在写卡，请不要移动卡片');
    expect(screenTitle({ ...writing, kind: 'rewrite' }).zh).toBe('正在补写，请不要移动卡片');
  });

  it.each([
    ['I314', '无需补写'],
    ['I315', '补写成功'],
    ['I318', '充值成功'],
    ['E499', '办理完成'],
  ])('heads a result of %s with %s', (code, title) => {
    expect(screenTitle({ ...samples('zh').result, message: { code, params: {} } }).zh).toBe(title);
  });

  it('shows steps for a top-up only', () => {
    const { writing, menu, result } = samples('zh');
    expect(stepOf(writing)).toBe(3);
    expect(stepOf({ ...writing, kind: 'rewrite' })).toBeUndefined();
    expect(stepOf(menu)).toBeUndefined();
    expect(stepOf(result)).toBe(4);
    expect(stepOf({ ...result, message: { code: 'I315', params: {} } })).toBeUndefined();
  });
});
