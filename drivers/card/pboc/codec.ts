/**
 * APDUs of the PBOC electronic purse, both directions, out of one table (pboc-epurse.md §2). The simulated card imports
 * this file and no other of the driver.
 */
import { toHex } from '../../../src/kernel/hex.ts';
import type { TraceText } from '../../link/exchange.ts';
import { PBOC_COMMANDS, type Parameter, type PbocCommand, type PbocCommandName } from './commands.ts';
import { layoutLength, pack, unpack, type Values } from './fields.ts';

export {
  LOG_RECORD,
  LOG_RECORDS,
  PBOC_COMMANDS,
  PUBLIC_DATA,
  TRANSACTION_LOAD,
  TRANSACTION_PURCHASE,
  type PbocCommand,
  type PbocCommandName,
} from './commands.ts';
export { layoutLength, pack, unpack, type Layout, type Values } from './fields.ts';

type Request<N extends PbocCommandName> = Values<(typeof PBOC_COMMANDS)[N]['request']>;
type Answer<N extends PbocCommandName> = Values<(typeof PBOC_COMMANDS)[N]['answer']>;

/** Parameter bytes that the table leaves open; 00 when not given. */
export interface GivenParameters {
  readonly p1?: number;
  readonly p2?: number;
  readonly expects?: number;
}

/** The APDU of a command, `undefined` when a value does not fit its field. */
export function buildPboc<N extends PbocCommandName>(
  name: N,
  values: Request<N>,
  given: GivenParameters = {},
): Uint8Array | undefined {
  const command: PbocCommand = PBOC_COMMANDS[name];
  const data = pack(command.request, values);
  if (data === undefined || data.length > 0xff) return undefined;
  const bytes = [command.cla, command.ins, parameter(command.p1, given.p1), parameter(command.p2, given.p2)];
  if (data.length > 0) bytes.push(data.length, ...data);
  if (command.expects !== 'none') bytes.push(parameter(command.expects, given.expects));
  return Uint8Array.from(bytes);
}

function parameter(fixed: Parameter, given = 0): number {
  return fixed === 'given' ? given & 0xff : fixed;
}

/** What an answer says; `data` is without the status word. `undefined` when it is not exactly as long as the table says. */
export function parsePbocAnswer<N extends PbocCommandName>(name: N, data: Uint8Array): Answer<N> | undefined {
  return unpack(PBOC_COMMANDS[name].answer, data);
}

/** The data of an answer, without status word; `undefined` when a value does not fit. */
export function buildPbocAnswer<N extends PbocCommandName>(
  name: N,
  values: Answer<N>,
): Uint8Array | undefined {
  return pack(PBOC_COMMANDS[name].answer as PbocCommand['answer'], values);
}

/** A command as the card receives it. */
export type ReceivedCommand = {
  [N in PbocCommandName]: {
    readonly name: N;
    readonly values: Request<N>;
    readonly p1: number;
    readonly p2: number;
    /** Expected length, when the terminal sent one; 0 means as much as there is. */
    readonly expects: number | undefined;
  };
}[PbocCommandName];

/** Recognises an APDU of the table. `wrong-length` when class, instruction and parameters fit and the data does not. */
export function parsePbocCommand(apdu: Uint8Array): ReceivedCommand | 'wrong-length' | undefined {
  const [cla, ins, p1 = 0, p2 = 0] = apdu;
  const fits = (wanted: Parameter, actual: number): boolean => wanted === 'given' || wanted === actual;
  for (const name of Object.keys(PBOC_COMMANDS) as PbocCommandName[]) {
    const command: PbocCommand = PBOC_COMMANDS[name];
    if (command.cla !== cla || command.ins !== ins || !fits(command.p1, p1) || !fits(command.p2, p2))
      continue;
    const body = splitBody(command, apdu.subarray(4));
    const values = body === undefined ? undefined : unpack(command.request, body.data);
    if (body === undefined || values === undefined) return 'wrong-length';
    return { name, values, p1, p2, expects: body.expects } as ReceivedCommand;
  }
  return undefined;
}

function splitBody(
  command: PbocCommand,
  body: Uint8Array,
): { readonly data: Uint8Array; readonly expects: number | undefined } | undefined {
  const withoutData = layoutLength(command.request) === 0;
  if (withoutData) return body.length > 1 ? undefined : { data: new Uint8Array(0), expects: body[0] };
  const length = body[0];
  if (length === undefined || (body.length !== length + 1 && body.length !== length + 2)) return undefined;
  return { data: body.subarray(1, length + 1), expects: body[length + 1] };
}

/** What an APDU means, for traces; PIN digits are masked. */
export function describePboc(apdu: Uint8Array): TraceText {
  const [cla = 0, ins = 0] = apdu;
  const command = parsePbocCommand(apdu);
  const verify = ins === PBOC_COMMANDS.verify.ins && (cla & 0x70) === 0;
  const meaning = typeof command === 'object' ? PBOC_COMMANDS[command.name].text : toHex(apdu.subarray(0, 4));
  if (!verify) return { meaning };
  return { meaning, masked: `${toHex(apdu.subarray(0, 5))}${'**'.repeat(Math.max(0, apdu.length - 5))}` };
}
