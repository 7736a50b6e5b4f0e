/** Boot: open orders of the last life are settled before the terminal takes customers (design.md §5.1). */
import { releaseHold } from './hold.ts';
import type { OpenOrder, OrderPhase } from './order-book.ts';
import { oweOrder } from './owe.ts';
import type { LoadPorts } from './ports.ts';
import { unreachable } from '../kernel/errors.ts';

/** What an order left behind in each phase needs. `wait`: the acceptor's first states decide, at the note desk. */
function settlement(phase: OrderPhase): 'release' | 'wait' | 'owe' {
  switch (phase) {
    case 'hold-asked':
    case 'held':
    case 'slot-open':
    case 'note-returned':
      return 'release';
    case 'escrowed':
    case 'stack-sent':
    case 'return-sent':
      return 'wait';
    case 'funded':
    case 'attempt-open':
    case 'commit-sent':
    case 'failed':
      return 'owe';
    default:
      return unreachable(phase);
  }
}

/** Settles what can be settled from the journal alone; gives the orders whose note the acceptor must speak for. */
export async function settleOpenOrders(
  ports: LoadPorts,
  open: readonly OpenOrder[],
): Promise<readonly OpenOrder[]> {
  const waiting: OpenOrder[] = [];
  for (const order of open) {
    const what = settlement(order.phase);
    if (what === 'wait') waiting.push(order);
    else if (what === 'release') await releaseHold(ports, order.orderId, 'power-cut');
    else await oweOrder(ports, order.orderId, 'power-cut');
  }
  return waiting;
}
