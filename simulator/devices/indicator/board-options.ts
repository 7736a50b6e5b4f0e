/** What one I/O board is like: size, address, and which lamp and switch is wired where. design.md §11. */

export interface ModbusBoardOptions {
  /** Key of vetoes against skipped polls. */
  readonly name: string;
  /** 1 … 247. */
  readonly unit: number;
  readonly baud: number;
  /** Outputs and inputs on the board, from address 0. */
  readonly coils: number;
  readonly inputs: number;
  readonly greenCoil: number;
  readonly redCoil: number;
  readonly readerCoil: number;
  /** Reads 1 while the door is open. */
  readonly doorInput: number;
  /** Reads 1 while the cash box is in its place. */
  readonly cashBoxInput: number;
}

/** Eight outputs and eight inputs, wired as in design.md §11. */
export const DEFAULT_BOARD_OPTIONS: ModbusBoardOptions = {
  name: 'indicator',
  unit: 1,
  baud: 9_600,
  coils: 8,
  inputs: 8,
  greenCoil: 0,
  redCoil: 1,
  readerCoil: 2,
  doorInput: 0,
  cashBoxInput: 1,
};
