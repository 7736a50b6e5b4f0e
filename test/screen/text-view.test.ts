import { check, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buttonLabel } from '../../src/screen/catalogue/button-labels.ts';
import { KEY_WORDS, TRAY_WORDS } from '../../src/screen/catalogue/labels.ts';
import { screenTitle } from '../../src/screen/catalogue/screen-texts.ts';
import type { Language, ScreenId, ScreenModel } from '../../src/screen/contract/screen-model.ts';
import { displayWidth } from '../../src/screen/text-view/display-width.ts';
import { renderText, TEXT_WIDTH } from '../../src/screen/text-view/render.ts';
import { wrap } from '../../src/screen/text-view/wrap.ts';
import { allSamples, button, NOW_MS, samples, SERIAL } from './samples.ts';

const CHINESE = /\p{Script=Han}/u;

/** What each screen must say besides title, buttons and tray. */
const ZH: Record<ScreenId, readonly string[]> = {
  starting: ['正在检查设备', '暂停服务'],
  attract: ['直到屏幕提示取卡', '请看读卡区'],
  'reading-card': ['最长约 30 秒'],
  menu: ['欧阳**，您好', '卡余额  53.00 元', '[E305] 上次交易写卡失败 100.00 元', '[E253] 钞箱已满'],
  'check-card': ['步骤 2/5 核对', '张**', '2099000001', '卡余额  53.00 元', '本次最多可充  500.00 元'],
  'please-wait': ['请不要移动卡片'],
  'insert-note': ['仅接受 100 元纸币', '面值  100 元', '2005年版、2015年版', '[E251] 不接受此纸币'],
  'checking-note': ['步骤 3/5 放钞', '请不要移动卡片'],
  'take-note-back': ['请取走', '[E401] 网络故障', '没有收取任何款项'],
  'stacking-note': ['收好后马上写卡'],
  writing: ['步骤 4/5 写卡', '充值金额  100.00 元', '最长约 40 秒'],
  'torn-card': ['24 秒内放回', '金额  100.00 元', '[E301] 卡片移动过早', '款项已登记'],
  'rewrite-offer': [
    '失败金额  100.00 元',
    '2099-09-01 08:00:12',
    '现金充值',
    SERIAL,
    '卡当前余额    53.00 元',
    '补写后余额    153.00 元',
    '不会再次扣款',
    '[E302] 写卡失败',
  ],
  result: [
    '步骤 5/5 完成',
    '卡余额  153.00 元',
    '100.00 元',
    '原余额  53.00 元',
    SERIAL,
    '2099-09-01 08:00:12',
  ],
  failure: ['[E303] 款项已收', '款项已登记，不会丢失', `100000000042;${SERIAL}`],
  'take-card': ['请取走您的卡片'],
  help: ['0000-0000', '示例楼一层', '样本楼大厅、受理中心', '07:00–22:30', '本机编号'],
  'out-of-service': ['请不要放卡或放钞', '[E252] 设备卡钞', '报修电话  0000-0000', SERIAL],
};

const EN: Record<ScreenId, readonly string[]> = {
  starting: ['Checking the devices', 'Out of service'],
  attract: ['Leave it there', 'Look at the card reader'],
  'reading-card': ['at most about 30 s'],
  menu: ['Hello, 欧阳**', 'Card balance  ¥53.00', '[E305] ¥100.00 of the last', '[E253] Cash box full.'],
  'check-card': [
    'Step 2/5 Check',
    '张**',
    '2099000001',
    'Card balance  ¥53.00',
    'You can add up to  ¥500.00',
  ],
  'please-wait': ['Do not move your card.'],
  'insert-note': ['Only ¥100 notes', 'Note  ¥100', 'the 2005 and 2015 editions', '[E251] Note not accepted'],
  'checking-note': ['Step 3/5 Note', 'Do not move your card.'],
  'take-note-back': ['at the slot', '[E401] Network failure', 'No money was taken.'],
  'stacking-note': ['written next'],
  writing: ['Step 4/5 Write', 'Top-up amount  ¥100.00', 'at most about 40 s'],
  'torn-card': ['Within 24 s', 'Amount  ¥100.00', '[E301] You moved the card', 'On record'],
  'rewrite-offer': [
    'Amount not written  ¥100.00',
    '2099-09-01 08:00:12',
    'Cash top-up',
    SERIAL,
    'Balance now          ¥53.00',
    'Balance after        ¥153.00',
    'Nothing is charged',
    '[E302] Write failed',
  ],
  result: ['Step 5/5 Done', 'Card balance  ¥153.00', '¥100.00', 'Balance before  ¥53.00', SERIAL, '08:00:12'],
  failure: ['[E303] Your money is safe', 'will not be lost', `100000000042;${SERIAL}`],
  'take-card': ['Please take your card'],
  help: ['0000-0000', '示例楼一层', '样本楼大厅, 受理中心', '07:00–22:30', 'This terminal'],
  'out-of-service': ['Do not place a card', '[E252] Note jam', 'Hotline        0000-0000', SERIAL],
};

const PHRASES = { zh: ZH, en: EN };

const named = allSamples().map((model) => [`${model.id} in ${model.language}`, model] as const);

function text(model: ScreenModel, nowMs = NOW_MS): string {
  return renderText(model, nowMs);
}

/** How far a value stands from its label depends on the longest label. */
function unaligned(shown: string): string {
  return shown.replaceAll(/ {2,}/gu, '  ');
}

/** The lines of the screen without its frame and the blanks behind them. */
function contents(model: ScreenModel): string[] {
  return text(model)
    .split('\n')
    .filter((line) => line.startsWith('│'))
    .map((line) => line.slice(2, -2).trimEnd());
}

describe('every screen as text', () => {
  it.each(named)('shows what belongs on it: %s', (_, model) => {
    const shown = unaligned(text(model));
    for (const phrase of PHRASES[model.language][model.id]) expect(shown).toContain(unaligned(phrase));
  });

  it.each(named)('has its title, in Chinese with English beside it: %s', (_, model) => {
    const shown = text(model);
    const title = screenTitle(model);
    expect(shown).toContain(title.en);
    expect(shown.includes(title.zh)).toBe(model.language === 'zh');
  });

  it.each(named)('keeps every line at exactly 64 columns: %s', (_, model) => {
    for (const line of text(model).split('\n')) expect(displayWidth(line)).toBe(TEXT_WIDTH);
    expect(TEXT_WIDTH).toBe(64);
  });

  it.each(named)('carries no placeholder: %s', (_, model) => {
    expect(text(model)).not.toMatch(/[{}<]|undefined|null|NaN|\[object/u);
  });

  it.each(named)('names school, terminal and simulation in the header: %s', (_, model) => {
    const zh = ['示例大学 校园卡自助服务系统  终端 100000000042', '模拟环境 / SIMULATION'];
    const en = ['Sample University Campus-card self-service', 'Terminal 100000000042', 'SIMULATION'];
    const expected = model.language === 'zh' ? zh : en;
    expect(
      contents(model)
        .slice(0, expected.length)
        .map((line) => unaligned(line.trim())),
    ).toEqual(expected);
  });

  it.each(named)('says what the machine sees of the card in the last line: %s', (_, model) => {
    expect(contents(model).at(-1)).toContain(TRAY_WORDS[model.tray][model.language]);
  });

  it.each(named)('shows each button with its key unless a card is at work: %s', (_, model) => {
    const shown = text(model);
    const quiet = model.tray === 'writing' || (model.stage === 'ink' && model.id !== 'attract');
    for (const { id, key } of model.buttons) {
      const line = `[${KEY_WORDS[key][model.language]}] ${buttonLabel(model, id)[model.language]}`;
      expect(shown.includes(line)).toBe(!quiet);
    }
  });

  it.each(named.filter(([, model]) => model.language === 'en'))('is in English only: %s', (_, model) => {
    const data = /示例大学|欧阳|张|示例楼一层|样本楼大厅|受理中心|测试楼二层|中文/gu;
    expect(text(model).replaceAll(data, '')).not.toMatch(CHINESE);
  });
});

describe('buttons', () => {
  it.each<[Language, ScreenId]>([
    ['zh', 'writing'],
    ['en', 'writing'],
    ['zh', 'stacking-note'],
    ['en', 'reading-card'],
  ])('are never shown on the ink stage, even if the model has some (%s, %s)', (language, id) => {
    const model = {
      ...samples(language)[id],
      stage: 'ink' as const,
      buttons: [button('exit', 'cancel'), button('ok', 'confirm')],
    };
    expect(text(model)).not.toMatch(/\[(?:取消|确认|Cancel|Enter)\]/u);
  });

  it('are not shown while the card is being written, whatever the stage', () => {
    const model = { ...samples('zh').menu, tray: 'writing' } as const;
    expect(text(model)).not.toContain('[取消]');
  });

  it('offer help without a card', () => {
    expect(text(samples('zh').attract)).toContain('[0] 帮助');
  });

  it('stand with exit first and the primary one marked and last', () => {
    const lines = contents(samples('zh').menu).filter((line) => /^[> ] \[[^E]/u.test(line));
    expect(lines).toEqual([
      '  [取消] 退出并取卡',
      '  [1] 现金充值（暂不可用）',
      '  [0] 帮助',
      '> [确认] 补写 100.00 元',
    ]);
  });
});

describe('time on the screen', () => {
  const model = samples('zh').result;

  it('counts down with the clock', () => {
    expect(text(model, NOW_MS)).toContain('剩余 24 秒');
    expect(text(model, NOW_MS + 20_000)).toContain('剩余 4 秒');
  });

  it('stays at zero once the moment has passed', () => {
    expect(text(model, NOW_MS + 60_000)).toContain('剩余 0 秒');
  });

  it('asks in the last seconds whether more time is needed', () => {
    expect(text(samples('zh')['check-card'])).toContain('还需要时间吗？');
    expect(text(model)).not.toContain('还需要时间吗？');
  });

  it('counts in the message of the torn-away card too, instead of its first limit', () => {
    const shown = text(samples('zh')['torn-card'], NOW_MS + 10_000);
    expect(shown).toContain('14 秒内放回');
    expect(shown).toContain('请立即将原卡放回（14 秒）');
    expect(shown).not.toContain('30 秒');
  });

  it('shows no seconds where nothing runs out', () => {
    expect(text(samples('zh').writing)).not.toContain('剩余');
  });
});

describe('what is special', () => {
  it('has no simulation mark on a real machine', () => {
    const shown = text({ ...samples('zh').attract, simulation: false });
    expect(shown).not.toMatch(/模拟|SIMULATION/u);
  });

  it('says whose card lies there and what is on it', () => {
    expect(text(samples('zh').writing)).toMatch(/张\*\* {2}2099000001 +卡余额 53\.00 元/u);
    expect(text(samples('en').attract)).not.toContain('2099000001');
  });

  it('leaves masks untouched', () => {
    const model = {
      ...samples('zh').failure,
      message: { code: 'E216', params: { masked: '************0018' } },
    };
    expect(text(model)).toContain('（************0018）');
  });

  it('does not break a serial number over two lines', () => {
    expect(contents(samples('en').failure)).toContainEqual(expect.stringContaining(`No.      ${SERIAL}`));
  });

  it('says a serial number in a row of its own only once', () => {
    const rows = contents(samples('zh').failure).filter((line) => /^流水号 +1/u.test(line));
    expect(rows).toEqual([`流水号      ${SERIAL}`]);
  });

  it('shows a code that nobody knows', () => {
    const model = { ...samples('zh').failure, message: { code: 'HOST_REFUSED', params: {} } };
    expect(text(model)).toContain('[HOST_REFUSED] 系统无法完成此操作（HOST_REFUSED）。');
  });

  it('lets no control character of a name or a bank answer through', () => {
    const message = { code: 'E232', params: { text: 'no\u001B[31m\nfunds\u202E' } };
    const shown = text({ ...samples('zh').failure, message });
    expect(shown).toContain('no [31m funds');
    expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('keeps its width with a very long foreign text', () => {
    const model = { ...samples('zh').menu, holderName: '测'.repeat(50) + 'x'.repeat(200) };
    for (const line of text(model).split('\n')) expect(displayWidth(line)).toBe(TEXT_WIDTH);
  });
});

describe('columns of a text', () => {
  it.each([
    ['abc', 3],
    ['补写', 4],
    ['，（）', 6],
    ['“补写”', 6],
    ['¥53.00', 6],
    ['𠮷', 2],
    ['e\u0301', 1],
  ])('%s takes %i', (sample, columns) => {
    expect(displayWidth(sample)).toBe(columns);
  });
});

describe('broken lines', () => {
  it('never begin with closing punctuation', () => {
    expect(wrap('一二三四，五六', 8)).toEqual(['一二三', '四，五六']);
  });

  it('never end with an opening bracket', () => {
    expect(wrap('一二三（四五）', 8)).toEqual(['一二三', '（四五）']);
  });

  it('keep words whole', () => {
    expect(wrap('Take the card', 9)).toEqual(['Take the', 'card']);
  });

  it('cut a word that no line can hold', () => {
    expect(wrap('a 123456789', 4)).toEqual(['a', '1234', '5678', '9']);
  });

  it('stay within the width and lose nothing but blanks', () => {
    const words = string({ unit: 'grapheme', maxLength: 80 });
    const result = check(
      property(words, (sample) => {
        const clean = sample.replaceAll(/[\p{C}\p{Z}\p{M}]/gu, ' ');
        const lines = wrap(clean, 12);
        expect(lines.every((line) => displayWidth(line) <= 12)).toBe(true);
        expect(lines.join('').replaceAll(' ', '')).toBe(clean.replaceAll(' ', ''));
      }),
      { seed: 1, numRuns: 300 },
    );
    expect(result.failed, JSON.stringify(result.counterexample)).toBe(false);
  });
});
