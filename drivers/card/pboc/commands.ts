/** The commands of the electronic purse (电子钱包) in one table (pboc-epurse.md §1, §2). */
import { hex, number, REST, type Layout } from './fields.ts';

/** A parameter byte: fixed, or given with each command. */
export type Parameter = number | 'given';

export interface PbocCommand {
  readonly text: string;
  readonly cla: number;
  readonly ins: number;
  readonly p1: Parameter;
  readonly p2: Parameter;
  readonly request: Layout;
  readonly answer: Layout;
  /** Expected length byte at the end; `none` for commands without an answer. */
  readonly expects: Parameter | 'none';
  /** The data is a secret and must not be seen in traces. */
  readonly secret?: true;
}

/**
 * Public data of the application, file SFI 15h. The sheet leaves the layout to the issuer; this is how our cards are
 * personalised: 30 bytes. Dates are YYYYMMDD in BCD, both inclusive.
 */
export const PUBLIC_DATA = {
  issuer: hex(8),
  cardType: hex(1),
  applicationVersion: hex(1),
  /** 20 digits; the last 8 bytes are the factor of the card's keys. */
  applicationSerial: hex(10),
  validFrom: hex(4),
  validTo: hex(4),
  reserved: hex(2),
} as const satisfies Layout;

/** One record of the cyclic purse log, file SFI 18h. */
export const LOG_RECORD = {
  counter: number(2),
  overdraft: hex(3),
  amount: number(4),
  type: hex(1),
  terminal: hex(6),
  date: hex(4),
  time: hex(3),
} as const satisfies Layout;

/** Records that a purse log usually keeps. */
export const LOG_RECORDS = 10;

/** Transaction types in log, MAC and proof. */
export const TRANSACTION_LOAD = '02';
export const TRANSACTION_PURCHASE = '06';

/** P2 of the purse commands: electronic purse, not electronic deposit (01). */
const PURSE = 0x02;

export const PBOC_COMMANDS = {
  selectFile: {
    text: 'SELECT file',
    cla: 0x00,
    ins: 0xa4,
    p1: 0x00,
    p2: 0x00,
    request: { file: hex(2) },
    answer: { control: REST },
    expects: 'none',
  },
  selectName: {
    text: 'SELECT application',
    cla: 0x00,
    ins: 0xa4,
    p1: 0x04,
    p2: 0x00,
    request: { name: REST },
    answer: { control: REST },
    expects: 'none',
  },
  readPublicData: {
    text: 'READ BINARY public data',
    cla: 0x00,
    ins: 0xb0,
    p1: 0x95,
    p2: 0x00,
    request: {},
    answer: PUBLIC_DATA,
    expects: 0x1e,
  },
  readLogRecord: {
    text: 'READ RECORD purse log',
    cla: 0x00,
    ins: 0xb2,
    p1: 'given',
    p2: 0xc4,
    request: {},
    answer: LOG_RECORD,
    expects: 0x17,
  },
  verify: {
    text: 'VERIFY',
    cla: 0x00,
    ins: 0x20,
    p1: 0x00,
    p2: 0x00,
    request: { pin: REST },
    answer: {},
    expects: 'none',
    secret: true,
  },
  getChallenge: {
    text: 'GET CHALLENGE',
    cla: 0x00,
    ins: 0x84,
    p1: 0x00,
    p2: 0x00,
    request: {},
    answer: { random: REST },
    expects: 'given',
  },
  getResponse: {
    text: 'GET RESPONSE',
    cla: 0x00,
    ins: 0xc0,
    p1: 0x00,
    p2: 0x00,
    request: {},
    answer: { data: REST },
    expects: 'given',
  },
  getBalance: {
    text: 'GET BALANCE',
    cla: 0x80,
    ins: 0x5c,
    p1: 0x00,
    p2: PURSE,
    request: {},
    answer: { balance: number(4) },
    expects: 0x04,
  },
  initializeForLoad: {
    text: 'INITIALIZE FOR LOAD',
    cla: 0x80,
    ins: 0x50,
    p1: 0x00,
    p2: PURSE,
    request: { keyIndex: hex(1), amount: number(4), terminal: hex(6) },
    answer: {
      balance: number(4),
      counter: number(2),
      keyVersion: hex(1),
      algorithm: hex(1),
      random: hex(4),
      mac1: hex(4),
    },
    expects: 0x10,
  },
  creditForLoad: {
    text: 'CREDIT FOR LOAD',
    cla: 0x80,
    ins: 0x52,
    p1: 0x00,
    p2: 0x00,
    request: { date: hex(4), time: hex(3), mac2: hex(4) },
    answer: { tac: hex(4) },
    expects: 0x04,
  },
  initializeForPurchase: {
    text: 'INITIALIZE FOR PURCHASE',
    cla: 0x80,
    ins: 0x50,
    p1: 0x01,
    p2: PURSE,
    request: { keyIndex: hex(1), amount: number(4), terminal: hex(6) },
    answer: {
      balance: number(4),
      counter: number(2),
      overdraft: hex(3),
      keyVersion: hex(1),
      algorithm: hex(1),
      random: hex(4),
    },
    expects: 0x0f,
  },
  debitForPurchase: {
    text: 'DEBIT FOR PURCHASE',
    cla: 0x80,
    ins: 0x54,
    p1: 0x01,
    p2: 0x00,
    request: { terminalCounter: number(4), date: hex(4), time: hex(3), mac1: hex(4) },
    answer: { tac: hex(4), mac2: hex(4) },
    expects: 0x08,
  },
  getTransactionProve: {
    text: 'GET TRANSACTION PROVE',
    cla: 0x80,
    ins: 0x5a,
    p1: 0x00,
    /** P2 is the transaction type. */
    p2: 'given',
    request: { counter: number(2) },
    answer: { mac: hex(4), tac: hex(4) },
    expects: 0x08,
  },
} as const satisfies Record<string, PbocCommand>;

export type PbocCommandName = keyof typeof PBOC_COMMANDS;
