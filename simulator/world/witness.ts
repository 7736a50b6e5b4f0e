/** Stands at the wires of one kiosk and writes down each changing act with what was durable at that instant. */
import type { MemoryImage } from '../../src/journal/memory-store.ts';
import type { KioskHardware } from '../kiosk/kiosk-hardware.ts';
import type { Moment } from './checker/truth.ts';
import type { TapChain } from '../kiosk/tap-chain.ts';

export interface WitnessView {
  readonly terminal: string;
  readonly durable: () => MemoryImage | undefined;
  /** Loads on all cards so far. */
  readonly loads: () => number;
  readonly notesInAllBoxes: () => number;
  readonly moments: Moment[];
}

/** InDataExchange of the host, then a target number, then CREDIT FOR LOAD (pn532.md §4, pboc-epurse.md §2). */
const EXCHANGE = [0xd4, 0x40];
const CREDIT = [0x80, 0x52];

/** Payload codes of a CCNET frame `02 03 length payload … CRC` (ccnet.md §4, §6). */
const STACK = 0x35;
const RETURN = 0x36;
const ACK = 0x00;
const STACKED = 0x81;

export function countNotes(hardware: KioskHardware): number {
  return hardware.acceptor.notes.filter(({ place }) => place === 'box' || place === 'stacker').length;
}

/** True for a frame that carries the changing command to a card. */
function carriesCredit(frame: Uint8Array): boolean {
  const bytes = Buffer.from(frame);
  const at = bytes.indexOf(Uint8Array.from(EXCHANGE));
  const command = at + EXCHANGE.length + 1;
  return at >= 0 && bytes.subarray(command, command + CREDIT.length).equals(Uint8Array.from(CREDIT));
}

/** Frames are seen as they are sent, before anything on the line can repeat or lose them. */
export function watchKiosk(
  view: WitnessView,
  hardware: KioskHardware,
  lines: { readonly cardReader: TapChain; readonly banknoteAcceptor: TapChain },
): void {
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
  lines.cardReader.listen((direction, bytes) => {
    if (direction === 'host-to-device' && carriesCredit(bytes)) note('credit');
  });
  let stackedShown = false;
  lines.banknoteAcceptor.listen((direction, bytes) => {
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
