/** Rule e: both hash chains hold, and every changing act had its intent on disk before it crossed a wire (design.md §5.1). */
import { createHash } from 'node:crypto';
import { CHAIN_START, hostChainHash } from '../../../src/kernel/hash-chain.ts';
import type { JournalLine, JournalTruth, Moment, Violation, WorldTruth } from './truth.ts';

export function checkJournals(truth: WorldTruth): Violation[] {
  return [...truth.journals.flatMap(checkChain), ...truth.moments.flatMap(checkMoment)];
}

function violation(text: string): Violation {
  return { rule: 'journal', text };
}

/** Fields as netstrings, SHA-256 over them, as the journal's format says. */
function digest(fields: readonly (string | number)[]): string {
  const hash = createHash('sha256');
  for (const field of fields) {
    const text = Buffer.from(String(field), 'utf8');
    hash.update(`${text.length}:`).update(text).update(',');
  }
  return hash.digest('hex').toUpperCase();
}

function checkChain({ terminal, journalId, generation, records }: JournalTruth): Violation[] {
  let previous = digest(['journal-genesis-1', journalId, generation]);
  let host = { sequence: 0, hash: CHAIN_START };
  for (const [index, line] of records.entries()) {
    const fault = lineFault(line, index, previous) ?? hostFault(line, host);
    if (fault !== undefined) return [violation(`journal of ${terminal}, record ${index + 1}: ${fault}`)];
    previous = line.hash;
    if (line.host !== undefined) host = line.host;
  }
  return [];
}

function lineFault(line: JournalLine, index: number, previous: string): string | undefined {
  const { sequence, type, data, wallMs, monotonicMs } = line;
  if (sequence !== index + 1) return 'a gap';
  if (line.previousHash !== previous) return 'does not follow';
  const hostSequence = line.host?.sequence ?? 0;
  const fields = ['journal-record-1', previous, sequence, type, data, wallMs, monotonicMs, hostSequence];
  return line.hash === digest(fields) ? undefined : 'wrong hash';
}

function hostFault(line: JournalLine, before: { sequence: number; hash: string }): string | undefined {
  const { host } = line;
  if (host === undefined) return undefined;
  if (host.sequence !== before.sequence + 1 || host.previousHash !== before.hash) return 'host chain broken';
  const hash = hostChainHash(before.hash, host.sequence, line.type, line.data);
  return host.hash === hash ? undefined : 'wrong host hash';
}

function count(durable: readonly string[], ...types: readonly string[]): number {
  return durable.filter((type) => types.includes(type)).length;
}

function checkMoment(moment: Moment): Violation[] {
  const fault = momentFault(moment);
  return fault === undefined ? [] : [violation(`${moment.terminal}: ${fault}`)];
}

function momentFault({ act, count: acts, durable, notesInBox }: Moment): string | undefined {
  switch (act) {
    case 'credit': {
      const intents = count(durable, 'commit-sent');
      return acts > intents ? `CREDIT number ${acts} with ${intents} commit-sent on disk` : undefined;
    }
    case 'stack':
      return decided(durable, 'stack-sent') ? undefined : 'STACK without stack-sent on disk';
    case 'return':
      return decided(durable, 'return-sent') ? undefined : 'RETURN without return-sent on disk';
    case 'acknowledge-stacked': {
      const known = count(durable, 'note-stacked', 'note-orphaned', 'note-disputed');
      return known < notesInBox ? `81 acknowledged with ${known} of ${notesInBox} notes on disk` : undefined;
    }
  }
}

/** The decision stands behind the newest escrow. */
function decided(durable: readonly string[], intent: string): boolean {
  return durable.lastIndexOf(intent) > durable.lastIndexOf('note-escrowed');
}
