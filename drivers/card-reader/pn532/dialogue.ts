/**
 * Command, acknowledgement, answer (pn532.md §3). A command is sent again only while no acknowledgement came and only
 * if the caller calls it repeatable; a damaged answer is asked for again by NACK, which never reaches the card.
 */
import { Exchange } from '../../link/exchange.ts';
import { ACK, buildCommand, NACK, PN532_COMMANDS, TFI_CHIP, type Pn532CommandName } from './codec.ts';
import { isDamagedAnswer, type Pn532Item } from './damage-parser.ts';
import type { Pn532Timing } from './timing.ts';

/** What the chip made of a command. */
export type ChipReply =
  /** What follows the answer code. */
  | { readonly kind: 'answer'; readonly data: Uint8Array }
  /** The chip did not understand the command and did nothing. */
  | { readonly kind: 'syntax-error' }
  /** No acknowledgement, or no readable answer: the command may have been carried out. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'closed' };

export interface CommandOptions {
  readonly timeoutMs: number;
  /** How often it may be sent while nobody acknowledges. 1 for everything that goes to a card. */
  readonly sends: number;
  /** Bytes in the same burst before the command: the wake-up. */
  readonly prefix?: Uint8Array;
}

const NACK_LIMIT = 3;
const DRAIN_LIMIT = 16;

export class Pn532Dialogue {
  /** Commands sent again, and answers asked for again. */
  resends = 0;
  nacks = 0;
  readonly #exchange: Exchange<Pn532Item>;
  readonly #timing: Pn532Timing;

  constructor(exchange: Exchange<Pn532Item>, timing: Pn532Timing) {
    this.#exchange = exchange;
    this.#timing = timing;
  }

  async command(
    name: Pn532CommandName,
    data: Uint8Array | readonly number[],
    options: CommandOptions,
  ): Promise<ChipReply> {
    const bytes = Uint8Array.from([...(options.prefix ?? []), ...buildCommand(name, data)]);
    for (let sent = 1; sent <= options.sends; sent += 1) {
      if (sent > 1) this.resends += 1;
      const ack = await this.#exchange.request(bytes, this.#timing.ackMs, (item) => item.kind === 'ack');
      if (ack.kind === 'frame') return this.#answer(PN532_COMMANDS[name].code, options.timeoutMs);
      if (ack.reason === 'link-closed') return { kind: 'closed' };
    }
    // an answer without its acknowledgement could be a late one of another command: let it pass unread
    if (options.sends === 1) await this.#pass(options.timeoutMs);
    await this.abort();
    return { kind: 'silent' };
  }

  /** Host ACK: aborts whatever the chip does; late bytes are dropped until the line is quiet. */
  async abort(): Promise<void> {
    this.#exchange.send(ACK);
    await this.#drain();
  }

  async #answer(code: number, timeoutMs: number): Promise<ChipReply> {
    let damaged = false;
    const matches = (item: Pn532Item): boolean => {
      if (item.kind === 'damaged') damaged = true;
      return isAnswer(item, code);
    };
    let result = await this.#exchange.await(timeoutMs, matches);
    for (let nacks = 0; nacks <= NACK_LIMIT; nacks += 1) {
      if (result.kind === 'frame') {
        const item = result.frame;
        if (item.kind === 'data') return { kind: 'answer', data: item.data };
        if (item.kind === 'error') return { kind: 'syntax-error' };
      } else {
        if (result.reason === 'link-closed') return { kind: 'closed' };
        // without a trace of an answer NACK could bring back the one before: the chip may still be at work
        if (!damaged) break;
      }
      if (nacks === NACK_LIMIT) break;
      damaged = false;
      this.nacks += 1;
      result = await this.#exchange.request(NACK, this.#timing.localMs, matches);
    }
    await this.abort();
    return { kind: 'silent' };
  }

  /** Waits for the end of a command whose acknowledgement was not seen. */
  async #pass(timeoutMs: number): Promise<void> {
    await this.#exchange.await(timeoutMs, (item) => item.kind === 'data' || item.kind === 'error');
  }

  async #drain(): Promise<void> {
    for (let dropped = 0; dropped < DRAIN_LIMIT; dropped += 1) {
      const result = await this.#exchange.await(this.#timing.quietMs);
      if (result.kind === 'failed') return;
    }
  }
}

function isAnswer(item: Pn532Item, code: number): boolean {
  if (item.kind === 'damaged') return isDamagedAnswer(item, code);
  if (item.kind === 'error') return true;
  return item.kind === 'data' && item.tfi === TFI_CHIP && item.command === code + 1;
}
