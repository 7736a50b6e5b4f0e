/** What the holder was shown of an order's end goes on record, so that it is told once and not again elsewhere (design.md §1.3). */
import type { LoadPorts } from './ports.ts';

/**
 * A page says how this order ended. Told only if the card of `epoch` answers a fresh presence exchange behind it: a holder
 * who has lifted it a moment ago may be on the way already, and is told at the next placement.
 */
export async function tellOrder(ports: LoadPorts, orderId: string, epoch: number): Promise<void> {
  if (await ports.cards.confirmPresence(epoch)) await ports.facts.record('order-told', { orderId });
}
