/** Walks a journal from its first record and recomputes both chains. */
import { hostChainHash } from '../kernel/hash-chain.ts';
import { recordHash } from './chain.ts';
import { advance, emptyChain, type ChainHead } from './chain-head.ts';
import type { StoredRecord } from './record.ts';
import { recordsOf, type JournalReader } from './store.ts';

export type Verification =
  | { readonly kind: 'sound'; readonly head: ChainHead }
  | { readonly kind: 'broken'; readonly sequence: number; readonly reason: string };

function hostFault(before: ChainHead, record: StoredRecord): string | undefined {
  const { host } = record;
  if (host === undefined) return undefined;
  if (host.sequence !== before.hostSequence + 1) return 'host sequence has a gap';
  if (host.previousHash !== before.hostHash) return 'does not follow the host record before';
  const { previousHash, sequence: hostSequence, hash } = host;
  const { type, data } = record;
  return hash === hostChainHash(previousHash, hostSequence, type, data) ? undefined : 'host hash is wrong';
}

function fault(before: ChainHead, record: StoredRecord): string | undefined {
  if (record.sequence !== before.sequence + 1) return 'sequence has a gap';
  if (record.previousHash !== before.hash) return 'does not follow the record before';
  const hash = recordHash({ ...record, hostSequence: record.host?.sequence });
  return record.hash === hash ? hostFault(before, record) : 'hash is wrong';
}

/** Reads every record once; memory stays flat. Records cut off at the end can only be missed by the server. */
export function verifyChain(reader: JournalReader): Verification {
  let head = emptyChain(reader.meta);
  for (const record of recordsOf(reader)) {
    const reason = fault(head, record);
    if (reason !== undefined) return { kind: 'broken', sequence: record.sequence, reason };
    head = advance(head, record);
  }
  return { kind: 'sound', head };
}
