/**
 * A CPU card with a PBOC electronic purse, in time: commands take as long as on a real card, a commit
 * happens at one instant, and pulling the card out stops it exactly where it is. pboc-epurse.md §9, §11.
 */
import type { Clock, Timer } from '../../../src/kernel/clock.ts';
import { Emitter } from '../../../src/kernel/emitter.ts';
import { invariant } from '../../../src/kernel/errors.ts';
import { fen, type Fen } from '../../../src/kernel/fen.ts';
import { fromHex, toHex } from '../../../src/kernel/hex.ts';
import type { Random } from '../../../src/kernel/random.ts';
import type { AirReply, CardIdentity, FieldCard } from './field-card.ts';
import { refusal, STATUS } from './pboc-apdu.ts';
import {
  EMPTY_PURSE,
  type CardTransaction,
  type PbocBehaviour,
  type PbocMemory,
  type PbocPersonalisation,
  type PurseState,
} from './pboc-memory.ts';
import { payAt, type Payment, type PurchaseOrder } from './pboc-pos.ts';
import { PurseSession, type Execution } from './pboc-session.ts';

/** Milliseconds from the command's last byte. `commitMs` ≤ `creditMs`. */
export interface PbocTiming {
  readonly initialiseMs: number;
  /** CREDIT and DEBIT: the instant of the change, and of the answer. */
  readonly commitMs: number;
  readonly creditMs: number;
  readonly otherMs: number;
  /** Added by the fault `slow-answer`. */
  readonly slowMs: number;
}

const TIMING: PbocTiming = { initialiseMs: 15, commitMs: 40, creditMs: 60, otherMs: 5, slowMs: 2_000 };

/**
 * What goes wrong with one command. After a tear the card is dead until it is selected again; the change
 * that the command asked for has happened after `tear-after-commit` and `6581-written`, and not after the
 * other four.
 */
export type CardFault =
  | 'tear-before-commit'
  | 'tear-after-commit'
  | 'refuse-9302'
  | '6581-not-written'
  | '6581-written'
  | 'slow-answer';

/**
 * Length, format, interface and first historical bytes of the campus card's ATS; the UID follows (pn532.md
 * §7).
 */
const CAMPUS_ATS_HEAD = '107880900220900000000000';

/** Instruction byte of CREDIT FOR LOAD. */
const CREDIT = 0x52;
const INITIALISE = 0x50;

/** Everything non-volatile, plain JSON. */
export interface PbocSnapshot {
  readonly state: PurseState;
  readonly history: readonly CardTransaction[];
}

export interface PbocCardOptions {
  readonly random: Random;
  readonly personalisation: PbocPersonalisation;
  readonly behaviour?: PbocBehaviour;
  readonly timing?: Partial<PbocTiming>;
  readonly state?: Partial<PurseState>;
}

export class PbocCard implements FieldCard {
  /** A load or a purchase has changed the purse, at the instant of its commit. */
  readonly changed = new Emitter<void>();
  readonly #memory: PbocMemory;
  readonly #timing: PbocTiming;
  readonly #armed = new Map<number, CardFault>();
  readonly #timers = new Set<Timer>();
  #session: PurseSession | undefined;
  #busy = false;
  #uid: Uint8Array;

  constructor(options: PbocCardOptions) {
    const { random, personalisation, behaviour = {}, timing, state } = options;
    this.#memory = { personalisation, behaviour, random, state: { ...EMPTY_PURSE, ...state }, history: [] };
    this.#timing = { ...TIMING, ...timing };
    this.#uid = this.#freshUid();
  }

  get identity(): CardIdentity {
    const { ats } = this.#memory.personalisation;
    return {
      uid: this.#uid,
      sensRes: Uint8Array.of(0x00, 0x04),
      selRes: 0x28,
      ats: fromHex(ats ?? `${CAMPUS_ATS_HEAD}${toHex(this.#uid)}`),
    };
  }

  get personalisation(): PbocPersonalisation {
    return this.#memory.personalisation;
  }

  /** Physical truth. */
  get balance(): Fen {
    return fen(this.#memory.state.balance);
  }

  /** Physical truth: loads so far. */
  get onlineCounter(): number {
    return this.#memory.state.onlineCounter;
  }

  /** Physical truth: purchases so far. */
  get offlineCounter(): number {
    return this.#memory.state.offlineCounter;
  }

  /** Physical truth: what really happened to the purse, oldest first. */
  get history(): readonly CardTransaction[] {
    return this.#memory.history;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** The next command with this instruction byte (default CREDIT FOR LOAD) goes wrong, once. */
  armFault(fault: CardFault, instruction: number = CREDIT): void {
    this.#armed.set(instruction, fault);
  }

  disarmFaults(): void {
    this.#armed.clear();
  }

  snapshot(): PbocSnapshot {
    return structuredClone({ state: this.#memory.state, history: this.#memory.history });
  }

  /** Also takes the power away: nothing volatile outlives it. */
  restore(snapshot: PbocSnapshot): void {
    this.powerDown();
    const copy = structuredClone(snapshot);
    this.#memory.state = copy.state;
    this.#memory.history.splice(0, Infinity, ...copy.history);
  }

  /**
   * Pays at a POS that holds the purchase master key. The card must not be selected by a reader at the same
   * time.
   */
  purchase(amount: number, order: PurchaseOrder): Payment {
    invariant(this.#session === undefined, 'the card lies on another reader');
    const payment = payAt(this.#memory, amount, order);
    if (payment.kind === 'paid') this.changed.emit();
    return payment;
  }

  activate(): void {
    this.#stop();
    this.#session = new PurseSession(this.#memory);
  }

  powerDown(): void {
    this.#stop();
    this.#session = undefined;
    this.#uid = this.#freshUid();
  }

  transceive(command: Uint8Array, clock: Clock, answer: (reply: AirReply) => void): void {
    const session = this.#session;
    if (session === undefined || this.#busy) return;
    this.#busy = true;
    const instruction = command[1] ?? 0;
    const fault = this.#armed.get(instruction);
    this.#armed.delete(instruction);
    const execution = faulty(session, session.execute(command), fault);
    const isChange = execution.commit !== undefined;
    const commitMs = isChange ? this.#timing.commitMs : 0;
    const answerMs =
      this.#answerMs(instruction, isChange) + (fault === 'slow-answer' ? this.#timing.slowMs : 0);
    const change = (): void => {
      if (fault === 'tear-before-commit') return this.#die();
      execution.commit?.();
      if (isChange) this.changed.emit();
      if (fault === 'tear-after-commit') return this.#die();
      this.#after(clock, answerMs - commitMs, 'card answer', () => {
        this.#busy = false;
        answer({ kind: 'data', data: execution.reply });
      });
    };
    if (isChange) this.#after(clock, commitMs, 'card commit', change);
    else change();
  }

  #answerMs(instruction: number, isChange: boolean): number {
    if (isChange) return this.#timing.creditMs;
    return instruction === INITIALISE ? this.#timing.initialiseMs : this.#timing.otherMs;
  }

  #after(clock: Clock, delayMs: number, name: string, callback: () => void): void {
    const timer = clock.after(delayMs, name, () => {
      this.#timers.delete(timer);
      callback();
    });
    this.#timers.add(timer);
  }

  #die(): void {
    this.#stop();
    this.#session = undefined;
  }

  #stop(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
    this.#busy = false;
  }

  #freshUid(): Uint8Array {
    const { personalisation, random } = this.#memory;
    if (personalisation.randomUid !== true) return fromHex(personalisation.uid);
    return Uint8Array.of(0x08, ...random.bytes(3));
  }
}

function faulty(session: PurseSession, execution: Execution, fault: CardFault | undefined): Execution {
  switch (fault) {
    case 'refuse-9302':
      session.abandon();
      return { reply: refusal(STATUS.wrongMac) };
    case '6581-not-written':
      session.abandon();
      return { reply: refusal(STATUS.eepromFailure) };
    case '6581-written':
      return { ...execution, reply: refusal(STATUS.eepromFailure) };
    case 'tear-before-commit':
    case 'tear-after-commit':
    case 'slow-answer':
    case undefined:
      return execution;
  }
}
