import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pn532Parser, type Pn532Frame } from '../../../drivers/card-reader/pn532/codec.ts';
import type { Discarded } from '../../../drivers/link/parser.ts';
import { fromHex, toHex } from '../../../src/kernel/hex.ts';
import { GOLDEN_FRAMES } from './golden-frames.ts';

const ACK_HEX = '0000FF00FF00';
const VERSION = '00 00 FF 06 FA D5 03 32 01 06 07 E8 00';
const VERSION_HEX = VERSION.replaceAll(' ', '');

type Item = Pn532Frame | Discarded;

const framesOf = (items: readonly Item[]): string[] =>
  items.filter((item) => item.kind !== 'discarded').map((item) => toHex(item.bytes));
const discardedOf = (items: readonly Item[]): string[] =>
  items.flatMap((item) => (item.kind === 'discarded' ? [item.reason] : []));

/** Pushes in pieces, then lets the inter-byte time-out pass. */
function parse(pieces: readonly Uint8Array[]): { items: Item[]; idle: number } {
  const parser = pn532Parser();
  const items = pieces.flatMap((piece) => [...parser.push(piece)]);
  items.push(...parser.timeout());
  return { items, idle: parser.idleBytes };
}

describe('broken frames', () => {
  it.each([
    ['length checksum wrong', '00 00 FF 06 FB D5 03 32 01 06 07 E8 00', 'length-checksum'],
    ['length damaged', '00 00 FF 07 FA D5 03 32 01 06 07 E8 00', 'length-checksum'],
    ['data damaged', '00 00 FF 06 FA D5 03 32 01 06 0F E8 00', 'data-checksum'],
    ['checksum damaged', '00 00 FF 06 FA D5 03 32 01 06 07 E9 00', 'data-checksum'],
    ['a byte lost', '00 00 FF 06 FA D5 03 32 01 07 E8 00', 'data-checksum'],
    ['a byte too many', '00 00 FF 06 FA D5 03 32 33 01 06 07 E8 00', 'data-checksum'],
    ['frame identifier wrong', '00 00 FF 06 FA D6 03 32 01 06 07 E7 00', 'noise'],
    ['start code damaged', '00 00 FE 06 FA D5 03 32 01 06 07 E8 00', 'noise'],
    ['a packet of length nought', '00 00 FF 00 00 D5 03 32', 'length-checksum'],
    ['extended length checksum wrong', '00 00 FF FF FF 00 06 FB D5 03 32 01 06 07 E8 00', 'length-checksum'],
    [
      'extended length beyond any frame',
      '00 00 FF FF FF 7F 06 7B D5 03 32 01 06 07 E8 00',
      'length-checksum',
    ],
  ])('%s: discarded, and the next frame arrives', (_name, broken, reason) => {
    const { items } = parse([fromHex(broken), fromHex(VERSION)]);
    expect(framesOf(items)).toEqual([VERSION_HEX]);
    expect(discardedOf(items)).toContain(reason);
  });

  it('gives up a half frame at the time-out and finds the frame inside it', () => {
    const parser = pn532Parser();
    expect(framesOf(parser.push(fromHex(`00 00 FF F0 10 D5 41 00 ${VERSION}`)))).toEqual([]);
    expect(parser.pending).toBe(true);
    const late = parser.timeout();
    expect(discardedOf(late)).toEqual(['incomplete']);
    expect(framesOf(late)).toEqual([VERSION_HEX]);
    expect(parser.pending).toBe(false);
  });
});

describe('preamble, postamble and stray bytes', () => {
  it('delivers all of 60 frames behind one stray start byte', () => {
    for (const stray of ['FF', '00', '00 FF', '00 FF FF', '00 FF FF FF', '00 FF 06', '00 FF 00']) {
      const burst = `${stray} ${Array.from({ length: 60 }, () => VERSION).join(' ')}`;
      expect(framesOf(parse([fromHex(burst)]).items).filter((hex) => hex === VERSION_HEX)).toHaveLength(60);
    }
  });

  it('delivers all of 60 frames without preamble behind a stray start code', () => {
    const bare = '00 FF 06 FA D5 03 32 01 06 07 E8';
    const burst = `00 FF ${Array.from({ length: 60 }, () => bare).join(' ')}`;
    expect(framesOf(parse([fromHex(burst)]).items)).toEqual(Array.from({ length: 60 }, () => VERSION_HEX));
  });

  it('takes any number of preamble, postamble and wake-up bytes and reports none of them', () => {
    const { items, idle } = parse([fromHex(`55 55 00 00 00 00 ${VERSION} 00 00 55 55 00 ${VERSION} 00 00`)]);
    expect(discardedOf(items)).toEqual([]);
    expect(framesOf(items)).toEqual([VERSION_HEX, VERSION_HEX]);
    expect(idle).toBe(6 + 2 + 5 + 2 + 2);
  });

  it('tells the acknowledgement from the answer right behind it', () => {
    const { items } = parse([fromHex(`00 FF 00 FF ${VERSION}`)]);
    expect(framesOf(items)).toEqual([ACK_HEX, VERSION_HEX]);
  });

  it('delivers an acknowledgement without postamble at the time-out', () => {
    const parser = pn532Parser();
    expect(parser.push(fromHex('00 FF 00 FF'))).toEqual([]);
    expect(framesOf(parser.timeout())).toEqual([ACK_HEX]);
  });

  it('delivers a data frame with its checksum, before the postamble', () => {
    expect(framesOf(pn532Parser().push(fromHex(VERSION).subarray(0, -1)))).toEqual([VERSION_HEX]);
  });
});

describe('chunks', () => {
  const stream = fromHex(`${ACK_HEX} ${VERSION} 17 00 FF 12 ${VERSION} 00 00 FF FF 00 00 ${VERSION}`);
  const whole = framesOf(parse([stream]).items);

  it('finds the same frames wherever a stream is cut in two', () => {
    for (let cut = 0; cut <= stream.length; cut += 1) {
      expect(framesOf(parse([stream.subarray(0, cut), stream.subarray(cut)]).items)).toEqual(whole);
    }
    expect(whole).toHaveLength(5);
  });

  it('finds the same frames byte by byte', () => {
    expect(framesOf(parse(Array.from(stream, (byte) => Uint8Array.of(byte))).items)).toEqual(whole);
  });

  it('keeps its frames when the caller reuses the chunk', () => {
    const chunk = fromHex(VERSION);
    const [frame] = pn532Parser().push(chunk);
    chunk.fill(0xee);
    expect(frame && toHex(frame.bytes)).toBe(VERSION_HEX);
  });

  it('delivers every frame of a burst of one megabyte', () => {
    const count = 80_660;
    const frame = fromHex(VERSION);
    const burst = new Uint8Array(count * frame.length);
    for (let index = 0; index < count; index += 1) burst.set(frame, index * frame.length);
    const { items } = parse([burst]);
    expect(items).toHaveLength(count);
    expect(items.every((item) => item.kind === 'data')).toBe(true);
  });
});

describe('anything at all', () => {
  /** Bytes that like to look like frames. */
  const byte = fc.oneof(
    fc.constantFrom(0x00, 0xff, 0x55, 0xd4, 0xd5, 0x01, 0xfe, 0x02),
    fc.integer({ min: 0, max: 255 }),
  );
  const noise = fc.array(byte, { maxLength: 40 }).map((bytes) => Uint8Array.from(bytes));
  const good = fc.constantFrom(...GOLDEN_FRAMES.map(([, , , frame]) => fromHex(frame)));

  /** Cuts bytes into pieces of the given lengths, over and over. */
  function cut(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
    const pieces: Uint8Array[] = [];
    for (let at = 0, index = 0; at < bytes.length; index += 1) {
      const length = lengths[index % lengths.length] ?? 1;
      pieces.push(bytes.subarray(at, at + length));
      at += length;
    }
    return pieces;
  }
  const lengths = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 8 });

  it('accounts for every byte as frame, discarded or filler', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(noise, good), { maxLength: 12 }), lengths, (parts, sizes) => {
        const bytes = Uint8Array.from(parts.flatMap((part) => [...part]));
        const { items, idle } = parse(cut(bytes, sizes));
        // a frame is reported with one preamble and one postamble byte, which the line may not have had
        const seen = items.map((item) => item.bytes.length - (item.kind === 'discarded' ? 0 : 2));
        expect(seen.reduce((sum, length) => sum + length, idle)).toBe(bytes.length);
      }),
      { numRuns: 500 },
    );
  });

  it('finds every good frame in noise, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(noise, good), { maxLength: 12 }), lengths, (parts, sizes) => {
        const bytes = Uint8Array.from(parts.flatMap(([junk, frame]) => [...junk, ...frame]));
        const found = framesOf(parse(cut(bytes, sizes)).items);
        let at = 0;
        for (const [, frame] of parts) {
          const index = found.indexOf(toHex(frame), at);
          expect(index).toBeGreaterThanOrEqual(at);
          at = index + 1;
        }
      }),
      { numRuns: 500 },
    );
  });
});
