/** The listening socket: loopback only, bounded, and answering before the rest is ready. */
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { errorText, TerminalError } from '../../../src/kernel/errors.ts';

export const LOOPBACK = '127.0.0.1';

const CONNECTIONS = 64;
const HEADER_BYTES = 8_192;
/** How long the head of a request, and all of it, may take, milliseconds. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 30_000;

type Fetch = (request: Request) => Response | Promise<Response>;

export interface Listening {
  readonly port: number;
  /** Answers from now on. */
  serve(fetch: Fetch): void;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Port 0 takes any free one. Throws `BENCH_PORT_IN_USE` or `BENCH_PORT_UNUSABLE`. */
export async function listen(port: number): Promise<Listening> {
  let answer: Fetch = () =>
    Response.json({ code: 'BENCH_STARTING', text: 'the bench is starting' }, { status: 503 });
  const answerRequest = getRequestListener((request) => answer(request), {
    overrideGlobalObjects: false,
    errorHandler: () =>
      Response.json({ code: 'BENCH_REQUEST', text: 'this is no request for the bench' }, { status: 400 }),
  });
  const server = createServer(
    { maxHeaderSize: HEADER_BYTES, headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS },
    (request, response) => void answerRequest(request, response),
  );
  server.maxConnections = CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(portError(port, cause)));
    server.listen(port, LOOPBACK, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    serve: (fetch) => {
      answer = fetch;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portError(port: number, cause: Error): TerminalError {
  const inUse = 'code' in cause && cause.code === 'EADDRINUSE';
  return inUse
    ? new TerminalError('BENCH_PORT_IN_USE', `port ${port} is in use: choose another with --port`, {
        action: 'reconfigure',
        cause,
      })
    : new TerminalError('BENCH_PORT_UNUSABLE', `cannot listen on port ${port}: ${errorText(cause)}`, {
        action: 'reconfigure',
        cause,
      });
}
