import { describe, expect, it } from 'vitest';
import { accountWords } from '../../simulator/bench/page/dock/account-words.ts';
import { eventSentence, oneLanguage, spaced } from '../../simulator/bench/page/dock/event-sentence.ts';
import { factWords } from '../../simulator/bench/page/dock/fact-words.ts';
import { recordPairs } from '../../simulator/bench/page/dock/record-data.ts';
import type { BenchEvent } from '../../simulator/bench/state.ts';
import { account } from '../../simulator/campus/books.ts';
import { facts } from '../../src/money/facts.ts';

function sentence(
  source: BenchEvent['source'],
  text: string,
  language: 'zh' | 'en' = 'zh',
  detail?: string,
): ReturnType<typeof eventSentence> {
  const event: BenchEvent = { sequence: 1, time: '', kiosk: 'A', source, text };
  return eventSentence(detail === undefined ? event : { ...event, detail }, language);
}

describe('the sentence of an event', () => {
  it('is in the language of the page where the bench wrote both', () => {
    expect(oneLanguage('钞箱已取出 / the box is out', 'zh')).toBe('钞箱已取出');
    expect(oneLanguage('钞箱已取出 / the box is out', 'en')).toBe('the box is out');
  });

  it.each(['a / b', 'no slash', '一 / 二 / 三'])('leaves other texts alone: %s', (text) => {
    expect(oneLanguage(text, 'en')).toBe(text);
  });

  it('says what a fact of the journal means, and keeps its name', () => {
    const text = '17 (host 5) note-stacked';
    expect(sentence('journal', text)).toEqual({ sentence: '纸币已入箱，钱归这笔订单', raw: text });
    expect(sentence('journal', '9 some-new-fact')).toEqual({ sentence: '9 some-new-fact' });
  });

  it('knows every fact of the journal', () => {
    expect(Object.keys(facts).filter((type) => factWords(type) === undefined)).toEqual([]);
  });

  it('names screens and keeps their message', () => {
    expect(sentence('screen', 'menu E305', 'en')).toEqual({ sentence: 'Menu · E305', raw: 'menu' });
    expect(sentence('screen', 'no-such-screen')).toEqual({ sentence: 'no-such-screen' });
  });

  it('tells the change of an order', () => {
    const text = 'order 209900000001-01-000004-4: held → funded';
    expect(sentence('server', text)).toEqual({ sentence: '订单 已占额度 → 已收款', raw: '01-000004-4' });
    expect(sentence('server', 'order 209900000001-01-000004-4: held', 'en').sentence).toBe('Order Held');
    expect(sentence('server', 'alarm tac-wrong').sentence).toBe('alarm tac-wrong');
  });

  it('parts the meaning of the wire from its bytes', () => {
    expect(sentence('wire', 'banknote-acceptor → POLL  0203', 'zh', '02030633')).toEqual({
      sentence: '收钞机 → POLL',
      raw: '02 03 06 33',
    });
    expect(sentence('wire', 'card-reader → POLL')).toEqual({ sentence: '读卡器 → POLL' });
  });

  it('spaces bytes only', () => {
    expect(spaced('0A0b')).toBe('0A 0b');
    expect(spaced('0A0')).toBe('0A0');
    expect(spaced('masked')).toBe('masked');
  });
});

describe('the data of a record', () => {
  it('reads as pairs: inner objects by a dot, identifiers by their beginning', () => {
    const detail = JSON.stringify({
      orderId: 'dbc6a2aeda2db763b9a4031da0ff76dc',
      answer: { kind: 'authorised', authorisation: { mac2: '9DE511FB' } },
      count: 0,
      list: [1, 2],
      nothing: null,
    });
    expect(recordPairs(detail)?.map(({ name, value }) => `${name}=${value}`)).toEqual([
      'orderId=dbc6a2ae…',
      'answer.kind=authorised',
      'answer.authorisation.mac2=9DE511FB',
      'count=0',
      'list=[1,2]',
      'nothing=null',
    ]);
  });

  it.each(['no JSON', '[1]', '"text"', '{"half":'])('stays as it is when it is no object: %s', (detail) => {
    expect(recordPairs(detail)).toBeUndefined();
  });
});

describe('the accounts of the ledger', () => {
  it('have names by their kind, all that the server books on', () => {
    const all = Object.values(account).map((name) => (typeof name === 'string' ? name : name('1')));
    expect(all.filter((name) => accountWords(name) === undefined)).toEqual([]);
    expect(accountWords('unheard-of:1')).toBeUndefined();
  });
});
