/** The live stream: Server-Sent Events `state`, at most ten a second, and `event`, a batch of lines. */
import type { Clock, Timer } from '../../../src/kernel/clock.ts';
import type { Unsubscribe } from '../../../src/kernel/emitter.ts';
import type { Bench } from '../engine/bench.ts';

const LISTENERS = 8;
const PERIOD_MS = 100;
/** A sign of life when nothing happens. */
const HEARTBEAT_MS = 10_000;
/** What may wait for one listener, bytes; whoever reads slower than that is dropped. */
const QUEUE_BYTES = 1024 * 1024;
const BATCH = 500;

interface Listener {
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
  /** Sequence of the last line that was sent. */
  sent: number;
}

export class LiveFeed {
  readonly #bench: Bench;
  readonly #clock: Clock;
  readonly #listeners = new Set<Listener>();
  readonly #stops: readonly Unsubscribe[];
  #timer: Timer | undefined;
  #due = Infinity;

  constructor(bench: Bench, clock: Clock) {
    this.#bench = bench;
    this.#clock = clock;
    this.#stops = [
      bench.changed.listen(() => this.#soon(PERIOD_MS)),
      bench.events.added.listen(() => this.#soon(PERIOD_MS)),
    ];
  }

  /** A stream that begins with the state and the lines after `after`; undefined when eight listen already. */
  open(after: number): ReadableStream<Uint8Array> | undefined {
    if (this.#listeners.size >= LISTENERS) return undefined;
    let listener: Listener | undefined;
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          listener = { controller, sent: after };
          this.#listeners.add(listener);
          this.#send(listener, this.#stateText());
          this.#soon(HEARTBEAT_MS);
        },
        cancel: () => {
          if (listener !== undefined) this.#listeners.delete(listener);
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: QUEUE_BYTES }),
    );
  }

  /** Sequence of the newest line: where a stream begins that asks for no earlier ones. */
  get newest(): number {
    return this.#bench.events.last;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#timer?.cancel();
    for (const { controller } of this.#listeners) controller.close();
    this.#listeners.clear();
  }

  /** Never later than asked for, never twice within a period. */
  #soon(delayMs: number): void {
    const due = this.#clock.monotonic() + delayMs;
    if (this.#listeners.size === 0 || due >= this.#due) return;
    this.#timer?.cancel();
    this.#due = due;
    this.#timer = this.#clock.after(delayMs, 'bench live', () => {
      this.#due = Infinity;
      this.#flush();
      this.#soon(HEARTBEAT_MS);
    });
  }

  #flush(): void {
    if (this.#listeners.size === 0) return;
    const state = this.#stateText();
    for (const listener of this.#listeners) this.#send(listener, state);
  }

  #stateText(): string {
    return `event: state\ndata: ${JSON.stringify(this.#bench.state())}\n\n`;
  }

  #send(listener: Listener, state: string): void {
    const { controller, sent } = listener;
    if ((controller.desiredSize ?? 0) <= 0) {
      this.#listeners.delete(listener);
      controller.error(new Error('too slow'));
      return;
    }
    const lines = this.#bench.events.after(sent, BATCH);
    const last = lines.at(-1);
    const batch =
      last === undefined ? '' : `event: event\nid: ${last.sequence}\ndata: ${JSON.stringify(lines)}\n\n`;
    if (last !== undefined) listener.sent = last.sequence;
    controller.enqueue(Buffer.from(`${batch}${state}`, 'utf8'));
    if (lines.length === BATCH) this.#soon(PERIOD_MS);
  }
}
