/** From an APDU to what the card answered: status words, GET RESPONSE (61xx) and the right length (6Cxx). */
import type { CardReply } from '../../contract/card-reader.ts';
import { toHex } from '../../../src/kernel/hex.ts';
import type { CardAnswer } from './card-exchange.ts';

/** `over`: the card's volatile state can no longer be relied on, so the epoch ends. `silent`: it was the chip that gave no answer. */
export interface SessionReply {
  readonly reply: CardReply;
  readonly over: boolean;
  readonly silent?: boolean;
}

/** Most GET RESPONSE in a row. */
const ROUNDS_LIMIT = 8;

/** Instructions that only read: READ BINARY, READ RECORD, GET BALANCE, GET TRANSACTION PROVE, GET DATA, GET RESPONSE. */
const READING = new Set([0xb0, 0xb2, 0x5c, 0x5a, 0xca, 0xc0]);

export async function exchangeApdu(
  send: (apdu: Uint8Array) => Promise<CardAnswer>,
  command: Uint8Array,
): Promise<SessionReply> {
  const data: number[] = [];
  let sent = command;
  let lengthCorrected = false;
  for (let round = 0; round <= ROUNDS_LIMIT; round += 1) {
    const answer = await send(sent);
    if (answer.kind !== 'data')
      return round === 0 ? notAnswered(answer) : doubt('the rest of the answer is missing');
    if (answer.data.length < 2) return doubt('answer shorter than a status word');
    const status = toHex(answer.data.subarray(-2));
    const length = answer.data.at(-1) ?? 0;
    data.push(...answer.data.subarray(0, -2));
    if (status === '9000') return { reply: { kind: 'data', data: Uint8Array.from(data) }, over: false };
    if (status.startsWith('61')) {
      sent = Uint8Array.of(0x00, 0xc0, 0x00, 0x00, length);
    } else if (status.startsWith('6C') && !lengthCorrected && READING.has(sent[1] ?? 0)) {
      sent = withLength(sent, length);
      lengthCorrected = true;
    } else if (!isStatusWord(status)) {
      return doubt(`no status word: ${status}`);
    } else if (sent[1] === command[1]) {
      return { reply: { kind: 'refused', status }, over: false };
    } else {
      return doubt(`GET RESPONSE refused: ${status}`);
    }
  }
  return doubt('answer without end');
}

/**
 * ISO 7816 status words are 6xxx and 9xxx, and 90 goes with 00 only. Anything else is a frame that lost a byte 00 on
 * the line: checksum and postamble then take the places of data and checksum, and the sum still comes out right.
 */
function isStatusWord(status: string): boolean {
  return /^(?:6[1-9A-F]|9[1-9A-F])/u.test(status);
}

/** What a failed exchange means for the caller: never more than `unknown`. */
export function notAnswered(answer: Exclude<CardAnswer, { readonly kind: 'data' }>): SessionReply {
  switch (answer.kind) {
    case 'air':
      return doubt(answer.reason);
    case 'before-air':
      return { reply: { kind: 'unknown', reason: answer.reason }, over: false };
    case 'halted':
      return doubt('authentication error');
    case 'silent':
      return { ...doubt('reader does not answer'), silent: true };
    case 'closed':
      return doubt('reader link closed');
  }
}

function doubt(reason: string): SessionReply {
  return { reply: { kind: 'unknown', reason }, over: true };
}

/** The same command with another expected length: its fifth byte when it has no data, else the byte behind the data. */
function withLength(command: Uint8Array, length: number): Uint8Array {
  if (command.length <= 5) return Uint8Array.of(...command.subarray(0, 4), length);
  return Uint8Array.of(...command.subarray(0, 5 + (command[4] ?? 0)), length);
}
