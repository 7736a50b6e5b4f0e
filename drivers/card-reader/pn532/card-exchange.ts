/** InDataExchange with chaining both ways: bytes to the card and back, and what failed (pn532.md §4, §9). */
import { toHex } from '../../../src/kernel/hex.ts';
import { EXCHANGE_LIMIT, PN532_STATUS, STATUS_ERROR_MASK, STATUS_MORE, TARGET_MORE } from './codec.ts';
import type { CommandOptions, Pn532Dialogue } from './dialogue.ts';

/** How an exchange with the card ended. */
export type CardAnswer =
  | { readonly kind: 'data'; readonly data: Uint8Array }
  /** Something went wrong on the air: the command may have been carried out, the card's state is lost. */
  | { readonly kind: 'air'; readonly reason: string }
  /** The chip refused and the card saw nothing of this command. */
  | { readonly kind: 'before-air'; readonly reason: string }
  /** Classic authentication failed; the card is silent until it is selected again. */
  | { readonly kind: 'halted' }
  /** The chip gave no readable answer. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'closed' };

/** Most pieces of one answer: 16 × 262 bytes, more than any card file here. */
const PIECES_LIMIT = 16;

/** No target is selected any more: the card has to be listed again. */
const WRONG_CONTEXT = 0x27;

export async function exchangeWithCard(
  dialogue: Pn532Dialogue,
  target: number,
  command: Uint8Array,
  options: CommandOptions,
): Promise<CardAnswer> {
  let offset = 0;
  for (; command.length - offset > EXCHANGE_LIMIT; offset += EXCHANGE_LIMIT) {
    const piece = command.subarray(offset, offset + EXCHANGE_LIMIT);
    const sent = await once(dialogue, target | TARGET_MORE, piece, options);
    if (sent.kind === 'failed') return offset === 0 ? sent.answer : afterAir(sent.answer);
  }
  let last = await once(dialogue, target, command.subarray(offset), options);
  const data: number[] = [];
  for (let piece = 1; piece <= PIECES_LIMIT; piece += 1) {
    if (last.kind === 'failed') return offset === 0 && piece === 1 ? last.answer : afterAir(last.answer);
    data.push(...last.data);
    if (!last.more) return { kind: 'data', data: Uint8Array.from(data) };
    last = await once(dialogue, target, new Uint8Array(0), options);
  }
  return { kind: 'air', reason: 'answer without end' };
}

type Piece =
  | { readonly kind: 'piece'; readonly data: Uint8Array; readonly more: boolean }
  | { readonly kind: 'failed'; readonly answer: CardAnswer };

async function once(
  dialogue: Pn532Dialogue,
  target: number,
  data: Uint8Array,
  options: CommandOptions,
): Promise<Piece> {
  const reply = await dialogue.command('inDataExchange', Uint8Array.of(target, ...data), options);
  switch (reply.kind) {
    case 'silent':
    case 'closed':
      return { kind: 'failed', answer: { kind: reply.kind } };
    case 'syntax-error':
      return { kind: 'failed', answer: { kind: 'before-air', reason: 'chip: syntax error' } };
    case 'answer':
      return judge(reply.data);
  }
}

function judge(answer: Uint8Array): Piece {
  const [status] = answer;
  if (status === undefined)
    return { kind: 'failed', answer: { kind: 'air', reason: 'answer without status' } };
  const code = status & STATUS_ERROR_MASK;
  const { meaning = 'air', text = 'unknown status' } = PN532_STATUS[code] ?? {};
  const reason = `status ${toHex(Uint8Array.of(code))}: ${text}`;
  switch (meaning) {
    case 'ok':
      return { kind: 'piece', data: answer.subarray(1), more: (status & STATUS_MORE) !== 0 };
    case 'halted':
      return { kind: 'failed', answer: { kind: 'halted' } };
    case 'before-air':
      return { kind: 'failed', answer: { kind: code === WRONG_CONTEXT ? 'air' : 'before-air', reason } };
    case 'air':
      return { kind: 'failed', answer: { kind: 'air', reason } };
  }
}

/** An earlier part of the command was on the air: even a refusal of the chip leaves doubt. */
function afterAir(answer: CardAnswer): CardAnswer {
  return answer.kind === 'before-air' ? { kind: 'air', reason: answer.reason } : answer;
}
