/**
 * Modbus RTU as the I/O board speaks it, for both ends of the line: functions 01, 02, 05 and 0F. design.md §11.
 * The one door to this folder for anybody but the driver itself.
 */
export { crc16Modbus, frameWithCrc, modbusParser, type ModbusFrame, type ModbusSide } from './frame.ts';
export {
  buildModbusRequest,
  buildModbusResponse,
  MODBUS_EXCEPTIONS,
  MODBUS_FUNCTIONS,
  packBits,
  parseModbusRequest,
  parseModbusResponse,
  type ModbusFunction,
  type ModbusRequest,
  type ModbusResponse,
} from './message.ts';
export { describeModbus } from './describe.ts';
