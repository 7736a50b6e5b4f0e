/** Wiring and times of the I/O board, with the defaults of design.md §11. */
import type { Clock } from '../../../src/kernel/clock.ts';
import type { SkipRegistry } from '../../../src/kernel/poller.ts';
import type { LinkFactory } from '../../link/link.ts';
import type { Trace } from '../../link/trace.ts';

export interface BoardAddresses {
  /** Coils. */
  readonly lampGreen: number;
  readonly lampRed: number;
  readonly readerLight: number;
  /** Discrete inputs: on = door open, on = cash box present. */
  readonly doorOpen: number;
  readonly cashBoxPresent: number;
}

export const BOARD_ADDRESSES: BoardAddresses = {
  lampGreen: 0,
  lampRed: 1,
  readerLight: 2,
  doorOpen: 0,
  cashBoxPresent: 1,
};

/** Milliseconds. */
export interface BoardTimings {
  /** From one look at the inputs to the next. */
  readonly pollMs: number;
  readonly answerMs: number;
  /** Longest silence inside a frame: 1.5 characters, and what an adapter may hold back. */
  readonly interByteMs: number;
  /** Silence between frames: 3.5 characters at 9600, rounded up. */
  readonly gapMs: number;
  /** No answer for this long is a dead board. */
  readonly silenceMs: number;
  /** From one reading back of the coils to the next. */
  readonly readBackMs: number;
  /** First and longest wait before the line is opened again. */
  readonly reopenFirstMs: number;
  readonly reopenLongestMs: number;
}

export const BOARD_TIMINGS: BoardTimings = {
  pollMs: 500,
  answerMs: 200,
  interByteMs: 30,
  gapMs: 5,
  silenceMs: 2_000,
  readBackMs: 10_000,
  reopenFirstMs: 250,
  reopenLongestMs: 2_000,
};

export interface ModbusIndicatorOptions {
  readonly clock: Clock;
  readonly registry: SkipRegistry;
  readonly open: LinkFactory;
  readonly trace: Trace;
  /** 1 … 247, default 1. */
  readonly unit?: number;
  readonly addresses?: Partial<BoardAddresses>;
  readonly timings?: Partial<BoardTimings>;
}
