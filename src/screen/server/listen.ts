/** The listening socket of the screen: loopback only, and bounded in everything that a stranger could hold on to. */
import { createServer, type Server, type ServerOptions } from 'node:http';
import { errorText, invariant, TerminalError } from '../../kernel/errors.ts';
import { LOOPBACK } from './gate.ts';

/** A browser opens six for assets; the others are sockets of pages, and spare. */
const MOST_CONNECTIONS = 64;

/** Milliseconds, but for the size. */
const LIMITS: ServerOptions = {
  maxHeaderSize: 8_192,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
};

/** How long a connection may stand still while it is answered, milliseconds. */
const IDLE_MS = 30_000;

export interface Listening {
  readonly server: Server;
  readonly port: number;
}

/** Port 0 takes any free one. Throws `SCREEN_PORT_IN_USE` or `SCREEN_PORT_UNUSABLE`. */
export async function listen(port: number): Promise<Listening> {
  const server = createServer(LIMITS);
  server.maxConnections = MOST_CONNECTIONS;
  server.timeout = IDLE_MS;
  await new Promise<void>((resolve, reject) => {
    const fail = (cause: Error): void => reject(portError(port, cause));
    server.once('error', fail);
    server.listen(port, LOOPBACK, () => {
      server.off('error', fail);
      resolve();
    });
  });
  const address = server.address();
  invariant(address !== null && typeof address === 'object', 'a listening server has an address');
  return { server, port: address.port };
}

/** Ends all connections but those of sockets, which their door ends. */
export function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function portError(port: number, cause: Error): TerminalError {
  const inUse = 'code' in cause && cause.code === 'EADDRINUSE';
  return inUse
    ? new TerminalError(
        'SCREEN_PORT_IN_USE',
        `port ${port} of the screen is in use: end the other program or choose another port`,
        { action: 'reconfigure', cause },
      )
    : new TerminalError(
        'SCREEN_PORT_UNUSABLE',
        `the screen cannot listen on port ${port}: ${errorText(cause)}`,
        { action: 'reconfigure', cause },
      );
}
