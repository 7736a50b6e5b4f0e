/** The CCNET banknote acceptor (纸币器): polls, reports notes, and carries out what the money logic decides. ccnet.md. */
import type { Clock } from '../../../src/kernel/clock.ts';
import type { Unsubscribe } from '../../../src/kernel/emitter.ts';
import { unreachable } from '../../../src/kernel/errors.ts';
import { toHex } from '../../../src/kernel/hex.ts';
import { Mutex } from '../../../src/kernel/mutex.ts';
import {
  done,
  notDone,
  unknown,
  type NotDone,
  type Outcome,
  type Unknown,
} from '../../../src/kernel/outcome.ts';
import { Poller, type SkipRegistry, type TickFingerprint } from '../../../src/kernel/poller.ts';
import type { BanknoteAcceptor, NoteHandler, NoteTemplate } from '../../contract/banknote-acceptor.ts';
import type { DeviceCounters, DeviceHealth } from '../../contract/device.ts';
import type { Link, LinkFactory } from '../../link/link.ts';
import type { Trace } from '../../link/trace.ts';
import type { CcnetCommandName } from './commands.ts';
import { Connection } from '../../link/connection.ts';
import { EventGate } from './event-gate.ts';
import { HealthBoard } from './health-board.ts';
import { LineCounters } from './line-counters.ts';
import { CcnetLine, type CommandResult } from './line.ts';
import { NoteTracker } from './note-tracker.ts';
import { buildMask, parseStackedCount, parseStatus } from './payload.ts';
import { parsePollReply, type PollReply } from './states.ts';
import { Supervisor } from './supervisor.ts';
import { CCNET_TIMINGS, type CcnetTimings } from './timings.ts';

export interface CcnetAcceptorOptions {
  readonly clock: Clock;
  readonly registry: SkipRegistry;
  readonly open: LinkFactory;
  readonly trace: Trace;
  /** The notes that are taken; none means that the acceptor is never enabled. */
  readonly templates: readonly NoteTemplate[];
  /** The part number must match, if given: it names the data set of the validator. */
  readonly partNumberPattern?: RegExp;
  readonly timings?: Partial<CcnetTimings>;
}

const NAME = 'banknote-acceptor';

/** STACK or RETURN is repeated once, and only when a poll has shown the note still in escrow. */
const DECISION_ATTEMPTS = 2;

type Decision = 'stack' | 'return';

const DECISION_SEEN: Record<Decision, ReadonlySet<string>> = {
  stack: new Set(['stacking', 'stacked']),
  return: new Set(['returning', 'returned']),
};

interface PollStep {
  readonly reply: PollReply;
  /** True when it told nothing new. */
  readonly quiet: boolean;
  readonly fingerprint: string;
  readonly finished: Promise<boolean>;
}

/** What a command that was not answered as it should be means: only an answer proves that nothing was done. */
function refusal(result: CommandResult): NotDone<string> | Unknown {
  switch (result.kind) {
    case 'not-sent':
      return notDone(result.reason);
    case 'illegal':
      return notDone('illegal');
    case 'failed':
      return result.reason === 'refused' ? notDone('refused') : unknown(result.reason);
    case 'ack':
    case 'echo':
    case 'data':
      return unknown('unexpected answer');
    default:
      return unreachable(result);
  }
}

class CcnetAcceptor implements BanknoteAcceptor {
  readonly name = NAME;
  readonly templates: readonly NoteTemplate[];
  readonly #options: CcnetAcceptorOptions;
  readonly #timings: CcnetTimings;
  /** One exchange at a time, from the command to its acknowledgement. */
  readonly #mutex = new Mutex();
  readonly #gate: EventGate;
  readonly #tracker: NoteTracker;
  readonly #healthBoard = new HealthBoard();
  readonly #supervisor: Supervisor;
  readonly #connection: Connection;
  readonly #counts = new LineCounters();
  #line: CcnetLine | undefined;
  #poller: Poller | undefined;
  #silentSince: number | undefined;
  #answered = false;
  #failed = false;

  constructor(options: CcnetAcceptorOptions) {
    const { clock, open, templates, partNumberPattern } = options;
    this.#options = options;
    this.templates = templates;
    this.#timings = { ...CCNET_TIMINGS, ...options.timings };
    this.#gate = new EventGate(clock);
    this.#tracker = new NoteTracker(templates);
    this.#supervisor = new Supervisor({
      clock,
      timings: this.#timings,
      health: this.#healthBoard,
      expected: { templates, partNumberPattern },
      send: (name, data) => this.#send(name, data),
      noteOpen: () => this.#tracker.noteOpen,
      reportReady: () => this.#reportReady(),
    });
    this.#connection = new Connection({
      clock,
      name: NAME,
      open,
      firstDelayMs: this.#timings.reopenFirstMs,
      longestDelayMs: this.#timings.reopenLongestMs,
      serve: (link) => this.#serve(link),
      onDown: () => {
        this.#healthBoard.raise('ACCEPTOR_LINK_CLOSED');
      },
    });
  }

  get ready(): boolean {
    return this.#supervisor.ready && !this.#failed;
  }

  get identity(): string | undefined {
    const { identification } = this.#supervisor;
    return identification === undefined ? undefined : `${identification.part} ${identification.serial}`;
  }

  get health(): DeviceHealth {
    return this.#healthBoard.health;
  }

  onHealth(listener: (health: DeviceHealth) => void): Unsubscribe {
    return this.#healthBoard.changes.listen(listener);
  }

  get counters(): DeviceCounters {
    return { ...this.#counts.read(this.#line), repeatedEvents: this.#tracker.repetitions };
  }

  handleNotes(handler: NoteHandler): void {
    this.#gate.handler = handler;
  }

  start(): void {
    this.#connection.start();
  }

  close(): void {
    this.#poller?.stop();
    this.#connection.close();
    this.#supervisor.lost();
  }

  /** A fresh poll: a note that was drawn in shows from its first movement on (ccnet.md §8). */
  async atRest(): Promise<Outcome<void>> {
    if (!this.ready) return notDone('not-ready');
    const seen = await this.#poll();
    if (seen === undefined) return unknown('no answer');
    return seen.reply.state === 'disabled' ? done(undefined) : notDone('note-under-way');
  }

  /** `not-ready`, `event-open`, `illegal`, `refused` (NAK), `read-back` (GET STATUS shows other types). */
  async enable(): Promise<Outcome<void>> {
    if (!this.ready) return notDone('not-ready');
    return this.#setTypes(this.templates.map(({ type }) => type));
  }

  /** As `enable`; goes out in any state of the device. */
  inhibit(): Promise<Outcome<void>> {
    return this.#setTypes([]);
  }

  stack(): Promise<Outcome<void>> {
    return this.#decide('stack');
  }

  returnNote(): Promise<Outcome<void>> {
    return this.#decide('return');
  }

  /** `absent`: the device has no counter. `illegal`: not in its present state. */
  async stackedCount(): Promise<Outcome<number>> {
    const result = await this.#command('stackedCount');
    if (result.kind === 'illegal' && !this.#supervisor.hasCounter) return notDone('absent');
    if (result.kind !== 'data') return refusal(result);
    const count = parseStackedCount(result.payload);
    return count === undefined ? unknown('no count') : done(count);
  }

  async #setTypes(types: readonly number[]): Promise<Outcome<void>> {
    const mask = buildMask(types);
    const result = await this.#command('enable', [...mask, ...mask]);
    if (result.kind !== 'not-sent') this.#supervisor.enabled = types.length > 0;
    if (result.kind !== 'ack') return refusal(result);
    const status = await this.#command('getStatus');
    if (status.kind !== 'data') return unknown('no read-back');
    const enabled = parseStatus(status.payload)?.enabled ?? [];
    if (enabled.join() === types.toSorted((a, b) => a - b).join()) {
      this.#healthBoard.clear('ACCEPTOR_ENABLE_REFUSED');
      return done(undefined);
    }
    this.#healthBoard.raise('ACCEPTOR_ENABLE_REFUSED');
    if (types.length > 0) await this.#command('enable', [0, 0, 0, 0, 0, 0]);
    return notDone('read-back');
  }

  /** After silence a poll tells what became of it; never repeated blindly (ccnet.md §5, §12). */
  async #decide(decision: Decision): Promise<Outcome<void>> {
    const insideHandler = this.#gate.busy;
    for (let attempt = 1; attempt <= DECISION_ATTEMPTS; attempt += 1) {
      const result = await this.#command(decision);
      if (result.kind === 'ack') return done(undefined);
      const lost = result.kind === 'failed' && (result.reason === 'silent' || result.reason === 'damaged');
      if (!lost) return refusal(result);
      if (insideHandler || this.#gate.busy) break;
      const seen = await this.#poll();
      if (seen === undefined) break;
      if (DECISION_SEEN[decision].has(seen.reply.state)) return done(undefined);
      if (seen.reply.state !== 'escrow') break;
    }
    return unknown('no answer');
  }

  /** A command of the caller: lets the running handler through, then takes its turn on the line. */
  async #command(name: CcnetCommandName, data?: readonly number[]): Promise<CommandResult> {
    if (this.#failed) return { kind: 'not-sent', reason: 'handler-failed' };
    if (!(await this.#gate.passage(this.#timings.handlerMs))) {
      return { kind: 'not-sent', reason: 'event-open' };
    }
    return this.#send(name, data);
  }

  #send(name: CcnetCommandName, data?: readonly number[]): Promise<CommandResult> {
    return this.#mutex.run(async () => {
      if (this.#failed) return { kind: 'not-sent', reason: 'handler-failed' };
      if (this.#line === undefined) return { kind: 'not-sent', reason: 'offline' };
      this.#poller?.disturb();
      return this.#line.command(name, data);
    });
  }

  async #serve(link: Link): Promise<boolean> {
    const { clock, registry, trace } = this.#options;
    const line = new CcnetLine({ name: NAME, clock, link, trace, timings: this.#timings });
    const poller = new Poller(clock, registry, {
      device: NAME,
      periodMs: this.#timings.pollMs,
      tick: () => this.#tick(),
    });
    this.#line = line;
    this.#poller = poller;
    this.#answered = false;
    this.#silentSince = undefined;
    this.#healthBoard.clear('ACCEPTOR_LINK_CLOSED');
    poller.start();
    await line.exchange.closed;
    poller.stop();
    this.#line = undefined;
    this.#counts.add(line);
    this.#supervisor.lost();
    return this.#answered;
  }

  async #tick(): Promise<TickFingerprint> {
    if (this.#options.clock.monotonic() < this.#supervisor.pauseUntil) return undefined;
    const step = await this.#poll();
    if (step === undefined) return undefined;
    const steady = await this.#supervisor.after(step.reply);
    return steady && step.quiet ? step.fingerprint : undefined;
  }

  /** One poll with everything that follows from it: events, acknowledgement, the end of the handler. */
  async #poll(): Promise<PollStep | undefined> {
    const step = await this.#mutex.run(() => this.#pollExchange());
    if (step === undefined) return undefined;
    if (await step.finished) return step;
    this.#fail();
    return undefined;
  }

  async #pollExchange(): Promise<PollStep | undefined> {
    const line = this.#line;
    if (line === undefined || this.#failed) return undefined;
    const began = this.#options.clock.monotonic();
    const result = await line.command('poll');
    if (result.kind === 'echo') {
      this.#supervisor.sawEcho();
      return undefined;
    }
    if (result.kind === 'failed') {
      this.#silence(began);
      return undefined;
    }
    // A first reply after silence may be the late answer to an earlier poll, and our ACK would meet the next report:
    // without one the device repeats what matters (ccnet.md §5).
    const maybeLate = this.#silentSince !== undefined;
    this.#heard();
    if (result.kind !== 'data') return undefined;
    const reply = parsePollReply(result.payload);
    const events = reply === undefined ? [] : this.#tracker.next(reply);
    const delivery = this.#gate.deliver(events);
    if ((await delivery.mayAcknowledge) && !maybeLate) line.acknowledge();
    if (reply === undefined) return undefined;
    if (reply.state === 'busy') this.#supervisor.pause(reply.data * 100);
    const quiet = events.length === 0;
    return { reply, quiet, fingerprint: toHex(result.payload), finished: delivery.finished };
  }

  #heard(): void {
    this.#answered = true;
    if (this.#silentSince === undefined) return;
    this.#silentSince = undefined;
    this.#healthBoard.clear('ACCEPTOR_SILENT');
  }

  #silence(began: number): void {
    const { clock } = this.#options;
    this.#silentSince ??= began;
    if (clock.monotonic() - this.#silentSince < this.#timings.silenceMs) return;
    this.#healthBoard.raise('ACCEPTOR_SILENT');
    this.#supervisor.lost();
    this.#supervisor.pause(this.#timings.probeMs);
  }

  async #reportReady(): Promise<void> {
    if (!(await this.#gate.deliver([{ kind: 'ready' }]).finished)) this.#fail();
  }

  /** What the handler could not keep must not be acknowledged: the device says it again to the next life. */
  #fail(): void {
    this.#failed = true;
    this.#healthBoard.raise('ACCEPTOR_HANDLER_FAILED');
    this.close();
  }
}

/**
 * The driver of a CCNET validator. Before a device with `templates` is usable it stands identified and disabled, and its
 * bill table holds every template.
 */
export function ccnetAcceptor(options: CcnetAcceptorOptions): BanknoteAcceptor {
  return new CcnetAcceptor(options);
}
