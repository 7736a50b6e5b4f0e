/** One open line to the board: a request and its response. */
import { sleep, type Clock } from '../../../src/kernel/clock.ts';
import { Exchange } from '../../link/exchange.ts';
import type { Link } from '../../link/link.ts';
import type { Trace } from '../../link/trace.ts';
import { describeModbus } from './describe.ts';
import { modbusParser, type ModbusFrame } from './frame.ts';
import {
  buildModbusRequest,
  MODBUS_FUNCTIONS,
  parseModbusResponse,
  type ModbusRequest,
  type ModbusResponse,
} from './message.ts';
import type { BoardTimings } from './options.ts';

/** `refused`: a Modbus exception, or an answer to something else. */
export type BoardResult =
  | { readonly kind: 'answer'; readonly response: ModbusResponse }
  | { readonly kind: 'failed'; readonly reason: 'silent' | 'refused' };

export interface BoardLineOptions {
  readonly name: string;
  readonly unit: number;
  readonly clock: Clock;
  readonly link: Link;
  readonly trace: Trace;
  readonly timings: BoardTimings;
}

/** The answer repeats what was written, or brings at least the bits that were asked for. */
function fits(request: ModbusRequest, response: ModbusResponse): boolean {
  switch (response.kind) {
    case 'readCoils':
    case 'readInputs':
      return request.kind === response.kind && response.bits.length >= request.count;
    case 'writeCoil':
      return (
        request.kind === 'writeCoil' && request.address === response.address && request.on === response.on
      );
    case 'writeCoils':
      return (
        request.kind === 'writeCoils' &&
        request.start === response.start &&
        request.bits.length === response.count
      );
    case 'exception':
      return false;
    default:
      return false;
  }
}

export class BoardLine {
  readonly exchange: Exchange<ModbusFrame>;
  readonly #options: BoardLineOptions;
  #freeAt = 0;

  constructor(options: BoardLineOptions) {
    this.#options = options;
    this.exchange = new Exchange<ModbusFrame>({
      device: options.name,
      clock: options.clock,
      link: options.link,
      parser: modbusParser('response'),
      trace: options.trace,
      interByteTimeoutMs: options.timings.interByteMs,
      describe: describeModbus,
      frameBytes: (frame) => frame.bytes,
    });
  }

  /** One call at a time. A closed line counts as silent. */
  async ask(request: ModbusRequest): Promise<BoardResult> {
    const { clock, name, timings, unit } = this.#options;
    const wait = this.#freeAt - clock.monotonic();
    if (wait > 0) await sleep(clock, wait, `${name} gap`);
    const { code } = MODBUS_FUNCTIONS[request.kind];
    const result = await this.exchange.request(
      buildModbusRequest(unit, request),
      timings.answerMs,
      (frame) => frame.unit === unit && (frame.code & 0x7f) === code,
    );
    this.#freeAt = clock.monotonic() + timings.gapMs;
    if (result.kind === 'failed') return { kind: 'failed', reason: 'silent' };
    const response = parseModbusResponse(result.frame);
    if (response === undefined || !fits(request, response)) return { kind: 'failed', reason: 'refused' };
    return { kind: 'answer', response };
  }
}
