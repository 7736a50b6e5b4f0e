/** Starts the bench: the school in its state folder, one screen server a kiosk, and the HTTP interface, all on loopback. */
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../src/kernel/clock.ts';
import { SILENT_LOG, type Log } from '../../src/kernel/log.ts';
import { randomId, type Random } from '../../src/kernel/random.ts';
import { startScreenServer, type ScreenServer } from '../../src/screen/server/screen-server.ts';
import { KIOSK_NAMES } from './actions.ts';
import { Bench } from './engine/bench.ts';
import { logOf } from './events/follow.ts';
import { benchApp } from './http/app.ts';
import { listen, LOOPBACK, type Listening } from './http/listen.ts';
import { LiveFeed } from './http/live.ts';
import { readPage } from './http/page-files.ts';
import { connectScreen, type OpenScreen } from './screens.ts';

export interface SimulationOptions {
  /** Folder in which the school is kept between starts. */
  readonly state: string;
  /** Erases exactly that folder first. */
  readonly fresh: boolean;
  /** Of the bench; 0 takes any free one. */
  readonly port: number;
  /** Of the screen of kiosk A; B has the next one. 0 takes any free ones. */
  readonly screenPort: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly log?: Log;
  /** Folders of the built pages. */
  readonly bundles?: { readonly bench: string; readonly screen: string };
  /** How a screen is opened; `none` leaves them out. */
  readonly openScreen?: OpenScreen | 'none';
}

export interface RunningSimulation {
  /** For the browser, with the token of this start. */
  readonly address: string;
  readonly origin: string;
  readonly token: string;
  readonly bench: Bench;
  /** Lets a write under way end, at most five seconds, keeps the state and closes everything. */
  close(): Promise<void>;
}

const BUNDLES = {
  bench: fileURLToPath(new URL('../../dist/bench', import.meta.url)),
  screen: fileURLToPath(new URL('../../dist/screen', import.meta.url)),
};

/** What was opened so far, closed in turn when something fails. */
class Opened {
  readonly screens: ScreenServer[] = [];
  bench: Bench | undefined;
  listening: Listening | undefined;
  live: LiveFeed | undefined;

  async close(): Promise<void> {
    await this.bench?.close();
    this.listening?.serve(() =>
      Response.json({ code: 'BENCH_CLOSED', text: '台架正在关闭 / the bench is closing' }, { status: 503 }),
    );
    this.live?.close();
    for (const screen of this.screens) await screen.close();
    await this.listening?.close();
  }
}

/** Throws `TerminalError` with a code `BENCH_…`; then nothing is left open. */
export async function startBench(options: SimulationOptions): Promise<RunningSimulation> {
  const opened = new Opened();
  try {
    return await start(options, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function start(options: SimulationOptions, opened: Opened): Promise<RunningSimulation> {
  const { state, fresh, random, bundles = BUNDLES, log = SILENT_LOG } = options;
  opened.listening = await listen(options.port);
  const { port } = opened.listening;
  const origin = `http://${LOOPBACK}:${port}`;
  const bench = await Bench.open({ state, fresh, clock: options.clock, random });
  opened.bench = bench;
  const { clock } = bench.parts;
  await openScreens(options, { bundle: bundles.screen, origin }, bench, opened.screens);
  const token = randomId(random);
  const live = new LiveFeed(bench, clock);
  opened.live = live;
  const page = readPage(bundles.bench);
  const frames = opened.screens.map((screen) => screen.origin);
  const app = benchApp({ bench, clock, live, token, port, page, frames });
  opened.listening.serve((request) => app.fetch(request));
  bench.start();
  log.info({ origin, state }, 'the bench is up');
  return { address: `${origin}/?token=${token}`, origin, token, bench, close: () => opened.close() };
}

async function openScreens(
  options: SimulationOptions,
  page: { readonly bundle: string; readonly origin: string },
  bench: Bench,
  screens: ScreenServer[],
): Promise<void> {
  const { random, screenPort, openScreen = startScreenServer } = options;
  if (openScreen === 'none') return;
  const { clock } = bench.parts;
  for (const [index, name] of KIOSK_NAMES.entries()) {
    const port = screenPort === 0 ? 0 : screenPort + index;
    const server = await openScreen({
      clock,
      random,
      port,
      bundle: page.bundle,
      frameAncestors: [page.origin],
      log: logOf(bench.events, name),
    });
    screens.push(server);
    connectScreen(bench.place(name), server, bench.events, clock);
  }
}
