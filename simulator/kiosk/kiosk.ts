/** One kiosk: hardware, what survives a power cut, and one life of the terminal after another. */
import { Trace } from '../../drivers/link/trace.ts';
import { enrol } from '../../src/host/messenger.ts';
import type { HostPort } from '../../src/host/port.ts';
import { MemoryIdentityStore } from '../../src/journal/identity.ts';
import type { IdentityStore, ServerRefusal } from '../../src/journal/identity.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { MemoryShelf } from '../../src/journal/memory-shelf.ts';
import type { JournalShelf } from '../../src/journal/store.ts';
import { enrolJournal, openJournal, refuseByServer } from '../../src/journal/open.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { invariant, TerminalError } from '../../src/kernel/errors.ts';
import { yuan } from '../../src/kernel/fen.ts';
import { SILENT_LOG, type Log } from '../../src/kernel/log.ts';
import type { SkipRegistry } from '../../src/kernel/poller.ts';
import { PowerDomain } from '../../src/kernel/power-domain.ts';
import type { Random } from '../../src/kernel/random.ts';
import { buildTerminal, type Terminal } from '../../src/main.ts';
import type { TerminalSettings } from '../../src/main/ports.ts';
import { stoppedScreen } from '../../src/main/stopped-screen.ts';
import type { ButtonId, ScreenEvent, ScreenModel } from '../../src/screen/contract/screen-model.ts';
import { Emitter } from '../../src/kernel/emitter.ts';
import type { KioskHardware } from './kiosk-hardware.ts';

export interface KioskOptions {
  /** 12 digits. */
  readonly terminal: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly polling: SkipRegistry;
  readonly hardware: KioskHardware;
  readonly host: HostPort;
  readonly log?: Log;
  /** Journal and identity: in memory unless the simulated terminal keeps its state on disk. */
  readonly shelf?: JournalShelf;
  readonly identities?: IdentityStore;
  readonly settings?: Partial<TerminalSettings>;
}

/** Ends that the supervisor answers with a new life; a cut or kill from outside is answered by whoever did it. */
const RESTARTED = new Set(['journal-write-failed', 'program-failed']);
const RESTART_MS = 2_000;

export const DEFAULT_SETTINGS: TerminalSettings = {
  simulation: true,
  school: { zh: '示例大学', en: 'Sample University' },
  templates: [
    { type: 2, value: yuan(100), edition: 2005 },
    { type: 3, value: yuan(100), edition: 2015 },
  ],
  maximumBalance: yuan(1_000),
  help: {
    hotline: '0000-0000',
    loadKiosks: ['图书馆一层', '第一食堂'],
    cashMachines: ['第一食堂'],
    hours: '07:00–22:30',
  },
  load: { hostAnswerMs: 28_000, escrowDecideMs: 4_000, hostFreshMs: 10_000 },
};

export class Kiosk {
  readonly hardware: KioskHardware;
  readonly shelf: JournalShelf;
  readonly identities: IdentityStore;
  /** Every screen as it is shown, each once. */
  readonly screens = new Emitter<ScreenModel>();
  /** Each life's trace; a new one starts with each life. */
  trace = new Trace();
  terminal: Terminal | undefined;
  /** Why lives ended by themselves, oldest first. */
  readonly failures: string[] = [];
  /** Called when a life is about to start, to attach listeners to its parts. */
  onLife: ((terminal: Terminal, kiosk: Kiosk) => void) | undefined;
  readonly #options: KioskOptions;
  readonly #events = new Emitter<ScreenEvent>();
  #power: PowerDomain | undefined;
  #shown = '';
  #stopped: ScreenModel | undefined;

  constructor(options: KioskOptions) {
    this.#options = options;
    this.hardware = options.hardware;
    this.shelf = options.shelf ?? new MemoryShelf();
    this.identities = options.identities ?? new MemoryIdentityStore();
  }

  get power(): PowerDomain | undefined {
    return this.#power;
  }

  /** Enrols with the one-time code of an operator. */
  async enrol(code: string): Promise<void> {
    const { clock, random, host, terminal } = this.#options;
    const outcome = await enrol({ clock, random, port: host }, terminal, code);
    if (outcome.kind !== 'enrolled')
      throw new TerminalError('HOST_ENROLMENT_FAILED', outcome.reason, { action: 'retry' });
    const { journal, generation, key } = outcome;
    const identity = { terminalId: terminal, journalId: journal, generation, key };
    await enrolJournal({ shelf: this.shelf, identities: this.identities, clock }, identity).close();
  }

  /** Mains on: the devices start, and a new life of the terminal. Gives the refusal when the journal does not let it. */
  switchOn(): string | undefined {
    invariant(this.#power?.alive !== true, 'the kiosk is off');
    this.hardware.powerOn();
    return this.startLife();
  }

  /** A new life on running devices: the program was restarted, the mains stayed. */
  startLife(): string | undefined {
    const { clock, random, polling, host, hardware, log = SILENT_LOG } = this.#options;
    const power = new PowerDomain();
    this.#power = power;
    this.#stopped = undefined;
    power.onCut(() => this.#superviseEnd(power));
    const parts = { shelf: this.shelf, identities: this.identities, clock: power.clock(clock), power };
    const opening = openJournal({ ...parts, onBroken: () => power.cut('journal-write-failed') });
    if (opening.kind !== 'ready') {
      power.cut('no-journal');
      return this.#stop(opening.kind === 'refused' ? opening.code : 'JOURNAL_UNENROLLED');
    }
    this.trace = new Trace();
    const { terminalId, journalId, generation, key } = opening.identity;
    const terminal = buildTerminal(
      {
        power,
        clock,
        random,
        polling,
        trace: this.trace,
        log,
        links: {
          cardReader: hardware.lines.cardReader.open,
          banknoteAcceptor: hardware.lines.banknoteAcceptor.open,
          ioBoard: hardware.lines.ioBoard.open,
        },
        host,
        identity: { terminal: terminalId, journal: journalId, key, generation },
        journal: opening.journal,
        refuseJournal: (code) => this.#giveUp(power, opening.journal, code),
        screen: { show: (model) => this.#show(model), onEvent: (listener) => this.#events.listen(listener) },
      },
      { ...DEFAULT_SETTINGS, ...this.#options.settings },
    );
    this.terminal = terminal;
    this.onLife?.(terminal, this);
    terminal.start();
    return undefined;
  }

  /** Mains off at this instant: terminal and devices. */
  cutPower(): void {
    this.#power?.cut('power-cut');
    this.hardware.powerOff();
    this.terminal = undefined;
    this.#stopped = undefined;
  }

  /** The program dies, the devices keep their power. */
  killProgram(): void {
    this.#power?.cut('killed');
    this.terminal = undefined;
  }

  screen(): ScreenModel | undefined {
    if (this.#stopped !== undefined) return this.#stopped;
    return this.#power?.alive === true ? this.terminal?.screen() : undefined;
  }

  act(event: ScreenEvent): void {
    this.#events.emit(event);
  }

  press(button: ButtonId): void {
    this.act({ type: 'press', button });
  }

  /** The server's last word on this journal: no next life until an operator has enrolled the terminal again. */
  #giveUp(power: PowerDomain, journal: Journal, code: ServerRefusal): void {
    const { terminal, log = SILENT_LOG } = this.#options;
    power.cut('journal-refused');
    this.failures.push('journal-refused');
    this.terminal = undefined;
    this.#stop(code);
    void refuseByServer({ shelf: this.shelf, identities: this.identities }, journal, code).then((refused) =>
      log.error({ terminal, ...refused }, 'the journal is set aside'),
    );
  }

  /** No life without its journal: the screen says so, the log says why. */
  #stop(code: string): string {
    const { terminal, log = SILENT_LOG, settings } = this.#options;
    log.error({ terminal, code }, 'the terminal cannot start');
    this.#stopped = stoppedScreen(
      terminal,
      { ...DEFAULT_SETTINGS, ...settings },
      code !== 'JOURNAL_UNENROLLED',
    );
    this.#show(this.#stopped);
    return code;
  }

  /** The supervisor of the real machine: a life that ended by itself is followed by the next one. */
  #superviseEnd(ended: PowerDomain): void {
    if (!RESTARTED.has(ended.reason ?? '')) return;
    this.failures.push(ended.reason ?? '');
    this.#options.clock.after(RESTART_MS, 'supervisor', () => {
      if (this.#power === ended && this.hardware.reader.powered) this.startLife();
    });
  }

  #show(model: ScreenModel): void {
    const text = JSON.stringify(model);
    if (text === this.#shown) return;
    this.#shown = text;
    this.screens.emit(model);
  }
}
