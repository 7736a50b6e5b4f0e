/** The journals that the server knows: one per enrolment of a terminal (design.md §5.7). */
import { CHAIN_START } from '../../src/kernel/hash-chain.ts';
import type { Office } from './office.ts';

export type JournalRefusal = 'JOURNAL_FOREIGN' | 'JOURNAL_OLDER' | 'JOURNAL_FORKED';

export interface JournalRow {
  readonly id: string;
  readonly terminal: string;
  /** 1 … 99, rises with each enrolment of this terminal. */
  readonly generation: number;
  /** Message key, 64 hexadecimal digits. */
  readonly key: string;
  /** `refused` and `closed` stay so: only an operator's new enrolment gives the terminal a journal again. */
  readonly state: 'open' | 'refused' | 'closed';
  readonly refusal: JournalRefusal | null;
  /** Last host sequence that is durable here, and its hash. */
  readonly applied: number;
  readonly hash: string;
  /** Epoch in which `resendHead` was said. */
  readonly resendEpoch: number;
  /** Head at the first sign-in after a restore: events up to it were perhaps answered by the ledger that is lost. */
  readonly resendHead: number;
  /** Last ledger epoch for which everything was re-sent. */
  readonly completeEpoch: number;
}

export const GENERATION_LIMIT = 99;

export function findJournal(office: Office, id: string): JournalRow | undefined {
  return office.store.get<JournalRow>('select * from journals where id = ?', id);
}

/** All journals that this terminal ever had, newest first. */
export function journalsOf(office: Office, terminal: string): JournalRow[] {
  return office.store.all<JournalRow>(
    'select * from journals where terminal = ? order by generation desc',
    terminal,
  );
}

export interface NewJournal {
  readonly id: string;
  readonly terminal: string;
  readonly generation: number;
  readonly key: string;
  readonly epoch: number;
}

export function addJournal(office: Office, journal: NewJournal): void {
  office.store.run(
    `insert into journals
       (id, terminal, generation, key, state, applied, hash, resendEpoch, resendHead, completeEpoch)
     values (?, ?, ?, ?, 'open', 0, ?, ?, 0, ?)`,
    journal.id,
    journal.terminal,
    journal.generation,
    journal.key,
    CHAIN_START,
    journal.epoch,
    journal.epoch,
  );
}

export function refuseJournal(office: Office, id: string, refusal: JournalRefusal): void {
  office.store.run("update journals set state = 'refused', refusal = ? where id = ?", refusal, id);
}
