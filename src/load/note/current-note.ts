/** The note that the slot is open for, or that is on its way: at most one (cash.mode per-note). */
import type { NoteTemplate } from '../../../drivers/contract/banknote-acceptor.ts';
import type { OpenOrder } from '../order-book.ts';

/** `disputed`: an investigation is open and no event of the device closes it any more. */
export type NotePhase = 'slot-open' | 'escrowed' | 'stack-sent' | 'return-sent' | 'disputed';

export interface CurrentNote {
  readonly orderId: string;
  readonly amount: OpenOrder['amount'];
  phase: NotePhase;
  /** Bill-table index in escrow. */
  noteType: number | undefined;
  /** Monotonic milliseconds of the escrow report. */
  escrowedAtMs: number;
  /** The acceptor's own count before the note; null when it has none. */
  readonly stackedCount: number | null;
  readonly device: string | undefined;
  /** Acceptor power-up or box removal since the slot opened: the counter proves nothing any more. */
  interrupted: boolean;
  /** False for a note taken over from an earlier life: nobody waits at the slot. */
  readonly attended: boolean;
}

/** The note that an earlier life left behind, if its fate depends on what the acceptor says. */
export function noteLeftBehind(order: OpenOrder): CurrentNote | undefined {
  const phase = order.phase;
  if (phase !== 'escrowed' && phase !== 'stack-sent' && phase !== 'return-sent') return undefined;
  return {
    orderId: order.orderId,
    amount: order.amount,
    phase,
    noteType: order.noteType,
    escrowedAtMs: 0,
    stackedCount: order.stackedCount ?? null,
    device: order.device,
    interrupted: false,
    attended: false,
  };
}

/** 81 with another type than escrowed keeps its order only if both types are configured at the order's value (design.md §12.10). */
export function typeKeepsOrder(
  note: CurrentNote,
  stackedType: number,
  templates: readonly NoteTemplate[],
): boolean {
  const worth = (type: number | undefined): number | undefined =>
    templates.find((template) => template.type === type)?.value;
  return worth(stackedType) === note.amount && worth(note.noteType ?? stackedType) === note.amount;
}
