/** Every note that was fed at the bench, and where its paper lies; bounded, and kept between starts. */
import { fen, type Fen } from '../../../src/kernel/fen.ts';
import type { PhysicalEvent, PhysicalNote } from '../../devices/banknote-acceptor/physical-note.ts';
import type { KioskName, NoteKind } from '../actions.ts';
import type { FedNote, WorldData } from '../state-folder/world-schema.ts';
import { fillNote, notesOf } from './note-kinds.ts';

/** Entries that are kept; more only while their money is not at its end. */
const LIMIT = 200;
const HARD_LIMIT = 1_000;

export const NO_NOTES: WorldData['notes'] = { next: 1, fed: [], forgotten: 0 };

export class NoteBook {
  #next: number;
  #fed: FedNote[];
  #forgotten: number;

  constructor(data: WorldData['notes']) {
    this.#next = data.next;
    this.#fed = [...data.fed];
    this.#forgotten = data.forgotten;
  }

  /** Oldest first. */
  get fed(): readonly FedNote[] {
    return this.#fed;
  }

  /** Value of notes that lie in boxes or with operators and are no longer in `fed`. */
  get forgotten(): Fen {
    return fen(this.#forgotten);
  }

  data(): WorldData['notes'] {
    return { next: this.#next, fed: this.#fed, forgotten: this.#forgotten };
  }

  /** New notes of a kind, not yet fed. */
  make(kind: NoteKind): readonly PhysicalNote[] {
    const notes = notesOf(kind, this.#next);
    this.#next += notes.length;
    return notes;
  }

  makeFill(count: number): readonly PhysicalNote[] {
    const first = this.#next;
    this.#next += count;
    return Array.from({ length: count }, (_, index) => fillNote(first + index));
  }

  /** These went into the slot of `kiosk`, under the order whose slot was open. */
  add(notes: readonly PhysicalNote[], kind: NoteKind, kiosk: KioskName, orderId: string | null): void {
    const entry = { kind, kiosk, orderId, loadedCard: null, lies: 'inside' } as const;
    for (const note of notes) this.#fed.push({ note, ...entry });
    this.#forgetOldest();
  }

  /** Follows a note into a hand or to an operator. */
  follow(event: PhysicalEvent): void {
    if (event.kind === 'box-emptied') for (const note of event.notes) this.#lie(note, 'operator');
    if (event.kind !== 'note-moved' || event.to !== 'hand') return;
    this.#lie(event.note, event.by === 'operator' ? 'operator' : 'hand');
  }

  /** The terminal has put this note down for this order, or for none. */
  claim(note: PhysicalNote, orderId: string | null): void {
    this.#fed = this.#fed.map((entry) => (entry.note.id === note.id ? { ...entry, orderId } : entry));
  }

  /** Orders whose load physically happened, with the card. */
  markLoaded(onCards: ReadonlyMap<string, string>): void {
    this.#fed = this.#fed.map((entry) => {
      const loadedCard = entry.orderId === null ? undefined : onCards.get(entry.orderId);
      return loadedCard === undefined ? entry : { ...entry, loadedCard };
    });
  }

  #lie(note: PhysicalNote, lies: FedNote['lies']): void {
    this.#fed = this.#fed.map((entry) => (entry.note.id === note.id ? { ...entry, lies } : entry));
  }

  /** The oldest whose money is at its end go: back in a hand, or on a card; the latter are remembered as a sum. */
  #forgetOldest(): void {
    for (let over = this.#fed.length - LIMIT; over > 0; over -= 1) {
      const ended = this.#fed.findIndex(({ lies, loadedCard }) => lies === 'hand' || loadedCard !== null);
      if (ended < 0 && this.#fed.length <= HARD_LIMIT) return;
      for (const { note, lies } of this.#fed.splice(Math.max(0, ended), 1))
        if (lies !== 'hand') this.#forgotten += note.value;
    }
  }
}
