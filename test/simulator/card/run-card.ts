/** Talks to a simulated card as an antenna would, in virtual time. */
import { fromHex, toHex } from '../../../src/kernel/hex.ts';
import type { Random } from '../../../src/kernel/random.ts';
import type { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import type { FieldCard } from '../../../simulator/devices/card/field-card.ts';

export const SELECT_PURSE = '00A40000023F01';
/** pboc-epurse.md §6. */
export const INITIALISE_5000 = '805000020B010000138810000000004210';
export const INITIALISED = '000004E2002A01005A17C3E93B98CC3D9000';
export const CREDIT_5000 = '805200000B20251122193005E844B75C04';
export const PROVE_002B = '805A000202002B08';

/**
 * Sends one APDU; hexadecimal answer, `silence` when none came within 10 s, or `error` and the chip's
 * status.
 */
export async function send(card: FieldCard, clock: VirtualClock, apdu: string): Promise<string> {
  let answered: string | undefined;
  card.transceive(fromHex(apdu), clock, (reply) => {
    answered = reply.kind === 'data' ? toHex(reply.data) : `error ${reply.status.toString(16)}`;
  });
  await clock.runUntil(() => answered !== undefined, 10_000);
  return answered ?? 'silence';
}

/** Sends several APDUs; the last answer. */
export async function sendAll(
  card: FieldCard,
  clock: VirtualClock,
  ...apdus: readonly string[]
): Promise<string> {
  let last = '';
  for (const apdu of apdus) last = await send(card, clock, apdu);
  return last;
}

/** A random source that gives these values one after the other. */
export function scripted(...values: readonly string[]): Random {
  const rest = [...values];
  return {
    bytes: (length) => {
      const value = fromHex(rest.shift() ?? '00'.repeat(length));
      if (value.length !== length) throw new Error(`${length} bytes asked for, ${value.length} scripted`);
      return value;
    },
    below: () => 0,
  };
}
