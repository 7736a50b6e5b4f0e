/** The card's own log, newest first (pboc-epurse.md §2). It supports evidence and never decides. */
import { fen } from '../../../src/kernel/fen.ts';
import { done, unknown, type Outcome } from '../../../src/kernel/outcome.ts';
import type { CardSession } from '../../contract/card-reader.ts';
import type { PurseLogRecord } from '../../contract/purse.ts';
import { buildPboc, LOG_RECORDS, parsePbocAnswer } from './codec.ts';
import { AMOUNT_LIMIT } from './limits.ts';

/**
 * Up to ten records; ends at the first that the card does not have (6A83) or does not give. Empty slots (type neither
 * load nor purchase, 00 or FF) are left out. `unknown` when the card fell silent.
 */
export async function readLog(session: CardSession): Promise<Outcome<readonly PurseLogRecord[], never>> {
  const records: PurseLogRecord[] = [];
  for (let number = 1; number <= LOG_RECORDS; number += 1) {
    const apdu = buildPboc('readLogRecord', {}, { p1: number });
    if (apdu === undefined) break;
    const reply = await session.exchange(apdu);
    if (reply.kind === 'unknown') return unknown(reply.reason);
    if (reply.kind === 'refused') break;
    const record = parseRecord(reply.data);
    if (record !== undefined) records.push(record);
  }
  return done(records);
}

function parseRecord(data: Uint8Array): PurseLogRecord | undefined {
  const values = parsePbocAnswer('readLogRecord', data);
  if (values === undefined || values.amount > AMOUNT_LIMIT) return undefined;
  if (values.type === '00' || values.type === 'FF') return undefined;
  const { counter, amount, type, terminal, date, time } = values;
  return { counter, amount: fen(amount), type, terminal, date, time };
}
