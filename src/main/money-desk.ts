/** The money side of one life: what was left open, the note desk, and the ports that every step of a load stands on. */
import { Emitter } from '../kernel/emitter.ts';
import { invariant } from '../kernel/errors.ts';
import type { StoredFact } from '../load/fact-log.ts';
import { NoteDesk, type NoteNews } from '../load/note/note-desk.ts';
import { OrderBook } from '../load/order-book.ts';
import type { LoadPorts } from '../load/ports.ts';
import { settleOpenOrders } from '../load/recovery.ts';

const SOFTWARE = '0.1.0';

export class MoneyDesk {
  readonly ports: LoadPorts;
  /** News of the note desk, from its first moment on. */
  readonly news = new Emitter<NoteNews>();
  #notes: NoteDesk | undefined;
  #book: OrderBook | undefined;

  constructor(ports: LoadPorts) {
    this.ports = ports;
  }

  get notes(): NoteDesk {
    invariant(this.#notes !== undefined, 'the money desk has booted');
    return this.#notes;
  }

  /** Why no note can be taken, as far as the notes themselves tell. */
  get blocked(): string | undefined {
    return this.#notes?.blocked;
  }

  /** True when the journal knows of no order that it does not also know the end of. */
  get atRest(): boolean {
    return this.#book?.open().length === 0;
  }

  /** Keeps the orders as the journal tells them; to be called with every fact of this life. */
  follow(stored: StoredFact): void {
    this.#book?.apply(stored);
  }

  /** Settles the orders of the last life before any device moves. */
  async boot(): Promise<void> {
    const book = OrderBook.of(this.ports.facts.all());
    this.#book = book;
    await this.ports.facts.record('boot', {
      software: SOFTWARE,
      lastEnd: book.open().length === 0 ? 'clean' : 'open-orders',
    });
    const waiting = await settleOpenOrders(this.ports, book.open());
    this.#notes = new NoteDesk(this.ports, waiting, book.lastNoteBooked);
    this.#notes.news.listen((news) => {
      this.news.emit(news);
    });
  }
}
