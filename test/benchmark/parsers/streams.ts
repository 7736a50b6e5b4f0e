/** What each device sends, frame by frame, in the proportions of a day at the terminal; clean, or with frames damaged. */
import { buildAnswer, ACK } from '../../../drivers/card-reader/pn532/codec.ts';
import {
  buildBillTable,
  buildCcnetFrame,
  buildIdentification,
  buildPollReply,
  buildStackedCount,
  buildStatus,
  type CcnetStateName,
} from '../../../drivers/banknote-acceptor/ccnet/codec.ts';
import { buildModbusResponse } from '../../../drivers/indicator/modbus-board/codec.ts';
import type { Random } from '../../../src/kernel/random.ts';

/** The frames of a stream in order; numbers inside them make neighbours differ. */
export type FrameMaker = (random: Random) => readonly Uint8Array[];

/** Reader: an empty field asked again and again, then a card: GET BALANCE, records, INITIALIZE, CREDIT. */
export const readerFrames: FrameMaker = (random) => {
  const answer = (length: number): Uint8Array =>
    buildAnswer('inDataExchange', [0, ...random.bytes(length), 0x90, 0x00]);
  const polls = Array.from({ length: 6 }, () => buildAnswer('inListPassiveTarget', [0]));
  const card = [4, 4, 16, 23, 4, 4, 30].map(answer);
  return [...polls, ...card].flatMap((frame) => [ACK, frame]);
};

const NOTE: readonly (readonly [CcnetStateName, number])[] = [
  ['disabled', 0],
  ['disabled', 0],
  ['idling', 0],
  ['idling', 0],
  ['idling', 0],
  ['accepting', 0],
  ['accepting', 0],
  ['escrow', 3],
  ['stacking', 0],
  ['stacking', 0],
  ['stacked', 3],
  ['disabled', 0],
];

/** Acceptor: the states of one note, status and counter; the long answers of its start come now and then. */
export const acceptorFrames: FrameMaker = (random) => {
  const payloads = [
    ...NOTE.map(([state, data]) => buildPollReply(state, data)),
    buildStatus({ enabled: [2, 3], security: [] }),
    buildStackedCount(random.below(65_536)),
  ];
  if (random.below(8) === 0) {
    payloads.push(
      buildIdentification({ part: 'SIM-1', serial: '000000000001', asset: random.bytes(7) }),
      buildBillTable([undefined, undefined, { digits: 1, country: 'CHN', exponent: 2 }]),
    );
  }
  return payloads.map((payload) => buildCcnetFrame(payload));
};

/** I/O board: door and box read over and over, a lamp now and then. */
export const boardFrames: FrameMaker = (random) => {
  const read = (): Uint8Array =>
    buildModbusResponse(1, { kind: 'readInputs', bits: [random.below(2) === 0, true] });
  const lamps = buildModbusResponse(1, { kind: 'writeCoils', start: 0, count: 3 });
  return [read(), read(), read(), read(), lamps, read(), read()];
};

/** One bit flipped, one byte lost, or one stray byte, anywhere in the frame. */
function damaged(frame: Uint8Array, random: Random): Uint8Array {
  const at = random.below(frame.length);
  switch (random.below(3)) {
    case 0:
      return frame.map((byte, index) => (index === at ? byte ^ (1 << random.below(8)) : byte));
    case 1:
      return Uint8Array.from([...frame.subarray(0, at), ...frame.subarray(at + 1)]);
    default:
      return Uint8Array.from([...frame.subarray(0, at), random.below(256), ...frame.subarray(at)]);
  }
}

export interface Stream {
  readonly bytes: Uint8Array;
  /** The frames that went onto the line whole. */
  readonly good: readonly Uint8Array[];
}

/** About `size` bytes of frames, of which the share `damage` (0 … 1) is damaged. */
export function streamOf(maker: FrameMaker, size: number, damage: number, random: Random): Stream {
  const good: Uint8Array[] = [];
  const sent: Uint8Array[] = [];
  for (let length = 0; length < size;) {
    for (const frame of maker(random)) {
      const whole = random.below(1_000) >= damage * 1_000;
      if (whole) good.push(frame);
      const onLine = whole ? frame : damaged(frame, random);
      sent.push(onLine);
      length += onLine.length;
    }
  }
  return { bytes: Buffer.concat(sent), good };
}
