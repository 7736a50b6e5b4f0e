/** The bench's HTTP interface (docs/bench-api.md): page, state, actions, live stream. */
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Clock } from '../../../src/kernel/clock.ts';
import { errorText } from '../../../src/kernel/errors.ts';
import type { Bench } from '../engine/bench.ts';
import { actionRoute } from './action-route.ts';
import { badQuery, failure, notFound, numberOf } from './answers.ts';
import { checkHost, checkOrigin, checkToken, ownHosts } from './guard.ts';
import type { LiveFeed } from './live.ts';
import type { PageFile } from './page-files.ts';
import { readingRoutes } from './reading-routes.ts';

export interface BenchAppOptions {
  readonly bench: Bench;
  readonly clock: Clock;
  readonly live: LiveFeed;
  readonly token: string;
  /** Where it listens. */
  readonly port: number;
  /** By path; empty when the page was not built. */
  readonly page: ReadonlyMap<string, PageFile>;
  /** Origins of the screens that the page shows in frames. */
  readonly frames: readonly string[];
}

const NOT_BUILT = 'the page is not built (npm start builds it); the API works';

export function benchApp(options: BenchAppOptions): Hono {
  const { bench, clock, token, port, page } = options;
  const hosts = ownHosts(port);
  const app = new Hono();
  app.use(headers(options.frames), checkHost(hosts));
  app.use('/api/*', checkToken(token));
  app.post('/api/*', checkOrigin(hosts));
  app.get('/api/live', checkOrigin(hosts), (context) => live(options.live, context));
  app.route('/api', readingRoutes(bench, clock));
  app.route('/api', actionRoute(bench, clock));
  app.get('/', checkToken(token), (context) => {
    const index = page.get('/index.html');
    return index === undefined ? failure(context, 503, 'BENCH_PAGE_NOT_BUILT', NOT_BUILT) : send(index);
  });
  app.get('/*', (context) => {
    const file = context.req.path === '/index.html' ? undefined : page.get(context.req.path);
    return file === undefined ? notFound(context) : send(file);
  });
  app.notFound(notFound);
  app.onError((error, context) => {
    bench.events.add('log', undefined, 'error in the API', errorText(error));
    return failure(context, 500, 'BENCH_FAILED', 'something went wrong here');
  });
  return app;
}

function live(feed: LiveFeed, context: Parameters<typeof badQuery>[0]): Response {
  const asked = context.req.header('last-event-id') ?? context.req.query('after');
  const after = numberOf(asked, feed.newest, Number.MAX_SAFE_INTEGER);
  if (after === undefined) return badQuery(context, 'after');
  const stream = feed.open(after);
  if (stream === undefined) return failure(context, 503, 'BENCH_TOO_MANY_LISTENERS', 'eight listen already');
  return context.body(stream, 200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
  });
}

function send({ bytes, type }: PageFile): Response {
  return new Response(bytes, { headers: { 'content-type': type, 'cache-control': 'no-store' } });
}

function headers(frames: readonly string[]): ReturnType<typeof secureHeaders> {
  const none = ["'none'"];
  const self = ["'self'"];
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: none,
      scriptSrc: self,
      styleSrc: self,
      imgSrc: ["'self'", 'data:'],
      fontSrc: self,
      connectSrc: self,
      frameSrc: frames.length > 0 ? [...frames] : none,
      baseUri: none,
      formAction: none,
      frameAncestors: none,
    },
    strictTransportSecurity: false,
    referrerPolicy: 'no-referrer',
  });
}
