/** The banknote acceptor (纸币器) with escrow (暂存), stacker and cash box (钞箱). ccnet.md; design.md §6. */
import type { Fen } from '../../src/kernel/fen.ts';
import type { Outcome } from '../../src/kernel/outcome.ts';
import type { Device } from './device.ts';

/** One accepted kind of note: a cell of the acceptor's bill table, tied to an edition (版) by configuration. */
export interface NoteTemplate {
  /** Index in the bill table, 0 … 23. */
  readonly type: number;
  readonly value: Fen;
  /** Year of the edition, e.g. 2015; the table itself does not carry it. */
  readonly edition: number;
}

/** Why a note came straight back (ccnet.md §8, reject reasons), by class. */
export type RejectReason = 'insertion' | 'unrecognised' | 'inhibited' | 'transport' | 'other';

/** What happens to a note, in the order the device reports it. Handlers are awaited: the device is acknowledged only afterwards. */
export type NoteEvent =
  /** A note is being drawn in and checked. */
  | { readonly kind: 'accepting' }
  | { readonly kind: 'rejected'; readonly reason: RejectReason; readonly code: number }
  /** A rejected note is out of the slot: the next one can be put in. */
  | { readonly kind: 'slot-free' }
  /** The note lies in escrow and waits for `stack` or `returnNote`. `template` is undefined for a type that is not configured. */
  | { readonly kind: 'escrow'; readonly type: number; readonly template: NoteTemplate | undefined }
  | { readonly kind: 'stacking' }
  /** The note is in the cash box: ours. Reported once per note, also after a power cut. `recovered`: reported by the power-up state 12. */
  | {
      readonly kind: 'stacked';
      readonly type: number;
      readonly template: NoteTemplate | undefined;
      readonly recovered: boolean;
    }
  | { readonly kind: 'returning' }
  | { readonly kind: 'returned'; readonly type: number | undefined }
  /** The note left the path and neither "stacked" nor "returned" was seen: nobody may guess. */
  | { readonly kind: 'outcome-missing' }
  /** Note somewhere in the path or at the box, whose it is cannot be said. */
  | { readonly kind: 'jam'; readonly where: 'path' | 'box' }
  | { readonly kind: 'jam-cleared' }
  | { readonly kind: 'cheated' }
  /** A second note was pushed in behind the first. */
  | { readonly kind: 'two-notes' }
  | { readonly kind: 'box-full' }
  | { readonly kind: 'box-removed' }
  | { readonly kind: 'box-returned' }
  | { readonly kind: 'failure'; readonly code: number }
  /** First state after the device lost power: its path was empty, holds a note it will return, or holds one it will stack. */
  | { readonly kind: 'power-up'; readonly path: 'empty' | 'note-in-validator' | 'note-in-stacker' }
  /** The start sequence is over and the device stands disabled. */
  | { readonly kind: 'ready' };

export type NoteHandler = (event: NoteEvent) => Promise<void>;

export interface BanknoteAcceptor extends Device {
  /** The one handler of note events. While it runs nothing is acknowledged and nothing else is reported. A rejected promise withholds the acknowledgement for good. */
  handleNotes(handler: NoteHandler): void;
  /** The configured templates, checked against the device's bill table at start. */
  readonly templates: readonly NoteTemplate[];
  /** True when it could take a note after `enable`. */
  readonly ready: boolean;
  /** `done` when the device itself, asked now, stands disabled with no note under way; `not-done` `note-under-way` else. */
  atRest(): Promise<Outcome<void>>;
  /** Accepts the configured notes, each into escrow; read back from the device before it counts as done. */
  enable(): Promise<Outcome<void>>;
  /** Accepts nothing. */
  inhibit(): Promise<Outcome<void>>;
  /** Escrow → cash box. `done` only means the command was understood; money is the `stacked` event. */
  stack(): Promise<Outcome<void>>;
  /** Escrow → back to the holder. */
  returnNote(): Promise<Outcome<void>>;
  /** The device's own count of stacked notes, 0 … 65535, wraps; `not-done` when it has none (command 5B). */
  stackedCount(): Promise<Outcome<number>>;
}
