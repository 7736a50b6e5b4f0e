/** The fact log on the journal: facts are checked against their schema on the way in and on the way out. */
import { Emitter } from '../kernel/emitter.ts';
import { TerminalError } from '../kernel/errors.ts';
import { isHostFact, parseFact, type FactData, type FactType } from '../money/facts.ts';
import type { JsonObject } from '../journal/canonical-json.ts';
import type { Journal } from '../journal/journal.ts';
import type { FactLog, Recorded, StoredFact } from './fact-log.ts';

export class JournalFactLog implements FactLog {
  /** Each fact after it is durable, in order. */
  readonly recorded = new Emitter<StoredFact>();
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  async record<T extends FactType>(type: T, data: FactData<T>): Promise<Recorded> {
    const fact = parseFact(type, data);
    if (fact === undefined) throw new TerminalError('JOURNAL_DATA', `a ${type} that does not fit its schema`);
    const committed = await this.#journal.append({ type, data: jsonOf(fact.data), host: isHostFact(type) });
    const recorded = {
      sequence: committed.sequence,
      hostSequence: committed.hostSequence,
      wallMs: committed.at,
    };
    this.recorded.emit({ ...recorded, fact });
    return recorded;
  }

  /** From sequence `from` on. */
  *all(from = 1): Generator<StoredFact> {
    for (const record of this.#journal.records(from)) {
      const fact = parseFact(record.type, record.data);
      if (fact === undefined) {
        throw new TerminalError(
          'JOURNAL_CORRUPT',
          `record ${record.sequence} is no fact this program knows`,
          { action: 'call-service' },
        );
      }
      yield { sequence: record.sequence, hostSequence: record.hostSequence, wallMs: record.wallMs, fact };
    }
  }
}

/** Facts are made of JSON values by their schemas. */
function jsonOf(data: FactData<FactType>): JsonObject {
  return { ...data } as unknown as JsonObject;
}
