/** Stands in for the bench behind its page: serves the built page under the real policy, tells one story, and notes what it is asked. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { ActionOutcome, BenchAction } from '../../simulator/bench/actions.ts';
import type { BenchStory } from '../../simulator/bench/page/stories/stories.ts';
import { SCREENS } from '../../simulator/bench/page/stories/school.ts';
import type { BenchEvent, BenchState } from '../../simulator/bench/state.ts';

export const STAND_IN_TOKEN = 'stand-in-token';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};

const PLAIN_SCREEN =
  '<!doctype html><html lang="zh-CN"><title>终端画面</title><body><h1>画面</h1></body></html>';

export interface StandInOptions {
  /** Folder of the built bench page. */
  readonly page: string;
  /** Folder of a built gallery of screens; a plain page when left out. */
  readonly gallery?: string;
}

export class BenchStandIn {
  /** Actions in the order in which they came. */
  readonly asked: BenchAction[] = [];
  /** Requests to the API that had no token, or a wrong one. */
  readonly refused: string[] = [];
  /** What the next actions are answered. */
  outcome: ActionOutcome = { ok: true };
  readonly #options: StandInOptions;
  readonly #live = new Set<ServerResponse>();
  #story: BenchStory;
  #servers: readonly Server[] = [];
  #screens = '';
  origin = '';

  private constructor(options: StandInOptions, story: BenchStory) {
    this.#options = options;
    this.#story = story;
  }

  static async start(options: StandInOptions, story: BenchStory): Promise<BenchStandIn> {
    const standIn = new BenchStandIn(options, story);
    const screens = await listening(
      createServer((request, response) => void standIn.#screen(request, response)),
    );
    standIn.#screens = originOf(screens);
    const bench = await listening(
      createServer((request, response) => void standIn.#answer(request, response)),
    );
    standIn.origin = originOf(bench);
    standIn.#servers = [screens, bench];
    return standIn;
  }

  get address(): string {
    return `${this.origin}/?token=${STAND_IN_TOKEN}`;
  }

  /** Told to pages that are open, and to those that come. */
  tell(story: BenchStory): void {
    this.#story = story;
    this.asked.length = 0;
    this.refused.length = 0;
    this.outcome = { ok: true };
  }

  sendState(state: BenchState): void {
    for (const page of this.#live) page.write(message('state', this.#withScreens(state)));
  }

  sendEvents(events: readonly BenchEvent[]): void {
    for (const page of this.#live) page.write(message('event', events));
  }

  /** As when the bench's process ends: open lines break. */
  breakLines(): void {
    for (const page of this.#live) page.destroy();
  }

  async stop(): Promise<void> {
    this.breakLines();
    for (const server of this.#servers) {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.origin);
    if (!url.pathname.startsWith('/api/')) {
      await serveFile(this.#options.page, url.pathname, response, this.#policy);
      return;
    }
    const token = url.pathname === '/api/live' ? url.searchParams.get('token') : bearer(request);
    if (token !== STAND_IN_TOKEN) {
      this.refused.push(url.pathname);
      response.writeHead(401).end();
      return;
    }
    await this.#api(url, request, response);
  }

  async #api(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (url.pathname === '/api/live') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write('retry: 200\n\n');
      response.write(message('state', this.#withScreens(this.#story.state)));
      this.#live.add(response);
      response.once('close', () => this.#live.delete(response));
      return;
    }
    if (url.pathname === '/api/actions' && request.method === 'POST') {
      this.asked.push(JSON.parse(await bodyOf(request)) as BenchAction);
      json(response, this.outcome);
      return;
    }
    const after = Number(url.searchParams.get('after') ?? '0');
    if (url.pathname === '/api/events')
      json(
        response,
        this.#story.events.filter(({ sequence }) => sequence > after),
      );
    else json(response, this.#withScreens(this.#story.state));
  }

  async #screen(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.#screens);
    if (this.#options.gallery !== undefined)
      await serveFile(this.#options.gallery, url.pathname, response, undefined);
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PLAIN_SCREEN);
  }

  get #policy(): string {
    return [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "font-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      `frame-src ${this.#screens}`,
    ].join('; ');
  }

  #withScreens(state: BenchState): BenchState {
    return JSON.parse(JSON.stringify(state).replaceAll(SCREENS, `${this.#screens}/?story=`)) as BenchState;
  }
}

function message(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function bearer(request: IncomingMessage): string | undefined {
  return /^Bearer (.+)$/u.exec(request.headers.authorization ?? '')?.[1];
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

async function listening(server: Server): Promise<Server> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function serveFile(
  folder: string,
  path: string,
  response: ServerResponse,
  policy: string | undefined,
): Promise<void> {
  const file = join(folder, normalize(path === '/' ? '/index.html' : path));
  try {
    const body = await readFile(file);
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'cache-control': path.startsWith('/assets/') ? 'max-age=3600' : 'no-store',
      ...(policy === undefined ? {} : { 'content-security-policy': policy }),
    });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
}
