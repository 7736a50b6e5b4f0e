/** Tables of the journal file. New versions only add; records are never rewritten. */

/** `application_id` of the file: "CCTJ". */
export const APPLICATION_ID = 0x4343544a;

/** SQL that brings a file from version `index` to `index + 1`. */
export type Migrations = readonly string[];

export const MIGRATIONS: Migrations = [
  `
  CREATE TABLE journal_meta (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    journal_id TEXT NOT NULL,
    generation INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE journal_record (
    sequence INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    data TEXT NOT NULL,
    wall_ms INTEGER NOT NULL,
    monotonic_ms INTEGER NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    host_sequence INTEGER,
    host_previous_hash TEXT,
    host_hash TEXT
  ) STRICT;
  CREATE UNIQUE INDEX journal_record_host ON journal_record (host_sequence) WHERE host_sequence IS NOT NULL;
  CREATE TRIGGER journal_record_no_update BEFORE UPDATE ON journal_record
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
  CREATE TRIGGER journal_record_no_delete BEFORE DELETE ON journal_record
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
  CREATE TRIGGER journal_meta_no_update BEFORE UPDATE ON journal_meta
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
  CREATE TRIGGER journal_meta_no_delete BEFORE DELETE ON journal_meta
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
  `,
];
