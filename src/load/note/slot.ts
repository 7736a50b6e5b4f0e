/** Opening and shutting the note slot (进钞口), and the decision at escrow (design.md §6). */
import type { BanknoteAcceptor } from '../../../drivers/contract/banknote-acceptor.ts';
import { sleep, type Clock } from '../../kernel/clock.ts';
import type { LoadOrder, LoadPorts } from '../ports.ts';
import { releaseHold } from '../hold.ts';
import type { NoteDesk } from './note-desk.ts';

export type SlotOpened = { readonly kind: 'open' } | { readonly kind: 'failed'; readonly reason: string };

/** How long a note of the slot before may take to be back, and how often the device is asked meanwhile, milliseconds. */
const REST_WAIT_MS = 6_000;
const REST_ASK_MS = 300;

/**
 * A note that was drawn in at the last moment of the slot before belongs to nobody's order and goes back; were the next
 * slot open by then, it would become that holder's (design.md §6: credit belongs to the order of the escrow).
 */
async function comesToRest(acceptor: BanknoteAcceptor, clock: Clock): Promise<boolean> {
  const begun = clock.monotonic();
  while (clock.monotonic() - begun < REST_WAIT_MS) {
    if ((await acceptor.atRest()).kind === 'done') return true;
    await sleep(clock, REST_ASK_MS, 'acceptor at rest');
  }
  return false;
}

async function reasonNotToOpen(ports: LoadPorts, desk: NoteDesk): Promise<string | undefined> {
  if (desk.blocked !== undefined) return desk.blocked;
  const { acceptor, clock } = ports;
  if (acceptor?.ready !== true) return 'not-ready';
  return (await comesToRest(acceptor, clock)) ? desk.blocked : 'note-under-way';
}

/** Lamp green only when nothing is under way in the acceptor and it has read back that it is enabled. */
export async function openSlot(ports: LoadPorts, desk: NoteDesk, order: LoadOrder): Promise<SlotOpened> {
  const { acceptor } = ports;
  const reason = await reasonNotToOpen(ports, desk);
  if (acceptor === undefined || reason !== undefined) {
    await releaseHold(ports, order.orderId, 'slot-failed');
    return { kind: 'failed', reason: reason ?? 'absent' };
  }
  const counted = await acceptor.stackedCount();
  const stackedCount = counted.kind === 'done' ? counted.value : null;
  const device = (acceptor.identity ?? 'unknown').slice(0, 80);
  await ports.facts.record('slot-opened', { orderId: order.orderId, stackedCount, device });
  desk.begin(order, stackedCount);
  return reopenSlot(ports, desk);
}

/** For the next note under the same hold, after one was rejected or returned. */
export async function reopenSlot(ports: LoadPorts, desk: NoteDesk): Promise<SlotOpened> {
  if (desk.current?.phase !== 'slot-open') return { kind: 'failed', reason: 'no-order' };
  const enabled = await ports.acceptor?.enable();
  if (enabled?.kind !== 'done') return { kind: 'failed', reason: 'enable-failed' };
  ports.indicator?.slotLamp('green');
  return { kind: 'open' };
}

/** Shuts the slot. The hold is released when no note was kept under it. */
export async function shutSlot(ports: LoadPorts, desk: NoteDesk, reason: string): Promise<void> {
  ports.indicator?.slotLamp('off');
  const note = desk.current;
  if (note?.phase === 'slot-open') {
    desk.end();
    await releaseHold(ports, note.orderId, reason);
  }
  await ports.acceptor?.inhibit();
}

export type EscrowDecision =
  | { readonly kind: 'stacking' }
  | { readonly kind: 'returning'; readonly reason: string };

/**
 * A note lies in escrow. STACK only if it is one of ours, the card of the approved epoch answers a fresh presence
 * exchange, the last host exchange worked and is fresh, and the time to decide is not over; else RETURN.
 */
export async function decideEscrow(ports: LoadPorts, desk: NoteDesk, epoch: number): Promise<EscrowDecision> {
  const reason = await reasonToReturn(ports, desk, epoch);
  if (reason !== undefined) {
    await returnNote(ports, desk, reason);
    return { kind: 'returning', reason };
  }
  return stackNote(ports, desk);
}

async function stackNote(ports: LoadPorts, desk: NoteDesk): Promise<EscrowDecision> {
  const note = desk.current;
  if (note?.phase !== 'escrowed') return { kind: 'returning', reason: 'no-note' };
  desk.phaseBecomes('stack-sent');
  await ports.facts.record('stack-sent', { orderId: note.orderId });
  const stacked = await ports.acceptor?.stack();
  void ports.acceptor?.inhibit();
  // ILLEGAL means that the note is not in escrow any more; the device's own next report tells where it is.
  return stacked?.kind === 'not-done' ? { kind: 'returning', reason: 'stack-refused' } : { kind: 'stacking' };
}

async function reasonToReturn(ports: LoadPorts, desk: NoteDesk, epoch: number): Promise<string | undefined> {
  const note = desk.current;
  if (note === undefined || note.phase !== 'escrowed') return 'no-note';
  const template = ports.acceptor?.templates.find((known) => known.type === note.noteType);
  if (template === undefined || template.value !== note.amount) return 'not-accepted';
  if (!ports.host.fresh(ports.parameters.hostFreshMs)) return 'host-not-fresh';
  if (!(await ports.cards.confirmPresence(epoch))) return 'card-left';
  const waited = ports.clock.monotonic() - note.escrowedAtMs;
  return waited > ports.parameters.escrowDecideMs ? 'too-late' : undefined;
}

async function returnNote(ports: LoadPorts, desk: NoteDesk, reason: string): Promise<void> {
  const note = desk.current;
  if (note?.phase !== 'escrowed') return;
  desk.phaseBecomes('return-sent');
  await ports.facts.record('return-sent', { orderId: note.orderId, reason });
  await ports.acceptor?.returnNote();
}
