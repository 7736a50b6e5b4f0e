/** Which card lies in the field: lists, checks the present card, confirms misses, and counts epochs (pn532.md §11). */
import { Emitter } from '../../../src/kernel/emitter.ts';
import { toHex } from '../../../src/kernel/hex.ts';
import type { TickFingerprint } from '../../../src/kernel/poller.ts';
import type { CardSituation, PresentCard } from '../../contract/card-reader.ts';
import { SAK_ISO_DEP, type Pn532Target } from './codec.ts';
import type { Pn532Field } from './field.ts';

/** One card in one epoch. */
export interface Presence {
  readonly card: PresentCard;
  target: Pn532Target;
  /** Sessions of an older generation are dead: the card was reset on request. */
  generation: number;
  /** Holders of silence: while there is one, no presence exchange is sent. */
  quiet: number;
  /** An exchange failed: the epoch has ended and it is not known yet whether the card is still there. */
  over: boolean;
}

/** Where presence reports what it learnt about the chip itself. */
export interface ChipWatch {
  answered(): void;
  silent(): void;
}

export class PresenceTracker {
  readonly changes = new Emitter<CardSituation>();
  present: Presence | undefined;
  #situation: CardSituation = { kind: 'none' };
  #lastEpoch = 0;
  readonly #watch: ChipWatch;
  readonly #presenceApdu: Uint8Array;

  constructor(watch: ChipWatch, presenceApdu: Uint8Array) {
    this.#watch = watch;
    this.#presenceApdu = presenceApdu;
  }

  get situation(): CardSituation {
    return this.#situation;
  }

  /** One look: a list while no single card is known, else a presence exchange unless somebody holds silence. */
  async look(field: Pn532Field): Promise<TickFingerprint> {
    const { present } = this;
    if (present === undefined) return this.#list(field);
    if (present.over) {
      await this.settle(field, present);
      return undefined;
    }
    if (present.quiet > 0) return 'quiet';
    return this.check(field, present);
  }

  /** One presence exchange. Gives the bytes of a card that answered, `undefined` for a miss or a silent chip. */
  async check(field: Pn532Field, present: Presence): Promise<TickFingerprint> {
    if (present.card.technology === 'mifare-classic') return this.#checkClassic(field, present);
    const answer = await field.ping(present.target, this.#presenceApdu);
    switch (answer.kind) {
      case 'data':
        this.#watch.answered();
        return toHex(answer.data);
      case 'silent':
        this.#watch.silent();
        return undefined;
      case 'closed':
        return undefined;
      case 'air':
      case 'before-air':
      case 'halted':
        await this.settle(field, present);
        return undefined;
    }
  }

  /** A Classic card is there when it can be selected again; that costs it nothing outside a selection. */
  async #checkClassic(field: Pn532Field, present: Presence): Promise<TickFingerprint> {
    const first = await field.reselect(present.target.uid);
    const found = first === 'gone' ? await field.confirm(present.target.uid) : first;
    if (found === undefined) this.#watch.silent();
    else this.#watch.answered();
    if (found === 'gone') this.clear();
    if (found === undefined || found === 'gone') return undefined;
    present.target = found;
    return toHex(found.uid);
  }

  /** After a miss: the card that can be selected again was reset, so it is there in a new epoch; else it is gone. */
  async settle(field: Pn532Field, present: Presence): Promise<void> {
    if (this.present !== present) return;
    present.over = true;
    const found = await field.confirm(present.target.uid);
    if (this.present !== present) return;
    if (found === undefined) {
      this.#watch.silent();
      return;
    }
    this.#watch.answered();
    if (found === 'gone') this.clear();
    else this.#arrive(found);
  }

  /** Takes what a list after a reset of the field shows. True when the same card is alone there: its epoch goes on. */
  takeAfterReset(present: Presence, targets: readonly Pn532Target[]): boolean {
    const [target] = targets;
    if (targets.length === 1 && target !== undefined && toHex(target.uid) === present.card.uid) {
      present.target = target;
      return true;
    }
    this.#take(targets);
    return false;
  }

  /** The epoch ends; whether the card is still there is found out by `settle`. */
  lose(present: Presence): void {
    present.over = true;
  }

  /** No card, or nobody to ask. */
  clear(): void {
    if (this.present !== undefined) this.present.over = true;
    this.present = undefined;
    this.#change({ kind: 'none' });
  }

  async #list(field: Pn532Field): Promise<TickFingerprint> {
    const listing = await field.list();
    if (listing === undefined) {
      this.#watch.silent();
      return undefined;
    }
    this.#watch.answered();
    this.#take(listing.targets);
    return listing.bytes;
  }

  #take(targets: readonly Pn532Target[]): void {
    const [target] = targets;
    if (target === undefined) this.clear();
    else if (targets.length === 1) this.#arrive(target);
    else this.#several();
  }

  #several(): void {
    if (this.present !== undefined) this.present.over = true;
    this.present = undefined;
    this.#change({ kind: 'several' });
  }

  #arrive(target: Pn532Target): void {
    if (this.present !== undefined) this.present.over = true;
    this.#lastEpoch += 1;
    const technology = (target.selRes & SAK_ISO_DEP) === 0 ? 'mifare-classic' : 'iso-dep';
    const card: PresentCard = { epoch: this.#lastEpoch, uid: toHex(target.uid), technology };
    this.present = { card, target, generation: 0, quiet: 0, over: false };
    this.#change({ kind: 'present', card });
  }

  #change(situation: CardSituation): void {
    if (situation.kind === this.#situation.kind && situation.kind !== 'present') return;
    this.#situation = situation;
    this.changes.emit(situation);
  }
}
