/**
 * What a host can set in the chip, with the values after power-up, and how long the chip takes. pn532.md §5,
 * §6.
 */

export interface Pn532Settings {
  /** SetParameters. Bit 4: automatic RATS. */
  parameters: number;
  /** RFConfiguration item 02, last byte: time-out code of exchanges that have no own one. */
  exchangeTimeout: number;
  /** Item 04. Kept only: this chip does not repeat exchanges on the air. */
  maxRetriesCom: number;
  /** Item 05, last byte: further tries of InListPassiveTarget, FF without end. */
  maxRetriesPassive: number;
}

export const AUTOMATIC_RATS = 0x10;
export const ENDLESS = 0xff;

export function powerUpSettings(): Pn532Settings {
  return { parameters: 0x14, exchangeTimeout: 0x0a, maxRetriesCom: 0x00, maxRetriesPassive: ENDLESS };
}

/** Time-out code of item 02 in milliseconds: 0 none, n ≥ 1 → 100 µs × 2^(n−1). */
export function timeoutMs(code: number): number {
  return code === 0 ? Infinity : 0.1 * 2 ** (code - 1);
}

/**
 * Applies RFConfiguration's item to the settings. False: unknown item or wrong length. The field (item 01)
 * is the caller's.
 */
export function configureRf(settings: Pn532Settings, item: number, values: Uint8Array): boolean {
  const last = values.at(-1) ?? 0;
  switch (item) {
    case 0x01:
      return values.length === 1;
    case 0x02:
      if (values.length !== 3 || last > 0x10) return false;
      settings.exchangeTimeout = last;
      return true;
    case 0x04:
      if (values.length !== 1) return false;
      settings.maxRetriesCom = last;
      return true;
    case 0x05:
      if (values.length !== 3) return false;
      settings.maxRetriesPassive = last;
      return true;
    case 0x0a:
    case 0x0b:
    case 0x0c:
    case 0x0d:
      return values.length > 0;
    default:
      return false;
  }
}

/** Milliseconds. */
export interface Pn532Timing {
  /** Command's last byte → ACK begins. */
  readonly ackMs: number;
  /** The chip's own work on any command. */
  readonly processMs: number;
  /** One round of looking for cards. */
  readonly listTryMs: number;
  /** Selecting what was found, RATS included. */
  readonly selectMs: number;
  /** Between the bytes of a split answer. */
  readonly splitGapMs: number;
  /** How late the answer of an aborted command comes. */
  readonly lateMs: number;
}

export const PN532_TIMING: Pn532Timing = {
  ackMs: 0.2,
  processMs: 0.3,
  listTryMs: 5,
  selectMs: 4,
  splitGapMs: 2,
  lateMs: 10,
};
