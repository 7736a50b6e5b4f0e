/** Replies to POLL: states and events, reject reasons, failures. ccnet.md §8. */

export interface CcnetState {
  readonly code: number;
  /** As the sheet writes it; shown in the trace. */
  readonly name: string;
  /** True when a second byte follows: bill type, reason, failure, or tenths of a second. */
  readonly data: boolean;
}

export const CCNET_STATES = {
  powerUp: { code: 0x10, name: 'POWER UP', data: false },
  powerUpInValidator: { code: 0x11, name: 'POWER UP, BILL IN VALIDATOR', data: false },
  powerUpInStacker: { code: 0x12, name: 'POWER UP, BILL IN STACKER', data: false },
  initialize: { code: 0x13, name: 'INITIALIZE', data: false },
  idling: { code: 0x14, name: 'IDLING', data: false },
  accepting: { code: 0x15, name: 'ACCEPTING', data: false },
  stacking: { code: 0x17, name: 'STACKING', data: false },
  returning: { code: 0x18, name: 'RETURNING', data: false },
  disabled: { code: 0x19, name: 'UNIT DISABLED', data: false },
  holding: { code: 0x1a, name: 'HOLDING', data: false },
  /** Data: poll again after this many times 100 ms. */
  busy: { code: 0x1b, name: 'DEVICE BUSY', data: true },
  rejecting: { code: 0x1c, name: 'REJECTING', data: true },
  boxFull: { code: 0x41, name: 'DROP CASSETTE FULL', data: false },
  boxRemoved: { code: 0x42, name: 'DROP CASSETTE OUT OF POSITION', data: false },
  pathJam: { code: 0x43, name: 'VALIDATOR JAMMED', data: false },
  boxJam: { code: 0x44, name: 'DROP CASSETTE JAMMED', data: false },
  cheated: { code: 0x45, name: 'CHEATED', data: false },
  pause: { code: 0x46, name: 'PAUSE', data: false },
  failure: { code: 0x47, name: 'FAILURE', data: true },
  escrow: { code: 0x80, name: 'ESCROW POSITION', data: true },
  stacked: { code: 0x81, name: 'BILL STACKED', data: true },
  returned: { code: 0x82, name: 'BILL RETURNED', data: true },
  suspected: { code: 0x84, name: 'SUSPECTED BILL', data: true },
  counterfeit: { code: 0x90, name: 'COUNTERFEIT HELD', data: true },
} as const satisfies Record<string, CcnetState>;

export type CcnetStateName = keyof typeof CCNET_STATES;

/** Second byte of REJECTING. Values outside the list are shown as "rejected", never as an error. */
export const CCNET_REJECT_REASONS: Readonly<Record<number, string>> = {
  0x60: 'insertion',
  0x61: 'dielectric or magnetic',
  0x62: 'note already in head',
  0x63: 'compensation',
  0x64: 'transport',
  0x65: 'identification',
  0x66: 'verification',
  0x67: 'optic',
  0x68: 'denomination inhibited',
  0x69: 'capacitance',
  0x6a: 'operation',
  0x6c: 'length',
  0x6d: 'ultraviolet',
  0x92: 'bar code unreadable',
  0x93: 'bar code length',
  0x94: 'bar code start',
  0x95: 'bar code stop',
};

/** Second byte of FAILURE. Model-specific values exist beside these. */
export const CCNET_FAILURES: Readonly<Record<number, string>> = {
  0x22: 'recovery mode',
  0x23: 'calibration',
  0x30: 'boot',
  0x50: 'stack motor',
  0x51: 'transport speed',
  0x52: 'transport motor',
  0x53: 'aligning',
  0x54: 'cassette status',
  0x55: 'optic',
  0x56: 'magnetic',
  0x57: 'operating system',
  0x58: 'memory stick',
  0x59: 'DPLINK',
  0x5a: 'I2C',
  0x5b: 'SPI',
  0x5c: 'second processor',
  0x5f: 'capacitance',
  0xfe: 'cover open',
};

export interface PollReply {
  readonly state: CcnetStateName;
  /** The second byte, 0 for states that have none. */
  readonly data: number;
}

const BY_CODE = new Map<number, CcnetStateName>(
  Object.entries(CCNET_STATES).map(([key, state]) => [state.code, key as CcnetStateName]),
);

/** `undefined` for an unknown state, a state without its data byte, or a wrong length. */
export function parsePollReply(payload: Uint8Array): PollReply | undefined {
  const state = BY_CODE.get(payload[0] ?? 0);
  if (state === undefined) return undefined;
  if (payload.length !== (CCNET_STATES[state].data ? 2 : 1)) return undefined;
  return { state, data: payload[1] ?? 0 };
}

export function buildPollReply(state: CcnetStateName, data = 0): Uint8Array {
  const { code, data: hasData } = CCNET_STATES[state];
  return hasData ? Uint8Array.of(code, data) : Uint8Array.of(code);
}
