/** Turns what happens at one kiosk into lines of the event log, and tells the books of things. */
import type { Log } from '../../../src/kernel/log.ts';
import type { StoredFact } from '../../../src/load/fact-log.ts';
import type { Terminal } from '../../../src/main.ts';
import type { MessageRef, ScreenModel } from '../../../src/screen/contract/screen-model.ts';
import { WireLines } from '../../kiosk/wire-lines.ts';
import type { KioskName } from '../actions.ts';
import type { BenchParts } from '../engine/parts.ts';
import type { Place } from '../engine/place.ts';
import type { EventLog } from './event-log.ts';
import { lampWords, thingWords } from './thing-words.ts';

export type Followed = Pick<BenchParts, 'events' | 'changed' | 'notes' | 'world'>;

export function followPlace(parts: Followed, place: Place): void {
  const { events, changed } = parts;
  const { kiosk, hardware, name } = place;
  followThings(parts, place);
  hardware.acceptor.onState(() => changed.emit());
  hardware.board.onLamps((lamps) => {
    events.add('thing', name, lampWords(lamps));
    changed.emit();
  });
  kiosk.screens.listen((model) => {
    events.add('screen', name, screenWords(model));
    changed.emit();
  });
  kiosk.onLife = (terminal) => {
    place.slotOrder = null;
    followLife(parts, place, terminal);
    place.programChanged.emit();
  };
}

/** What lies where is written down before anything else can happen. */
function followThings({ events, changed, notes, world }: Followed, place: Place): void {
  const { hardware, name } = place;
  hardware.acceptor.onPhysical((event) => {
    if (event.kind === 'jammed') place.armedJam = undefined;
    notes.follow(event);
    world.touch();
    const text = thingWords(event);
    if (text !== undefined) events.add('thing', name, text);
    changed.emit();
  });
}

function followLife(parts: Followed, place: Place, terminal: Terminal): void {
  const { events, changed } = parts;
  const { kiosk, name } = place;
  const wire = new WireLines();
  terminal.facts.recorded.listen((stored) => {
    noteOrder(parts, place, stored);
    events.add('journal', name, journalWords(stored), JSON.stringify(stored.fact.data));
    changed.emit();
  });
  kiosk.trace.events.listen((entry) => {
    const text = wire.line(entry);
    if (text !== undefined) events.add('wire', name, text, entry.bytes);
  });
  kiosk.power?.onCut(() => {
    const reason = kiosk.power?.reason ?? '';
    events.add('thing', name, `程序结束：${reason} / the program ends: ${reason}`);
    place.programChanged.emit();
    changed.emit();
  });
}

/** Whose a note is says the journalled escrow; until then it is taken for the order whose slot was open. */
function noteOrder({ notes, world }: Followed, place: Place, { fact }: StoredFact): void {
  if (fact.type === 'slot-opened') place.slotOrder = fact.data.orderId;
  if (fact.type !== 'note-escrowed') return;
  const escrowed = place.hardware.acceptor.notes.find((placed) => placed.place === 'escrow');
  if (escrowed === undefined) return;
  notes.claim(escrowed.note, fact.data.orderId);
  world.touch();
}

function journalWords({ sequence, hostSequence, fact }: StoredFact): string {
  return `${sequence}${hostSequence === undefined ? '' : ` (host ${hostSequence})`} ${fact.type}`;
}

/** The message of a screen, if it has one. */
export function messageOf(model: ScreenModel): MessageRef | undefined {
  if ('message' in model) return model.message;
  if (model.id !== 'menu') return undefined;
  return model.banner ?? model.cashUnavailable;
}

function screenWords(model: ScreenModel): string {
  const code = messageOf(model)?.code;
  return code === undefined ? model.id : `${model.id} ${code}`;
}

/** What the program of one kiosk says of itself. */
export function logOf(events: EventLog, kiosk: KioskName): Log {
  const line =
    (level: string): Log['info'] =>
    (fields, text) => {
      const words = Object.values(fields).filter((value) => typeof value === 'string');
      events.add('log', kiosk, [level, text, ...words].join(' '), JSON.stringify(fields));
    };
  return { info: line('info'), warn: line('warn'), error: line('error') };
}
