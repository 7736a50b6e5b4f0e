/** Cards that will be pulled away at a chosen moment of a command, each once (pboc-epurse.md §2). */
import { PBOC_COMMANDS } from '../../../drivers/card/pboc/codec.ts';
import type { FieldCard } from '../../devices/card/field-card.ts';
import type { AirEvent } from '../../devices/card-reader/pn532-air.ts';
import type { KioskHardware } from '../../kiosk/kiosk-hardware.ts';
import type { PULL_COMMANDS, PULL_PHASES } from '../actions.ts';

type PullCommand = (typeof PULL_COMMANDS)[number];

export interface Pull {
  readonly command: PullCommand;
  readonly phase: (typeof PULL_PHASES)[number];
}

/** Pulls that may wait at one reader. */
export const PULL_LIMIT = 8;

interface Command {
  readonly cla: number;
  readonly ins: number;
}

const COMMANDS: Readonly<Record<PullCommand, Command>> = {
  select: PBOC_COMMANDS.selectFile,
  'get-balance': PBOC_COMMANDS.getBalance,
  'initialise-for-load': PBOC_COMMANDS.initializeForLoad,
  'credit-for-load': PBOC_COMMANDS.creditForLoad,
  'get-transaction-prove': PBOC_COMMANDS.getTransactionProve,
  'read-record': PBOC_COMMANDS.readLogRecord,
};

export class Pulls {
  readonly #hardware: KioskHardware;
  readonly #pulled: (card: FieldCard, pull: Pull) => void;
  #waiting: readonly Pull[] = [];

  /** `pulled` is told after the card has lost its power. */
  constructor(hardware: KioskHardware, pulled: (card: FieldCard, pull: Pull) => void) {
    this.#hardware = hardware;
    this.#pulled = pulled;
    hardware.reader.onExchange.listen((event) => this.#watch(event));
  }

  get waiting(): readonly Pull[] {
    return this.#waiting;
  }

  arm(pull: Pull): void {
    this.#waiting = [...this.#waiting, pull];
  }

  forget(): void {
    this.#waiting = [];
  }

  #watch(event: AirEvent): void {
    const pull = this.#waiting.find((one) => strikes(one, event));
    if (pull === undefined) return;
    this.#waiting = this.#waiting.filter((one) => one !== pull);
    this.#hardware.lift(event.card);
    this.#pulled(event.card, pull);
  }
}

function strikes(pull: Pull, event: AirEvent): boolean {
  const { cla, ins } = COMMANDS[pull.command];
  return event.phase === pull.phase && event.command[0] === cla && event.command[1] === ins;
}
