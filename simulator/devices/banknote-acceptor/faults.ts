/** Faults of one acceptor, armed for the next occasion or by probability (domain.md §12). */
import { CCNET_COMMANDS } from '../../../drivers/banknote-acceptor/ccnet/codec.ts';
import { chance, type Random } from '../../../src/kernel/random.ts';

/** What ends a jam: the note comes out at the slot, goes flat into the box, or an operator pulls it out. */
export type JamEnd = 'slot' | 'box' | 'operator';

/** Concerns one exchange on the line; with `command` only answers to that code. */
export type ExchangeFault = { readonly command?: number } & (
  | { readonly kind: 'no-answer'; /** The command is obeyed all the same. */ readonly executed: boolean }
  | { readonly kind: 'broken-crc' }
  | { readonly kind: 'byte-gap'; readonly afterBytes: number; readonly gapMs: number }
  | { readonly kind: 'junk'; readonly length: number; readonly place: 'before' | 'after' | 'instead' }
  /** POLL is answered DEVICE BUSY, `tenths` × 100 ms. */
  | { readonly kind: 'busy'; readonly tenths: number }
);

/** Concerns one note. */
export type NoteFault =
  | { readonly kind: 'reject'; /** ccnet.md §8, e.g. 0x66. */ readonly code: number }
  /**
   * `in-escrow` shows as soon as the note should move. `pastPoint`: the note is beyond the point of no
   * return.
   */
  | {
      readonly kind: 'jam';
      readonly at: 'before-escrow' | 'in-escrow' | 'stacking';
      readonly pastPoint?: boolean;
      readonly ends: JamEnd;
      /** A note that ends in the box is reported by 81; otherwise only the counter moves. */
      readonly reported?: boolean;
    }
  /**
   * Pulled on a string: the note is out again, or (`box`) the string tore and it went into the box
   * unreported.
   */
  | { readonly kind: 'cheat'; readonly at: 'accepting' | 'stacking'; readonly ends: 'hand' | 'box' }
  | { readonly kind: 'stacked-lost' }
  | { readonly kind: 'stacked-as'; readonly type: number }
  | { readonly kind: 'stacked-late'; readonly delayMs: number };

export type CcnetFault = ExchangeFault | NoteFault;

interface Armed {
  readonly fault: CcnetFault;
  /** Occasions left; undefined: by `probability`, for good. */
  times: number | undefined;
  readonly probability: number;
}

const EXCHANGE_KINDS: ReadonlySet<CcnetFault['kind']> = new Set([
  'no-answer',
  'broken-crc',
  'byte-gap',
  'junk',
  'busy',
]);

/** Most faults armed at once. */
const LIMIT = 256;

export class Faults {
  readonly #random: Random;
  readonly #veto: (() => () => void) | undefined;
  #armed: Armed[] = [];
  #release: (() => void) | undefined;

  /** `veto` forbids skipping this device's polls until the function it gives is called. */
  constructor(random: Random, veto: (() => () => void) | undefined) {
    this.#random = random;
    this.#veto = veto;
  }

  /** For the next `times` occasions. */
  arm(fault: CcnetFault, times = 1): void {
    this.#add({ fault, times, probability: 1 });
  }

  /** On every occasion with this probability, until `clear`. */
  randomly(fault: CcnetFault, probability: number): void {
    this.#add({ fault, times: undefined, probability });
  }

  clear(): void {
    this.#armed = [];
    this.#updateVeto();
  }

  /** How many are waiting. */
  get armed(): number {
    return this.#armed.length;
  }

  /** The fault of this kind for the present occasion, used up. */
  take<K extends CcnetFault['kind']>(
    kind: K,
    matches: (fault: Extract<CcnetFault, { kind: K }>) => boolean = () => true,
  ): Extract<CcnetFault, { kind: K }> | undefined {
    type Wanted = Extract<CcnetFault, { kind: K }>;
    const found = this.#armed.find(
      (armed) => armed.fault.kind === kind && matches(armed.fault as Wanted) && this.#strikes(armed),
    );
    if (found === undefined) return undefined;
    this.#use(found);
    return found.fault as Wanted;
  }

  /** The fault of the exchange that begins with this command code. */
  takeExchange(command: number): ExchangeFault | undefined {
    const found = this.#armed.find((armed) => concerns(armed.fault, command) && this.#strikes(armed));
    if (found === undefined) return undefined;
    this.#use(found);
    return found.fault as ExchangeFault;
  }

  #strikes(armed: Armed): boolean {
    return armed.times !== undefined || chance(this.#random, armed.probability);
  }

  #add(armed: Armed): void {
    if (this.#armed.length >= LIMIT) this.#armed.shift();
    this.#armed.push(armed);
    this.#updateVeto();
  }

  #use(armed: Armed): void {
    if (armed.times === undefined) return;
    armed.times -= 1;
    if (armed.times > 0) return;
    this.#armed = this.#armed.filter((other) => other !== armed);
    this.#updateVeto();
  }

  #updateVeto(): void {
    const wanted = this.#armed.some(({ fault }) => isExchangeFault(fault));
    if (wanted) {
      this.#release ??= this.#veto?.();
    } else {
      this.#release?.();
      this.#release = undefined;
    }
  }
}

function isExchangeFault(fault: CcnetFault): fault is ExchangeFault {
  return EXCHANGE_KINDS.has(fault.kind);
}

function concerns(fault: CcnetFault, command: number): boolean {
  if (!isExchangeFault(fault)) return false;
  const only = fault.kind === 'busy' ? CCNET_COMMANDS.poll.code : fault.command;
  return only === undefined || only === command;
}
