/** The socket to the terminal program: it comes back by itself, and says when it is gone. */
import { SOCKET_PATH, TOKEN_PARAMETER, type PageMessage } from '../../contract/page-messages.ts';
import type { ScreenEvent } from '../../contract/screen-model.ts';
import { readMessage } from './read-message.ts';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 2_000;

export interface ConnectionListener {
  readonly onMessage: (message: PageMessage) => void;
  readonly onGone: () => void;
}

export class Connection {
  readonly #listener: ConnectionListener;
  readonly #url: string;
  #socket: WebSocket | undefined;
  #waitMs = FIRST_WAIT_MS;

  constructor(page: Location, listener: ConnectionListener) {
    this.#listener = listener;
    this.#url = socketUrl(page);
    this.#open();
  }

  /** An event that cannot be sent is dropped: whoever pressed sees the page wait, and presses again. */
  send(event: ScreenEvent): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(event));
    return true;
  }

  #open(): void {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const message = typeof data === 'string' ? readMessage(data) : undefined;
      if (message === undefined) return;
      this.#waitMs = FIRST_WAIT_MS;
      this.#listener.onMessage(message);
    });
    // A failed start closes as well, so one listener sees every end.
    socket.addEventListener('close', () => {
      this.#listener.onGone();
      setTimeout(() => this.#open(), this.#waitMs);
      this.#waitMs = Math.min(LONGEST_WAIT_MS, this.#waitMs * 2);
    });
  }
}

function socketUrl({ protocol, host, search }: Location): string {
  const token = new URLSearchParams(search).get(TOKEN_PARAMETER) ?? '';
  const scheme = protocol === 'https:' ? 'wss:' : 'ws:';
  return `${scheme}//${host}${SOCKET_PATH}?${TOKEN_PARAMETER}=${encodeURIComponent(token)}`;
}
