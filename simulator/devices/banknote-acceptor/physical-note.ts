/** A banknote (纸币) as a thing: what it is and where it lies. The physical truth behind every CCNET byte. */
import type { Fen } from '../../../src/kernel/fen.ts';

/** What a sensor minds about a note that is genuine all the same. */
export type NoteCondition = 'good' | 'torn' | 'crumpled' | 'skewed' | 'taped' | 'faded' | 'damp';

/** Plain data: it goes into snapshots as it is. */
export interface PhysicalNote {
  /** Unique in one simulated world. */
  readonly id: string;
  /** Number printed on the note (冠字号码). */
  readonly serial: string;
  readonly value: Fen;
  /** Year of the edition (版), e.g. 2015. */
  readonly edition: number;
  readonly genuine: boolean;
  readonly condition: NoteCondition;
}

/**
 * Where a note is. `hand`: outside. `path`: in the transport. `escrow`: held for a decision. `stacker`: past
 * the point of no return, not flat yet. `box`: flat in the cash box. `slot`: at the mouth, gripped until
 * somebody takes it.
 */
export type NotePlace = 'hand' | 'path' | 'escrow' | 'stacker' | 'box' | 'slot';

/** Places inside the device where a note can neither be taken out nor be counted. */
export type TransitPlace = 'path' | 'escrow' | 'stacker';

/** Who moved it: an operator empties boxes and pulls jammed notes. */
export type Mover = 'person' | 'device' | 'operator';

/** Something that happened to things, not to bytes. */
export type PhysicalHappening =
  | {
      readonly kind: 'note-moved';
      readonly note: PhysicalNote;
      readonly from: NotePlace;
      readonly to: NotePlace;
      readonly by: Mover;
    }
  | { readonly kind: 'box-removed' | 'box-inserted' | 'power-off' | 'power-on' | 'jammed' | 'jam-cleared' }
  /** The notes lie with the operator from now on. */
  | { readonly kind: 'box-emptied'; readonly notes: readonly PhysicalNote[] };

/** What an eye-witness would write down; `at` is monotonic milliseconds. */
export type PhysicalEvent = PhysicalHappening & { readonly at: number };
