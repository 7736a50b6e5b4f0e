/** The way to the campus server: exact bytes and their MAC, in process or over HTTP alike (design.md §12.1). */

export interface Envelope {
  /** Terminal number, 12 digits; tells the server which key to check with. */
  readonly terminal: string;
  /** UTF-8 JSON of the message; at most `ENVELOPE_LIMIT` bytes. */
  readonly body: Uint8Array;
  /** HMAC-SHA-256 over exactly `body`, lower-case hexadecimal. */
  readonly mac: string;
}

export type HostReply = { readonly kind: 'reply'; readonly body: Uint8Array; readonly mac: string };

/** No reply, or none within the port's own means: the message may or may not have been applied. */
export type HostUnknown = { readonly kind: 'unknown'; readonly reason: string };

export interface HostPort {
  /** Never rejects. May stay pending for ever; the client runs the time-out on its own clock. */
  send(envelope: Envelope): Promise<HostReply | HostUnknown>;
}

/** 64 events of at most 16 KiB, and the frame around them. */
export const ENVELOPE_LIMIT = 1_100_000;
