/** Journal first, then act: the one door through which the terminal writes down what it means to do and what it saw. */
import type { Fact, FactData, FactType } from '../money/facts.ts';

export interface Recorded {
  readonly sequence: number;
  /** Place in the chain of host records; undefined for facts that only the terminal needs. */
  readonly hostSequence: number | undefined;
  /** Wall clock at the append, milliseconds since 1970; for display only. */
  readonly wallMs: number;
}

export interface StoredFact extends Recorded {
  readonly fact: Fact;
}

export interface FactLog {
  /** Durable when it resolves. Rejects when the journal is broken; the life of the terminal ends then. */
  record<T extends FactType>(type: T, data: FactData<T>): Promise<Recorded>;
  /** Everything that was ever recorded, oldest first. */
  all(): Iterable<StoredFact>;
}
