/** What the acceptor answers to each command, and in which states (ccnet.md §6). */
import {
  buildBillTable,
  buildIdentification,
  buildPollReply,
  buildStackedCount,
  buildStatus,
  CCNET_ACK,
  CCNET_COMMANDS,
  CCNET_ILLEGAL,
  CCNET_NAK,
  ccnetCommandOf,
  parseEnable,
  parseMask,
  type BillCell,
  type CcnetCommandName,
} from '../../../drivers/banknote-acceptor/ccnet/codec.ts';
import { initialise } from './initialise.ts';
import type { Machine, Mode, MustTell } from './machine.ts';
import type { KnownNote } from './options.ts';
import { holdInEscrow, returnFromEscrow, stackNote } from './stack.ts';
import { shownState } from './shown-state.ts';

export interface Reply {
  readonly payload: Uint8Array;
  /** Data that the host has to acknowledge. */
  readonly wantsAck: boolean;
  /** What the host knows once it has acknowledged. */
  readonly event?: MustTell;
}

interface Command {
  /** Undefined: in every state. */
  readonly states?: readonly Mode[];
  /** The states count for devices with lenient tables too. */
  readonly always?: boolean;
  /** Answers with data; undefined means ACK. */
  readonly run: (machine: Machine, data: Uint8Array) => Uint8Array | undefined;
}

const FAILURES: readonly Mode[] = [
  'boxFull',
  'boxRemoved',
  'pathJam',
  'boxJam',
  'cheated',
  'pause',
  'failure',
];
const STANDING: readonly Mode[] = ['powerUp', 'initialize', 'disabled', ...FAILURES];
const ESCROW: readonly Mode[] = ['escrow', 'holding'];
/** "Operating states" of the sheet, where SET ESCROW TIME-OUTS is allowed. */
const OPERATING: readonly Mode[] = [
  'idling',
  'accepting',
  'stacking',
  'returning',
  'rejecting',
  'disabled',
  ...ESCROW,
];

const MODULE_PART = 'CNY-2005-2015-1';
const MODULE_CRC32 = [0x20, 0x99, 0x00, 0x01];
const CODE_CRC32 = [0x20, 0x99, 0x00, 0x02];
const RELEASE_DATE = '20990101';

const ascii = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

const COMMANDS: Readonly<Record<Exclude<CcnetCommandName, 'poll'>, Command>> = {
  reset: { run: act(initialise) },
  getStatus: {
    run: (machine) => buildStatus({ enabled: machine.masks.enabled, security: machine.security }),
  },
  setSecurity: {
    run: act((machine, data) => {
      machine.security = parseMask(data);
    }),
  },
  enable: { run: act(enable) },
  stack: { states: ESCROW, always: true, run: act(stackNote) },
  return: { states: ESCROW, always: true, run: act(returnFromEscrow) },
  hold: { states: ESCROW, always: true, run: act(holdInEscrow) },
  identification: {
    states: STANDING,
    run: (machine) => buildIdentification(machine.options.identification),
  },
  billTable: {
    states: STANDING,
    run: (machine) => buildBillTable(machine.options.billTable.map((known) => known && billCell(known))),
  },
  codeCrc32: {
    states: ['initialize', 'disabled', ...FAILURES],
    run: () => Uint8Array.from(CODE_CRC32),
  },
  moduleIdentification: {
    states: ['disabled', 'idling'],
    run: () => Uint8Array.of(...ascii(MODULE_PART), ...MODULE_CRC32),
  },
  escrowTimeouts: {
    states: OPERATING,
    run: act((machine, data) => {
      machine.escrowMs = Buffer.from(data).readUInt32BE(0);
    }),
  },
  stackedCount: {
    states: ['idling', ...STANDING],
    run: (machine) => buildStackedCount(machine.counter),
  },
  releaseDate: { states: ['idling', ...STANDING], run: () => ascii(RELEASE_DATE) },
  setOptions: {
    states: ['initialize', 'disabled'],
    run: act((machine, data) => {
      machine.optionBytes = data.slice();
    }),
  },
  getOptions: { states: ['initialize', 'disabled'], run: (machine) => machine.optionBytes },
};

function act(run: (machine: Machine, data: Uint8Array) => void): Command['run'] {
  return (machine, data) => {
    run(machine, data);
    return undefined;
  };
}

/** Leading digits and zeros: 100 yuan is 01 with exponent 02. */
function billCell(known: KnownNote): BillCell {
  let digits = known.value / 100;
  let exponent = 0;
  while (digits >= 10 && digits % 10 === 0) {
    digits /= 10;
    exponent += 1;
  }
  return { digits, country: known.country, exponent };
}

function enable(machine: Machine, data: Uint8Array): void {
  const masks = parseEnable(data);
  if (masks === undefined || machine.mode === 'powerUp') return;
  if (machine.mode === 'initialize' && machine.options.enableDuringInitialise === 'lost') return;
  machine.masks = masks;
  if (machine.mode === 'idling' || machine.mode === 'disabled') machine.rest();
}

function plain(code: number): Reply {
  return { payload: Uint8Array.of(code), wantsAck: false };
}

function poll(machine: Machine): Reply {
  const event = machine.events[0];
  if (event === undefined) {
    const { state, data } = shownState(machine);
    return { payload: buildPollReply(state, data), wantsAck: true };
  }
  const payload = buildPollReply(event.state, event.data);
  if (machine.options.repeatsEvents) return { payload, wantsAck: true, event };
  machine.told(event);
  return { payload, wantsAck: true };
}

/** Obeys one command: `payload` is its code and data. */
export function obey(machine: Machine, payload: Uint8Array): Reply {
  const code = payload[0] ?? 0;
  const name = ccnetCommandOf(code);
  if (name === undefined || machine.options.unsupported.includes(code)) return plain(CCNET_ILLEGAL);
  if (payload.length - 1 !== CCNET_COMMANDS[name].data) return plain(CCNET_NAK);
  if (name === 'poll') return poll(machine);
  const command = COMMANDS[name];
  const checked = machine.options.strictStates || command.always === true;
  const seen: Mode = machine.hidden ? 'initialize' : machine.mode;
  if (checked && command.states !== undefined && !command.states.includes(seen)) return plain(CCNET_ILLEGAL);
  const answer = command.run(machine, payload.subarray(1));
  return answer === undefined ? plain(CCNET_ACK) : { payload: answer, wantsAck: true };
}
