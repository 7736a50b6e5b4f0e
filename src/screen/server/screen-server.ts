/**
 * The screen server: between the terminal's screen port and the page in Chromium (design.md §7). Loopback only, one token
 * a start, one page that acts. It outlives the lives of the terminal, so that the page can say please wait between them.
 */
import { getRequestListener } from '@hono/node-server';
import type { Clock } from '../../kernel/clock.ts';
import { errorText, TerminalError } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import { randomId, type Random } from '../../kernel/random.ts';
import type { ScreenPort } from '../contract/screen-model.ts';
import { readBundle } from './bundle.ts';
import { REFUSALS } from './codes.ts';
import { Gate } from './gate.ts';
import { listen, stopListening } from './listen.ts';
import { pageApp } from './page-app.ts';
import { Pages } from './pages.ts';
import { RefusalLog } from './refusal-log.ts';
import { SocketDoor } from './socket-door.ts';

export interface ScreenServerOptions {
  readonly clock: Clock;
  /** The token comes from it: the operating system's, but in tests. */
  readonly random: Random;
  /** 0 takes any free one. */
  readonly port: number;
  /** Folder of the built page. */
  readonly bundle: string;
  /** Origins that may show the page in a frame; only in simulation (design.md §12.15). */
  readonly frameAncestors?: readonly string[];
  readonly log: Log;
}

export interface ScreenServer {
  readonly port: number;
  readonly origin: string;
  /** With the token: what the kiosk's browser opens. Not for logs. */
  readonly url: string;
  readonly screen: ScreenPort;
  /** Pages that are connected. */
  readonly pages: number;
  /** The terminal has no life at the moment: pages wait until the next one shows something. */
  wait(): void;
  close(): Promise<void>;
}

/**
 * Throws `SCREEN_BUNDLE_MISSING`, `SCREEN_FRAME_ORIGIN`, `SCREEN_PORT_IN_USE` or `SCREEN_PORT_UNUSABLE`; then nothing is
 * left open.
 */
export async function startScreenServer(options: ScreenServerOptions): Promise<ScreenServer> {
  const { clock, log, frameAncestors = [] } = options;
  const bundle = readBundle(options.bundle);
  frameAncestors.forEach(checkOrigin);
  const { server, port } = await listen(options.port);
  const gate = new Gate(port, randomId(options.random));
  const refusals = new RefusalLog(clock, log);
  const pages = new Pages(clock, refusals);
  const door = new SocketDoor(gate, pages, refusals);
  const app = pageApp({ bundle, gate, frameAncestors, refusals, log });
  const answer = getRequestListener(app.fetch, {
    overrideGlobalObjects: false,
    errorHandler: () => {
      refusals.note('SCREEN_REQUEST');
      const { status, text } = REFUSALS.SCREEN_REQUEST;
      return Response.json({ code: 'SCREEN_REQUEST', text }, { status });
    },
  });
  server.on('request', (request, response) => void answer(request, response));
  server.on('upgrade', (request, stream, head) => door.knock(request, stream, head));
  server.on('error', (error) => log.error({ text: errorText(error) }, 'the screen server failed'));
  log.info({ origin: gate.origin }, 'the screen is up');
  return {
    port,
    origin: gate.origin,
    url: gate.url,
    screen: pages.screen,
    get pages() {
      return pages.count;
    },
    wait: () => pages.wait(),
    close: async () => {
      await Promise.all([door.close(), stopListening(server)]);
    },
  };
}

/** It becomes part of a header, and anything but an origin would open the page to more than one. */
function checkOrigin(text: string): void {
  if (URL.canParse(text) && new URL(text).origin === text) return;
  throw new TerminalError('SCREEN_FRAME_ORIGIN', `not an origin that may frame the screen: ${text}`, {
    action: 'reconfigure',
  });
}
