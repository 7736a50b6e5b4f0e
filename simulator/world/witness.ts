/** Stands at the wires of one kiosk and writes down each changing act with what was durable at that instant. */
import type { MemoryImage } from '../../src/journal/memory-store.ts';
import type { KioskHardware } from './kiosk-hardware.ts';
import type { Moment } from './checker/truth.ts';
import type { TapChain } from './tap-chain.ts';

export interface WitnessView {
  readonly terminal: string;
  readonly durable: () => MemoryImage | undefined;
  /** Loads on all cards so far. */
  readonly loads: () => number;
  readonly notesInAllBoxes: () => number;
  readonly moments: Moment[];
}

const CREDIT = 0x52;

/** Payload codes of a CCNET frame `02 03 length payload … CRC` (ccnet.md §4, §6). */
const STACK = 0x35;
const RETURN = 0x36;
const ACK = 0x00;
const STACKED = 0x81;

export function countNotes(hardware: KioskHardware): number {
  return hardware.acceptor.notes.filter(({ place }) => place === 'box' || place === 'stacker').length;
}

export function watchKiosk(view: WitnessView, hardware: KioskHardware, acceptorLine: TapChain): void {
  const note = (act: Moment['act']): void => {
    const count = view.moments.filter((one) => one.act === act && one.terminal === view.terminal).length + 1;
    view.moments.push({
      act,
      terminal: view.terminal,
      count,
      durable: (view.durable()?.records ?? []).map(({ type }) => type),
      notesInBox: countNotes(hardware),
      notesInAllBoxes: view.notesInAllBoxes(),
      loadsBefore: view.loads(),
    });
  };
  hardware.reader.onExchange.listen(({ phase, command }) => {
    if (phase === 'command' && command[1] === CREDIT) note('credit');
  });
  let stackedShown = false;
  acceptorLine.listen((direction, bytes) => {
    const payload = bytes[3];
    if (direction === 'device-to-host') {
      stackedShown = payload === STACKED;
      return;
    }
    if (payload === STACK) note('stack');
    if (payload === RETURN) note('return');
    if (payload === ACK && stackedShown) note('acknowledge-stacked');
    stackedShown = false;
  });
}
