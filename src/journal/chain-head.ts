/** The ends of both hash chains: what the next record must follow. */
import { CHAIN_START } from '../kernel/hash-chain.ts';
import { genesisHash } from './chain.ts';
import type { StoredRecord, StoreMeta } from './record.ts';
import type { JournalReader } from './store.ts';

/** The ends of both chains. */
export interface ChainHead {
  /** 0 in an empty journal. */
  readonly sequence: number;
  readonly hash: string;
  /** 0 when no record is flagged for the host. */
  readonly hostSequence: number;
  readonly hostHash: string;
}

/** The ends of both chains of a journal without records. */
export function emptyChain(meta: Pick<StoreMeta, 'journalId' | 'generation'>): ChainHead {
  return {
    sequence: 0,
    hash: genesisHash(meta.journalId, meta.generation),
    hostSequence: 0,
    hostHash: CHAIN_START,
  };
}

/** The ends of both chains as the store states them, without checking. */
export function statedHead(reader: JournalReader): ChainHead {
  const empty = emptyChain(reader.meta);
  const { head, hostHead } = reader;
  return {
    sequence: head?.sequence ?? empty.sequence,
    hash: head?.hash ?? empty.hash,
    hostSequence: hostHead?.host?.sequence ?? empty.hostSequence,
    hostHash: hostHead?.host?.hash ?? empty.hostHash,
  };
}

/** The ends of both chains once `record` is there. */
export function advance(before: ChainHead, { sequence, hash, host }: StoredRecord): ChainHead {
  if (host === undefined) return { ...before, sequence, hash };
  return { sequence, hash, hostSequence: host.sequence, hostHash: host.hash };
}
