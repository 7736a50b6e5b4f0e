/**
 * What the journal says of each order that is still open: a fold over facts, nothing else. Boot recovery and the note
 * desk start from it; machine snapshots are never restored (design.md §5.1).
 */
import type { Fen } from '../kernel/fen.ts';
import type { Fact } from '../money/facts.ts';
import type { CardRef } from '../money/values.ts';
import type { StoredFact } from './fact-log.ts';

/** How far an order got. From `funded` on there is money behind it. */
export type OrderPhase =
  | 'hold-asked'
  | 'held'
  | 'slot-open'
  | 'escrowed'
  | 'stack-sent'
  | 'return-sent'
  | 'note-returned'
  | 'funded'
  | 'attempt-open'
  | 'commit-sent'
  | 'failed';

export interface OpenOrder {
  readonly orderId: string;
  /** Undefined for an order of another terminal that is written here as 补写. */
  readonly hostSequence: number | undefined;
  readonly card: CardRef;
  readonly amount: Fen;
  readonly phase: OrderPhase;
  /** Bill-table index in escrow. */
  readonly noteType?: number;
  /** Acceptor's own count before the note. */
  readonly stackedCount?: number | null;
  /** Identity of the acceptor at that time. */
  readonly device?: string;
}

const CLOSING = new Set<Fact['type']>(['hold-released', 'note-disputed', 'load-written', 'load-owed']);

const NOTE_FACTS = new Set<Fact['type']>(['note-escrowed', 'note-stacked', 'note-returned']);

export class OrderBook {
  /** True when the newest fact about a note is that it was booked. */
  lastNoteBooked = false;
  readonly #open = new Map<string, OpenOrder>();

  static of(facts: Iterable<StoredFact>): OrderBook {
    const book = new OrderBook();
    for (const stored of facts) book.apply(stored);
    return book;
  }

  open(): readonly OpenOrder[] {
    return [...this.#open.values()];
  }

  get(orderId: string): OpenOrder | undefined {
    return this.#open.get(orderId);
  }

  apply(stored: StoredFact): void {
    const { fact } = stored;
    if (NOTE_FACTS.has(fact.type)) this.lastNoteBooked = fact.type === 'note-stacked';
    if (!('orderId' in fact.data) || fact.data.orderId === null) return;
    const { orderId } = fact.data;
    if (orderId === undefined) return;
    if (closes(fact)) {
      this.#open.delete(orderId);
      return;
    }
    const next = advance(this.#open.get(orderId), fact, stored.hostSequence);
    if (next !== undefined) this.#open.set(orderId, next);
  }
}

/** Nothing is left to do for this order at this terminal. */
function closes(fact: Fact): boolean {
  if (fact.type === 'hold-answered') return fact.data.answer.kind === 'refused';
  if (fact.type === 'verdict-received') return fact.data.verdict === 'loaded';
  return CLOSING.has(fact.type);
}

function advance(
  order: OpenOrder | undefined,
  fact: Fact,
  hostSequence: number | undefined,
): OpenOrder | undefined {
  switch (fact.type) {
    case 'hold-asked':
      return { ...fact.data, hostSequence, phase: 'hold-asked' };
    case 'attempt-asked': {
      const base = order ?? {
        orderId: fact.data.orderId,
        hostSequence: undefined,
        card: fact.data.card,
        amount: fact.data.intent.amount,
      };
      return { ...base, phase: 'attempt-open' };
    }
    case 'slot-opened':
      return (
        order && {
          ...order,
          phase: 'slot-open',
          stackedCount: fact.data.stackedCount,
          device: fact.data.device,
        }
      );
    case 'note-escrowed':
      return order && { ...order, phase: 'escrowed', noteType: fact.data.type };
    case 'attempt-answered':
      return order && (fact.data.answer.kind === 'refused' ? { ...order, phase: 'failed' } : order);
    case 'hold-answered':
    case 'stack-sent':
    case 'return-sent':
    case 'note-returned':
    case 'note-stacked':
    case 'commit-sent':
    case 'load-failed':
      return order && { ...order, phase: PHASE_AFTER[fact.type] };
    default:
      return order;
  }
}

const PHASE_AFTER = {
  'hold-answered': 'held',
  'stack-sent': 'stack-sent',
  'return-sent': 'return-sent',
  'note-returned': 'note-returned',
  'note-stacked': 'funded',
  'commit-sent': 'commit-sent',
  'load-failed': 'failed',
} as const;
