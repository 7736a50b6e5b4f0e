/** A serial line in memory, true to its baud rate, with chunking, noise, unplug and a tap where faults are put on the wire. */
import type { Clock, Timer } from '../../src/kernel/clock.ts';
import { Emitter, type Unsubscribe } from '../../src/kernel/emitter.ts';
import { TerminalError } from '../../src/kernel/errors.ts';
import type { Random } from '../../src/kernel/random.ts';
import { LINK_QUEUE_LIMIT, type DevicePort, type Link, type LinkEnd, type LinkFactory } from './link.ts';

export type LineDirection = 'host-to-device' | 'device-to-host';

/** One piece of what arrives at the far end. */
export interface Delivery {
  readonly bytes: Uint8Array;
  /** Extra time before this piece, milliseconds. */
  readonly delayMs?: number;
  /** Called when the last byte of this piece has arrived: a power cut or a card tear at exactly that byte. */
  readonly arrived?: () => void;
}

/** Decides what becomes of bytes put on the line. `undefined` delivers them as they are. */
export type LineTap = (direction: LineDirection, bytes: Uint8Array) => readonly Delivery[] | undefined;

export interface MemoryLineOptions {
  readonly clock: Clock;
  readonly name: string;
  /** Bits per second; a byte is ten bits (8N1). */
  readonly baud: number;
  /** How the receiver's adapter hands bytes over: all at once with the last one (default), or one by one. */
  readonly chunks?: 'whole' | 'single-bytes' | 'random';
  /** Probability per byte of being damaged (one bit flipped), lost, or followed by a stray byte. Default 0. */
  readonly noise?: number;
  /** Needed for `noise` and random chunks. */
  readonly random?: Random;
}

interface Lane {
  busyUntil: number;
  readonly inFlight: Set<Timer>;
  waiting: number;
}

export class MemoryLine {
  /** The simulated device's end. */
  readonly device: DevicePort;
  /** Where faults are put on the wire. */
  tap: LineTap | undefined;
  readonly #options: MemoryLineOptions;
  readonly #byteMs: number;
  readonly #toDevice = new Emitter<Uint8Array>();
  readonly #lanes: Record<LineDirection, Lane> = {
    'host-to-device': { busyUntil: 0, inFlight: new Set(), waiting: 0 },
    'device-to-host': { busyUntil: 0, inFlight: new Set(), waiting: 0 },
  };
  #plugged = true;
  #host: { readonly received: Emitter<Uint8Array>; readonly end: (reason: LinkEnd) => void } | undefined;

  constructor(options: MemoryLineOptions) {
    this.#options = options;
    this.#byteMs = 10_000 / options.baud;
    this.device = {
      send: (bytes) => {
        this.#put('device-to-host', bytes);
      },
      onBytes: (listener): Unsubscribe => this.#toDevice.listen(listener),
    };
  }

  get plugged(): boolean {
    return this.#plugged;
  }

  /** Pulls the cable: bytes in flight are lost, the open link ends as unplugged. */
  unplug(): void {
    this.#plugged = false;
    this.#loseInFlight();
    this.#host?.end({ kind: 'unplugged' });
  }

  plug(): void {
    this.#plugged = true;
  }

  /** The host's factory for this line. */
  readonly open: LinkFactory = () => {
    const { name } = this.#options;
    if (!this.#plugged) {
      return Promise.reject(
        new TerminalError('LINK_OPEN_FAILED', `${name} is not connected`, { action: 'call-service' }),
      );
    }
    if (this.#host !== undefined) {
      return Promise.reject(new TerminalError('LINK_OPEN_FAILED', `${name} is already open`));
    }
    return Promise.resolve(this.#hostLink());
  };

  #hostLink(): Link {
    const received = new Emitter<Uint8Array>();
    const { promise: closed, resolve: resolveClosed } = Promise.withResolvers<LinkEnd>();
    const host = {
      received,
      end: (reason: LinkEnd): void => {
        if (this.#host !== host) return;
        this.#host = undefined;
        this.#loseInFlight();
        resolveClosed(reason);
      },
    };
    this.#host = host;
    return {
      send: (bytes) => {
        if (this.#host !== host) return;
        if (this.#lanes['host-to-device'].waiting + bytes.length > LINK_QUEUE_LIMIT) {
          host.end({ kind: 'failed', code: 'LINK_QUEUE_FULL', text: 'too many unsent bytes' });
          return;
        }
        this.#put('host-to-device', bytes);
      },
      onBytes: (listener) => received.listen(listener),
      closed,
      close: () => {
        host.end({ kind: 'closed-by-us' });
      },
    };
  }

  #put(direction: LineDirection, bytes: Uint8Array): void {
    if (!this.#plugged || bytes.length === 0) return;
    const deliveries = this.tap?.(direction, bytes) ?? [{ bytes }];
    for (const delivery of deliveries) {
      const pieces = this.#split(this.#disturb(delivery.bytes));
      this.#lanes[direction].busyUntil =
        Math.max(this.#lanes[direction].busyUntil, this.#options.clock.monotonic()) + (delivery.delayMs ?? 0);
      for (const [index, piece] of pieces.entries()) {
        this.#schedule(direction, piece, index === pieces.length - 1 ? delivery.arrived : undefined);
      }
    }
  }

  #schedule(direction: LineDirection, piece: Uint8Array, arrived: (() => void) | undefined): void {
    const lane = this.#lanes[direction];
    const now = this.#options.clock.monotonic();
    lane.busyUntil = Math.max(lane.busyUntil, now) + piece.length * this.#byteMs;
    lane.waiting += piece.length;
    const timer = this.#options.clock.after(
      lane.busyUntil - now,
      `${this.#options.name} ${direction}`,
      () => {
        lane.inFlight.delete(timer);
        lane.waiting -= piece.length;
        if (piece.length > 0) this.#arrive(direction, piece);
        arrived?.();
      },
    );
    lane.inFlight.add(timer);
  }

  #arrive(direction: LineDirection, piece: Uint8Array): void {
    if (direction === 'host-to-device') this.#toDevice.emit(piece);
    else this.#host?.received.emit(piece);
  }

  #loseInFlight(): void {
    for (const lane of Object.values(this.#lanes)) {
      for (const timer of lane.inFlight) timer.cancel();
      lane.inFlight.clear();
      lane.waiting = 0;
      lane.busyUntil = 0;
    }
  }

  #split(bytes: Uint8Array): Uint8Array[] {
    const { chunks = 'whole', random } = this.#options;
    if (chunks === 'whole' || bytes.length <= 1) return [bytes];
    const pieces: Uint8Array[] = [];
    for (let start = 0; start < bytes.length;) {
      const length =
        chunks === 'single-bytes' || random === undefined ? 1 : 1 + random.below(bytes.length - start);
      pieces.push(bytes.slice(start, start + length));
      start += length;
    }
    return pieces;
  }

  #disturb(bytes: Uint8Array): Uint8Array {
    const { noise = 0, random } = this.#options;
    if (noise === 0 || random === undefined) return bytes;
    const out: number[] = [];
    for (const byte of bytes) {
      if (random.below(1_000_000) >= noise * 1_000_000) out.push(byte);
      else if (random.below(3) === 0) out.push(byte ^ (1 << random.below(8)));
      else if (random.below(2) === 0) out.push(byte, random.below(256));
    }
    return Uint8Array.from(out);
  }
}
