/** Who is on the line and does it know our notes: ccnet.md §7 and §12 steps 4 and 5, with the device disabled. */
import type { NoteTemplate } from '../../contract/banknote-acceptor.ts';
import { billCellFen, parseBillTable, type BillTable } from './bill-table.ts';
import type { CcnetCommandName } from './commands.ts';
import type { AcceptorFault } from './health-board.ts';
import type { CommandResult } from './line.ts';
import { parseIdentification, type Identification } from './payload.ts';

export type SendCommand = (name: CcnetCommandName, data?: readonly number[]) => Promise<CommandResult>;

/** `unanswered`: try again; anything else is final until the device starts anew. */
export type IdentifyResult =
  | { readonly kind: 'good'; readonly identification: Identification; readonly hasCounter: boolean }
  | { readonly kind: 'fault'; readonly fault: AcceptorFault; readonly identification: Identification }
  | { readonly kind: 'unanswered' };

export interface Expectations {
  readonly templates: readonly NoteTemplate[];
  readonly partNumberPattern: RegExp | undefined;
  /** Serial number of the device seen before, if any. */
  readonly serial: string | undefined;
}

/** Country and currency code both occur (ccnet.md §7). */
const YUAN = new Set(['CHN', 'CNY']);

/** True when every configured type stands in the table with its value in yuan. */
export function tableHolds(table: BillTable, templates: readonly NoteTemplate[]): boolean {
  return templates.every(({ type, value }) => {
    const cell = table[type];
    return cell !== undefined && YUAN.has(cell.country) && billCellFen(cell) === value;
  });
}

/** `undefined` while the device does not answer, or answers ILLEGAL because it is busy with something else. */
export async function readIdentification(send: SendCommand): Promise<Identification | undefined> {
  const result = await send('identification');
  return result.kind === 'data' ? parseIdentification(result.payload) : undefined;
}

export async function identify(send: SendCommand, expected: Expectations): Promise<IdentifyResult> {
  const identification = await readIdentification(send);
  if (identification === undefined) return { kind: 'unanswered' };
  const { serial, partNumberPattern, templates } = expected;
  if (serial !== undefined && serial !== identification.serial) {
    return { kind: 'fault', fault: 'ACCEPTOR_SWAPPED', identification };
  }
  if (partNumberPattern !== undefined && !partNumberPattern.test(identification.part)) {
    return { kind: 'fault', fault: 'ACCEPTOR_PART_MISMATCH', identification };
  }
  const table = await send('billTable');
  if (table.kind !== 'data') return { kind: 'unanswered' };
  const cells = parseBillTable(table.payload);
  if (cells === undefined || !tableHolds(cells, templates)) {
    return { kind: 'fault', fault: 'ACCEPTOR_TABLE_MISMATCH', identification };
  }
  const counter = await send('stackedCount');
  if (counter.kind !== 'data' && counter.kind !== 'illegal') return { kind: 'unanswered' };
  const security = await send('setSecurity', [0, 0, 0]);
  if (security.kind !== 'ack' && security.kind !== 'illegal') return { kind: 'unanswered' };
  return { kind: 'good', identification, hasCounter: counter.kind === 'data' };
}
