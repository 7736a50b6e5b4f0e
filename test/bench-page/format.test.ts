import { describe, expect, it } from 'vitest';
import { kioskHealth } from '../../simulator/bench/page/machine/kiosk-health.ts';
import { barLength, sharesOf } from '../../simulator/bench/page/money/shares.ts';
import {
  dayAndTime,
  moneyText,
  movedText,
  shortSerial,
  timeOfDay,
  yuanText,
} from '../../simulator/bench/page/parts/format.ts';
import { kiosk, QUIET } from '../../simulator/bench/page/stories/school.ts';
import { acceptorStateName, troubleMeaning } from '../../simulator/bench/page/words/device-names.ts';
import { CCNET_STATES } from '../../drivers/banknote-acceptor/ccnet/codec.ts';

describe('amounts and times', () => {
  it('show fen as yuan with two decimals, and a broken amount as it came', () => {
    expect(yuanText(1_250)).toBe('12.50');
    expect(yuanText(-5)).toBe('-0.05');
    expect(yuanText(0.5)).toBe('0.5');
    expect(moneyText(10_000, 'zh')).toBe('100.00 元');
    expect(moneyText(-10_000, 'en')).toBe('-¥100.00');
  });

  it('take time of day, and day, out of ISO 8601', () => {
    expect(timeOfDay('2099-09-01T10:24:05.017+08:00')).toBe('10:24:05.017');
    expect(timeOfDay('soon')).toBe('soon');
    expect(dayAndTime('2099-09-01T10:24:05+08:00')).toBe('2099-09-01 10:24:05');
    expect(dayAndTime('soon')).toBe('soon');
  });

  it('say how far a clock was moved', () => {
    expect(movedText(1_560, 'zh')).toBe('+1 天 2 小时');
    expect(movedText(-30, 'en')).toBe('−30 min');
  });

  it('shorten serial numbers by their terminal', () => {
    expect(shortSerial('209900000001-01-000004-4')).toBe('01-000004-4');
    expect(shortSerial('T07')).toBe('T07');
  });
});

describe('the bar of all money', () => {
  const sum = { ...QUIET.sum, taken: 40_000, onCards: 20_000, owed: 10_000, open: 10_000 };

  it('is as long as what was taken', () => {
    expect(barLength(sum)).toBe(40_000);
    expect(sharesOf(sum).map(({ kind, part }) => [kind, part])).toEqual([
      ['onCards', 0.5],
      ['owed', 0.25],
      ['investigating', 0],
      ['open', 0.25],
    ]);
  });

  it('shows what operators settled only when there is such', () => {
    const kinds = sharesOf({ ...sum, settledByHand: 100 }).map(({ kind }) => kind);
    expect(kinds).toContain('settledByHand');
  });

  it('never overflows, even if money was invented', () => {
    const invented = { ...sum, onCards: 90_000, missing: -70_000 };
    const total = sharesOf(invented).reduce((parts, { part }) => parts + part, 0);
    expect(total).toBeCloseTo(1);
  });

  it('has no length before anything was taken', () => {
    expect(sharesOf(QUIET.sum).every(({ part }) => part === 0)).toBe(true);
  });
});

describe('how a terminal is', () => {
  it.each([
    [{ mains: false }, 'off', '断电'],
    [{ program: 'dead' }, 'off', '已停止'],
    [{ screen: undefined }, 'busy', '启动中'],
    [{ screen: { id: 'writing' } }, 'busy', '写卡中'],
    [{ screen: { id: 'torn-card' } }, 'care', '卡被移开'],
    [{ troubles: ['E253'] }, 'care', '待客'],
    [{}, 'good', '待客'],
  ] as const)('%j is %s', (changes, tone, zh) => {
    const health = kioskHealth(kiosk('209900000001', 'attract', changes));
    expect([health.tone, health.words.zh]).toEqual([tone, zh]);
  });

  it('has a name for every state of the acceptor, by either of its names', () => {
    const chinese = /\p{Script=Han}/u;
    const unnamed = Object.entries(CCNET_STATES).filter(
      ([key, { name }]) =>
        !chinese.test(acceptorStateName(key).zh) || !chinese.test(acceptorStateName(name).zh),
    );
    expect(unnamed).toEqual([]);
    expect(acceptorStateName(undefined).en).toBe('No power');
    expect(acceptorStateName('brand new').zh).toBe('brand new');
  });

  it('explains the codes of trouble it knows', () => {
    expect(troubleMeaning('E253')?.en).toBe('Cash box full');
    expect(troubleMeaning('E999')).toBeUndefined();
  });
});
