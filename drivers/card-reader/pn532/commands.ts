/** The commands of the PN532 and its status bytes, one table each (pn532.md §4–§9, §13). */

export interface Pn532Command {
  /** PD0 towards the chip; the answer carries `code + 1`. */
  readonly code: number;
  /** Name in manual and sheet. */
  readonly text: string;
  /** True when the first byte of the answer is a status byte (pn532.md §4). */
  readonly status: boolean;
}

/** All commands of pn532.md §5–§9 and §13. */
export const PN532_COMMANDS = {
  diagnose: { code: 0x00, text: 'Diagnose', status: false },
  getFirmwareVersion: { code: 0x02, text: 'GetFirmwareVersion', status: false },
  getGeneralStatus: { code: 0x04, text: 'GetGeneralStatus', status: false },
  readRegister: { code: 0x06, text: 'ReadRegister', status: false },
  writeRegister: { code: 0x08, text: 'WriteRegister', status: false },
  setSerialBaudRate: { code: 0x10, text: 'SetSerialBaudRate', status: false },
  setParameters: { code: 0x12, text: 'SetParameters', status: false },
  samConfiguration: { code: 0x14, text: 'SAMConfiguration', status: false },
  powerDown: { code: 0x16, text: 'PowerDown', status: true },
  rfConfiguration: { code: 0x32, text: 'RFConfiguration', status: false },
  inDataExchange: { code: 0x40, text: 'InDataExchange', status: true },
  inCommunicateThru: { code: 0x42, text: 'InCommunicateThru', status: true },
  inDeselect: { code: 0x44, text: 'InDeselect', status: true },
  inListPassiveTarget: { code: 0x4a, text: 'InListPassiveTarget', status: false },
  inRelease: { code: 0x52, text: 'InRelease', status: true },
  inSelect: { code: 0x54, text: 'InSelect', status: true },
  inAutoPoll: { code: 0x60, text: 'InAutoPoll', status: false },
} as const satisfies Record<string, Pn532Command>;

export type Pn532CommandName = keyof typeof PN532_COMMANDS;

const BY_CODE: ReadonlyMap<number, Pn532CommandName> = new Map(
  (Object.keys(PN532_COMMANDS) as Pn532CommandName[]).map((name) => [PN532_COMMANDS[name].code, name]),
);

/** The command with this code, `undefined` for one the sheet does not know. */
export function commandByCode(code: number): Pn532CommandName | undefined {
  return BY_CODE.get(code);
}

/** Bits 5–0 of a status byte are the error, bit 6 says that the card has more data. */
export const STATUS_ERROR_MASK = 0x3f;
export const STATUS_MORE = 0x40;

/** Bit 6 of the target number: more of this command follows. */
export const TARGET_MORE = 0x40;

/** Most bytes of one InDataExchange behind the target number, and of one answer behind the status byte (pn532.md §9). */
export const EXCHANGE_LIMIT = 262;

/**
 * What a status byte says about the exchange: `ok`; `air`: something went wrong on the air, a changing command may have been
 * carried out; `before-air`: the chip refused and the card saw nothing; `halted`: Classic authentication failed.
 */
export type Pn532StatusMeaning = 'ok' | 'air' | 'before-air' | 'halted';

export interface Pn532Status {
  readonly text: string;
  readonly meaning: Pn532StatusMeaning;
}

/** Status bytes by code (pn532.md §4). A code that is not here counts as `air`. */
export const PN532_STATUS: Readonly<Record<number, Pn532Status>> = {
  0x00: { text: 'ok', meaning: 'ok' },
  0x01: { text: 'time-out, card silent', meaning: 'air' },
  0x02: { text: 'CRC error', meaning: 'air' },
  0x03: { text: 'parity error', meaning: 'air' },
  0x04: { text: 'wrong bit count in anticollision', meaning: 'air' },
  0x05: { text: 'framing error in a MIFARE operation', meaning: 'air' },
  0x06: { text: 'abnormal bit collision', meaning: 'air' },
  0x07: { text: 'communication buffer too small', meaning: 'air' },
  0x09: { text: 'RF buffer overflow', meaning: 'air' },
  0x0a: { text: 'RF field not switched on in time', meaning: 'air' },
  0x0b: { text: 'RF protocol error', meaning: 'air' },
  0x0d: { text: 'overheated, antenna driver off', meaning: 'air' },
  0x0e: { text: 'internal buffer overflow', meaning: 'air' },
  0x10: { text: 'invalid parameter', meaning: 'before-air' },
  0x12: { text: 'DEP: unsupported command from initiator', meaning: 'air' },
  0x13: { text: 'data format does not match', meaning: 'air' },
  0x14: { text: 'MIFARE authentication error', meaning: 'halted' },
  0x23: { text: 'UID check byte wrong', meaning: 'air' },
  0x25: { text: 'DEP: wrong device state', meaning: 'air' },
  0x26: { text: 'operation not allowed in this configuration', meaning: 'before-air' },
  0x27: { text: 'command not acceptable in this context', meaning: 'before-air' },
  0x29: { text: 'target was released by its initiator', meaning: 'air' },
  0x2a: { text: 'card exchanged, ID does not match', meaning: 'air' },
  0x2b: { text: 'card disappeared', meaning: 'air' },
  0x2c: { text: 'NFCID3 mismatch', meaning: 'air' },
  0x2d: { text: 'over-current', meaning: 'air' },
  0x2e: { text: 'NAD missing in DEP frame', meaning: 'air' },
};
