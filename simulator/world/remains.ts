/** What survives when everything loses its power: the ledger, journals, cards, acceptors, notes, messages in the air. */
import type { Envelope } from '../../src/host/port.ts';
import type { MemoryImage } from '../../src/journal/memory-store.ts';
import type { CcnetSnapshot } from '../devices/banknote-acceptor/snapshot.ts';
import type { PhysicalNote } from '../devices/banknote-acceptor/physical-note.ts';
import type { PbocSnapshot } from '../devices/card/pboc-card.ts';
import type { KioskName, Role } from './cast.ts';
import type { Moment, TellingTruth } from './checker/truth.ts';

export interface KioskRemains {
  readonly journal: MemoryImage | undefined;
  /** Text of the enrolment identity. */
  readonly identity: string | undefined;
  readonly acceptor: CcnetSnapshot;
}

/** Plain data, never changed; many worlds may start from one. */
export interface Remains {
  readonly wallMs: number;
  /** Rises with each world that starts from another, so that no random number comes twice. */
  readonly generation: number;
  readonly ledger: Uint8Array;
  readonly kiosks: Readonly<Record<KioskName, KioskRemains>>;
  readonly cards: Readonly<Record<Role, PbocSnapshot>>;
  /** Notes that people hold. */
  readonly hands: readonly PhysicalNote[];
  readonly moments: readonly Moment[];
  readonly tellings: readonly TellingTruth[];
  /** On their way to the server. */
  readonly inFlight: readonly Envelope[];
}
