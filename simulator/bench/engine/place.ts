/** One kiosk at the bench: its hardware, its line to the server, and what hands have done to it. */
import { Emitter } from '../../../src/kernel/emitter.ts';
import type { FieldCard } from '../../devices/card/field-card.ts';
import type { EnrolledKiosk } from '../../kiosk/school.ts';
import type { KioskHardware } from '../../kiosk/kiosk-hardware.ts';
import type { Kiosk } from '../../kiosk/kiosk.ts';
import type { Network } from '../../kiosk/network.ts';
import { CABLES, type JAMS, type KioskName, type ServerMode } from '../actions.ts';
import type { KioskState } from '../state.ts';
import type { WorldData } from '../state-folder/world-schema.ts';
import { Pulls, type Pull } from './pulls.ts';

/** Terminal numbers (终端号). */
export const TERMINALS: Readonly<Record<KioskName, string>> = { A: '100000000042', B: '100000000043' };

/** Of the mode `slow`: shorter than one try of the client, which waits 5 s. */
const SLOW_MS = 4_000;

type KioskData = WorldData['kiosks'][KioskName];

/** A new kiosk: switched on, empty, everything plugged in. */
export const NEW_KIOSK: KioskData = {
  mains: true,
  doorOpen: false,
  line: 'normal',
  cables: { cardReader: true, banknoteAcceptor: true, ioBoard: true },
  acceptor: {
    box: [],
    boxPresent: true,
    counter: 0,
    transit: null,
    slot: [],
    jam: null,
    failure: null,
    unreported: null,
  },
};

export type JamPlace = (typeof JAMS)[number];

export class Place {
  readonly name: KioskName;
  readonly terminal: string;
  readonly kiosk: Kiosk;
  readonly pulls: Pulls;
  /** A life began or ended, or there is none that could begin. */
  readonly programChanged = new Emitter<void>();
  /** Jam that waits for the next note. */
  armedJam: JamPlace | undefined;
  /** Order for which the slot was opened last in this life. */
  slotOrder: string | null = null;
  mains = false;
  doorOpen = false;
  /** Something that takes time is being done to this kiosk. */
  busy = false;
  screenUrl = '';
  readonly #network: Network;
  #line: ServerMode = 'normal';

  constructor(name: KioskName, enrolled: EnrolledKiosk, pulled: (card: FieldCard, pull: Pull) => void) {
    this.name = name;
    this.terminal = TERMINALS[name];
    this.kiosk = enrolled.kiosk;
    this.#network = enrolled.network;
    this.pulls = new Pulls(this.hardware, pulled);
  }

  get hardware(): KioskHardware {
    return this.kiosk.hardware;
  }

  get line(): ServerMode {
    return this.#line;
  }

  /** What the line to the campus server does to messages from now on. */
  set line(mode: ServerMode) {
    this.#line = mode;
    this.#network.up = mode !== 'off';
    this.#network.slowMs = mode === 'slow' ? SLOW_MS : 0;
    this.#network.fate = mode === 'answers-lost' ? () => 'lose-reply' : undefined;
  }

  /** True: plugged in. */
  get cables(): KioskData['cables'] {
    const { cardReader, banknoteAcceptor, ioBoard } = this.hardware.lines;
    return {
      cardReader: cardReader.plugged,
      banknoteAcceptor: banknoteAcceptor.plugged,
      ioBoard: ioBoard.plugged,
    };
  }

  get program(): KioskState['program'] {
    const { power } = this.kiosk;
    if (power?.alive === true) return 'running';
    if (this.kiosk.screen() !== undefined) return 'stopped';
    return ['killed', 'power-cut', undefined].includes(power?.reason) ? 'dead' : 'restarting';
  }

  /** Mains on, and with them the program. */
  switchOn(): void {
    this.mains = true;
    this.kiosk.switchOn();
    this.programChanged.emit();
  }

  cutPower(): void {
    this.mains = false;
    this.kiosk.cutPower();
    this.programChanged.emit();
  }

  startProgram(): void {
    this.kiosk.startLife();
    this.programChanged.emit();
  }

  data(): KioskData {
    const { mains, doorOpen, line, cables } = this;
    return { mains, doorOpen, line, cables, acceptor: this.hardware.acceptor.snapshot() };
  }

  /** Puts everything where it was; the kiosk is without power, and `mains` says whether it was. */
  restore(data: KioskData): void {
    const { acceptor, board, lines } = this.hardware;
    acceptor.restore(data.acceptor);
    board.cashBox(data.acceptor.boxPresent);
    this.openDoor(data.doorOpen);
    this.mains = data.mains;
    this.line = data.line;
    for (const cable of CABLES) if (!data.cables[cable]) lines[cable].unplug();
  }

  openDoor(open: boolean): void {
    this.doorOpen = open;
    this.hardware.board.door(open);
  }
}
