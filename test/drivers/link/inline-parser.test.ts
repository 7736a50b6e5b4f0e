import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { describe, expect, it } from 'vitest';
import { inlineParser } from '../../../drivers/link/parser-inline/inline-parser.ts';

describe('inlineParser', () => {
  it('hands every chunk on in order, behind a stream', async () => {
    const chunks: number[][] = [];
    const parser = inlineParser((chunk) => chunks.push([...chunk]));
    Readable.from([Buffer.of(1, 2), Buffer.of(3)], { objectMode: false }).pipe(parser);
    await finished(parser);
    expect(chunks).toEqual([[1, 2], [3]]);
  });

  it('hands a chunk on in the same call', () => {
    const chunks: number[][] = [];
    inlineParser((chunk) => chunks.push([...chunk])).write(Buffer.of(1));
    expect(chunks).toEqual([[1]]);
  });

  it('gives copies that do not hold the pool of the port in memory', () => {
    const pool = Buffer.alloc(65_536);
    const chunks: Uint8Array[] = [];
    inlineParser((chunk) => chunks.push(chunk)).write(pool.subarray(10, 13));
    expect(chunks[0]?.buffer.byteLength).toBe(3);
  });
});
