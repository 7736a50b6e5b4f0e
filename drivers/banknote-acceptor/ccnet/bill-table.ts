/** The bill table: which note stands at which index. ccnet.md §7. */
import { fen, type Fen } from '../../../src/kernel/fen.ts';

/** Cells of the ordinary table; the 48-cell option is never switched on. */
export const BILL_TABLE_CELLS = 24;

const CELL_BYTES = 5;
const FRACTION = 0x80;

/** One note of the table: `digits` followed by `exponent` zeros, of the country or currency `country`. */
export interface BillCell {
  /** Leading digits, 0 … 255. */
  readonly digits: number;
  /** Three letters: `CHN` or `CNY`, by firmware. */
  readonly country: string;
  /** Zeros to append, or with bit 7 set the places of the decimal point from the right. */
  readonly exponent: number;
}

export type BillTable = readonly (BillCell | undefined)[];

/** Value in fen, of a currency with hundredths; `undefined` for what is no whole number of fen or too large. */
export function billCellFen(cell: BillCell): Fen | undefined {
  const places = cell.exponent & ~FRACTION;
  const power = (cell.exponent & FRACTION) === 0 ? 2 + places : 2 - places;
  if (power < 0 || power > 7) return undefined;
  const value = cell.digits * 10 ** power;
  return value > 100_000_000 ? undefined : fen(value);
}

/** 120 bytes for 24 cells; missing cells are zeros. */
export function buildBillTable(cells: BillTable): Uint8Array {
  const payload = new Uint8Array(BILL_TABLE_CELLS * CELL_BYTES);
  for (const [index, cell] of cells.slice(0, BILL_TABLE_CELLS).entries()) {
    if (cell === undefined) continue;
    const at = index * CELL_BYTES;
    payload[at] = cell.digits;
    payload.set(Buffer.from(cell.country.padEnd(3).slice(0, 3), 'latin1'), at + 1);
    payload[at + 4] = cell.exponent;
  }
  return payload;
}

/** 24 cells, `undefined` where empty; `undefined` altogether when the reply is not 120 bytes. */
export function parseBillTable(payload: Uint8Array): BillTable | undefined {
  if (payload.length !== BILL_TABLE_CELLS * CELL_BYTES) return undefined;
  return Array.from({ length: BILL_TABLE_CELLS }, (_, index) => {
    const cell = payload.subarray(index * CELL_BYTES, (index + 1) * CELL_BYTES);
    const digits = cell[0] ?? 0;
    if (digits === 0) return undefined;
    return { digits, country: Buffer.from(cell.subarray(1, 4)).toString('latin1'), exponent: cell[4] ?? 0 };
  });
}
