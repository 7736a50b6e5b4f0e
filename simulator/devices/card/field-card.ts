/** What a reader's antenna can do with any simulated card, whatever is inside it. pn532.md §7–§9. */
import type { Clock } from '../../../src/kernel/clock.ts';

/** What a card shows while it is selected (ISO 14443-3 and -4). */
export interface CardIdentity {
  /** 4 or 7 bytes. */
  readonly uid: Uint8Array;
  /** SENS_RES, high byte first: 0004 for an S50. */
  readonly sensRes: Uint8Array;
  /** SEL_RES; bit 20h set: the card speaks ISO 14443-4. */
  readonly selRes: number;
  /** Answer to select with its own length in front; `undefined` for cards without ISO 14443-4. */
  readonly ats: Uint8Array | undefined;
}

/** What comes back over the air. `error` carries the reader chip's status code (pn532.md §4). */
export type AirReply =
  | { readonly kind: 'data'; readonly data: Uint8Array }
  | { readonly kind: 'error'; readonly status: number };

export interface FieldCard {
  /** May change at each power-up for cards with a random UID. */
  readonly identity: CardIdentity;
  /** True while the card works on a command and asks its reader for more time (WTX). */
  readonly busy: boolean;
  /** Selects the card, with RATS where it has one: everything volatile starts afresh. Ends a silence. */
  activate(): void;
  /** Field gone or card pulled away: kills everything volatile and any running command. */
  powerDown(): void;
  /**
   * Hears one command and answers later, or never: a card that is not activated, is busy, or died in a tear
   * stays silent. `answer` is never called after `powerDown`.
   */
  transceive(command: Uint8Array, clock: Clock, answer: (reply: AirReply) => void): void;
}
