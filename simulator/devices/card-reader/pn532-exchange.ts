/**
 * InDataExchange (40) and InCommunicateThru (42): targets, chaining in both directions, status bytes.
 * pn532.md §8, §9.
 */
import { EXCHANGE_LIMIT, STATUS_MORE, TARGET_MORE } from '../../../drivers/card-reader/pn532/codec.ts';
import type { AirReply } from '../card/field-card.ts';
import type { Job } from './job.ts';
import type { AirTarget, Pn532Air } from './pn532-air.ts';
import { timeoutMs, type Pn532Settings } from './pn532-settings.ts';

/** Answer data behind the answer code. */
export type Finish = (data: Uint8Array) => void;

/** How an exchange is made to go wrong: the status reported, and whether the card carries the command out. */
export interface ExchangeFault {
  readonly status: number;
  readonly written: boolean;
}

const OK = 0x00;
const TIMEOUT = 0x01;
const OVERFLOW = 0x0e;
const WRONG_CONTEXT = 0x27;
const ABSENT_STATUS_DELAY_MS = 50;

/** Longest chained command, bytes; no card here takes more. */
const CHAIN_LIMIT = 4_096;

export class Pn532Exchange {
  readonly #air: Pn532Air;
  readonly #settings: () => Pn532Settings;
  #chain: Uint8Array = new Uint8Array();
  #rest: Uint8Array = new Uint8Array();

  constructor(air: Pn532Air, settings: () => Pn532Settings) {
    this.#air = air;
    this.#settings = settings;
  }

  /** Forgets half-sent and half-fetched data. */
  reset(): void {
    this.#chain = new Uint8Array();
    this.#rest = new Uint8Array();
  }

  /** `data` is target number and APDU. */
  dataExchange(job: Job, data: Uint8Array, fault: ExchangeFault | undefined, finish: Finish): void {
    const address = data[0] ?? 0;
    const part = data.slice(1);
    const target = this.#air.target(address & 0x0f);
    if (target === undefined) {
      this.reset();
      return finish(Uint8Array.of(WRONG_CONTEXT));
    }
    if (part.length === 0 && this.#rest.length > 0) return this.#fetch(finish);
    this.#rest = new Uint8Array();
    const command = new Uint8Array([...this.#chain, ...part]);
    this.#chain = new Uint8Array();
    if (command.length > CHAIN_LIMIT) return finish(Uint8Array.of(OVERFLOW));
    if ((address & TARGET_MORE) !== 0) {
      this.#chain = command;
      return finish(Uint8Array.of(OK));
    }
    this.#send(job, target, command, { fault, finish });
  }

  /**
   * Raw frames to the card. Of those only the ISO-DEP presence check R(NAK), B2 or B3, finds a listener
   * here.
   */
  communicateThru(job: Job, data: Uint8Array, finish: Finish): void {
    const target = this.#air.targets[0];
    const ping = data.length === 1 && (data[0] === 0xb2 || data[0] === 0xb3);
    if (ping && target?.isoDep === true && this.#air.present(target) && !target.card.busy) {
      return finish(Uint8Array.of(OK, (data[0] ?? 0) ^ 0x11));
    }
    const limitMs = timeoutMs(this.#settings().exchangeTimeout);
    job.after(limitMs === Infinity ? ABSENT_STATUS_DELAY_MS : limitMs, 'pn532 no answer on the air', () => {
      finish(Uint8Array.of(TIMEOUT));
    });
  }

  #send(
    job: Job,
    target: AirTarget,
    command: Uint8Array,
    how: { readonly fault: ExchangeFault | undefined; readonly finish: Finish },
  ): void {
    const { fault, finish } = how;
    if (fault !== undefined && !fault.written) return finish(Uint8Array.of(fault.status));
    this.#air.exchange(job, target, command, (reply: AirReply) => {
      if (fault !== undefined) return finish(Uint8Array.of(fault.status));
      if (reply.kind === 'error') return finish(Uint8Array.of(reply.status));
      this.#rest = reply.data;
      this.#fetch(finish);
    });
  }

  /** As much as one answer holds; the rest waits for an empty InDataExchange. */
  #fetch(finish: Finish): void {
    const piece = this.#rest.slice(0, EXCHANGE_LIMIT);
    this.#rest = this.#rest.slice(EXCHANGE_LIMIT);
    finish(Uint8Array.of(this.#rest.length > 0 ? STATUS_MORE : OK, ...piece));
  }
}
