/** The way out when the money is ours and the card is not written: owed, known to the server, offered as 补写 (make-up write). */
import type { LoadPorts } from './ports.ts';

export async function oweOrder(ports: LoadPorts, orderId: string, reason: string): Promise<void> {
  await ports.facts.record('load-owed', { orderId, reason });
}
