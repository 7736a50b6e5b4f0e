import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../src/kernel/hex.ts';
import {
  buildModbusRequest,
  buildModbusResponse,
  crc16Modbus,
  describeModbus,
  modbusParser,
  parseModbusRequest,
  parseModbusResponse,
  type ModbusFrame,
  type ModbusRequest,
  type ModbusResponse,
} from '../../../drivers/indicator/modbus-board/codec.ts';

/** Published examples and the frames of design.md §11; CRCs computed bitwise outside this project. */
const REQUESTS: readonly (readonly [string, ModbusRequest, string])[] = [
  ['01 05 00 00 FF 00 8C 3A', { kind: 'writeCoil', address: 0, on: true }, 'WRITE SINGLE COIL 0 on'],
  ['01 05 00 00 00 00 CD CA', { kind: 'writeCoil', address: 0, on: false }, 'WRITE SINGLE COIL 0 off'],
  ['01 02 00 00 00 02 F9 CB', { kind: 'readInputs', start: 0, count: 2 }, 'READ DISCRETE INPUTS 0, 2'],
  ['01 01 00 00 00 03 7C 0B', { kind: 'readCoils', start: 0, count: 3 }, 'READ COILS 0, 3'],
  [
    '01 0F 00 00 00 03 01 05 4F 54',
    { kind: 'writeCoils', start: 0, bits: [true, false, true] },
    'WRITE MULTIPLE COILS 0: 101',
  ],
  [
    '11 0F 00 13 00 0A 02 CD 01 BF 0B',
    { kind: 'writeCoils', start: 19, bits: [true, false, true, true, false, false, true, true, true, false] },
    'WRITE MULTIPLE COILS 19: 1011001110',
  ],
];

const RESPONSES: readonly (readonly [string, ModbusResponse, string])[] = [
  [
    '01 02 01 01 60 48',
    { kind: 'readInputs', bits: [true, false, false, false, false, false, false, false] },
    'READ DISCRETE INPUTS: 10000000',
  ],
  ['01 05 00 00 FF 00 8C 3A', { kind: 'writeCoil', address: 0, on: true }, 'WRITE SINGLE COIL 0 confirmed'],
  [
    '11 0F 00 13 00 0A 26 99',
    { kind: 'writeCoils', start: 19, count: 10 },
    'WRITE MULTIPLE COILS 19, 10 confirmed',
  ],
  ['01 82 02 C1 61', { kind: 'exception', function: 2, exception: 2 }, 'exception: illegal data address'],
];

function only(side: 'request' | 'response', frame: string): ModbusFrame {
  const items = modbusParser(side).push(fromHex(frame));
  expect(items.map(({ kind }) => kind)).toEqual(['frame']);
  return items[0] as ModbusFrame;
}

describe('published frames', () => {
  it.each(REQUESTS)('request %s is built', (frame, request) => {
    expect(toHex(buildModbusRequest(fromHex(frame)[0]!, request))).toBe(toHex(fromHex(frame)));
  });

  it.each(REQUESTS)('request %s is read', (frame, request, meaning) => {
    expect(parseModbusRequest(only('request', frame))).toEqual(request);
    expect(describeModbus('host-to-device', fromHex(frame))).toEqual({ meaning });
  });

  it.each(RESPONSES)('response %s is built', (frame, response) => {
    expect(toHex(buildModbusResponse(fromHex(frame)[0]!, response))).toBe(toHex(fromHex(frame)));
  });

  it.each(RESPONSES)('response %s is read', (frame, response, meaning) => {
    expect(parseModbusResponse(only('response', frame))).toEqual(response);
    expect(describeModbus('device-to-host', fromHex(frame))).toEqual({ meaning });
  });

  it('check with the published value of CRC-16/MODBUS', () => {
    expect(crc16Modbus(Buffer.from('123456789'))).toBe(0x4b37);
  });

  it.each([
    ['a coil value other than on and off', '05', '00 00 12 34'],
    ['no bits', '02', '00 00 00 00'],
    ['more bits than a frame holds', '01', '00 00 07 D1'],
    ['fewer bytes than bits', '0F', '00 00 00 09 01 05'],
  ])('a request with %s is refused', (_, code, data) => {
    const frame: ModbusFrame = {
      kind: 'frame',
      unit: 1,
      code: Number.parseInt(code, 16),
      data: fromHex(data),
      bytes: new Uint8Array(0),
    };
    expect(parseModbusRequest(frame)).toBeUndefined();
  });
});

describe('the parser', () => {
  const good = '01 02 01 01 60 48';

  it('finds a frame behind a damaged one', () => {
    const items = modbusParser('response').push(fromHex(`01 02 01 03 60 48 ${good}`));
    expect(items.map((item) => (item.kind === 'frame' ? 'frame' : item.reason))).toEqual([
      'checksum',
      'frame',
    ]);
  });

  it('loses none of sixty frames behind a stray byte', () => {
    const sixty = Array.from({ length: 60 }, () => good).join('');
    const parser = modbusParser('response');
    const items = [...parser.push(fromHex(`01 ${sixty}`)), ...parser.timeout()];
    expect(items.filter(({ kind }) => kind === 'frame')).toHaveLength(60);
  });

  it('gives up half a frame at the time-out', () => {
    const parser = modbusParser('response');
    expect(parser.push(fromHex('01 02 01'))).toEqual([]);
    expect(parser.pending).toBe(true);
    expect(parser.timeout().map((item) => item.kind === 'discarded' && item.reason)).toEqual(['timeout']);
    expect(parser.pending).toBe(false);
  });

  it.each(Array.from({ length: 13 }, (_, at) => at))('does not mind a chunk that ends at byte %i', (at) => {
    const bytes = fromHex(good + good);
    const parser = modbusParser('response');
    const items = [...parser.push(bytes.slice(0, at)), ...parser.push(bytes.slice(at))];
    expect(items.map(({ kind }) => kind)).toEqual(['frame', 'frame']);
  });

  it.each(['request', 'response'] as const)('accounts for every byte of a %s line', (side) => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 8 }), (chunks) => {
        const parser = modbusParser(side);
        const items = [...chunks.flatMap((chunk) => parser.push(chunk)), ...parser.timeout()];
        expect(items.map(({ bytes }) => toHex(bytes)).join('')).toBe(chunks.map(toHex).join(''));
        expect(parser.pending).toBe(false);
      }),
    );
  });
});
