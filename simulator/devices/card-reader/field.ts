/**
 * The reader's field (感应区): which cards lie in it, and whether it is switched on. Physical truth of the
 * reader.
 */
import { Emitter } from '../../../src/kernel/emitter.ts';
import { invariant } from '../../../src/kernel/errors.ts';
import type { FieldCard } from '../card/field-card.ts';

/** More cards than this do not fit on a reader. */
const CARD_LIMIT = 8;

export class CardField {
  /** A card came or went, or the field was switched. */
  readonly changed = new Emitter<void>();
  readonly #cards: FieldCard[] = [];
  #on = false;

  /** In the order they were laid down. */
  get cards(): readonly FieldCard[] {
    return this.#cards;
  }

  get on(): boolean {
    return this.#on;
  }

  /** Lays a card down. A card that lies there already stays. Throws when more than eight would lie there. */
  place(card: FieldCard): void {
    if (this.#cards.includes(card)) return;
    invariant(this.#cards.length < CARD_LIMIT, 'too many cards on one reader');
    this.#cards.push(card);
    this.changed.emit();
  }

  /** Pulls a card away: it loses power at this instant. */
  remove(card: FieldCard): void {
    const index = this.#cards.indexOf(card);
    if (index < 0) return;
    this.#cards.splice(index, 1);
    card.powerDown();
    this.changed.emit();
  }

  /** Pulls all cards away. */
  clear(): void {
    for (let card = this.#cards[0]; card !== undefined; card = this.#cards[0]) this.remove(card);
  }

  /** True while the field gives this card power. */
  feeds(card: FieldCard): boolean {
    return this.#on && this.#cards.includes(card);
  }

  switchOn(): void {
    if (this.#on) return;
    this.#on = true;
    this.changed.emit();
  }

  /** All cards lose power. */
  switchOff(): void {
    if (!this.#on) return;
    this.#on = false;
    for (const card of this.#cards) card.powerDown();
    this.changed.emit();
  }
}
