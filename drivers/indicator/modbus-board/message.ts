/** Requests and responses of the four functions, and exceptions. Addresses and counts are most significant byte first. */
import { unreachable } from '../../../src/kernel/errors.ts';
import { frameWithCrc, type ModbusFrame } from './frame.ts';

/** The one table of functions. */
export const MODBUS_FUNCTIONS = {
  readCoils: { code: 0x01, name: 'READ COILS' },
  readInputs: { code: 0x02, name: 'READ DISCRETE INPUTS' },
  writeCoil: { code: 0x05, name: 'WRITE SINGLE COIL' },
  writeCoils: { code: 0x0f, name: 'WRITE MULTIPLE COILS' },
} as const;

export type ModbusFunction = keyof typeof MODBUS_FUNCTIONS;

/** Exception codes of the Modbus application protocol. */
export const MODBUS_EXCEPTIONS: Readonly<Record<number, string>> = {
  0x01: 'illegal function',
  0x02: 'illegal data address',
  0x03: 'illegal data value',
  0x04: 'device failure',
  0x05: 'acknowledge',
  0x06: 'device busy',
};

export type ModbusRequest =
  | { readonly kind: 'readCoils' | 'readInputs'; readonly start: number; readonly count: number }
  | { readonly kind: 'writeCoil'; readonly address: number; readonly on: boolean }
  | { readonly kind: 'writeCoils'; readonly start: number; readonly bits: readonly boolean[] };

export type ModbusResponse =
  /** Bits in order of address; padded with `false` to a multiple of eight. */
  | { readonly kind: 'readCoils' | 'readInputs'; readonly bits: readonly boolean[] }
  | { readonly kind: 'writeCoil'; readonly address: number; readonly on: boolean }
  | { readonly kind: 'writeCoils'; readonly start: number; readonly count: number }
  | { readonly kind: 'exception'; readonly function: number; readonly exception: number };

function high(value: number): number {
  return (value >>> 8) & 0xff;
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

/** Eight bits a byte, lowest address in bit 0. */
export function packBits(bits: readonly boolean[]): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(bits.length / 8));
  for (const [index, bit] of bits.entries()) {
    if (bit) bytes[index >>> 3] = (bytes[index >>> 3] ?? 0) | (1 << (index & 7));
  }
  return bytes;
}

function unpackBits(bytes: Uint8Array, count: number): readonly boolean[] {
  return Array.from({ length: count }, (_, index) => (((bytes[index >>> 3] ?? 0) >>> (index & 7)) & 1) === 1);
}

export function buildModbusRequest(unit: number, request: ModbusRequest): Uint8Array {
  const { code } = MODBUS_FUNCTIONS[request.kind];
  switch (request.kind) {
    case 'readCoils':
    case 'readInputs': {
      const { start, count } = request;
      return frameWithCrc([unit, code, high(start), start & 0xff, high(count), count & 0xff]);
    }
    case 'writeCoil': {
      const { address, on } = request;
      return frameWithCrc([unit, code, high(address), address & 0xff, on ? 0xff : 0x00, 0x00]);
    }
    case 'writeCoils': {
      const { start, bits } = request;
      const packed = packBits(bits);
      const head = [unit, code, high(start), start & 0xff, high(bits.length), bits.length & 0xff];
      return frameWithCrc([...head, packed.length, ...packed]);
    }
    default:
      return unreachable(request);
  }
}

export function buildModbusResponse(unit: number, response: ModbusResponse): Uint8Array {
  switch (response.kind) {
    case 'readCoils':
    case 'readInputs': {
      const packed = packBits(response.bits);
      return frameWithCrc([unit, MODBUS_FUNCTIONS[response.kind].code, packed.length, ...packed]);
    }
    case 'writeCoil': {
      const { address, on } = response;
      const { code } = MODBUS_FUNCTIONS.writeCoil;
      return frameWithCrc([unit, code, high(address), address & 0xff, on ? 0xff : 0x00, 0x00]);
    }
    case 'writeCoils': {
      const { start, count } = response;
      const { code } = MODBUS_FUNCTIONS.writeCoils;
      return frameWithCrc([unit, code, high(start), start & 0xff, high(count), count & 0xff]);
    }
    case 'exception':
      return frameWithCrc([unit, response.function | 0x80, response.exception]);
    default:
      return unreachable(response);
  }
}

/** `undefined` when the values cannot be right: the board answers exception 03 (or 01 for an unknown function). */
export function parseModbusRequest(frame: ModbusFrame): ModbusRequest | undefined {
  const { code, data } = frame;
  switch (code) {
    case MODBUS_FUNCTIONS.readCoils.code:
    case MODBUS_FUNCTIONS.readInputs.code: {
      const count = word(data, 2);
      if (data.length !== 4 || count < 1 || count > 2000) return undefined;
      const kind = code === MODBUS_FUNCTIONS.readCoils.code ? 'readCoils' : 'readInputs';
      return { kind, start: word(data, 0), count };
    }
    case MODBUS_FUNCTIONS.writeCoil.code: {
      const value = word(data, 2);
      if (data.length !== 4 || (value !== 0xff00 && value !== 0)) return undefined;
      return { kind: 'writeCoil', address: word(data, 0), on: value === 0xff00 };
    }
    case MODBUS_FUNCTIONS.writeCoils.code: {
      const count = word(data, 2);
      const bytes = data.subarray(5);
      const right = count >= 1 && bytes.length === Math.ceil(count / 8) && data[4] === bytes.length;
      return right ? { kind: 'writeCoils', start: word(data, 0), bits: unpackBits(bytes, count) } : undefined;
    }
    default:
      return undefined;
  }
}

/** `undefined` when function or length do not fit. */
export function parseModbusResponse(frame: ModbusFrame): ModbusResponse | undefined {
  const { code, data } = frame;
  if ((code & 0x80) !== 0) {
    return data.length === 1
      ? { kind: 'exception', function: code & 0x7f, exception: data[0] ?? 0 }
      : undefined;
  }
  switch (code) {
    case MODBUS_FUNCTIONS.readCoils.code:
    case MODBUS_FUNCTIONS.readInputs.code: {
      if (data.length < 2 || data[0] !== data.length - 1) return undefined;
      const kind = code === MODBUS_FUNCTIONS.readCoils.code ? 'readCoils' : 'readInputs';
      return { kind, bits: unpackBits(data.subarray(1), (data.length - 1) * 8) };
    }
    case MODBUS_FUNCTIONS.writeCoil.code:
      return data.length === 4
        ? { kind: 'writeCoil', address: word(data, 0), on: word(data, 2) === 0xff00 }
        : undefined;
    case MODBUS_FUNCTIONS.writeCoils.code:
      return data.length === 4
        ? { kind: 'writeCoils', start: word(data, 0), count: word(data, 2) }
        : undefined;
    default:
      return undefined;
  }
}
