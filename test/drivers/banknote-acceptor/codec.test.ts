import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../src/kernel/hex.ts';
import {
  billCellFen,
  buildBillTable,
  buildCcnetFrame,
  buildIdentification,
  buildMask,
  buildPollReply,
  buildStackedCount,
  buildStatus,
  CCNET_COMMANDS,
  ccnetParser,
  crc16Kermit,
  describeCcnet,
  parseBillTable,
  parseEnable,
  parseIdentification,
  parseMask,
  parsePollReply,
  parseStackedCount,
  parseStatus,
} from '../../../drivers/banknote-acceptor/ccnet/codec.ts';

type Direction = 'host-to-device' | 'device-to-host';

const FROM_HOST: Direction = 'host-to-device';
const FROM_DEVICE: Direction = 'device-to-host';

/** ccnet.md §13: direction, payload, frame, meaning. */
const GOLDEN: readonly (readonly [Direction, string, string, string])[] = [
  [FROM_HOST, '00', '02 03 06 00 C2 82', 'ACK'],
  [FROM_DEVICE, '00', '02 03 06 00 C2 82', 'ACK'],
  [FROM_HOST, 'FF', '02 03 06 FF BA 8D', 'NAK'],
  [FROM_HOST, '30', '02 03 06 30 41 B3', 'RESET'],
  [FROM_DEVICE, '30', '02 03 06 30 41 B3', 'ILLEGAL COMMAND'],
  [FROM_HOST, '31', '02 03 06 31 C8 A2', 'GET STATUS'],
  [FROM_DEVICE, '00 00 00 00 00 00', '02 03 0B 00 00 00 00 00 00 A8 67', 'status: enabled none'],
  [FROM_DEVICE, '00 00 0C 00 00 00', '02 03 0B 00 00 0C 00 00 00 9C F0', 'status: enabled 2 3'],
  [FROM_HOST, '32 00 00 00', '02 03 09 32 00 00 00 26 1F', 'SET SECURITY'],
  [FROM_HOST, '33', '02 03 06 33 DA 81', 'POLL'],
  [
    FROM_HOST,
    '34 00 00 00 00 00 00',
    '02 03 0C 34 00 00 00 00 00 00 17 0C',
    'ENABLE BILL TYPES none, escrow none',
  ],
  [
    FROM_HOST,
    '34 00 00 0C 00 00 0C',
    '02 03 0C 34 00 00 0C 00 00 0C 4F 51',
    'ENABLE BILL TYPES 2 3, escrow 2 3',
  ],
  [FROM_HOST, '35', '02 03 06 35 EC E4', 'STACK'],
  [FROM_HOST, '36', '02 03 06 36 77 D6', 'RETURN'],
  [FROM_HOST, '38', '02 03 06 38 09 3F', 'HOLD'],
  [FROM_HOST, '37', '02 03 06 37 FE C7', 'IDENTIFICATION'],
  [
    FROM_DEVICE,
    '46 4C 53 2D 45 55 31 30 2D 36 39 33 36 33 39 30 37 4B 49 34 31 41 53 37 34 38 32 75 ED 8D C8 03 3F 7B',
    '02 03 27 46 4C 53 2D 45 55 31 30 2D 36 39 33 36 33 39 30 37 4B 49 34 31 41 53 37 34 38 32 75 ED 8D C8 03 3F 7B 35 DA',
    'identification FLS-EU10-693639 07KI41AS7482',
  ],
  [FROM_HOST, '41', '02 03 06 41 4F D1', 'GET BILL TABLE'],
  [FROM_DEVICE, '41', '02 03 06 41 4F D1', 'DROP CASSETTE FULL'],
  [FROM_HOST, '51', '02 03 06 51 CE C1', 'GET CRC32 OF CODE'],
  [FROM_HOST, '54', '02 03 06 54 63 96', 'VALIDATION MODULE IDENT'],
  [FROM_HOST, '5B', '02 03 06 5B 94 6E', 'GET COUNTER OF STACKED BILLS'],
  [FROM_HOST, '5C', '02 03 06 5C 2B 1A', 'GET DATE OF RELEASE'],
  [FROM_HOST, '69', '02 03 06 69 05 7C', 'GET OPTIONS'],
  [FROM_DEVICE, '01 23', '02 03 07 01 23 01 B5', 'data, 2 bytes'],
  [
    FROM_HOST,
    '5A 00 00 75 30 00 00 75 30',
    '02 03 0E 5A 00 00 75 30 00 00 75 30 9C 3A',
    'SET ESCROW TIME-OUTS',
  ],
  [FROM_HOST, '68 80 00 00 00', '02 03 0A 68 80 00 00 00 F2 5C', 'SET OPTIONS'],
  [FROM_DEVICE, '10', '02 03 06 10 43 92', 'POWER UP'],
  [FROM_DEVICE, '11', '02 03 06 11 CA 83', 'POWER UP, BILL IN VALIDATOR'],
  [FROM_DEVICE, '12', '02 03 06 12 51 B1', 'POWER UP, BILL IN STACKER'],
  [FROM_DEVICE, '13', '02 03 06 13 D8 A0', 'INITIALIZE'],
  [FROM_DEVICE, '14', '02 03 06 14 67 D4', 'IDLING'],
  [FROM_DEVICE, '15', '02 03 06 15 EE C5', 'ACCEPTING'],
  [FROM_DEVICE, '17', '02 03 06 17 FC E6', 'STACKING'],
  [FROM_DEVICE, '18', '02 03 06 18 0B 1E', 'RETURNING'],
  [FROM_DEVICE, '19', '02 03 06 19 82 0F', 'UNIT DISABLED'],
  [FROM_DEVICE, '1A', '02 03 06 1A 19 3D', 'HOLDING'],
  [FROM_DEVICE, '1B 05', '02 03 07 1B 05 D4 99', 'DEVICE BUSY 500 ms'],
  [FROM_DEVICE, '1C 68', '02 03 07 1C 68 3F 6C', 'REJECTING: denomination inhibited'],
  [FROM_DEVICE, '42', '02 03 06 42 D4 E3', 'DROP CASSETTE OUT OF POSITION'],
  [FROM_DEVICE, '43', '02 03 06 43 5D F2', 'VALIDATOR JAMMED'],
  [FROM_DEVICE, '44', '02 03 06 44 E2 86', 'DROP CASSETTE JAMMED'],
  [FROM_DEVICE, '45', '02 03 06 45 6B 97', 'CHEATED'],
  [FROM_DEVICE, '46', '02 03 06 46 F0 A5', 'PAUSE'],
  [FROM_DEVICE, '47 50', '02 03 07 47 50 AB E6', 'FAILURE: stack motor'],
  [FROM_DEVICE, '80 02', '02 03 07 80 02 9E 10', 'ESCROW POSITION, type 2'],
  [FROM_DEVICE, '81 02', '02 03 07 81 02 46 09', 'BILL STACKED, type 2'],
  [FROM_DEVICE, '82 02', '02 03 07 82 02 2E 23', 'BILL RETURNED, type 2'],
];

const TABLE_FRAME = fromHex(
  `02 03 7D 05 43 4E 59 00 01 43 4E 59 01 01 43 4E 59 02 01 43 4E 59 02 05 43 4E 59 01 02 43 4E 59 01 ${'00'.repeat(90)} 09 E7`,
);

describe('the frames of the sheet', () => {
  it.each(GOLDEN)('%s %s is built as %s', (_, payload, frame) => {
    expect(toHex(buildCcnetFrame(fromHex(payload)))).toBe(toHex(fromHex(frame)));
  });

  it.each(GOLDEN)('%s %s is read from %s as %s', (direction, payload, frame, meaning) => {
    const items = ccnetParser().push(fromHex(frame));
    expect(items).toHaveLength(1);
    const item = items[0]!;
    expect(item.kind === 'frame' && [item.address, toHex(item.payload), toHex(item.bytes)]).toEqual([
      3,
      toHex(fromHex(payload)),
      toHex(fromHex(frame)),
    ]);
    expect(describeCcnet(direction, fromHex(frame))).toEqual({ meaning });
  });

  it('checks with the published value of CRC-16/KERMIT', () => {
    expect(crc16Kermit(Buffer.from('123456789'))).toBe(0x2189);
  });

  it('gives the commands of the sheet their codes', () => {
    const codes = Object.values(CCNET_COMMANDS).map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(CCNET_COMMANDS.stack).toMatchObject({ code: 0x35, reply: { kind: 'ack' } });
  });
});

describe('the bill table', () => {
  const cell = (digits: number, exponent: number): object => ({ digits, country: 'CNY', exponent });

  it('is read from the example of the sheet', () => {
    const item = ccnetParser().push(TABLE_FRAME)[0]!;
    const table = item.kind === 'frame' ? parseBillTable(item.payload) : undefined;
    expect(table?.slice(0, 7)).toEqual([
      cell(5, 0),
      cell(1, 1),
      cell(1, 2),
      cell(1, 2),
      cell(5, 1),
      cell(2, 1),
      undefined,
    ]);
    expect(table).toHaveLength(24);
  });

  it('is built as in the example of the sheet', () => {
    const cells = [
      [5, 0],
      [1, 1],
      [1, 2],
      [1, 2],
      [5, 1],
      [2, 1],
    ].map(([digits = 0, exponent = 0]) => ({ digits, country: 'CNY', exponent }));
    expect(toHex(buildCcnetFrame(buildBillTable(cells)))).toBe(toHex(TABLE_FRAME));
  });

  it('may have holes', () => {
    const table = parseBillTable(buildBillTable([undefined, { digits: 1, country: 'CHN', exponent: 2 }]));
    expect(table?.slice(0, 3)).toEqual([undefined, { digits: 1, country: 'CHN', exponent: 2 }, undefined]);
  });

  it.each([
    [1, 2, 10_000],
    [5, 0, 500],
    [5, 0x81, 50],
    [5, 0x82, 5],
    [5, 0x83, undefined],
    [255, 7, undefined],
  ])('digits %i with exponent %i are %s fen', (digits, exponent, value) => {
    expect(billCellFen({ digits, country: 'CNY', exponent })).toBe(value);
  });

  it('of another length is no table', () => {
    expect(parseBillTable(new Uint8Array(119))).toBeUndefined();
  });
});

describe('masks and other data', () => {
  it('puts type 23 into the first bit and type 0 into the last', () => {
    expect(toHex(buildMask([23, 0, 8]))).toBe('800101');
  });

  it('reads back every mask', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 23 })), (types) => {
        expect(parseMask(buildMask(types))).toEqual(types.toSorted((a, b) => a - b));
      }),
    );
  });

  it('reads the masks of ENABLE', () => {
    expect(parseEnable(fromHex('00 00 0C 80 00 04'))).toEqual({ enabled: [2, 3], escrow: [2, 23] });
  });

  it('reads and builds the reply to GET STATUS', () => {
    expect(parseStatus(fromHex('00 00 0C 80 00 00'))).toEqual({ enabled: [2, 3], security: [23] });
    expect(toHex(buildStatus({ enabled: [2, 3], security: [23] }))).toBe('00000C800000');
  });

  it('reads and builds an identification', () => {
    const asset = fromHex('75 ED 8D C8 03 3F 7B');
    const built = buildIdentification({ part: 'FLS-EU10-693639', serial: '07KI41AS7482', asset });
    expect(toHex(built)).toBe('464C532D455531302D36393336333930374B49343141533734383275ED8DC8033F7B');
    expect(parseIdentification(built)).toEqual({
      part: 'FLS-EU10-693639',
      serial: '07KI41AS7482',
      asset,
    });
  });

  it('reads and builds the counter', () => {
    expect(parseStackedCount(fromHex('01 23'))).toBe(291);
    expect(toHex(buildStackedCount(65_535))).toBe('FFFF');
  });

  it.each(['14 00', '81', '1B', '33', '81 02 03', '26'])('%s is no poll reply', (payload) => {
    expect(parsePollReply(fromHex(payload))).toBeUndefined();
  });

  it('reads and builds poll replies with and without data', () => {
    expect(parsePollReply(fromHex('81 03'))).toEqual({ state: 'stacked', data: 3 });
    expect(toHex(buildPollReply('idling'))).toBe('14');
    expect(toHex(buildPollReply('escrow', 3))).toBe('8003');
  });
});
