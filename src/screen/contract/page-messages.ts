/** What goes over the socket between the screen server and the page in Chromium (design.md §7). JSON, one message a frame. */
import type { ScreenEvent, ScreenModel } from './screen-model.ts';

/** Longest message a page may send, bytes. */
export const PAGE_MESSAGE_LIMIT = 512;

/** Name of the socket's path and of the query parameter that carries the screen token. */
export const SOCKET_PATH = '/socket';
export const TOKEN_PARAMETER = 'token';

/** From the server to the page. */
export type PageMessage =
  /** One page at a time may act; the others watch. Sent first, and again when a watcher takes over. */
  | { readonly type: 'role'; readonly role: 'actor' | 'watcher' }
  | {
      readonly type: 'show';
      readonly model: ScreenModel;
      /** The terminal's monotonic clock at this moment, milliseconds: countdowns in the model count from it. */
      readonly nowMs: number;
      /** Wall time at this moment, milliseconds since 1970, for the clock in the header. */
      readonly wallMs: number;
    }
  /** The terminal program has no life at the moment: the page says please wait, and waits. */
  | { readonly type: 'wait' };

/** From the page to the server: exactly the events of the screen contract. */
export type PageEvent = ScreenEvent;
