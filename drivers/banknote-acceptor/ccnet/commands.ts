/** The one table of CCNET commands of the validator class. ccnet.md §4, §6. */

export const CCNET_ACK = 0x00;
export const CCNET_NAK = 0xff;
/** Valid frame, not allowed in the present state or not implemented; the same byte as RESET (ccnet.md §4). */
export const CCNET_ILLEGAL = 0x30;

/** What answers a command: the bare ACK, or data of these lengths that the host acknowledges. */
export type CcnetReplyShape =
  | { readonly kind: 'ack' }
  | { readonly kind: 'data'; readonly min: number; readonly max: number };

export interface CcnetCommand {
  readonly code: number;
  /** As the sheet writes it; shown in the trace. */
  readonly name: string;
  /** Bytes after the code. */
  readonly data: number;
  readonly reply: CcnetReplyShape;
}

const ACK = { kind: 'ack' } as const;

function data(min: number, max = min): CcnetReplyShape {
  return { kind: 'data', min, max };
}

export const CCNET_COMMANDS = {
  reset: { code: 0x30, name: 'RESET', data: 0, reply: ACK },
  getStatus: { code: 0x31, name: 'GET STATUS', data: 0, reply: data(6) },
  setSecurity: { code: 0x32, name: 'SET SECURITY', data: 3, reply: ACK },
  poll: { code: 0x33, name: 'POLL', data: 0, reply: data(1, 2) },
  enable: { code: 0x34, name: 'ENABLE BILL TYPES', data: 6, reply: ACK },
  stack: { code: 0x35, name: 'STACK', data: 0, reply: ACK },
  return: { code: 0x36, name: 'RETURN', data: 0, reply: ACK },
  identification: { code: 0x37, name: 'IDENTIFICATION', data: 0, reply: data(34) },
  hold: { code: 0x38, name: 'HOLD', data: 0, reply: ACK },
  billTable: { code: 0x41, name: 'GET BILL TABLE', data: 0, reply: data(120) },
  codeCrc32: { code: 0x51, name: 'GET CRC32 OF CODE', data: 0, reply: data(4) },
  moduleIdentification: { code: 0x54, name: 'VALIDATION MODULE IDENT', data: 0, reply: data(19) },
  escrowTimeouts: { code: 0x5a, name: 'SET ESCROW TIME-OUTS', data: 8, reply: ACK },
  stackedCount: { code: 0x5b, name: 'GET COUNTER OF STACKED BILLS', data: 0, reply: data(2) },
  releaseDate: { code: 0x5c, name: 'GET DATE OF RELEASE', data: 0, reply: data(8) },
  setOptions: { code: 0x68, name: 'SET OPTIONS', data: 4, reply: ACK },
  getOptions: { code: 0x69, name: 'GET OPTIONS', data: 0, reply: data(4) },
} as const satisfies Record<string, CcnetCommand>;

export type CcnetCommandName = keyof typeof CCNET_COMMANDS;

const BY_CODE = new Map<number, CcnetCommandName>(
  Object.entries(CCNET_COMMANDS).map(([key, command]) => [command.code, key as CcnetCommandName]),
);

/** The command with this code; `undefined` for what is not in the table (a device answers ILLEGAL). */
export function ccnetCommandOf(code: number): CcnetCommandName | undefined {
  return BY_CODE.get(code);
}
