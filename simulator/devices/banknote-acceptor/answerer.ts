/**
 * Puts answers on the line after the device's own delay, with whatever fault is armed, and watches for the
 * host's ACK.
 */
import { buildCcnetFrame, CCNET_NAK } from '../../../drivers/banknote-acceptor/ccnet/codec.ts';
import type { DevicePort } from '../../../drivers/link/link.ts';
import type { Clock, Timer } from '../../../src/kernel/clock.ts';
import type { Random } from '../../../src/kernel/random.ts';
import type { Reply } from './commands.ts';
import type { ExchangeFault } from './faults.ts';
import type { MustTell } from './machine.ts';
import type { CcnetDeviceOptions } from './options.ts';

/** The host starts its ACK within this time, milliseconds (ccnet.md §5). */
const ACK_WINDOW_MS = 10;
const ACK_FRAME_BYTES = 6;

/** Timers are exact to the bit, sums of bit times are not. */
const ROUNDING_MS = 0.01;

interface Piece {
  readonly afterMs: number;
  readonly bytes: Uint8Array;
}

interface Awaited {
  readonly event: MustTell | undefined;
  /** Monotonic milliseconds by which a strict device must have the whole ACK. */
  readonly until: number;
}

export class Answerer {
  readonly #clock: Clock;
  readonly #port: DevicePort;
  readonly #random: Random;
  readonly #options: CcnetDeviceOptions;
  #timers: Timer[] = [];
  #pending: 'nothing' | 'nak' | 'answer' = 'nothing';
  #awaited: Awaited | undefined;

  constructor(clock: Clock, port: DevicePort, random: Random, options: CcnetDeviceOptions) {
    this.#clock = clock;
    this.#port = port;
    this.#random = random;
    this.#options = options;
  }

  /** Half duplex: while an answer is due a further command is not heard. A NAK gives way. */
  get busy(): boolean {
    return this.#pending === 'answer';
  }

  nak(): void {
    if (this.#pending === 'nothing') this.#schedule('nak', Uint8Array.of(CCNET_NAK), undefined);
  }

  /** Any command ends the wait for an ACK: silence counted as NAK. */
  answer(reply: Reply, fault: ExchangeFault | undefined): void {
    this.stop();
    if (fault?.kind === 'no-answer') return;
    const endsAfterMs = this.#schedule('answer', reply.payload, fault);
    if (!reply.wantsAck) return;
    const ackMs = ACK_WINDOW_MS + this.#wireMs(ACK_FRAME_BYTES) + ROUNDING_MS;
    this.#awaited = { event: reply.event, until: this.#clock.monotonic() + endsAfterMs + ackMs };
  }

  /** The event that this ACK delivers, if it is one and in time. */
  acknowledged(): MustTell | undefined {
    const awaited = this.#awaited;
    this.#awaited = undefined;
    if (awaited === undefined) return undefined;
    const late = this.#clock.monotonic() > awaited.until;
    return late && this.#options.ackWindow === 'strict' ? undefined : awaited.event;
  }

  /** The host's NAK. */
  refused(): void {
    this.#awaited = undefined;
  }

  /** Nothing more is sent and nothing awaited. */
  stop(): void {
    for (const timer of this.#timers.splice(0)) timer.cancel();
    this.#pending = 'nothing';
    this.#awaited = undefined;
  }

  /** Gives the time until the last byte has left, milliseconds. */
  #schedule(what: 'nak' | 'answer', payload: Uint8Array, fault: ExchangeFault | undefined): number {
    const frame = buildCcnetFrame(payload, this.#options.address);
    const pieces = this.#pieces(frame, fault);
    let at = this.#options.timings.answerDelayMs;
    this.#pending = what;
    for (const [index, piece] of pieces.entries()) {
      at += piece.afterMs;
      const last = index === pieces.length - 1;
      const timer = this.#clock.after(at, 'acceptor answer', () => {
        if (last) {
          this.#pending = 'nothing';
          this.#timers = [];
        }
        this.#port.send(piece.bytes);
      });
      this.#timers.push(timer);
      at += this.#wireMs(piece.bytes.length);
    }
    return at;
  }

  #pieces(frame: Uint8Array, fault: ExchangeFault | undefined): readonly Piece[] {
    const whole: Piece = { afterMs: 0, bytes: frame };
    switch (fault?.kind) {
      case 'broken-crc': {
        const bytes = frame.slice();
        bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 0xff;
        return [{ afterMs: 0, bytes }];
      }
      case 'byte-gap':
        return [
          { afterMs: 0, bytes: frame.subarray(0, fault.afterBytes) },
          { afterMs: fault.gapMs, bytes: frame.subarray(fault.afterBytes) },
        ];
      case 'junk': {
        const junk: Piece = { afterMs: 0, bytes: this.#random.bytes(fault.length) };
        if (fault.place === 'instead') return [junk];
        return fault.place === 'before' ? [junk, whole] : [whole, junk];
      }
      case 'no-answer':
      case 'busy':
      case undefined:
        return [whole];
    }
  }

  #wireMs(bytes: number): number {
    return (bytes * 10_000) / this.#options.baud;
  }
}
