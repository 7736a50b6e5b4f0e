import { describe, expect, it } from 'vitest';
import {
  ACK,
  buildAnswer,
  buildCommand,
  buildFrame,
  buildTargets,
  describePn532,
  ERROR,
  NACK,
  parseTargets,
  PN532_COMMANDS,
  PN532_STATUS,
  pn532Parser,
  selectionData,
  TFI_HOST,
  WAKE_UP,
  type Pn532Frame,
} from '../../../drivers/card-reader/pn532/codec.ts';
import { fromHex, toHex } from '../../../src/kernel/hex.ts';
import { GOLDEN_FRAMES } from './golden-frames.ts';

const compact = (hex: string): string => hex.replaceAll(' ', '');

/** Whole frame without preamble, start code, length bytes, TFI, code, checksum and postamble. */
const dataOf = (frame: string): string => compact(frame).slice(14, -4);

function frames(bytes: Uint8Array): Pn532Frame[] {
  return pn532Parser()
    .push(bytes)
    .filter((item) => item.kind !== 'discarded');
}

describe('golden frames of the sheet', () => {
  it.each(GOLDEN_FRAMES)('%s parses', (_name, from, command, frame) => {
    const [parsed] = frames(fromHex(frame));
    expect(parsed).toMatchObject({
      kind: 'data',
      tfi: from === 'host' ? 0xd4 : 0xd5,
      command: PN532_COMMANDS[command].code + (from === 'host' ? 0 : 1),
    });
    expect(parsed?.kind === 'data' && toHex(parsed.data)).toBe(dataOf(frame));
    expect(parsed && toHex(parsed.bytes)).toBe(compact(frame));
  });

  it.each(GOLDEN_FRAMES)('%s builds', (_name, from, command, frame) => {
    const build = from === 'host' ? buildCommand : buildAnswer;
    expect(toHex(build(command, fromHex(dataOf(frame))))).toBe(compact(frame));
  });

  it('knows ACK, NACK, error frame and wake-up', () => {
    expect([ACK, NACK, ERROR, WAKE_UP].map(toHex)).toEqual([
      '0000FF00FF00',
      '0000FFFF0000',
      '0000FF01FF7F8100',
      '5555' + '00'.repeat(14),
    ]);
  });

  it.each([
    ['ack', '00 00 FF 00 FF 00'],
    ['nack', '00 00 FF FF 00 00'],
    ['error', '00 00 FF 01 FF 7F 81 00'],
  ])('recognises %s', (kind, frame) => {
    expect(frames(fromHex(frame)).map((item) => item.kind)).toEqual([kind]);
  });

  it('accepts an extended frame for a short command', () => {
    const [frame] = frames(fromHex('00 00 FF FF FF 00 02 FE D4 02 2A 00'));
    expect(frame).toMatchObject({ kind: 'data', tfi: 0xd4, command: 0x02 });
  });

  it('builds an extended frame from 256 packet bytes on, with the header of the sheet for 261', () => {
    expect(toHex(buildFrame(TFI_HOST, 0x40, new Uint8Array(253)).subarray(0, 5))).toBe('0000FFFF01');
    expect(toHex(buildFrame(TFI_HOST, 0x40, new Uint8Array(259)).subarray(0, 8))).toBe('0000FFFFFF0105FA');
  });

  it('reads back the longest extended frame', () => {
    const data = Uint8Array.from({ length: 263 }, (_, index) => index & 0xff);
    const [frame] = frames(buildFrame(TFI_HOST, 0x40, data));
    expect(frame?.kind === 'data' && toHex(frame.data)).toBe(toHex(data));
  });
});

describe('card lists', () => {
  it('reads a CPU card with its ATS', () => {
    const answer = fromHex('01 01 00 04 28 04 5A 17 C3 E9 10 78 80 90 02 20 90 00 00 00 00 00 5A 17 C3 E9');
    const [target] = parseTargets(answer) ?? [];
    expect(target).toMatchObject({ number: 1, sensRes: 0x0004, selRes: 0x28 });
    expect(target && [toHex(target.uid), toHex(target.ats)]).toEqual([
      '5A17C3E9',
      '78809002209000000000005A17C3E9',
    ]);
  });

  it('builds what it reads, for two cards', () => {
    const answer = '02 01 00 04 08 04 DE AD BE EF 02 00 04 28 04 5A 17 C3 E9 05 78 80 90 02';
    expect(toHex(buildTargets(parseTargets(fromHex(answer)) ?? []))).toBe(compact(answer));
  });

  it.each([
    ['nothing at all', ''],
    ['more cards than a chip holds', '03'],
    ['a card cut off', '01 01 00 04 08 04 DE AD'],
    ['an ATS cut off', '01 01 00 04 28 04 5A 17 C3 E9 10 78 80'],
    ['a card without UID', '01 01 00 04 08 00'],
  ])('refuses %s', (_name, answer) => {
    expect(parseTargets(fromHex(answer))).toBeUndefined();
  });

  it('puts the cascade tag in front of seven-byte UIDs', () => {
    expect(toHex(selectionData(fromHex('04A1B2C3D4E5F6')))).toBe('8804A1B2C3D4E5F6');
  });
});

describe('status bytes', () => {
  it.each([
    [0x01, 'air'],
    [0x06, 'air'],
    [0x09, 'air'],
    [0x0a, 'air'],
    [0x0b, 'air'],
    [0x13, 'air'],
    [0x2b, 'air'],
    [0x10, 'before-air'],
    [0x26, 'before-air'],
    [0x27, 'before-air'],
    [0x14, 'halted'],
  ])('%i means %s', (code, meaning) => {
    expect(PN532_STATUS[code]?.meaning).toBe(meaning);
  });
});

describe('trace text', () => {
  const host = (hex: string): ReturnType<typeof describePn532> =>
    describePn532('host-to-device', fromHex(hex));

  it('hides the key of a MIFARE authentication and the checksum over it, not the UID', () => {
    expect(host('00 00 FF 0F F1 D4 40 01 60 04 FF FF FF FF FF FF DE AD BE EF 55 00').masked).toBe(
      '0000FF0FF1D440016004' + '**'.repeat(6) + 'DEADBEEF**00',
    );
  });

  it('hides the PIN of a VERIFY', () => {
    expect(host('00 00 FF 0B F5 D4 40 01 00 20 00 00 03 12 34 56 2C 00').masked).toBe(
      '0000FF0BF5D440010020000003' + '**'.repeat(3) + '**00',
    );
  });

  it('hides a PIN behind a wake-up and another frame too', () => {
    const { masked } = host('55 00 00 00 FF 00 FF 00 00 00 FF 0B F5 D4 40 01 00 20 00 00 03 12 34 56 2C 00');
    expect(masked?.endsWith('0020000003' + '**'.repeat(4) + '00')).toBe(true);
  });

  it('hides both keys of a sector trailer that is written', () => {
    const frame = buildCommand('inDataExchange', [0x01, 0xa0, 0x07, ...new Uint8Array(16).fill(0xaa)]);
    expect(describePn532('host-to-device', frame).masked).not.toContain('AA');
  });

  it.each([
    ['CREDIT FOR LOAD', '00 00 FF 14 EC D4 40 01 80 52 00 00 0B 20 25 11 22 19 30 05 E8 44 B7 5C 04 05 00'],
    ['a data block', '00 00 FF 15 EB D4 40 01 A0 04 C6 06 00 00 39 F9 FF FF C6 06 00 00 05 FA 05 FA 81 00'],
  ])('shows %s in full', (_name, frame) => {
    expect(host(frame).masked).toBeUndefined();
  });

  it('names commands and the status of answers', () => {
    expect(host('00 00 FF 02 FE D4 02 2A 00').meaning).toBe('GetFirmwareVersion');
    expect(describePn532('device-to-host', fromHex('00 00 FF 03 FD D5 41 01 E9 00')).meaning).toBe(
      'InDataExchange answer, 01 time-out, card silent',
    );
  });
});
