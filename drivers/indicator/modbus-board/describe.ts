/** What a Modbus frame means, for the wire trace. Nothing of this protocol is secret. */
import type { TraceText } from '../../link/exchange.ts';
import type { ModbusFrame } from './frame.ts';
import {
  MODBUS_EXCEPTIONS,
  MODBUS_FUNCTIONS,
  parseModbusRequest,
  parseModbusResponse,
  type ModbusRequest,
  type ModbusResponse,
} from './message.ts';

function bitText(bits: readonly boolean[]): string {
  return bits.map((bit) => (bit ? '1' : '0')).join('');
}

function requestText(request: ModbusRequest): string {
  const { name } = MODBUS_FUNCTIONS[request.kind];
  if (request.kind === 'writeCoil') return `${name} ${request.address} ${request.on ? 'on' : 'off'}`;
  if (request.kind === 'writeCoils') return `${name} ${request.start}: ${bitText(request.bits)}`;
  return `${name} ${request.start}, ${request.count}`;
}

function responseText(response: ModbusResponse): string {
  if (response.kind === 'exception') {
    return `exception: ${MODBUS_EXCEPTIONS[response.exception] ?? response.exception}`;
  }
  const { name } = MODBUS_FUNCTIONS[response.kind];
  if (response.kind === 'writeCoil') return `${name} ${response.address} confirmed`;
  if (response.kind === 'writeCoils') return `${name} ${response.start}, ${response.count} confirmed`;
  return `${name}: ${bitText(response.bits)}`;
}

/** `bytes` is a whole frame. */
export function describeModbus(direction: 'host-to-device' | 'device-to-host', bytes: Uint8Array): TraceText {
  if (bytes.length < 4) return { meaning: 'no frame' };
  const frame: ModbusFrame = {
    kind: 'frame',
    unit: bytes[0] ?? 0,
    code: bytes[1] ?? 0,
    data: bytes.subarray(2, -2),
    bytes,
  };
  if (direction === 'host-to-device') {
    const request = parseModbusRequest(frame);
    return { meaning: request === undefined ? `function ${frame.code}` : requestText(request) };
  }
  const response = parseModbusResponse(frame);
  return { meaning: response === undefined ? `function ${frame.code}` : responseText(response) };
}
