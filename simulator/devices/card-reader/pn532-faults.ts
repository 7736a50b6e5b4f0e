/**
 * What can go wrong with the simulated PN532: armed for one command, or by probability. pn532.md §13, last
 * paragraph.
 */
import { invariant } from '../../../src/kernel/errors.ts';
import { chance, type Random } from '../../../src/kernel/random.ts';

export type Pn532Fault =
  /** The command is lost on its way: not carried out, no ACK. */
  | 'no-ack'
  /** Carried out, but its ACK is lost; the answer comes. */
  | 'lost-ack'
  /** ACK, then the chip hangs: not carried out, nothing stored for NACK. */
  | 'no-answer'
  /** ACK, carried out, the answer is lost on the line; NACK brings it. */
  | 'lost-answer'
  /** The answer's checksum is damaged on the line; NACK brings a good one. */
  | 'broken-dcs'
  /** The answer comes byte by byte with gaps. */
  | 'split-answer'
  /** Stray bytes before and after the ACK. */
  | 'junk'
  /** An abort comes too late: the answer of the aborted command is still sent. */
  | 'late-answer'
  /** The chip restarts after its ACK: LowVbat, cards reset. */
  | 'reboot'
  /** InDataExchange answers 01 or 13; the card saw nothing, or carried the command out. */
  | 'silent-not-written'
  | 'silent-written'
  | 'format-not-written'
  | 'format-written';

/** Which command a fault waits for. Without both, the next one. */
export interface FaultTarget {
  /** Command code, e.g. 40h. */
  readonly command?: number;
  /** Looks at what follows the command code: for InDataExchange the target number and the APDU. */
  readonly matches?: (data: Uint8Array) => boolean;
}

/** Forbids the poller to skip ticks while a fault waits (kernel SkipRegistry). */
export interface FaultVetoes {
  veto(device: string): () => void;
}

interface Armed {
  readonly fault: Pn532Fault;
  readonly target: FaultTarget;
}

const ARMED_LIMIT = 100;

export class Pn532Faults {
  readonly #random: Random;
  readonly #veto: (() => () => void) | undefined;
  readonly #probabilities = new Map<Pn532Fault, number>();
  #armed: Armed[] = [];
  #release: (() => void) | undefined;

  /** `vetoes` and the poller's name for this device, where polls may be skipped. */
  constructor(random: Random, vetoes?: FaultVetoes, device = 'card-reader') {
    this.#random = random;
    this.#veto = vetoes === undefined ? undefined : () => vetoes.veto(device);
  }

  /** Faults that wait for their command. */
  get armed(): readonly Pn532Fault[] {
    return this.#armed.map(({ fault }) => fault);
  }

  /** Happens once, to the next command that fits. */
  arm(fault: Pn532Fault, target: FaultTarget = {}): void {
    invariant(this.#armed.length < ARMED_LIMIT, 'too many armed faults');
    this.#armed.push({ fault, target });
    this.#update();
  }

  /** Happens to each command with this probability, 0 … 1. */
  setProbability(fault: Pn532Fault, probability: number): void {
    if (probability > 0) this.#probabilities.set(fault, probability);
    else this.#probabilities.delete(fault);
    this.#update();
  }

  /** Nothing goes wrong any more. */
  heal(): void {
    this.#armed = [];
    this.#probabilities.clear();
    this.#update();
  }

  /** True when this fault strikes this command; an armed one is used up. */
  strikes(fault: Pn532Fault, command: number, data: Uint8Array): boolean {
    const index = this.#armed.findIndex(
      (armed) =>
        armed.fault === fault &&
        (armed.target.command ?? command) === command &&
        (armed.target.matches?.(data) ?? true),
    );
    if (index >= 0) {
      this.#armed.splice(index, 1);
      this.#update();
      return true;
    }
    const probability = this.#probabilities.get(fault);
    return probability !== undefined && chance(this.#random, probability);
  }

  /** One to eight stray bytes. */
  junk(): Uint8Array {
    return this.#random.bytes(1 + this.#random.below(8));
  }

  #update(): void {
    const waiting = this.#armed.length > 0 || this.#probabilities.size > 0;
    if (waiting && this.#release === undefined) this.#release = this.#veto?.();
    if (waiting || this.#release === undefined) return;
    this.#release();
    this.#release = undefined;
  }
}
