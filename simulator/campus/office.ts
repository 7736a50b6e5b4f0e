/** What every desk of the campus server works with. */
import type { Clock } from '../../src/kernel/clock.ts';
import type { Random } from '../../src/kernel/random.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { CampusParameters } from './parameters.ts';
import type { SecurityModule } from './security-module.ts';

export interface Office {
  readonly clock: Clock;
  readonly random: Random;
  readonly store: LedgerStore;
  readonly securityModule: SecurityModule;
  readonly parameters: CampusParameters;
}
