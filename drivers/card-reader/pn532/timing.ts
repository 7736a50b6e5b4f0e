/** All waiting times of the PN532 driver, milliseconds. Defaults from pn532.md; every one can be overridden. */

export interface Pn532Timing {
  /** Acknowledgement of a command (§3). */
  readonly ackMs: number;
  /** Answer of a local command, and the repeated answer after NACK (§3). */
  readonly localMs: number;
  /** Answer of InListPassiveTarget: two activations of two cards with RATS (§6 item 05 = FF 01 01) + 100 ms. */
  readonly listMs: number;
  /**
   * Answer of InDataExchange. The chip itself reports a silent card after 819 ms (§6 item 02 = 0E); a purse that
   * stretches its write by WTX may take 2 s (pboc-epurse.md §11), and giving up early would only make an unknown.
   */
  readonly exchangeMs: number;
  /** Answer of the presence exchange: 819 ms + 100 ms. */
  readonly presenceMs: number;
  /** Between two looks into the field (§11). */
  readonly pollMs: number;
  /** Between the two reselects that confirm a miss (§11). */
  readonly confirmGapMs: number;
  /** Field off long enough to reset a card, then on long enough for it to wake (§11). */
  readonly fieldOffMs: number;
  readonly fieldOnMs: number;
  /** The line must be quiet for so long after an abort (§3), and after the ACK that opens the start sequence (§12). */
  readonly quietMs: number;
  /** Longest silence inside a frame: USB bridges hold bytes back for up to 16 ms. */
  readonly interByteMs: number;
  /** Reconnect: first wait, doubled up to the limit. */
  readonly reconnectFirstMs: number;
  readonly reconnectLimitMs: number;
}

export const PN532_TIMING: Pn532Timing = {
  ackMs: 50,
  localMs: 100,
  listMs: 200,
  exchangeMs: 3_000,
  presenceMs: 920,
  pollMs: 200,
  confirmGapMs: 50,
  fieldOffMs: 10,
  fieldOnMs: 5,
  quietMs: 20,
  interByteMs: 25,
  reconnectFirstMs: 250,
  reconnectLimitMs: 2_000,
};
