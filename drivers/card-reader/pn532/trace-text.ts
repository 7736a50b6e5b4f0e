/** What PN532 bytes mean, for the trace. Secrets are masked here, before anything keeps them (design.md §3, Trace). */
import { toHex } from '../../../src/kernel/hex.ts';
import type { TraceText } from '../../link/exchange.ts';
import { commandByCode, PN532_COMMANDS, PN532_STATUS, STATUS_ERROR_MASK, STATUS_MORE } from './commands.ts';
import { candidateAt, takeFrame, TFI_HOST, type Pn532Frame } from './frame.ts';

type DataFrame = Pn532Frame & { readonly kind: 'data' };

/** MIFARE commands behind the target number that carry keys (pn532.md §8). */
const MIFARE_AUTHENTICATE_A = 0x60;
const MIFARE_AUTHENTICATE_B = 0x61;
const MIFARE_WRITE = 0xa0;

/** APDU instructions whose data is a PIN or an authentication cryptogram. */
const VERIFY = 0x20;
const EXTERNAL_AUTHENTICATE = 0x82;

/**
 * Meaning of bytes on the line, one or several frames. Masked as `**`: MIFARE keys (authentication and sector trailers),
 * VERIFY and EXTERNAL AUTHENTICATE data, and the checksum behind them. Random, MAC and TAC stay.
 */
export function describePn532(direction: 'host-to-device' | 'device-to-host', bytes: Uint8Array): TraceText {
  const meanings: string[] = [];
  const secret = new Set<number>();
  for (let at = 0; at < bytes.length - 1;) {
    const candidate =
      bytes[at] === 0x00 && bytes[at + 1] === 0xff ? candidateAt(bytes, at, bytes.length, true) : undefined;
    if (candidate?.kind !== 'good') {
      at += 1;
      continue;
    }
    const frame = takeFrame(bytes, at, candidate);
    meanings.push(meaningOf(frame));
    if (frame.kind === 'data') {
      for (const index of secretData(frame)) secret.add(at + candidate.body + 2 + index);
      // a checksum over secret digits would give them away
      if (secret.size > 0) secret.add(at + candidate.length - 1);
    }
    at += candidate.length;
  }
  const meaning = meanings.length > 0 ? meanings.join(' + ') : noFrame(direction);
  return secret.size === 0 ? { meaning } : { meaning, masked: mask(bytes, secret) };
}

function noFrame(direction: 'host-to-device' | 'device-to-host'): string {
  return direction === 'host-to-device' ? 'wake-up' : 'no frame';
}

function mask(bytes: Uint8Array, secret: ReadonlySet<number>): string {
  return Array.from(bytes, (byte, index) => (secret.has(index) ? '**' : toHex(Uint8Array.of(byte)))).join('');
}

function meaningOf(frame: Pn532Frame): string {
  if (frame.kind !== 'data') return frame.kind.toUpperCase();
  const fromHost = frame.tfi === TFI_HOST;
  const name = commandByCode(fromHost ? frame.command : frame.command - 1);
  if (name === undefined) return `unknown command ${toHex(Uint8Array.of(frame.command))}`;
  const { text, status } = PN532_COMMANDS[name];
  if (fromHost) return name === 'inDataExchange' ? `${text} ${exchangeText(frame.data)}` : text;
  return status ? `${text} answer, ${statusText(frame.data[0])}` : `${text} answer`;
}

/** Target and what kind of command goes to the card; never its data. */
function exchangeText(data: Uint8Array): string {
  const target = (data[0] ?? 0) & STATUS_ERROR_MASK;
  return data.length < 2 ? `target ${target}, fetch` : `target ${target}, ${toHex(data.subarray(1, 3))}`;
}

function statusText(status: number | undefined): string {
  if (status === undefined) return 'no status';
  const text = PN532_STATUS[status & STATUS_ERROR_MASK]?.text ?? 'unknown status';
  const more = (status & STATUS_MORE) === 0 ? '' : ', more';
  return `${toHex(Uint8Array.of(status & STATUS_ERROR_MASK))} ${text}${more}`;
}

/** Indices into `data` that must not be seen. */
function secretData(frame: DataFrame): readonly number[] {
  const { data } = frame;
  if (frame.tfi !== TFI_HOST || frame.command !== PN532_COMMANDS.inDataExchange.code) return [];
  const [, first = 0, second = 0] = data;
  if (first === MIFARE_AUTHENTICATE_A || first === MIFARE_AUTHENTICATE_B)
    return range(3, Math.min(9, data.length));
  if (first === MIFARE_WRITE) return isSectorTrailer(second) ? range(3, data.length) : [];
  const interindustry = (first & 0x70) === 0;
  if (!interindustry || (second !== VERIFY && second !== EXTERNAL_AUTHENTICATE)) return [];
  return range(6, data.length);
}

/** Sector trailers hold both keys: every fourth block, from block 128 of a 4K card every sixteenth. */
function isSectorTrailer(block: number): boolean {
  return block < 128 ? block % 4 === 3 : block % 16 === 15;
}

function range(from: number, until: number): readonly number[] {
  return Array.from({ length: Math.max(0, until - from) }, (_, index) => from + index);
}
