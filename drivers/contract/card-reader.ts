/** The card reader (读卡器): which card lies on the reader area (读卡区), and a session to talk to it (design.md §4). */
import type { Unsubscribe } from '../../src/kernel/emitter.ts';
import type { Device } from './device.ts';

/** A card in the field. A new epoch begins whenever a card comes, or is reset without our doing; all volatile card state ends with it. */
export interface PresentCard {
  readonly epoch: number;
  /** Upper-case hexadecimal. Random for some cards; the application serial is the identity. */
  readonly uid: string;
  readonly technology: 'iso-dep' | 'mifare-classic';
}

export type CardSituation =
  | { readonly kind: 'none' }
  | { readonly kind: 'present'; readonly card: PresentCard }
  /** More than one card in the field: service is refused (domain.md E104). */
  | { readonly kind: 'several' };

/** What a card answered. `data` excludes the status word 9000; a success shorter than two bytes is `unknown`. */
export type CardReply =
  | { readonly kind: 'data'; readonly data: Uint8Array }
  /** The card itself said no: status word, four upper-case hexadecimal digits. */
  | { readonly kind: 'refused'; readonly status: string }
  /** Torn, silent, damaged: the command may or may not have been carried out. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** A conversation with one card in one epoch. At most one exchange at a time; presence polling steps aside for it. */
export interface CardSession {
  readonly card: PresentCard;
  /** False once the card has left or was reset. */
  readonly live: boolean;
  /** Sends one command APDU. Never repeated by the driver once it may have reached the card. */
  exchange(command: Uint8Array): Promise<CardReply>;
  /** Keeps presence exchanges off the air until the returned function is called: from `prepareLoad` to the end of `commitLoad`. */
  quiet(): () => void;
  /** Resets the card by switching the field off and on and selects the same card again; not a removal. `undefined` when it is gone. */
  powerCycle(): Promise<CardSession | undefined>;
}

export interface CardReader extends Device {
  readonly situation: CardSituation;
  onSituation(listener: (situation: CardSituation) => void): Unsubscribe;
  /** A session on the card of that epoch, or `undefined` when that epoch is over. */
  session(epoch: number): CardSession | undefined;
  /** One fresh presence exchange now: true only when the card of that epoch answered it. */
  confirmPresence(epoch: number): Promise<boolean>;
}
