/** What the bench is made of, for those who act on it and those who look at it. */
import type { Emitter } from '../../../src/kernel/emitter.ts';
import type { Campus } from '../../campus/campus-server.ts';
import type { LedgerStore } from '../../campus/ledger-store.ts';
import type { KioskName } from '../actions.ts';
import type { EventLog } from '../events/event-log.ts';
import type { LedgerBackup } from '../state-folder/ledger-file.ts';
import type { WorldKeeper } from '../state-folder/world-keeper.ts';
import type { BenchClock } from './bench-clock.ts';
import type { BenchCard } from './card-kinds.ts';
import type { NoteBook } from './note-book.ts';
import type { Place } from './place.ts';
import type { PosTill } from './pos-till.ts';

export interface BenchParts {
  readonly clock: BenchClock;
  readonly campus: Campus;
  readonly ledger: LedgerStore;
  readonly backup: LedgerBackup;
  readonly places: Readonly<Record<KioskName, Place>>;
  readonly cards: readonly BenchCard[];
  readonly notes: NoteBook;
  readonly pos: PosTill;
  readonly world: WorldKeeper;
  readonly events: EventLog;
  /** Something that a state shows may have changed. */
  readonly changed: Emitter<void>;
}

/** Where a card lies. */
export function whereIs(parts: Pick<BenchParts, 'places'>, card: BenchCard): 'hand' | KioskName {
  const place = Object.values(parts.places).find(({ hardware }) =>
    hardware.reader.field.cards.includes(card.card),
  );
  return place?.name ?? 'hand';
}
