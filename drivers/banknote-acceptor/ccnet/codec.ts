/**
 * CCNET at byte level, for both ends of the line: what the driver and the simulated acceptor agree on. ccnet.md.
 * The one door to this folder for anybody but the driver itself.
 */
export {
  buildCcnetFrame,
  CCNET_ADDRESS,
  CCNET_PAYLOAD_LIMIT,
  ccnetParser,
  crc16Kermit,
  type CcnetFrame,
} from './frame.ts';
export {
  CCNET_ACK,
  CCNET_COMMANDS,
  CCNET_ILLEGAL,
  CCNET_NAK,
  ccnetCommandOf,
  type CcnetCommand,
  type CcnetCommandName,
  type CcnetReplyShape,
} from './commands.ts';
export {
  buildPollReply,
  CCNET_FAILURES,
  CCNET_REJECT_REASONS,
  CCNET_STATES,
  parsePollReply,
  type CcnetState,
  type CcnetStateName,
  type PollReply,
} from './states.ts';
export {
  BILL_TABLE_CELLS,
  billCellFen,
  buildBillTable,
  parseBillTable,
  type BillCell,
  type BillTable,
} from './bill-table.ts';
export {
  buildIdentification,
  buildMask,
  buildStackedCount,
  buildStatus,
  MASK_TYPES,
  parseEnable,
  parseIdentification,
  parseMask,
  parseStackedCount,
  parseStatus,
  type EnableMasks,
  type Identification,
  type StatusMasks,
} from './payload.ts';
export { describeCcnet } from './describe.ts';
