/**
 * The terminal's side of the host contract: sign-in, asks that are sent again until answered, queries, and the outbox as
 * a cursor over the journal (design.md §5.7–8, §12.1, §12.8). One message in flight at a time.
 */
import type { Clock, Timer } from '../kernel/clock.ts';
import { Emitter } from '../kernel/emitter.ts';
import type { Fen } from '../kernel/fen.ts';
import { Mutex } from '../kernel/mutex.ts';
import type { Random } from '../kernel/random.ts';
import { sleep, withTimeout } from '../kernel/clock.ts';
import {
  TAIL_LIMIT,
  type Answer,
  type HostEvent,
  type HostReplyMessage,
  type JournalRefusal,
  type Query,
  type QueryResult,
} from './contract.ts';
import { exchangeMessage, type HostIdentity, type MessageParts } from './messenger.ts';
import type { HostPort } from './port.ts';

/** The journal's records for the host, as the outbox reads them. */
export interface OutboxSource {
  /** Last host sequence and its hash; 0 and the chain start before the first. */
  head(): { readonly hostSequence: number; readonly hash: string };
  /** Records after `hostSequence`, in order, at most `limit`. */
  after(hostSequence: number, limit: number): readonly HostEvent[];
}

export type AskOutcome =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly reason: string;
      readonly room?: Fen | undefined;
    }
  /** No answer in time: the server may have applied the ask. */
  | { readonly kind: 'unanswered'; readonly reason: string };

export type QueryOutcome =
  | { readonly kind: 'result'; readonly result: QueryResult }
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string }
  | { readonly kind: 'unanswered'; readonly reason: string };

export type HostState =
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'signed-in'; readonly issuer: string; readonly hotline: string }
  /** The server does not recognise the journal (E407): only an operator can lift it. */
  | { readonly kind: 'journal-refused'; readonly reason: JournalRefusal };

export interface HostClientOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly port: HostPort;
  readonly identity: HostIdentity;
  readonly outbox: OutboxSource;
  /** One try of any message, milliseconds. Default 5000. */
  readonly tryTimeoutMs?: number;
  /** Longest wait before the outbox tries again, milliseconds. Default 15000. */
  readonly outboxBackoffMaxMs?: number;
  /** Pause between two tries of an ask, milliseconds. Default 500. */
  readonly retryPauseMs?: number;
}

const OUTBOX_BACKOFF_MIN_MS = 1_000;

type Attempt =
  | { readonly kind: 'reply'; readonly reply: HostReplyMessage }
  | { readonly kind: 'failed'; readonly reason: string };

export class HostClient {
  readonly stateChanged = new Emitter<HostState>();
  /** Whether the last exchange worked, each time that changes. */
  readonly reachableChanged = new Emitter<boolean>();
  /** Alarms: host sequences that the server parked. */
  readonly parked: number[] = [];
  readonly #options: Required<HostClientOptions>;
  readonly #oneAtATime = new Mutex();
  #state: HostState = { kind: 'signed-out' };
  #applied = 0;
  #lastExchange: { readonly ok: boolean; readonly atMs: number } | undefined;
  #pumping = false;
  #retry: Timer | undefined;
  #backoffMs = OUTBOX_BACKOFF_MIN_MS;

  constructor(options: HostClientOptions) {
    this.#options = { tryTimeoutMs: 5_000, outboxBackoffMaxMs: 15_000, retryPauseMs: 500, ...options };
  }

  get state(): HostState {
    return this.#state;
  }

  get reachable(): boolean {
    return this.#lastExchange?.ok ?? false;
  }

  /**
   * True in a session whose last exchange worked and is not older than `maxAgeMs`: the condition for keeping a note
   * (design.md §6). A reply that ends the session or refuses the journal (E407) is an answer, and no leave to take money.
   */
  fresh(maxAgeMs: number): boolean {
    const last = this.#lastExchange;
    if (this.#state.kind !== 'signed-in') return false;
    return last !== undefined && last.ok && this.#options.clock.monotonic() - last.atMs <= maxAgeMs;
  }

  /** Host records that the server has not confirmed yet. */
  get unsent(): number {
    return this.#options.outbox.head().hostSequence - this.#applied;
  }

  /** Signs in (签到): a nonce is asked and answered. The outbox starts from what the server says it has applied. */
  signIn(): Promise<HostState> {
    return this.#oneAtATime.run(() => this.#signIn());
  }

  /** Sends the ask that stands at `hostSequence` of the journal until it is answered, refused or `deadlineMs` have passed. */
  async ask(hostSequence: number, deadlineMs: number): Promise<AskOutcome> {
    const outcome = await this.#untilReply({ ask: hostSequence }, deadlineMs);
    if (outcome.kind !== 'reply') return outcome;
    const { answer } = outcome.reply;
    if (answer === undefined) return { kind: 'unanswered', reason: 'no-answer-in-reply' };
    if (answer.kind === 'refused') return { ...answer };
    return { kind: 'answered', answer };
  }

  /** Asks without changing anything. */
  async query(query: Query, deadlineMs: number): Promise<QueryOutcome> {
    const outcome = await this.#untilReply({ query }, deadlineMs);
    if (outcome.kind !== 'reply') return outcome;
    const { result } = outcome.reply;
    return result === undefined
      ? { kind: 'unanswered', reason: 'no-result-in-reply' }
      : { kind: 'result', result };
  }

  /** Keeps `fresh` true while it matters, and notices a dead server. One try. */
  async ping(): Promise<boolean> {
    const outcome = await this.#untilReply({ query: { kind: 'ping' } }, this.#options.tryTimeoutMs);
    return outcome.kind === 'reply';
  }

  /** Something was added to the journal: send it soon. */
  nudge(): void {
    if (this.#retry !== undefined || this.#pumping) return;
    void this.#pump();
  }

  async #pump(): Promise<void> {
    this.#pumping = true;
    try {
      while (this.unsent > 0 && this.#state.kind !== 'journal-refused') {
        const outcome = await this.#untilReply({}, this.#options.tryTimeoutMs);
        if (outcome.kind !== 'reply') {
          this.#retryLater();
          return;
        }
        this.#backoffMs = OUTBOX_BACKOFF_MIN_MS;
      }
    } finally {
      this.#pumping = false;
    }
  }

  #retryLater(): void {
    this.#retry = this.#options.clock.after(this.#backoffMs, 'outbox retry', () => {
      this.#retry = undefined;
      void this.#pump();
    });
    this.#backoffMs = Math.min(this.#backoffMs * 2, this.#options.outboxBackoffMaxMs);
  }

  /** Repeats one message, with whatever must go before it, until there is a reply to it or time is up. */
  async #untilReply(
    wanted: { readonly ask?: number; readonly query?: Query },
    deadlineMs: number,
  ): Promise<
    | { kind: 'reply'; reply: HostReplyMessage }
    | { kind: 'refused'; code: string; reason: string }
    | { kind: 'unanswered'; reason: string }
  > {
    const { clock, retryPauseMs } = this.#options;
    const endMs = clock.monotonic() + deadlineMs;
    let reason = 'timeout';
    while (clock.monotonic() < endMs) {
      const attempt = await this.#inTurn(wanted, endMs);
      if (this.#state.kind === 'journal-refused')
        return { kind: 'refused', code: 'E407', reason: this.#state.reason };
      if (attempt.kind === 'reply') {
        const { status } = attempt.reply;
        if (status.kind === 'refused') return { kind: 'refused', code: status.code, reason: status.reason };
        if (status.kind === 'ok') return attempt;
        if (status.kind === 'behind') continue;
        reason = status.kind;
      } else {
        reason = attempt.reason;
      }
      if (clock.monotonic() + retryPauseMs >= endMs) break;
      await sleep(clock, retryPauseMs, 'host retry');
    }
    return { kind: 'unanswered', reason };
  }

  /** Waits for its turn behind the message under way, at most until `endMs`. */
  async #inTurn(wanted: { readonly ask?: number; readonly query?: Query }, endMs: number): Promise<Attempt> {
    const { clock } = this.#options;
    const turn = Promise.withResolvers<true>();
    const attempt = this.#oneAtATime.run(() => {
      turn.resolve(true);
      return this.#attempt(wanted, endMs);
    });
    const leftMs = endMs - clock.monotonic();
    const begun = await withTimeout(clock, turn.promise, leftMs, 'host turn', false);
    return begun ? attempt : { kind: 'failed', reason: 'timeout' };
  }

  async #attempt(wanted: { readonly ask?: number; readonly query?: Query }, endMs: number): Promise<Attempt> {
    // The message before this one may have taken all the time there was.
    if (this.#options.clock.monotonic() >= endMs) return { kind: 'failed', reason: 'timeout' };
    if (this.#state.kind !== 'signed-in') {
      const state = await this.#signIn(endMs);
      if (state.kind !== 'signed-in') return { kind: 'failed', reason: 'not-signed-in' };
    }
    const { outbox } = this.#options;
    const events = outbox.after(this.#applied, TAIL_LIMIT);
    const last = events.at(-1)?.hostSequence ?? this.#applied;
    const withAsk = wanted.ask !== undefined && wanted.ask <= last ? { ask: wanted.ask } : {};
    const complete = wanted.ask === undefined || wanted.ask <= last;
    const withQuery = wanted.query === undefined ? {} : { query: wanted.query };
    const parts = { head: outbox.head(), events, ...withAsk, ...withQuery };
    const outcome = await this.#send(parts, this.#tryMs(endMs));
    if (outcome.kind === 'reply' && outcome.reply.applied > outbox.head().hostSequence) {
      // Somebody else writes this journal at the server: its answers are not ours. The next sign-in says what it is.
      this.#become({ kind: 'signed-out' });
      return { kind: 'failed', reason: 'applied-beyond-head' };
    }
    if (outcome.kind === 'reply' && outcome.reply.status.kind === 'ok' && !complete) {
      return { kind: 'reply', reply: { ...outcome.reply, status: { kind: 'behind' } } };
    }
    return outcome;
  }

  /** How long one try may take, so that nobody waits beyond `endMs`. */
  #tryMs(endMs: number): number {
    const { clock, tryTimeoutMs } = this.#options;
    return Math.max(1, Math.min(tryTimeoutMs, endMs - clock.monotonic()));
  }

  async #send(parts: MessageParts, timeoutMs: number): Promise<Attempt> {
    const outcome = await exchangeMessage(this.#options, parts, timeoutMs);
    const atMs = this.#options.clock.monotonic();
    const ok = outcome.kind === 'reply';
    const changed = this.#lastExchange?.ok !== ok;
    this.#lastExchange = { ok, atMs };
    if (ok) this.#learn(outcome.reply);
    if (changed) this.reachableChanged.emit(ok);
    return ok ? outcome : { kind: 'failed', reason: outcome.reason };
  }

  #learn(reply: HostReplyMessage): void {
    this.parked.push(...reply.parked);
    this.parked.splice(0, Math.max(0, this.parked.length - 1_000));
    switch (reply.status.kind) {
      case 'ok':
      case 'behind':
        this.#applied = reply.applied;
        return;
      case 'sign-in-first':
        this.#become({ kind: 'signed-out' });
        return;
      case 'journal-refused':
        this.#become({ kind: 'journal-refused', reason: reply.status.reason });
        return;
      case 'refused':
        return;
    }
  }

  async #signIn(endMs = Infinity): Promise<HostState> {
    const { outbox } = this.#options;
    const challenge = await this.#send(
      { head: outbox.head(), events: [], query: { kind: 'challenge' } },
      this.#tryMs(endMs),
    );
    if (challenge.kind !== 'reply' || challenge.reply.result?.kind !== 'challenge') return this.#state;
    const { nonce } = challenge.reply.result;
    const answer = await this.#send(
      { head: outbox.head(), events: [], query: { kind: 'sign-in', nonce } },
      this.#tryMs(endMs),
    );
    if (answer.kind === 'reply' && answer.reply.result?.kind === 'signed-in') {
      const { issuer, hotline } = answer.reply.result;
      this.#applied = answer.reply.applied;
      this.#become({ kind: 'signed-in', issuer, hotline });
      this.nudge();
    }
    return this.#state;
  }

  #become(state: HostState): void {
    const changed = this.#state.kind !== state.kind;
    this.#state = state;
    if (changed) this.stateChanged.emit(state);
  }
}
