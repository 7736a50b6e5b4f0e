/**
 * The air side of the simulated PN532: looking for cards, the two targets, exchanges with silence limits.
 * pn532.md §7–§11.
 */
import type { Clock } from '../../../src/kernel/clock.ts';
import { Emitter } from '../../../src/kernel/emitter.ts';
import { toHex } from '../../../src/kernel/hex.ts';
import type { AirReply, FieldCard } from '../card/field-card.ts';
import type { CardField } from './field.ts';
import type { Job } from './job.ts';
import {
  AUTOMATIC_RATS,
  ENDLESS,
  timeoutMs,
  type Pn532Settings,
  type Pn532Timing,
} from './pn532-settings.ts';

/**
 * One step of an exchange. Whoever listens may pull the card away: before the command, or before its answer
 * is heard.
 */
export interface AirEvent {
  readonly phase: 'command' | 'answer' | 'silence';
  readonly card: FieldCard;
  readonly command: Uint8Array;
  /** Present in phase `answer`. */
  readonly reply?: AirReply;
}

export interface AirTarget {
  readonly number: number;
  readonly card: FieldCard;
  /** True when RATS was done. */
  readonly isoDep: boolean;
  /** False after InDeselect: the next exchange selects it again. */
  selected: boolean;
}

const ISO_DEP_BIT = 0x20;
const SILENT: AirReply = { kind: 'error', status: 0x01 };

/**
 * How long the chip waits for a card of this make, milliseconds: ISO 14443-4 frame waiting time from TB of
 * its ATS.
 */
export function frameWaitingMs(ats: Uint8Array): number {
  const format = ats[1] ?? 0;
  const timing = ats[(format & 0x10) === 0 ? 2 : 3] ?? 0;
  const exponent = (format & 0x20) === 0 ? 4 : timing >> 4;
  return 0.302 * 2 ** exponent;
}

export class Pn532Air {
  readonly events = new Emitter<AirEvent>();
  readonly #clock: Clock;
  readonly #field: CardField;
  readonly #settings: () => Pn532Settings;
  readonly #timing: Pn532Timing;
  #targets: AirTarget[] = [];

  constructor(clock: Clock, field: CardField, settings: () => Pn532Settings, timing: Pn532Timing) {
    this.#clock = clock;
    this.#field = field;
    this.#settings = settings;
    this.#timing = timing;
  }

  get targets(): readonly AirTarget[] {
    return this.#targets;
  }

  target(number: number): AirTarget | undefined {
    return this.#targets.find((target) => target.number === number);
  }

  /** Forgets one target, or all of them for number 0. */
  release(number: number): void {
    this.#targets = number === 0 ? [] : this.#targets.filter((target) => target.number !== number);
  }

  /**
   * Looks for type A cards until found or out of tries; a card that still works on a command does not hear
   * it. `uid` picks one card. `found` is called once, maybe with none.
   */
  list(
    job: Job,
    limit: number,
    uid: Uint8Array | undefined,
    found: (targets: readonly AirTarget[]) => void,
  ): void {
    this.#targets = [];
    this.#field.switchOn();
    const wanted = uid === undefined ? undefined : toHex(uid);
    const seen = (): FieldCard[] => {
      const cards = this.#field.cards.filter((card) => !card.busy);
      const fitting = cards.filter((card) => wanted === undefined || toHex(card.identity.uid) === wanted);
      return fitting.slice(0, limit);
    };
    const select = (): void => {
      this.#targets = seen().map((card, index) => this.#select(card, index + 1));
      found(this.#targets);
    };
    this.#look(job, () => seen().length > 0, {
      hit: () => {
        job.after(this.#timing.selectMs, 'pn532 select', select);
      },
      miss: () => {
        found([]);
      },
    });
  }

  /** Looks for cards of a technology that nothing here speaks. */
  listOther(job: Job, none: () => void): void {
    this.#targets = [];
    this.#field.switchOn();
    this.#look(job, () => false, { hit: none, miss: none });
  }

  /** One command to a card. `finish` gets the reply, or status 01 when the card keeps silent too long. */
  exchange(job: Job, target: AirTarget, command: Uint8Array, finish: (reply: AirReply) => void): void {
    const { card } = target;
    const once = new Once(finish);
    if (!target.selected && this.#field.feeds(card) && !card.busy) card.activate();
    target.selected = true;
    this.events.emit({ phase: 'command', card, command });
    this.#watch(job, target, () => {
      if (once.used) return;
      this.events.emit({ phase: 'silence', card, command });
      once.call(SILENT);
    });
    if (!this.#field.feeds(card) || this.#deaf(target)) return;
    card.transceive(
      command,
      this.#clock,
      job.guard((reply) => {
        if (once.used) return;
        this.events.emit({ phase: 'answer', card, command, reply });
        if (this.#field.feeds(card)) once.call(reply);
      }),
    );
  }

  /** True when the card of this target is there and selected. */
  present(target: AirTarget): boolean {
    return target.selected && this.#field.feeds(target.card);
  }

  /** Calls `gone` when the target has kept silent for its limit and does not ask for more time. */
  #watch(job: Job, target: AirTarget, gone: () => void): void {
    const { ats } = target.card.identity;
    const limitMs =
      target.isoDep && ats !== undefined ? frameWaitingMs(ats) : timeoutMs(this.#settings().exchangeTimeout);
    if (limitMs === Infinity) return;
    job.after(limitMs, 'pn532 card silent', () => {
      if (target.card.busy) this.#watch(job, target, gone);
      else gone();
    });
  }

  #look(job: Job, any: () => boolean, ends: { readonly hit: () => void; readonly miss: () => void }): void {
    let tries = 0;
    const round = (): void => {
      tries += 1;
      if (any()) return ends.hit();
      const limit = this.#settings().maxRetriesPassive;
      const nobodyWorks = this.#field.cards.every((card) => !card.busy);
      if (limit === ENDLESS && nobodyWorks) return this.#whenChanged(job, next);
      if (limit !== ENDLESS && tries > limit) return ends.miss();
      next();
    };
    const next = (): void => {
      job.after(this.#timing.listTryMs, 'pn532 look for cards', round);
    };
    next();
  }

  /** Instead of rounds without end: nothing can be found before something is laid down. */
  #whenChanged(job: Job, callback: () => void): void {
    const stop = this.#field.changed.listen(() => {
      stop();
      forget();
      callback();
    });
    const forget = job.atEnd(stop);
  }

  #select(card: FieldCard, number: number): AirTarget {
    card.activate();
    const rats = (this.#settings().parameters & AUTOMATIC_RATS) !== 0;
    return { number, card, isoDep: rats && (card.identity.selRes & ISO_DEP_BIT) !== 0, selected: true };
  }

  /** A CPU card without RATS does not understand APDUs. */
  #deaf(target: AirTarget): boolean {
    return !target.isoDep && (target.card.identity.selRes & ISO_DEP_BIT) !== 0;
  }
}

class Once {
  used = false;
  readonly #callback: (reply: AirReply) => void;

  constructor(callback: (reply: AirReply) => void) {
    this.#callback = callback;
  }

  call(reply: AirReply): void {
    if (this.used) return;
    this.used = true;
    this.#callback(reply);
  }
}
