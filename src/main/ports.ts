/** What one life of the terminal is built from. Every port hangs on the life's power domain (design.md §12.2). */
import type { NoteTemplate } from '../../drivers/contract/banknote-acceptor.ts';
import type { LinkFactory } from '../../drivers/link/link.ts';
import type { Trace } from '../../drivers/link/trace.ts';
import type { ScreenFrame } from '../../state-machines/screens/frame.ts';
import type { HostIdentity } from '../host/messenger.ts';
import type { HostPort } from '../host/port.ts';
import type { ServerRefusal } from '../journal/identity.ts';
import type { Journal } from '../journal/journal.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Fen } from '../kernel/fen.ts';
import type { Log } from '../kernel/log.ts';
import type { SkipRegistry } from '../kernel/poller.ts';
import type { PowerDomain } from '../kernel/power-domain.ts';
import type { Random } from '../kernel/random.ts';
import type { LoadParameters } from '../load/ports.ts';
import type { ScreenPort } from '../screen/contract/screen-model.ts';

export interface TerminalPorts {
  readonly power: PowerDomain;
  /** Not yet bound to the life; `buildTerminal` does that. */
  readonly clock: Clock;
  readonly random: Random;
  readonly polling: SkipRegistry;
  readonly trace: Trace;
  readonly log: Log;
  readonly links: {
    readonly cardReader: LinkFactory;
    readonly banknoteAcceptor?: LinkFactory;
    readonly ioBoard?: LinkFactory;
  };
  readonly host: HostPort;
  readonly identity: HostIdentity & { readonly generation: number };
  /** Opened with the same `power`; its `onBroken` cuts it. */
  readonly journal: Journal;
  /**
   * The server has refused the journal for good and no money is on its way any more. Whoever opened it cuts `power`, sets
   * the file aside and says why no life follows (design.md §5.7, §12.2).
   */
  readonly refuseJournal: (code: ServerRefusal) => void;
  readonly screen: ScreenPort;
}

export interface TerminalSettings {
  /** Shows 模拟环境 / SIMULATION on every screen. */
  readonly simulation: boolean;
  /** Name of the school in the header of every screen. */
  readonly school: ScreenFrame['school'];
  readonly templates: readonly NoteTemplate[];
  readonly maximumBalance: Fen;
  readonly help: Pick<ScreenFrame, 'hotline' | 'loadKiosks' | 'cashMachines' | 'hours'>;
  readonly load: Pick<LoadParameters, 'hostAnswerMs' | 'escrowDecideMs' | 'hostFreshMs'>;
}
