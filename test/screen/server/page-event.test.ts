import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import { PAGE_MESSAGE_LIMIT } from '../../../src/screen/contract/page-messages.ts';
import type { ScreenEvent } from '../../../src/screen/contract/screen-model.ts';
import { hear, pageEventSchema } from '../../../src/screen/server/page-event.ts';

const UNKNOWN = { kind: 'refused', code: 'SCREEN_EVENT_UNKNOWN' };

describe('the schema of events', () => {
  it('is that of the screen contract', () => {
    expectTypeOf<z.output<typeof pageEventSchema>>().toEqualTypeOf<ScreenEvent>();
  });

  it.each<ScreenEvent>([
    { type: 'press', button: 'continue-top-up' },
    { type: 'key', key: '0' },
    { type: 'key', key: 'confirm' },
    { type: 'language', language: 'en' },
    { type: 'display', display: { largeText: true, highContrast: false } },
  ])('takes %j, which is shorter than a message may be', (event) => {
    const text = JSON.stringify(event);
    expect(hear(text)).toEqual({ kind: 'event', event });
    expect(text.length).toBeLessThan(PAGE_MESSAGE_LIMIT);
  });

  it.each(['', '{', 'undefined', '{"type":"press"', '\u0000', "{'type':'press'}"])(
    'takes %j for no JSON',
    (text) => {
      expect(hear(text)).toEqual({ kind: 'refused', code: 'SCREEN_EVENT_JSON' });
    },
  );

  it.each([
    'null',
    '1',
    '[]',
    '{}',
    '"press"',
    '{"type":"press"}',
    '{"type":"press","button":"open-box"}',
    '{"type":"press","button":"toString"}',
    '{"type":"press","button":["cash"]}',
    '{"type":"press","button":"cash","amount":100}',
    '{"type":"press","button":"cash","__proto__":{"a":1}}',
    '{"type":"key","key":0}',
    '{"type":"key","key":"00"}',
    '{"type":"language","language":"fr"}',
    '{"type":"display","display":{"largeText":true}}',
    '{"type":"display","display":{"largeText":1,"highContrast":0}}',
    '{"type":"show","model":{}}',
  ])('takes %s for no event', (text) => {
    expect(hear(text)).toEqual(UNKNOWN);
  });
});
