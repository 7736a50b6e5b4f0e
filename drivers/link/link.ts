/** A byte line to one device: two streams and nothing else. Single-use; a reconnect makes a new one (design.md §3, Link). */
import type { Unsubscribe } from '../../src/kernel/emitter.ts';

/** Why a link ended. */
export type LinkEnd =
  | { readonly kind: 'closed-by-us' }
  | { readonly kind: 'unplugged' }
  | { readonly kind: 'failed'; readonly code: string; readonly text: string };

export interface Link {
  /** Queues bytes for the line. Does nothing once the link has ended; more than `LINK_QUEUE_LIMIT` unsent bytes end it. */
  send(bytes: Uint8Array): void;
  /** Synchronous subscription to received chunks, in order. Bytes received before the first listener are dropped. */
  onBytes(listener: (chunk: Uint8Array) => void): Unsubscribe;
  /** Settles once, when the link has ended for whatever reason. Never rejects. */
  readonly closed: Promise<LinkEnd>;
  close(): void;
}

/** Opens a fresh link. Rejects with `LINK_OPEN_FAILED` when the port is absent or busy. */
export type LinkFactory = () => Promise<Link>;

/** Most bytes that may wait unsent, 64 KiB: no protocol here has a frame beyond 300 bytes. */
export const LINK_QUEUE_LIMIT = 65_536;

/** The device's end of a line, as a simulated device holds it; it outlives the links that the host opens over it. */
export interface DevicePort {
  /** Bytes towards the host; lost when nobody has the port open. */
  send(bytes: Uint8Array): void;
  onBytes(listener: (chunk: Uint8Array) => void): Unsubscribe;
}
