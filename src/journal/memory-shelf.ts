/** The place of a journal in the world. A new life is a new shelf made from the image the old one left. */
import { TerminalError } from '../kernel/errors.ts';
import { MemoryStore, type MemoryImage, type MemoryStoreOptions } from './memory-store.ts';
import type { StoreMeta } from './record.ts';
import type { Inspection, JournalReader, JournalShelf, JournalStore } from './store.ts';

export class MemoryShelf implements JournalShelf {
  /** Images set aside so far, oldest first. */
  readonly asides: MemoryImage[] = [];
  readonly #options: MemoryStoreOptions;
  #image: MemoryImage | undefined;
  #store: MemoryStore | undefined;

  constructor(options: MemoryStoreOptions = {}, image?: MemoryImage) {
    this.#options = options;
    this.#image = image;
  }

  /** What a power cut at this instant leaves here; undefined when there is no journal. */
  image(inFlight: 'lost' | 'kept' = 'lost'): MemoryImage | undefined {
    return this.#store?.image(inFlight) ?? this.#image;
  }

  inspect<T>(look: (reader: JournalReader) => T): Inspection<T> {
    const image = this.image();
    return image === undefined
      ? { kind: 'absent' }
      : { kind: 'looked', result: look(MemoryStore.fromImage(image)) };
  }

  open(): JournalStore {
    const image = this.image();
    if (image === undefined) throw new TerminalError('JOURNAL_UNREADABLE', 'no journal here');
    return this.#keep(MemoryStore.fromImage(image, this.#options));
  }

  create(meta: Omit<StoreMeta, 'schemaVersion'>): JournalStore {
    if (this.image() !== undefined) throw new TerminalError('JOURNAL_EXISTS', 'a journal is already here');
    return this.#keep(MemoryStore.create(meta, this.#options));
  }

  setAside(): string | undefined {
    const image = this.image();
    if (image === undefined) return undefined;
    this.asides.push(image);
    this.#image = undefined;
    this.#store = undefined;
    return `memory:set-aside-${this.asides.length}`;
  }

  #keep(store: MemoryStore): MemoryStore {
    this.#store = store;
    return store;
  }
}
