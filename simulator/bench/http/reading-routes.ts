/** What can be looked at: state, events, screens, journal, wire, cards, and waiting for a screen. */
import { Hono } from 'hono';
import type { Clock } from '../../../src/kernel/clock.ts';
import { KIOSK_NAMES, type KioskName } from '../actions.ts';
import type { Bench } from '../engine/bench.ts';
import { cardView } from '../view/card-view.ts';
import { journalOf } from '../view/journal-view.ts';
import { badQuery, failure, notFound, numberOf } from './answers.ts';
import { waitForScreen } from './wait.ts';

const MOST_EVENTS = 2_000;
const MOST_RECORDS = 500;
const LONGEST_WAIT_MS = 60_000;
const WAITS = 32;

function kioskNamed(name: string | undefined): KioskName | undefined {
  return KIOSK_NAMES.find((one) => one === name);
}

export function readingRoutes(bench: Bench, clock: Clock): Hono {
  const app = new Hono();
  app.get('/state', (context) => context.json(bench.state()));
  app.get('/events', (context) => {
    const after = numberOf(context.req.query('after'), 0, Number.MAX_SAFE_INTEGER);
    const limit = numberOf(context.req.query('limit'), MOST_EVENTS, MOST_EVENTS);
    if (after === undefined || limit === undefined) return badQuery(context, 'after or limit');
    return context.json(bench.events.after(after, limit));
  });
  app.get('/kiosks/:kiosk/screen', (context) => {
    const kiosk = kioskNamed(context.req.param('kiosk'));
    if (kiosk === undefined) return notFound(context);
    const model = bench.place(kiosk).kiosk.screen();
    return model === undefined
      ? failure(context, 409, 'BENCH_PROGRAM_NOT_RUNNING', `the screen of ${kiosk} is dark`)
      : context.json(model);
  });
  app.get('/kiosks/:kiosk/journal', (context) => {
    const kiosk = kioskNamed(context.req.param('kiosk'));
    if (kiosk === undefined) return notFound(context);
    const after = numberOf(context.req.query('after'), 0, Number.MAX_SAFE_INTEGER);
    const limit = numberOf(context.req.query('limit'), MOST_RECORDS, MOST_RECORDS);
    if (after === undefined || limit === undefined) return badQuery(context, 'after or limit');
    const records = journalOf(bench.place(kiosk), after, limit);
    return records === undefined
      ? failure(context, 409, 'BENCH_NO_JOURNAL', `${kiosk} has no journal that can be read`)
      : context.json(records);
  });
  app.get('/kiosks/:kiosk/trace', (context) => {
    const kiosk = kioskNamed(context.req.param('kiosk'));
    if (kiosk === undefined) return notFound(context);
    const limit = numberOf(context.req.query('limit'), MOST_RECORDS, MOST_EVENTS);
    if (limit === undefined) return badQuery(context, 'limit');
    return context.json(limit === 0 ? [] : bench.place(kiosk).kiosk.trace.entries.slice(-limit));
  });
  app.get('/cards/:id', (context) => {
    const card = bench.parts.cards.find(({ id }) => id === context.req.param('id'));
    return card === undefined ? notFound(context) : context.json(cardView(bench.parts, card));
  });
  app.route('/', waitRoute(bench, clock));
  return app;
}

function waitRoute(bench: Bench, clock: Clock): Hono {
  const app = new Hono();
  let waiting = 0;
  app.get('/wait', async (context) => {
    const kiosk = kioskNamed(context.req.query('kiosk'));
    const screen = context.req.query('screen') ?? '';
    const timeoutMs = numberOf(context.req.query('timeoutMs'), LONGEST_WAIT_MS, LONGEST_WAIT_MS);
    if (kiosk === undefined || !/^[\w,-]{1,200}$/u.test(screen) || timeoutMs === undefined)
      return badQuery(context, 'kiosk, screen or timeoutMs');
    if (waiting >= WAITS) return failure(context, 429, 'BENCH_TOO_MANY_WAITS', `${WAITS} wait already`);
    waiting += 1;
    try {
      const place = bench.place(kiosk);
      const { signal } = context.req.raw;
      const wanted = screen.split(',');
      const button = context.req.query('button');
      const model = await waitForScreen(clock, place, { wanted, button, timeoutMs, signal });
      if (model !== undefined) return context.json(model);
      const shown = place.kiosk.screen()?.id ?? 'nothing';
      return failure(context, 408, 'BENCH_WAIT_TIMEOUT', `${kiosk} shows ${shown}, not ${screen}`);
    } finally {
      waiting -= 1;
    }
  });
  return app;
}
