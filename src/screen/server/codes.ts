/** Everything that the screen server refuses, by stable code: answers over HTTP, and ends of a page's socket. */

/** The answer to a request, or to the start of a socket. */
export const REFUSALS = {
  SCREEN_REQUEST: { status: 400, text: 'this is no request for a page' },
  SCREEN_TOKEN: { status: 401, text: 'the token of this start of the terminal is needed' },
  SCREEN_ORIGIN: { status: 403, text: 'another page may not do this' },
  SCREEN_NOT_FOUND: { status: 404, text: 'there is nothing here' },
  SCREEN_METHOD: { status: 405, text: 'the screen can only be read' },
  SCREEN_HOST: { status: 421, text: 'call it by 127.0.0.1' },
  SCREEN_FAILED: { status: 500, text: 'something went wrong here' },
  SCREEN_FULL: { status: 503, text: 'too many pages are open' },
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/**
 * The status with which the socket of a page that does wrong is closed (4000 … 4999 are free for applications); the code
 * is the reason beside it. 1009 is the socket library's own word, said before the message is taken in.
 */
export const CLOSINGS = {
  SCREEN_EVENT_JSON: 4400,
  SCREEN_EVENT_BINARY: 4415,
  SCREEN_EVENT_UNKNOWN: 4422,
  SCREEN_EVENT_FLOOD: 4429,
} as const;

export type ClosingCode = keyof typeof CLOSINGS;

/** Ends that are not told to the page: the socket itself broke, or nobody is there any more. */
export type BrokenCode =
  | 'SCREEN_EVENT_TOO_LARGE'
  | 'SCREEN_SOCKET_BROKEN'
  | 'SCREEN_PAGE_DEAD'
  | 'SCREEN_PAGE_SLOW';

export type ScreenCode = RefusalCode | ClosingCode | BrokenCode;
