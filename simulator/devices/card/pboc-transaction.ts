/**
 * The two transactions of an electronic purse: what INITIALIZE answers and what CREDIT or DEBIT changes.
 * pboc-epurse.md §3, §4.
 */
import { fromHex, toHex } from '../../../src/kernel/hex.ts';
import {
  cbcMac,
  concat,
  diversify,
  loadSessionKey,
  purchaseSessionKey,
  readUint32,
  tacKey,
  uint16,
  uint32,
} from './pboc-crypto.ts';
import {
  LOG_RECORDS,
  type CardTransaction,
  type KeptProof,
  type PbocMemory,
  type PurseState,
} from './pboc-memory.ts';

export const EP_LOAD = 0x02;
export const EP_PURCHASE = 0x06;
const KEY_VERSION = 0x01;
const ALGORITHM = 0x00;
const NO_OVERDRAFT = Uint8Array.of(0, 0, 0);

/** An INITIALIZE that waits for its CREDIT or DEBIT: amount and terminal as given, random as answered. */
export interface PendingTransaction {
  readonly kind: 'load' | 'purchase';
  readonly amount: number;
  readonly terminal: Uint8Array;
  readonly random: Uint8Array;
}

/** What a verified CREDIT or DEBIT will do, once committed. */
export interface PreparedCommit {
  /** Answer data without status word. */
  readonly answer: Uint8Array;
  /** Old becomes new in one assignment, never between. */
  readonly commit: () => void;
}

/** Answer data of INITIALIZE FOR LOAD. */
export function loadChallenge(memory: PbocMemory, pending: PendingTransaction): Uint8Array {
  const { balance, onlineCounter } = memory.state;
  const signed = concat(uint32(balance), uint32(pending.amount), Uint8Array.of(EP_LOAD), pending.terminal);
  const mac1 = cbcMac(loadKey(memory, pending), signed);
  const versions = Uint8Array.of(KEY_VERSION, ALGORITHM);
  return concat(uint32(balance), uint16(onlineCounter), versions, pending.random, mac1);
}

/** Answer data of INITIALIZE FOR PURCHASE. */
export function purchaseChallenge(memory: PbocMemory, pending: PendingTransaction): Uint8Array {
  const { balance, offlineCounter } = memory.state;
  const versions = Uint8Array.of(KEY_VERSION, ALGORITHM);
  return concat(uint32(balance), uint16(offlineCounter), NO_OVERDRAFT, versions, pending.random);
}

/** `data` of CREDIT FOR LOAD: date 4, time 3, MAC2 4. `undefined` when MAC2 is wrong. */
export function credit(
  memory: PbocMemory,
  pending: PendingTransaction,
  data: Uint8Array,
): PreparedCommit | undefined {
  const moment = data.subarray(0, 7);
  const type = Uint8Array.of(EP_LOAD);
  const mac2 = cbcMac(
    loadKey(memory, pending),
    concat(uint32(pending.amount), type, pending.terminal, moment),
  );
  if (!same(mac2, data.subarray(7))) return undefined;
  const { balance, onlineCounter } = memory.state;
  const balanceAfter = balance + pending.amount;
  const tac = cbcMac(
    internalKey(memory),
    concat(
      uint32(balanceAfter),
      uint16(onlineCounter),
      uint32(pending.amount),
      type,
      pending.terminal,
      moment,
    ),
  );
  const broken = memory.behaviour.creditKeepsCounter === true;
  const after = broken ? onlineCounter : onlineCounter + 1;
  const change = { balance: balanceAfter, onlineCounter: after };
  const commit = committer(memory, pending, {
    change,
    before: onlineCounter,
    moment,
    proof: concat(mac2, tac),
    counts: !broken,
  });
  return { answer: tac, commit };
}

/**
 * `data` of DEBIT FOR PURCHASE: terminal sequence 4, date 4, time 3, MAC1 4. `undefined` when MAC1 is wrong.
 */
export function debit(
  memory: PbocMemory,
  pending: PendingTransaction,
  data: Uint8Array,
): PreparedCommit | undefined {
  const sequence = data.subarray(0, 4);
  const moment = data.subarray(4, 11);
  const { balance, offlineCounter } = memory.state;
  const purchaseKey = cardKey(memory, 'purchase');
  const session = purchaseSessionKey(purchaseKey, pending.random, offlineCounter, sequence);
  const body = concat(uint32(pending.amount), Uint8Array.of(EP_PURCHASE), pending.terminal);
  if (!same(cbcMac(session, concat(body, moment)), data.subarray(11))) return undefined;
  const mac2 = cbcMac(session, uint32(pending.amount));
  const tac = cbcMac(internalKey(memory), concat(body, sequence, moment));
  const change = { balance: balance - pending.amount, offlineCounter: offlineCounter + 1 };
  const commit = committer(memory, pending, {
    change,
    before: offlineCounter,
    moment,
    proof: concat(mac2, tac),
    counts: true,
  });
  return { answer: concat(tac, mac2), commit };
}

interface Change {
  readonly change: Partial<PurseState>;
  readonly before: number;
  readonly moment: Uint8Array;
  readonly proof: Uint8Array;
  /** False for a broken card: its counter stays, and nothing is proved for the next one. */
  readonly counts: boolean;
}

function committer(memory: PbocMemory, pending: PendingTransaction, made: Change): () => void {
  const type = pending.kind === 'load' ? EP_LOAD : EP_PURCHASE;
  const logged = made.before + (memory.behaviour.logCounter === 'after' ? 1 : 0);
  const record = concat(
    uint16(logged),
    NO_OVERDRAFT,
    uint32(pending.amount),
    Uint8Array.of(type),
    pending.terminal,
    made.moment,
  );
  const proof: KeptProof = { type, counter: made.before + 1, answer: toHex(made.proof) };
  const moment = toHex(made.moment);
  const transaction: CardTransaction = {
    kind: pending.kind,
    amount: pending.amount,
    counter: made.before,
    terminal: toHex(pending.terminal),
    date: moment.slice(0, 8),
    time: moment.slice(8),
  };
  return () => {
    const { state } = memory;
    memory.state = {
      ...state,
      ...made.change,
      log: [toHex(record), ...state.log].slice(0, LOG_RECORDS),
      proofs: made.counts ? keptProofs(memory, proof) : state.proofs,
    };
    memory.history.push(transaction);
  };
}

function keptProofs(memory: PbocMemory, newest: KeptProof): readonly KeptProof[] {
  const { proofDepth = 1, purchaseErasesProof = false } = memory.behaviour;
  const own = memory.state.proofs.filter((proof) => proof.type === newest.type).slice(0, proofDepth - 1);
  const erase = newest.type === EP_PURCHASE && purchaseErasesProof;
  const others = erase ? [] : memory.state.proofs.filter((proof) => proof.type !== newest.type);
  return [newest, ...own, ...others];
}

function loadKey(memory: PbocMemory, pending: PendingTransaction): Uint8Array {
  return loadSessionKey(cardKey(memory, 'load'), pending.random, memory.state.onlineCounter);
}

function internalKey(memory: PbocMemory): Uint8Array {
  return tacKey(cardKey(memory, 'tac'));
}

function cardKey(memory: PbocMemory, purpose: 'load' | 'tac' | 'purchase'): Uint8Array {
  const { masterKeys, applicationSerial } = memory.personalisation;
  return diversify(fromHex(masterKeys[purpose]), fromHex(applicationSerial));
}

/** Amount (4) out of INITIALIZE's data. */
export function initialiseAmount(data: Uint8Array): number {
  return readUint32(data, 1);
}

function same(left: Uint8Array, right: Uint8Array): boolean {
  return toHex(left) === toHex(right);
}
