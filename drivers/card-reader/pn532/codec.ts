/**
 * PN532 over HSU, both directions: the commands in one table, status bytes, frames, parser and trace text (pn532.md).
 * The simulated chip imports this file and no other of the driver.
 */
import { PN532_COMMANDS, type Pn532CommandName } from './commands.ts';
import { buildFrame, TFI_CHIP, TFI_HOST } from './frame.ts';

export {
  commandByCode,
  EXCHANGE_LIMIT,
  PN532_COMMANDS,
  PN532_STATUS,
  STATUS_ERROR_MASK,
  STATUS_MORE,
  TARGET_MORE,
  type Pn532Command,
  type Pn532CommandName,
  type Pn532Status,
  type Pn532StatusMeaning,
} from './commands.ts';
export {
  ACK,
  buildFrame,
  ERROR,
  NACK,
  PACKET_LIMIT,
  TFI_CHIP,
  TFI_HOST,
  WAKE_UP,
  type Pn532Frame,
  type Pn532Tfi,
} from './frame.ts';
export { pn532Parser, type Pn532Parser } from './frame-parser.ts';
export { buildTargets, parseTargets, SAK_ISO_DEP, selectionData, type Pn532Target } from './targets.ts';
export { describePn532 } from './trace-text.ts';

/** A frame from the host: `data` is what follows the command code. */
export function buildCommand(name: Pn532CommandName, data: Uint8Array | readonly number[] = []): Uint8Array {
  return buildFrame(TFI_HOST, PN532_COMMANDS[name].code, data);
}

/** A frame from the chip: `data` is what follows the answer code, status byte included. */
export function buildAnswer(name: Pn532CommandName, data: Uint8Array | readonly number[] = []): Uint8Array {
  return buildFrame(TFI_CHIP, PN532_COMMANDS[name].code + 1, data);
}
