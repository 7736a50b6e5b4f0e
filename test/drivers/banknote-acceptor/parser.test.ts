import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../src/kernel/hex.ts';
import { ccnetParser, type CcnetFrame } from '../../../drivers/banknote-acceptor/ccnet/codec.ts';
import { damageAwareParser } from '../../../drivers/banknote-acceptor/ccnet/damage.ts';
import type { Discarded } from '../../../drivers/link/parser.ts';
import { peerFrame } from './acceptor-peer.ts';

const POLL = '02 03 06 33 DA 81';
const STACKED = '02 03 07 81 02 46 09';

type Item = CcnetFrame | Discarded;

function shown(items: readonly Item[]): string[] {
  return items.map((item) =>
    item.kind === 'frame' ? `frame ${toHex(item.payload)}` : `${item.reason} ${toHex(item.bytes)}`,
  );
}

function parse(...chunks: readonly Uint8Array[]): readonly Item[] {
  const parser = ccnetParser();
  return chunks.flatMap((chunk) => parser.push(chunk));
}

function payloads(items: readonly Item[]): string[] {
  return items.flatMap((item) => (item.kind === 'frame' ? [toHex(item.payload)] : []));
}

const allBytes = (items: readonly Item[]): string => items.map(({ bytes }) => toHex(bytes)).join('');

describe('broken frames', () => {
  it.each([
    ['a wrong CRC', '02 03 06 33 DA 82', ['checksum 02030633DA82']],
    ['a damaged payload', '02 03 07 81 03 46 09', ['checksum 02030781034609']],
    ['LNG 00', '02 03 00 33 DA 81', ['length 02030033DA81']],
    ['LNG 01', '02 03 01 33', ['length 02030133']],
    ['LNG 05', '02 03 05 33 DA', ['length 02030533DA']],
    ['address 00', '02 00 06 33 DA 81', ['address 02000633DA81']],
    ['an address beyond 0F', '02 7F 06 33 DA 81', ['address 027F0633DA81']],
    ['no SYNC', '55 AA 55', ['noise 55AA55']],
  ])('with %s are discarded and the next frame is read', (_, bytes, discarded) => {
    expect(shown(parse(fromHex(bytes + POLL)))).toEqual([...discarded, 'frame 33']);
  });

  it('without their last byte are given up at the time-out', () => {
    const parser = ccnetParser();
    expect(parser.push(fromHex('02 03 06 33 DA'))).toEqual([]);
    expect(parser.pending).toBe(true);
    expect(shown(parser.timeout())).toEqual(['timeout 02030633DA']);
    expect(parser.pending).toBe(false);
  });

  it('that swallow a good one give it back at the time-out', () => {
    const parser = ccnetParser();
    expect(parser.push(fromHex(`02 03 30 ${POLL}`))).toEqual([]);
    expect(shown(parser.timeout())).toEqual(['timeout 020330', 'frame 33']);
  });

  it('leave nothing behind at the time-out, however many starts they hold', () => {
    const parser = ccnetParser();
    parser.push(fromHex('02 03 30 02 03 40 02'));
    parser.timeout();
    expect(parser.pending).toBe(false);
  });

  it('do not cost any of sixty frames behind one stray 02', () => {
    const sixty = Array.from({ length: 60 }, () => POLL).join('');
    expect(payloads(parse(fromHex(`02 ${sixty}`)))).toHaveLength(60);
  });

  it('do not cost a frame in between', () => {
    const bytes = `02 03 06 33 DA 80 ${STACKED} 02 03 01 ${POLL} 02 03 06 FF`;
    expect(payloads(parse(fromHex(bytes)))).toEqual(['8102', '33']);
  });
});

describe('chunks', () => {
  const stream = fromHex(`${POLL} 55 ${STACKED} 02 ${POLL}`);

  it.each(Array.from({ length: stream.length + 1 }, (_, at) => at))('split at byte %i say the same', (at) => {
    const items = parse(stream.slice(0, at), stream.slice(at));
    expect(payloads(items)).toEqual(['33', '8102', '33']);
    expect(allBytes(items)).toBe(toHex(stream));
  });

  it('of one byte each say the same', () => {
    expect(payloads(parse(...[...stream].map((byte) => Uint8Array.of(byte))))).toEqual(['33', '8102', '33']);
  });

  it('may be overwritten by their owner afterwards', () => {
    const parser = ccnetParser();
    const chunk = fromHex(POLL);
    const items = parser.push(chunk);
    chunk.fill(0xff);
    expect(payloads(items)).toEqual(['33']);
  });
});

describe('any input', () => {
  const chunk = fc.uint8Array({ maxLength: 300 });
  const payload = fc.uint8Array({ minLength: 1, maxLength: 250 });

  it('is accounted for to the last byte and never throws', () => {
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 8 }), (chunks) => {
        const parser = ccnetParser();
        const items = [...chunks.flatMap((bytes) => parser.push(bytes)), ...parser.timeout()];
        expect(allBytes(items)).toBe(chunks.map(toHex).join(''));
        expect(parser.pending).toBe(false);
      }),
    );
  });

  it('gives every good frame after noise that looks like a start, once the line is quiet', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0x02, 0x03, 0x06, 0x00, 0xff), { maxLength: 40 }),
        fc.array(payload, { minLength: 1, maxLength: 5 }),
        (noise, wanted) => {
          const parser = ccnetParser();
          const frames = wanted.flatMap((bytes) => [...peerFrame([...bytes])]);
          const items = [...parser.push(Uint8Array.from([...noise, ...frames])), ...parser.timeout()];
          expect(payloads(items)).toEqual(expect.arrayContaining(wanted.map(toHex)));
        },
      ),
    );
  });

  it('survives a burst of one megabyte of noise and reads the frame behind it', () => {
    const parser = ccnetParser();
    let state = 1;
    const noise = Uint8Array.from({ length: 1_000_000 }, () => {
      state = (state * 48_271) % 0x7fffffff;
      return state & 0xff;
    });
    parser.push(noise);
    parser.timeout();
    expect(payloads(parser.push(fromHex(POLL)))).toEqual(['33']);
  });

  it('delivers a burst of one megabyte of frames without loss', () => {
    const frame = fromHex(STACKED);
    const burst = new Uint8Array(frame.length * 150_000);
    for (let at = 0; at < burst.length; at += frame.length) burst.set(frame, at);
    expect(ccnetParser().push(burst)).toHaveLength(150_000);
  });
});

describe('damage', () => {
  it('is told at once when an answer is unreadable', () => {
    const items = damageAwareParser().push(fromHex('02 03 06 33 DA 80'));
    expect(items.map(({ kind }) => kind)).toEqual(['discarded', 'damaged']);
  });

  it('is not told when a good frame follows', () => {
    const items = damageAwareParser().push(fromHex(`02 03 06 33 DA 80 ${POLL}`));
    expect(items.map(({ kind }) => kind)).toEqual(['discarded', 'frame']);
  });

  it('is not told for a stray byte', () => {
    expect(
      damageAwareParser()
        .push(fromHex('55'))
        .map(({ kind }) => kind),
    ).toEqual(['discarded']);
  });

  it('is told when an answer stops half way', () => {
    const parser = damageAwareParser();
    parser.push(fromHex('02 03 06'));
    expect(parser.timeout().map(({ kind }) => kind)).toEqual(['discarded', 'damaged']);
  });
});
