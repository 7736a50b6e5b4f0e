/** A terminal reduced to its host chain: it appends facts, sends them, and keeps nothing else. */
import { expect } from 'vitest';
import type { LoadAuthorisation } from '../../../drivers/contract/purse.ts';
import {
  enrolReplySchema,
  replySchema,
  type Answer,
  type HostEvent,
  type HostReplyMessage,
  type HostRequest,
  type QueryResult,
} from '../../../src/host/contract.ts';
import { messageMac, messageMacMatches } from '../../../src/host/mac.ts';
import { yuan, type Fen } from '../../../src/kernel/fen.ts';
import { CHAIN_START, hostChainHash } from '../../../src/kernel/hash-chain.ts';
import { randomId, seededRandom, type Random } from '../../../src/kernel/random.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import type { FactData, HostFactType } from '../../../src/money/facts.ts';
import { createCampus, type Campus } from '../../../simulator/campus/campus-server.ts';
import { SAMPLE_ACCOUNTS, SAMPLE_MASTER_KEYS } from '../../../simulator/campus/fixtures.ts';
import { LedgerStore } from '../../../simulator/campus/ledger-store.ts';
import { DEFAULT_PARAMETERS, type CampusParameters } from '../../../simulator/campus/parameters.ts';
import type { CardModel } from './card-model.ts';

export const NOTE = yuan(100);
/** A note on the side of what the school owes. */
export const OWED_NOTE = -10_000;
export const TERMINAL = '100000000042';
export const OTHER_TERMINAL = '100000000043';

/** 2099-09-01T08:00:00+08:00. */
const MORNING_MS = 4_091_904_000_000;

export interface School {
  readonly campus: Campus;
  readonly clock: VirtualClock;
  readonly ledger: LedgerStore;
}

export function openSchool(
  parameters: Partial<CampusParameters> = {},
  ledger = LedgerStore.inMemory(),
): School {
  const clock = new VirtualClock({ wallStartMs: MORNING_MS });
  const campus = createCampus({
    clock,
    random: seededRandom(1),
    ledger,
    keys: SAMPLE_MASTER_KEYS,
    parameters: { ...DEFAULT_PARAMETERS, ...parameters },
    accounts: SAMPLE_ACCOUNTS,
  });
  return { campus, clock, ledger };
}

export class TerminalModel {
  readonly terminal: string;
  readonly campus: Campus;
  journal = '';
  key = '';
  generation = 0;
  events: HostEvent[] = [];
  /** What the server said it has. */
  applied = 0;
  readonly random: Random;

  constructor(campus: Campus, terminal: string) {
    this.campus = campus;
    this.terminal = terminal;
    this.random = seededRandom(Number(terminal.slice(-6)));
  }

  static async enrolled(campus: Campus, terminal = TERMINAL): Promise<TerminalModel> {
    const model = new TerminalModel(campus, terminal);
    const code = campus.operator.enrol(terminal);
    await model.enrol(code.kind === 'code' ? code.code : '');
    await model.signIn();
    return model;
  }

  /** Redeems a code and begins an empty chain. */
  async enrol(code: string): Promise<void> {
    const key = Buffer.from(code, 'utf8').toString('hex');
    const request = { version: 1, terminal: this.terminal, requestId: this.id(), enrol: true };
    const body = Buffer.from(JSON.stringify(request));
    const raw = await this.campus.handle({ terminal: this.terminal, body, mac: messageMac(key, body) });
    if (raw.kind !== 'reply') throw new Error(raw.reason);
    expect(messageMacMatches(key, raw.body, raw.mac)).toBe(true);
    const { enrolled } = enrolReplySchema.parse(JSON.parse(Buffer.from(raw.body).toString()));
    this.journal = enrolled.journal;
    this.key = enrolled.key;
    this.generation = enrolled.generation;
    this.events = [];
    this.applied = 0;
  }

  id(): string {
    return randomId(this.random);
  }

  get head(): HostRequest['head'] {
    const last = this.events.at(-1);
    return last === undefined
      ? { hostSequence: 0, hash: CHAIN_START }
      : { hostSequence: last.hostSequence, hash: last.hash };
  }

  request(parts: Partial<HostRequest> = {}): HostRequest {
    return {
      version: 1,
      terminal: this.terminal,
      journal: this.journal,
      requestId: this.id(),
      head: this.head,
      events: this.events.slice(this.applied),
      ...parts,
    };
  }

  /** Sends anything under this terminal's key and checks what a terminal checks of a reply. */
  async exchange(message: unknown, key = this.key): Promise<HostReplyMessage> {
    const body = Buffer.from(JSON.stringify(message));
    const raw = await this.campus.handle({ terminal: this.terminal, body, mac: messageMac(key, body) });
    if (raw.kind !== 'reply') throw new Error(raw.reason);
    expect(messageMacMatches(key, raw.body, raw.mac)).toBe(true);
    return replySchema.parse(JSON.parse(Buffer.from(raw.body).toString()));
  }

  async send(parts: Partial<HostRequest> = {}): Promise<HostReplyMessage> {
    const reply = await this.exchange(this.request(parts));
    if (reply.status.kind === 'ok') this.applied = reply.applied;
    return reply;
  }

  async challenge(): Promise<string> {
    const reply = await this.exchange(this.request({ events: [], query: { kind: 'challenge' } }));
    return reply.result?.kind === 'challenge' ? reply.result.nonce : '';
  }

  async signIn(head = this.head): Promise<HostReplyMessage> {
    const nonce = await this.challenge();
    const reply = await this.exchange(this.request({ events: [], head, query: { kind: 'sign-in', nonce } }));
    if (reply.status.kind === 'ok') this.applied = reply.applied;
    return reply;
  }

  append<T extends HostFactType>(type: T, data: FactData<T>): number {
    return this.appendRaw(type, JSON.stringify(data));
  }

  appendRaw(type: string, data: string): number {
    const previous = this.head;
    const hostSequence = previous.hostSequence + 1;
    this.events.push({
      hostSequence,
      type,
      data,
      hash: hostChainHash(previous.hash, hostSequence, type, data),
    });
    return hostSequence;
  }

  async report<T extends HostFactType>(type: T, data: FactData<T>): Promise<HostReplyMessage> {
    this.append(type, data);
    return this.send();
  }

  async ask<T extends HostFactType>(type: T, data: FactData<T>): Promise<Answer> {
    const ask = this.append(type, data);
    const reply = await this.send({ ask });
    if (reply.answer === undefined) throw new Error(JSON.stringify(reply.status));
    return reply.answer;
  }

  async query(query: HostRequest['query']): Promise<QueryResult | undefined> {
    const reply = await this.send(query === undefined ? {} : { query });
    return reply.result;
  }

  holdData(card: CardModel, amount: Fen = NOTE): FactData<'hold-asked'> {
    const intent = card.initialise(amount, this.terminal);
    return { orderId: this.id(), source: 'cash', amount, card: card.ref, intent };
  }

  attemptData(card: CardModel, orderId: string, amount: Fen = NOTE): FactData<'attempt-asked'> {
    const intent = card.initialise(amount, this.terminal);
    return { orderId, attemptId: this.id(), card: card.ref, intent };
  }

  /** Hold granted and note stacked: the order's id. */
  async fund(card: CardModel): Promise<string> {
    const hold = this.holdData(card);
    expect(await this.ask('hold-asked', hold)).toMatchObject({ kind: 'hold-granted' });
    await this.report('note-stacked', { orderId: hold.orderId, type: 6, value: NOTE, how: 'reported' });
    return hold.orderId;
  }

  /** An attempt that is expected to be authorised. */
  async attempt(card: CardModel, orderId: string): Promise<FactData<'attempt-asked'> & Authorised> {
    const data = this.attemptData(card, orderId);
    const answer = await this.ask('attempt-asked', data);
    if (answer.kind !== 'authorised') throw new Error(JSON.stringify(answer));
    return { ...data, authorisation: answer.authorisation };
  }

  /** Writes the card and reports it. */
  async load(card: CardModel, orderId: string): Promise<void> {
    const { attemptId, intent, authorisation } = await this.attempt(card, orderId);
    const tac = card.credit(intent, authorisation) ?? '00000000';
    await this.report('load-written', { orderId, attemptId, tac });
  }

  evidence(card: CardModel): Promise<Answer> {
    return this.ask('evidence-asked', { card: card.ref, evidence: card.evidence(NOTE, this.terminal) });
  }
}

interface Authorised {
  readonly authorisation: LoadAuthorisation;
}

export function orderState(campus: Campus, orderId: string): string | undefined {
  return campus.statement().orders.find((order) => order.orderId === orderId)?.state;
}

export function balanceOf(campus: Campus, account: string): number {
  return campus.books().accounts.find((entry) => entry.account === account)?.balance ?? 0;
}
