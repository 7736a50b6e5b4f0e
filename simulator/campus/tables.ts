/** The tables of the ledger. Every amount is whole fen; every time comes from the campus server's clock. */
export const LEDGER_TABLES = `
create table meta (key text primary key, value integer not null) without rowid;

create table journals (
  id text primary key, terminal text not null, generation integer not null, key text not null,
  state text not null, refusal text, applied integer not null, hash text not null,
  resendEpoch integer not null, resendHead integer not null, completeEpoch integer not null
) without rowid;
create index journalsByTerminal on journals (terminal, generation);
create table codes (terminal text primary key, code text not null, journal text) without rowid;
create table events (
  journal text not null, sequence integer not null, type text not null, hash text not null,
  parked integer not null, orderId text, data text, answer text,
  primary key (journal, sequence)
) without rowid;
create index parkedEvents on events (orderId) where parked = 1;
create table asks (id text primary key, body text not null, answer text not null) without rowid;
create table deferred (number integer primary key, journal text not null, sequence integer not null, type text not null, data text not null);

create table cards (
  applicationSerial text primary key, uid text not null, issuer text not null,
  holderName text not null, holderNumber text not null, state text not null,
  validFrom text not null, validTo text not null,
  expectedCounter integer not null, provedBalance integer not null
) without rowid;

create table orders (
  number integer primary key, id text not null unique, serial text not null, terminal text not null,
  journal text not null, card text not null, amount integer not null, state text not null, cause text,
  openedAt text not null, openedMs integer not null, acceptedDate text not null, told integer not null default 0
);
create index untoldOrders on orders (card) where state = 'confirmed' and told = 0;
create index ordersByCard on orders (card, state);
create index ordersByDay on orders (card, acceptedDate);
create index ordersByJournal on orders (journal, state);
create table attempts (
  number integer primary key, id text not null unique, orderId text not null, card text not null,
  terminal text not null, counter integer not null, balance integer not null, amount integer not null,
  date text not null, time text not null, settled text not null, reported text
);
create index attemptsByOrder on attempts (orderId);
create index attemptsByCard on attempts (card, counter);
create index attemptsByTime on attempts (card, date, time);
create table loads (
  card text not null, counter integer not null, orderId text not null, attemptId text, how text not null,
  primary key (card, counter)
) without rowid;

create table movements (number integer primary key, at text not null, why text not null, orderId text);
create table postings (movement integer not null, account text not null, amount integer not null);
create index postingsByMovement on postings (movement);
create table accounts (name text primary key, balance integer not null) without rowid;
create table uploads (id text primary key) without rowid;
create table orphans (
  number integer primary key, terminal text not null, type integer not null, value integer, reason text not null,
  at text not null
);
create table alarms (number integer primary key, at text not null, code text not null, detail text not null);
create table actions (number integer primary key, at text not null, what text not null, operators text not null);
`;
