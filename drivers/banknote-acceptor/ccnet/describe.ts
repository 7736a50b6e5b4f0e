/** What a CCNET frame means, for the wire trace. Nothing of this protocol is secret. */
import { toHex } from '../../../src/kernel/hex.ts';
import type { TraceText } from '../../link/exchange.ts';
import { parseBillTable } from './bill-table.ts';
import { CCNET_ACK, CCNET_COMMANDS, CCNET_ILLEGAL, CCNET_NAK, ccnetCommandOf } from './commands.ts';
import { parseEnable, parseIdentification, parseStatus } from './payload.ts';
import {
  CCNET_FAILURES,
  CCNET_REJECT_REASONS,
  CCNET_STATES,
  parsePollReply,
  type PollReply,
} from './states.ts';

function types(list: readonly number[]): string {
  return list.length === 0 ? 'none' : list.join(' ');
}

function describeCommand(payload: Uint8Array): string {
  const code = payload[0] ?? 0;
  if (payload.length === 1 && code === CCNET_ACK) return 'ACK';
  if (payload.length === 1 && code === CCNET_NAK) return 'NAK';
  const command = ccnetCommandOf(code);
  if (command === undefined) return `command ${toHex(payload.subarray(0, 1))}`;
  const masks = command === 'enable' ? parseEnable(payload.subarray(1)) : undefined;
  const { name } = CCNET_COMMANDS[command];
  return masks === undefined ? name : `${name} ${types(masks.enabled)}, escrow ${types(masks.escrow)}`;
}

function describeState(reply: PollReply): string {
  const { name, data } = CCNET_STATES[reply.state];
  if (!data) return name;
  if (reply.state === 'busy') return `${name} ${reply.data * 100} ms`;
  if (reply.state === 'rejecting') return `${name}: ${CCNET_REJECT_REASONS[reply.data] ?? 'rejected'}`;
  if (reply.state === 'failure') return `${name}: ${CCNET_FAILURES[reply.data] ?? `code ${reply.data}`}`;
  return `${name}, type ${reply.data}`;
}

/** A reply carries no command code, so its length has to tell; two bytes that are no state are a count. */
function describeReply(payload: Uint8Array): string {
  if (payload.length === 1 && payload[0] === CCNET_ACK) return 'ACK';
  if (payload.length === 1 && payload[0] === CCNET_NAK) return 'NAK';
  if (payload.length === 1 && payload[0] === CCNET_ILLEGAL) return 'ILLEGAL COMMAND';
  const state = parsePollReply(payload);
  if (state !== undefined) return describeState(state);
  const status = parseStatus(payload);
  if (status !== undefined) return `status: enabled ${types(status.enabled)}`;
  const identification = parseIdentification(payload);
  if (identification !== undefined) return `identification ${identification.part} ${identification.serial}`;
  return parseBillTable(payload) === undefined ? `data, ${payload.length} bytes` : 'bill table';
}

/** `bytes` is a whole frame. */
export function describeCcnet(direction: 'host-to-device' | 'device-to-host', bytes: Uint8Array): TraceText {
  const payload = bytes.subarray(3, -2);
  if (payload.length === 0) return { meaning: 'no frame' };
  return { meaning: direction === 'host-to-device' ? describeCommand(payload) : describeReply(payload) };
}
