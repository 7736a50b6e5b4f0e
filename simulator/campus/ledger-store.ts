/**
 * The ledger's storage: SQLite, in memory for the world or in a file for a server that people use. One message is one
 * transaction, and its commit is durable before the answer leaves (design.md §5.2, §12.4).
 */
import Database from 'better-sqlite3';
import { LEDGER_TABLES } from './tables.ts';

export type SqlValue = string | number | null;

/** Byte 18 and 19 of a database file: 1 for a rollback journal, 2 for WAL. A database in memory cannot be opened as WAL. */
const FILE_FORMAT_BYTES = [18, 19] as const;

export class LedgerStore {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement<SqlValue[]>>();

  /** Takes over an open database and makes the tables if it is empty. */
  constructor(database: Database.Database) {
    this.#database = database;
    const tables = database
      .prepare("select count(*) as count from sqlite_master where name = 'journals'")
      .get();
    if ((tables as { count: number }).count === 0) this.transaction(() => database.exec(LEDGER_TABLES));
  }

  /** Empty, or what `serialize` gave. */
  static inMemory(snapshot?: Uint8Array): LedgerStore {
    return new LedgerStore(snapshot === undefined ? new Database(':memory:') : openSnapshot(snapshot));
  }

  /** Number of rows changed. */
  run(sql: string, ...values: readonly SqlValue[]): number {
    return this.#prepared(sql).run(...values).changes;
  }

  /** The row's type is the caller's word for what its SQL selects. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters
  get<Row>(sql: string, ...values: readonly SqlValue[]): Row | undefined {
    return this.#prepared(sql).get(...values) as Row | undefined;
  }

  all<Row>(sql: string, ...values: readonly SqlValue[]): Row[] {
    return this.#prepared(sql).all(...values) as Row[];
  }

  /** All or nothing; what it throws is rolled back and thrown on. */
  transaction<T>(work: () => T): T {
    return this.#database.transaction(work).immediate();
  }

  /** The whole ledger as bytes: a backup, or a snapshot of the world. */
  serialize(): Uint8Array {
    return this.#database.serialize();
  }

  /** Puts the content of a snapshot in place of everything, in one transaction. */
  replaceWith(snapshot: Uint8Array): void {
    const source = openSnapshot(snapshot);
    try {
      const tables = source.prepare("select name from sqlite_master where type = 'table'").all();
      this.transaction(() => {
        for (const { name } of tables as { name: string }[]) this.#copyTable(source, name);
      });
    } finally {
      source.close();
    }
  }

  close(): void {
    this.#database.close();
  }

  #copyTable(source: Database.Database, name: string): void {
    this.#database.exec(`delete from "${name}"`);
    const rows = source.prepare(`select * from "${name}"`).all() as Record<string, SqlValue>[];
    const [first] = rows;
    if (first === undefined) return;
    const columns = Object.keys(first);
    const insert = this.#database.prepare<SqlValue[]>(
      `insert into "${name}" (${columns.map((column) => `"${column}"`).join(', ')})
       values (${columns.map(() => '?').join(', ')})`,
    );
    for (const row of rows) insert.run(...columns.map((column) => row[column] ?? null));
  }

  #prepared(sql: string): Database.Statement<SqlValue[]> {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare<SqlValue[]>(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

function openSnapshot(snapshot: Uint8Array): Database.Database {
  const image = Buffer.from(snapshot);
  for (const index of FILE_FORMAT_BYTES) image[index] = 1;
  return new Database(image);
}
