/** Opens the state folder and builds the school in it, as it was left. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FileIdentityStore } from '../../../src/journal/identity-file.ts';
import { SqliteShelf } from '../../../src/journal/sqlite-shelf.ts';
import { Emitter } from '../../../src/kernel/emitter.ts';
import { invariant } from '../../../src/kernel/errors.ts';
import { SkipRegistry } from '../../../src/kernel/poller.ts';
import type { LedgerStore } from '../../campus/ledger-store.ts';
import type { FieldCard } from '../../devices/card/field-card.ts';
import { openSchool, type School } from '../../kiosk/school.ts';
import { KIOSK_NAMES, type KioskName } from '../actions.ts';
import { EventLog } from '../events/event-log.ts';
import { followPlace, logOf } from '../events/follow.ts';
import { kioskOf, ServerWatch } from '../events/server-watch.ts';
import { ordersOnCards } from '../money/on-cards.ts';
import { LedgerBackup, openLedger } from '../state-folder/ledger-file.ts';
import { takeStateFolder, type StateFolder } from '../state-folder/state-folder.ts';
import { damaged, readWorld, writeWorld } from '../state-folder/world-file.ts';
import { WorldKeeper } from '../state-folder/world-keeper.ts';
import type { WorldData } from '../state-folder/world-schema.ts';
import type { BenchOptions } from './bench.ts';
import { BenchClock } from './bench-clock.ts';
import { makeCards, type BenchCard } from './card-kinds.ts';
import { NO_NOTES, NoteBook } from './note-book.ts';
import type { BenchParts } from './parts.ts';
import { NEW_KIOSK, Place, TERMINALS } from './place.ts';
import { NO_PURCHASES, PosTill } from './pos-till.ts';
import { collectWorld, restoreCards } from './world-data.ts';

/** A box that a person can look through; real ones hold 600 and more. */
const BOX_CAPACITY = 100;
/** A jam that nobody sees to clears by itself (design.md §12.14). */
const JAM_CLEARS_MS = 60_000;

export interface OpenedParts {
  readonly parts: BenchParts;
  readonly folder: StateFolder;
  readonly server: ServerWatch;
}

export async function openParts(options: BenchOptions): Promise<OpenedParts> {
  const folder = takeStateFolder(options.state, options.fresh ?? false);
  let ledger: LedgerStore | undefined;
  try {
    const cards = makeCards(options.random);
    const world = beginWorld(folder, cards);
    ledger = openLedger(folder.file('ledger.db'), isUntouched(world));
    return await build(options, { folder, cards, world, ledger });
  } catch (error) {
    ledger?.close();
    folder.release();
    throw error;
  }
}

/** The world as it was left, or a new one, which is written down before there is a ledger beside it. */
function beginWorld(folder: StateFolder, cards: readonly BenchCard[]): WorldData {
  const path = folder.file('world.json');
  const found = readWorld(path);
  if (found !== undefined) return found;
  if (existsSync(folder.file('ledger.db'))) throw damaged(path, 'it is missing beside a ledger');
  const purses = cards.map(({ id, purse }) => [
    id,
    { where: 'hand' as const, purse: purse?.snapshot() ?? null },
  ]);
  const world: WorldData = {
    kind: 'campus-card-bench',
    version: 1,
    clockMovedMinutes: 0,
    cards: Object.fromEntries(purses) as WorldData['cards'],
    kiosks: { A: NEW_KIOSK, B: NEW_KIOSK },
    notes: NO_NOTES,
    pos: NO_PURCHASES,
  };
  writeWorld(path, world);
  return world;
}

/** Nothing was ever done: a ledger may be missing because the very first start was cut off. */
function isUntouched({ notes, cards }: WorldData): boolean {
  const moved = Object.values(cards).some(({ purse }) => (purse?.history.length ?? 0) > 0);
  return notes.next === NO_NOTES.next && !moved;
}

interface Found {
  readonly folder: StateFolder;
  readonly cards: readonly BenchCard[];
  readonly world: WorldData;
  readonly ledger: LedgerStore;
}

async function build(options: BenchOptions, found: Found): Promise<OpenedParts> {
  const { folder, cards, world: data, ledger } = found;
  const clock = new BenchClock(options.clock, data.clockMovedMinutes);
  const events = new EventLog(clock);
  const changed = new Emitter<void>();
  let server: ServerWatch | undefined;
  const school = await openSchool({
    clock,
    random: options.random,
    polling: new SkipRegistry(),
    ledger,
    terminals: KIOSK_NAMES.map((name) => TERMINALS[name]),
    hardware: { acceptor: { capacity: BOX_CAPACITY, timings: { jamClearsMs: JAM_CLEARS_MS } } },
    kiosk: (terminal) => ({ ...onDisk(folder, terminal), log: logOf(events, kioskOf(terminal) ?? 'A') }),
    handled: () => {
      server?.look();
      changed.emit();
    },
  });
  const notes = new NoteBook(data.notes);
  const pos = new PosTill(data.pos);
  const world: WorldKeeper = new WorldKeeper({
    collect: () => collectWorld({ clock, cards, notes, pos, places }),
    write: (now) => writeWorld(folder.file('world.json'), now),
    failed: (reason) =>
      events.add('log', undefined, 'error the state of the bench cannot be written', reason),
  });
  const pulled = (name: KioskName, card: FieldCard, at: string): void => {
    world.touch();
    const label = cards.find((one) => one.card === card)?.label;
    events.add('thing', name, `${label?.zh} 被拿走（${at}） / ${label?.en} is pulled away at ${at}`);
    changed.emit();
  };
  const places = makePlaces(school, pulled);
  const campus = school.campus;
  const backup = new LedgerBackup(folder.file('ledger-copy.txt'));
  const parts = { clock, campus, ledger, backup, places, cards, notes, pos, world, events, changed };
  for (const name of KIOSK_NAMES) {
    places[name].restore(data.kiosks[name]);
    followPlace(parts, places[name]);
  }
  restoreCards(parts, data);
  for (const { purse } of cards) {
    purse?.changed.listen(() => {
      notes.markLoaded(ordersOnCards(parts));
      world.touch();
      changed.emit();
    });
  }
  pos.upload(campus);
  world.save();
  server = new ServerWatch(ledger, events);
  return { parts, folder, server };
}

function makePlaces(
  school: School,
  pulled: (name: KioskName, card: FieldCard, at: string) => void,
): Readonly<Record<KioskName, Place>> {
  const [first, second] = school.kiosks;
  invariant(first !== undefined && second !== undefined, 'two kiosks');
  const make = (name: KioskName, kiosk: typeof first): Place =>
    new Place(name, kiosk, (card, { command, phase }) => pulled(name, card, `${command}, ${phase}`));
  return { A: make('A', first), B: make('B', second) };
}

function onDisk(
  folder: StateFolder,
  terminal: string,
): { shelf: SqliteShelf; identities: FileIdentityStore } {
  const own = folder.terminalFolder(terminal);
  return {
    shelf: new SqliteShelf(join(own, 'journal.db')),
    identities: new FileIdentityStore(join(own, 'identity.json')),
  };
}
