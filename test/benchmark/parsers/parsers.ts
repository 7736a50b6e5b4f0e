/** Bytes per second through each parser, on clean and on damaged input, in the chunks that a port hands over. */
import { Bench } from 'tinybench';
import { pn532Parser } from '../../../drivers/card-reader/pn532/codec.ts';
import { ccnetParser } from '../../../drivers/banknote-acceptor/ccnet/codec.ts';
import { modbusParser } from '../../../drivers/indicator/modbus-board/codec.ts';
import type { Discarded, FrameParser } from '../../../drivers/link/parser.ts';
import { invariant } from '../../../src/kernel/errors.ts';
import { seededRandom } from '../../../src/kernel/random.ts';
import { cpuMs } from '../cpu-time.ts';
import { number, type Benchmark, type Report, type Row } from '../report.ts';
import {
  acceptorFrames,
  boardFrames,
  readerFrames,
  streamOf,
  type FrameMaker,
  type Stream,
} from './streams.ts';

/** design.md §10. */
const BUDGET_MB = 50;
const DAMAGE = 0.12;
const STREAM_BYTES = 500_000;
const CHUNKS = [64, 4_096] as const;
const SEED = 20_990_901;

interface AnyFrame {
  readonly kind: string;
  readonly bytes: Uint8Array;
}

interface Protocol {
  readonly name: string;
  readonly baud: number;
  readonly parser: () => FrameParser<AnyFrame>;
  readonly frames: FrameMaker;
}

const PROTOCOLS: readonly Protocol[] = [
  { name: 'PN532', baud: 115_200, parser: pn532Parser, frames: readerFrames },
  { name: 'CCNET', baud: 9_600, parser: ccnetParser, frames: acceptorFrames },
  { name: 'Modbus RTU', baud: 9_600, parser: () => modbusParser('response'), frames: boardFrames },
];

type Item = AnyFrame | Discarded;

function chunksOf(bytes: Uint8Array, size: number): readonly Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.slice(index * size, (index + 1) * size),
  );
}

/** Frames seen, so that no work can be left out. */
function countFrames(parser: FrameParser<AnyFrame>, chunks: readonly Uint8Array[]): number {
  let frames = 0;
  for (const chunk of chunks) {
    for (const item of parser.push(chunk)) if (item.kind !== 'discarded') frames += 1;
  }
  return frames;
}

/** Every whole frame must have been found, in order. Frames found inside damaged ones may lie between them. */
function assertNothingLost(
  what: string,
  protocol: Protocol,
  stream: Stream,
  chunks: readonly Uint8Array[],
): void {
  const parser = protocol.parser();
  const items: Item[] = chunks.flatMap((chunk) => [...parser.push(chunk)]);
  for (let round = 0; parser.pending && round < 1_000; round += 1) items.push(...parser.timeout());
  const found = items.filter((item) => item.kind !== 'discarded').map(({ bytes }) => Buffer.from(bytes));
  let at = 0;
  for (const frame of stream.good) {
    while (at < found.length && found[at]?.equals(frame) !== true) at += 1;
    invariant(at < found.length, `${what}: every good frame is found`);
    at += 1;
  }
}

interface Case {
  readonly protocol: Protocol;
  readonly name: string;
  readonly stream: Stream;
  readonly chunks: readonly Uint8Array[];
}

function cases(): readonly Case[] {
  return PROTOCOLS.flatMap((protocol) =>
    [0, DAMAGE].flatMap((damage) => {
      const stream = streamOf(protocol.frames, STREAM_BYTES, damage, seededRandom(SEED));
      return CHUNKS.map((size) => {
        const chunks = chunksOf(stream.bytes, size);
        const state = damage === 0 ? 'clean' : 'noisy';
        const name = `${protocol.name} parser, ${state}, chunks of ${number(size)} B`;
        assertNothingLost(name, protocol, stream, chunks);
        return { protocol, name, stream, chunks };
      });
    }),
  );
}

function rowOf({ name, protocol, stream }: Case, bench: Bench): Row {
  const result = bench.getTask(name)?.result;
  invariant(result?.state === 'completed', `${name} ran`);
  const { p50, mad } = result.latency;
  const megabytes = stream.bytes.length / 1_000 / p50;
  const line = protocol.baud / 10 / 1_000_000;
  const spread = Math.round((mad / p50) * 1_000) / 10;
  return {
    what: name,
    measured: `${number(megabytes)} MB/s ±${number(spread)} %`,
    floor: `line: ${number(line * 1_000)} kB/s`,
    ratio: `${number(megabytes / line)} × line`,
    budget: `≥ ${BUDGET_MB} MB/s`,
    within: megabytes >= BUDGET_MB,
  };
}

async function run(): Promise<Report> {
  const all = cases();
  const bench = new Bench({ time: 400, warmupTime: 150, now: cpuMs });
  for (const { name, protocol, chunks, stream } of all) {
    const parser = protocol.parser();
    bench.add(
      name,
      () => {
        invariant(countFrames(parser, chunks) >= stream.good.length - 1, `${name}: no frame is lost`);
      },
      { async: false },
    );
  }
  await bench.run();
  return {
    rows: all.map((each) => rowOf(each, bench)),
    notes: [
      `parsers: 0 good frames lost, checked frame by frame; noisy is ${DAMAGE * 100} % of the frames with a bit flipped, a byte lost or a byte too many`,
    ],
  };
}

export const parserBenchmark: Benchmark = { name: 'parsers', run };
