/** HMAC-SHA-256 over the exact bytes of a message; never over re-serialised JSON. */
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';

/** `key` in hexadecimal, at least 16 bytes. */
export function messageMac(key: string, body: Uint8Array): string {
  return createHmac('sha256', createSecretKey(key, 'hex')).update(body).digest('hex');
}

export function messageMacMatches(key: string, body: Uint8Array, mac: string): boolean {
  const expected = Buffer.from(messageMac(key, body), 'hex');
  const given = Buffer.from(mac, 'hex');
  return expected.length === given.length && timingSafeEqual(expected, given);
}
