/** Bytes as upper-case hexadecimal text and back, the form of every card value in journal and contract. */
import { TerminalError } from './errors.ts';

/** Upper-case, no separators. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex').toUpperCase();
}

/** Accepts either case and blanks between bytes. Throws `KERNEL_NOT_HEX` for anything else. */
export function fromHex(text: string): Uint8Array {
  const digits = text.replaceAll(/\s/gu, '');
  if (digits.length % 2 !== 0 || !/^[0-9a-f]*$/iu.test(digits)) {
    throw new TerminalError('KERNEL_NOT_HEX', 'not hexadecimal');
  }
  return new Uint8Array(Buffer.from(digits, 'hex'));
}
