/**
 * What the screen shows, as data: the web app and the text view are pure functions of it. Texts are not in it but codes
 * and values; the catalogue has the words (design.md §7, domain.md §14). Nothing secret is ever in a model.
 */
import type { Fen } from '../../kernel/fen.ts';

export type Language = 'zh' | 'en';

/** Whose turn it is: light = the screen, ink = look at the card, amber = act on the card now, off = out of service. */
export type Stage = 'light' | 'ink' | 'amber' | 'off';

/** The card as the machine sees it (ui.md §1.2). */
export type CardTray = 'waiting' | 'placed' | 'writing' | 'removed' | 'take' | 'no-card-please';

/** Keys of the keypad. `correct` deletes one digit, `clear` all. */
export type Key =
  | '0'
  | '1'
  | '2'
  | '3'
  | '4'
  | '5'
  | '6'
  | '7'
  | '8'
  | '9'
  | 'confirm'
  | 'cancel'
  | 'clear'
  | 'correct';

/** How the page is drawn for whoever stands there (ui.md §3, §4); back to plain at the end of a visit. */
export interface Display {
  readonly largeText: boolean;
  readonly highContrast: boolean;
}

export const PLAIN_DISPLAY: Display = { largeText: false, highContrast: false };

export type ButtonId =
  | 'cash'
  | 'help'
  | 'next'
  | 'exit'
  | 'rewrite'
  | 'later'
  | 'continue-top-up'
  | 'more-time'
  | 'back'
  | 'ok'
  | 'large-text'
  | 'high-contrast'
  | 'language';

export interface Button {
  readonly id: ButtonId;
  /** Key that does the same; every enabled button has one, so that the keypad alone is enough. */
  readonly key: Key;
  readonly primary: boolean;
  readonly enabled: boolean;
}

/** A message of the catalogue, e.g. E225 with `max` and `room`. */
export interface MessageRef {
  readonly code: string;
  readonly params: Readonly<Record<string, string>>;
}

/** A moment on the terminal's monotonic clock that the screen counts down to. */
export interface Countdown {
  readonly atMs: number;
  readonly totalMs: number;
  /** True in the last seconds of an idle time-out: the screen asks for more time. */
  readonly warning: boolean;
}

/** The card of the open visit in the tray. The name is masked at the server (domain.md §11.2). */
export interface TrayCard {
  readonly holderName: string;
  readonly holderNumber: string;
  /** What the card itself showed last. */
  readonly balance: Fen;
}

interface Common {
  readonly language: Language;
  readonly display: Display;
  /** Name of the school in the header, in both languages. */
  readonly school: { readonly zh: string; readonly en: string };
  /** Shows 模拟环境 / SIMULATION: any simulated device or test key. */
  readonly simulation: boolean;
  /** Terminal number. */
  readonly terminal: string;
  readonly stage: Stage;
  readonly tray: CardTray;
  /** Absent before the card is known and after the visit. */
  readonly card?: TrayCard;
  readonly buttons: readonly Button[];
  readonly countdown?: Countdown;
}

/** What every failure shows while there is no printer: `qr` is `terminal;serial`, nothing personal (design.md §12.14). */
export interface Voucher {
  readonly serial: string;
  readonly qr: string;
}

type Screens =
  | { readonly id: 'starting' }
  | { readonly id: 'attract' }
  | { readonly id: 'reading-card' }
  | {
      readonly id: 'menu';
      readonly holderName: string;
      readonly balance: Fen;
      /** Why cash top-up is greyed, if it is. */
      readonly cashUnavailable?: MessageRef;
      /** Shown as a banner when money of an earlier transaction is not on the card yet (E305). */
      readonly banner?: MessageRef;
    }
  | {
      readonly id: 'check-card';
      readonly holderName: string;
      readonly holderNumber: string;
      readonly balance: Fen;
      /** Room in whole notes: 本次最多可充. */
      readonly room: Fen;
      /** Face value of the note that is taken. */
      readonly value: Fen;
      readonly editions: readonly number[];
    }
  | { readonly id: 'please-wait' }
  | {
      readonly id: 'insert-note';
      readonly value: Fen;
      readonly editions: readonly number[];
      readonly message?: MessageRef;
    }
  | { readonly id: 'checking-note' }
  | { readonly id: 'take-note-back'; readonly message: MessageRef | undefined }
  | { readonly id: 'stacking-note' }
  | {
      readonly id: 'writing';
      readonly amount: Fen;
      readonly kind: 'top-up' | 'rewrite';
      /** What goes on: the server is asked, the card is written, the card is asked what is on it (已收 · 写入 · 核对). */
      readonly phase: 'asking' | 'writing' | 'checking';
    }
  | {
      readonly id: 'torn-card';
      readonly amount: Fen;
      readonly serial: string;
      readonly message: MessageRef;
    }
  | {
      readonly id: 'rewrite-offer';
      readonly openedAt: string;
      readonly kind: 'cash';
      readonly serial: string;
      readonly amount: Fen;
      readonly balance: Fen;
      readonly balanceAfter: Fen;
      /** Set after a failed try: E302. */
      readonly message?: MessageRef;
    }
  | {
      readonly id: 'result';
      readonly message: MessageRef;
      readonly amount: Fen;
      readonly balanceBefore: Fen;
      readonly balance: Fen;
      readonly serial: string;
      /** ISO 8601 of the terminal's wall clock. */
      readonly time: string;
    }
  | {
      readonly id: 'failure';
      readonly message: MessageRef;
      readonly voucher?: Voucher;
      /** Amount of the order that the voucher stands for. */
      readonly amount?: Fen;
      readonly hotline: string;
    }
  | { readonly id: 'take-card' }
  | {
      readonly id: 'help';
      readonly hotline: string;
      readonly loadKiosks: readonly string[];
      readonly cashMachines: readonly string[];
      readonly hours: string;
    }
  | {
      readonly id: 'out-of-service';
      readonly message: MessageRef;
      readonly hotline: string;
      /** Places of other terminals (domain.md §5.1). */
      readonly nearest: readonly string[];
    };

export type ScreenModel = Common & Screens;
export type ScreenId = Screens['id'];
export type ScreenOf<I extends ScreenId> = Common & Extract<Screens, { readonly id: I }>;

/** What a person does at the screen or the keypad. */
export type ScreenEvent =
  | { readonly type: 'press'; readonly button: ButtonId }
  | { readonly type: 'key'; readonly key: Key }
  | { readonly type: 'language'; readonly language: Language }
  | { readonly type: 'display'; readonly display: Display };

/** Where models go. The page behind it may be absent; the terminal never waits for it. */
export interface ScreenPort {
  show(model: ScreenModel): void;
  onEvent(listener: (event: ScreenEvent) => void): () => void;
}

/** The enabled button that a key stands for. */
export function buttonForKey(model: ScreenModel, key: Key): ButtonId | undefined {
  return model.buttons.find((button) => button.enabled && button.key === key)?.id;
}
