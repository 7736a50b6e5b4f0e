/**
 * A journal that the server has refused is given up, and with it the life, once nothing has to be written into it any
 * more: no order is open in it, and nobody stands there who still reads how theirs ended (design.md §5.7).
 */
import type { TerminalActor } from '../../state-machines/terminal.machine.ts';
import type { HostClient } from '../host/client.ts';
import type { Emitter } from '../kernel/emitter.ts';
import type { PowerDomain } from '../kernel/power-domain.ts';
import type { StoredFact } from '../load/fact-log.ts';
import type { TerminalPorts } from './ports.ts';

export interface RefusedJournalOptions {
  readonly power: PowerDomain;
  readonly host: Pick<HostClient, 'state' | 'stateChanged'>;
  readonly actor: TerminalActor;
  readonly recorded: Emitter<StoredFact>;
  readonly money: { readonly atRest: boolean };
  readonly refuseJournal: TerminalPorts['refuseJournal'];
}

export function giveUpRefusedJournal(options: RefusedJournalOptions): void {
  const { power, host, actor, recorded, money, refuseJournal } = options;
  let looking = false;
  const look = (): void => {
    looking = false;
    const { state } = host;
    if (!power.alive || state.kind !== 'journal-refused') return;
    if (money.atRest && actor.getSnapshot().matches('outOfService')) refuseJournal(state.reason);
  };
  /** After whoever brought the news has finished with it. */
  const lookSoon = (): void => {
    if (looking || host.state.kind !== 'journal-refused') return;
    looking = true;
    queueMicrotask(look);
  };
  host.stateChanged.listen(lookSoon);
  recorded.listen(lookSoon);
  actor.subscribe({ next: lookSoon });
}
