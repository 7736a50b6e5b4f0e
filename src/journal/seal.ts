/** Makes the next record: numbers it, stamps it with the clock and links it into both chains. */
import type { Clock } from '../kernel/clock.ts';
import { hostChainHash } from '../kernel/hash-chain.ts';
import { recordHash } from './chain.ts';
import type { ChainHead } from './chain-head.ts';
import type { HostLink, StoredRecord } from './record.ts';

export interface Unsealed {
  readonly type: string;
  /** Canonical JSON text. */
  readonly data: string;
  readonly host: boolean;
}

function hostLink(head: ChainHead, { type, data }: Unsealed): HostLink {
  const sequence = head.hostSequence + 1;
  const previousHash = head.hostHash;
  return { sequence, previousHash, hash: hostChainHash(previousHash, sequence, type, data) };
}

export function seal(head: ChainHead, event: Unsealed, clock: Clock): StoredRecord {
  const fields = {
    sequence: head.sequence + 1,
    type: event.type,
    data: event.data,
    wallMs: Math.round(clock.wall()),
    monotonicMs: Math.round(clock.monotonic()),
    previousHash: head.hash,
  };
  if (!event.host) return { ...fields, hash: recordHash({ ...fields, hostSequence: undefined }) };
  const host = hostLink(head, event);
  return { ...fields, hash: recordHash({ ...fields, hostSequence: host.sequence }), host };
}
