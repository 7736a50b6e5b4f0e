/** What the chip does with the field: list, select one card again, exchange, switch off and on (pn532.md §6, §7, §11). */
import { sleep, type Clock } from '../../../src/kernel/clock.ts';
import { toHex } from '../../../src/kernel/hex.ts';
import { exchangeWithCard, type CardAnswer } from './card-exchange.ts';
import { parseTargets, selectionData, type Pn532Target } from './codec.ts';
import type { Pn532Dialogue } from './dialogue.ts';
import type { Pn532Timing } from './timing.ts';

/** `undefined`: the chip gave no usable answer. `bytes` is the answer as text, for the poller. */
export type Listing = { readonly targets: readonly Pn532Target[]; readonly bytes: string } | undefined;

const TYPE_A = 0x00;
const LOCAL_SENDS = 3;

export class Pn532Field {
  readonly #dialogue: Pn532Dialogue;
  readonly #clock: Clock;
  readonly #timing: Pn532Timing;

  constructor(dialogue: Pn532Dialogue, clock: Clock, timing: Pn532Timing) {
    this.#dialogue = dialogue;
    this.#clock = clock;
    this.#timing = timing;
  }

  /** Every type A card, at most two: enough to know that there is more than one. */
  list(): Promise<Listing> {
    return this.#list([0x02, TYPE_A]);
  }

  /** Selects the card with this UID again, which resets what it holds. Gives it, or `gone`, or `undefined` without an answer. */
  async reselect(uid: Uint8Array): Promise<Pn532Target | 'gone' | undefined> {
    const listing = await this.#list([0x01, TYPE_A, ...selectionData(uid)]);
    if (listing === undefined) return undefined;
    const [target] = listing.targets;
    return target !== undefined && toHex(target.uid) === toHex(uid) ? target : 'gone';
  }

  /** Selects the card again, twice with a gap: single misses happen at the edge of the field. */
  async confirm(uid: Uint8Array): Promise<Pn532Target | 'gone' | undefined> {
    const first = await this.reselect(uid);
    if (first !== 'gone') return first;
    await sleep(this.#clock, this.#timing.confirmGapMs, 'card-reader confirm');
    return this.reselect(uid);
  }

  /** One command to the card, sent once whatever happens. */
  exchange(target: Pn532Target, command: Uint8Array): Promise<CardAnswer> {
    const options = { timeoutMs: this.#timing.exchangeMs, sends: 1 };
    return exchangeWithCard(this.#dialogue, target.number, command, options);
  }

  /** One harmless command to the card; without an acknowledgement it is sent again. */
  ping(target: Pn532Target, command: Uint8Array): Promise<CardAnswer> {
    const options = { timeoutMs: this.#timing.presenceMs, sends: LOCAL_SENDS };
    return exchangeWithCard(this.#dialogue, target.number, command, options);
  }

  /** Field off and on, then a list: every card in the field starts from power-on. A first empty list is confirmed. */
  async powerCycle(): Promise<Listing> {
    if (!(await this.#switch(0x00))) return undefined;
    await sleep(this.#clock, this.#timing.fieldOffMs, 'card-reader field off');
    if (!(await this.#switch(0x01))) return undefined;
    await sleep(this.#clock, this.#timing.fieldOnMs, 'card-reader field on');
    const listing = await this.list();
    if (listing === undefined || listing.targets.length > 0) return listing;
    await sleep(this.#clock, this.#timing.confirmGapMs, 'card-reader confirm');
    return this.list();
  }

  async #list(data: readonly number[]): Promise<Listing> {
    const options = { timeoutMs: this.#timing.listMs, sends: LOCAL_SENDS };
    const reply = await this.#dialogue.command('inListPassiveTarget', data, options);
    if (reply.kind !== 'answer') return undefined;
    const targets = parseTargets(reply.data);
    return targets === undefined ? undefined : { targets, bytes: toHex(reply.data) };
  }

  async #switch(on: 0x00 | 0x01): Promise<boolean> {
    const options = { timeoutMs: this.#timing.localMs, sends: LOCAL_SENDS };
    const reply = await this.#dialogue.command('rfConfiguration', [0x01, on], options);
    return reply.kind === 'answer';
  }
}
