/** The start of a page's socket: everything is checked before the protocol is changed, and refused as an HTTP answer. */
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { PAGE_MESSAGE_LIMIT } from '../contract/page-messages.ts';
import { REFUSALS, type RefusalCode } from './codes.ts';
import type { Gate } from './gate.ts';
import { MOST_PAGES, type Pages } from './pages.ts';
import type { RefusalLog } from './refusal-log.ts';

/** A browser sends an event in one piece. */
const MOST_FRAGMENTS = 4;

export class SocketDoor {
  readonly #gate: Gate;
  readonly #pages: Pages;
  readonly #refusals: RefusalLog;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: PAGE_MESSAGE_LIMIT,
    maxFragments: MOST_FRAGMENTS,
    perMessageDeflate: false,
  });

  constructor(gate: Gate, pages: Pages, refusals: RefusalLog) {
    this.#gate = gate;
    this.#pages = pages;
    this.#refusals = refusals;
  }

  /** For the `upgrade` event of the HTTP server. */
  knock(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const code = this.#gate.refusesSocket(request.url ?? '', request.headers) ?? this.#full();
    if (code !== undefined) {
      this.#refusals.note(code);
      refuse(stream, code);
      return;
    }
    this.#sockets.handleUpgrade(request, stream, head, (socket) => this.#pages.add(socket));
  }

  /** Cuts all sockets; resolves when none is left, so that nothing runs on behind a server that is closed. */
  async close(): Promise<void> {
    const gone = [...this.#sockets.clients].map((socket) => {
      const closed = new Promise<void>((resolve) => {
        socket.once('close', () => resolve());
      });
      socket.terminate();
      return closed;
    });
    this.#sockets.close();
    await Promise.all(gone);
  }

  #full(): RefusalCode | undefined {
    return this.#pages.count < MOST_PAGES ? undefined : 'SCREEN_FULL';
  }
}

function refuse(stream: Duplex, code: RefusalCode): void {
  const { status, text } = REFUSALS[code];
  const body = JSON.stringify({ code, text });
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json',
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ];
  // Whoever knocked may be gone already; the HTTP server does not look after this stream any more.
  stream.on('error', () => stream.destroy());
  stream.end(lines.join('\r\n'), () => stream.destroy());
}
