import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { BenchAction } from '../../simulator/bench/actions.ts';
import { startBench, type RunningSimulation, type SimulationOptions } from '../../simulator/bench/start.ts';
import { Emitter } from '../../src/kernel/emitter.ts';
import { realClock } from '../../src/kernel/real-clock.ts';
import { systemRandom } from '../../src/kernel/random.ts';
import type { ScreenEvent, ScreenModel } from '../../src/screen/contract/screen-model.ts';
import type { ScreenServer, ScreenServerOptions } from '../../src/screen/server/screen-server.ts';
import { closeRigs, Rig, temporaryFolder } from './rig.ts';

const running: RunningSimulation[] = [];

afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
  await closeRigs();
});

/** A screen server without a browser: notes what it is told. */
class FakeScreen implements ScreenServer {
  readonly port = 0;
  readonly pages = 0;
  readonly options: ScreenServerOptions;
  readonly shown: (ScreenModel['id'] | 'wait')[] = [];
  readonly events = new Emitter<ScreenEvent>();
  closed = false;

  constructor(options: ScreenServerOptions) {
    this.options = options;
  }

  get origin(): string {
    return `http://127.0.0.1:1${this.options.port}`;
  }

  get url(): string {
    return `${this.origin}/?token=of-the-screen`;
  }

  readonly screen = {
    show: (model: ScreenModel): void => {
      if (this.shown.at(-1) !== model.id) this.shown.push(model.id);
    },
    onEvent: (listener: (event: ScreenEvent) => void): (() => void) => this.events.listen(listener),
  };

  wait(): void {
    if (this.shown.at(-1) !== 'wait') this.shown.push('wait');
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }
}

async function start(
  more: Partial<SimulationOptions> = {},
): Promise<{ readonly simulation: RunningSimulation; readonly screens: FakeScreen[] }> {
  const screens: FakeScreen[] = [];
  const simulation = await startBench({
    state: temporaryFolder(),
    fresh: false,
    port: 0,
    screenPort: 7_081,
    clock: realClock(),
    random: systemRandom(),
    openScreen: (options) => {
      const screen = new FakeScreen(options);
      screens.push(screen);
      return Promise.resolve(screen);
    },
    ...more,
  });
  running.push(simulation);
  return { simulation, screens };
}

async function codeOfStart(more: Partial<SimulationOptions>): Promise<string> {
  return start(more).then(
    () => 'started',
    (error: unknown) => (error as { code: string }).code,
  );
}

async function shows(simulation: RunningSimulation, wanted: ScreenModel['id']): Promise<void> {
  const { kiosk } = simulation.bench.place('A');
  await expect.poll(() => kiosk.screen()?.id, { timeout: 20_000 }).toBe(wanted);
}

async function act(simulation: RunningSimulation, action: BenchAction): Promise<void> {
  expect(await simulation.bench.act(action)).toEqual({ ok: true });
}

describe('the screens of a started bench', () => {
  it('get neighbouring ports, and may be framed by the bench alone', async () => {
    const { simulation, screens } = await start();
    expect(screens.map(({ options }) => options.port)).toEqual([7_081, 7_082]);
    expect(screens.map(({ options }) => options.frameAncestors)).toEqual([
      [simulation.origin],
      [simulation.origin],
    ]);
    const page = await fetch(simulation.address);
    expect(page.headers.get('content-security-policy')).toContain(
      'frame-src http://127.0.0.1:17081 http://127.0.0.1:17082',
    );
    expect(simulation.bench.state().kiosks.B.screenUrl).toBe(screens[1]!.url);
  });

  it('show what the kiosk shows, and wait while there is no program', async () => {
    const { simulation, screens } = await start();
    await shows(simulation, 'attract');
    await act(simulation, { do: 'kill-program', kiosk: 'A' });
    expect(screens[0]!.shown.at(-1)).toBe('wait');
    await act(simulation, { do: 'start-program', kiosk: 'A' });
    await shows(simulation, 'attract');
    expect(screens[0]!.shown).toEqual(['wait', 'starting', 'attract', 'wait', 'starting', 'attract']);
    await act(simulation, { do: 'cut-power', kiosk: 'A' });
    expect(screens[0]!.shown.at(-1)).toBe('wait');
  });

  it('pass on what is touched, and leave a line of it', async () => {
    const { simulation, screens } = await start();
    await shows(simulation, 'attract');
    screens[0]!.events.emit({ type: 'language', language: 'en' });
    await expect.poll(() => simulation.bench.place('A').kiosk.screen()?.language).toBe('en');
    const hands = simulation.bench.events.after(0).filter(({ source }) => source === 'hand');
    expect(hands.at(-1)).toMatchObject({ kiosk: 'A', text: '在屏幕上：language / at the screen: language' });
  });

  it('are closed with the bench', async () => {
    const { simulation, screens } = await start();
    await simulation.close();
    expect(screens.map(({ closed }) => closed)).toEqual([true, true]);
    await expect(fetch(simulation.address)).rejects.toThrow('fetch failed');
  });
});

describe('starting and ending', () => {
  it('is refused on a port in use, with the way out, and leaves nothing open', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const state = temporaryFolder();
    expect(await codeOfStart({ port, state })).toBe('BENCH_PORT_IN_USE');
    await expect(start({ port, state })).rejects.toThrow('--port');
    taken.close();
    expect(await codeOfStart({ port, state })).toBe('started');
  });

  it('is refused when a screen does not open, and leaves nothing open', async () => {
    const state = temporaryFolder();
    const openScreen = (): Promise<ScreenServer> => Promise.reject(new Error('no screen'));
    await expect(start({ state, openScreen })).rejects.toThrow('no screen');
    expect(await codeOfStart({ state })).toBe('started');
  });

  it('is refused for a folder in use', async () => {
    const rig = await Rig.open({ start: false });
    expect(await codeOfStart({ state: rig.folder })).toBe('BENCH_STATE_IN_USE');
  });

  it('lets a write under way end before it closes', async () => {
    const rig = await Rig.open();
    await rig.toSlot('A', 'zhang');
    await rig.do({ do: 'feed-note', kiosk: 'A', note: 'good-2015' });
    await rig.sees('A', 'writing');
    await rig.close();
    const again = await Rig.open({ state: rig.folder, start: false });
    expect(again.card('zhang')).toMatchObject({ truth: { balance: 11_250 } });
  });

  it('leaves no timer behind that would keep the process alive', async () => {
    const rig = await Rig.open();
    await rig.toSlot('A', 'zhang');
    await rig.close();
    expect(rig.clock.pending()).toEqual([]);
  });

  it('does not wait longer than five seconds for it', async () => {
    const rig = await Rig.open();
    await rig.do({ do: 'pull-card-at', kiosk: 'A', command: 'credit-for-load', phase: 'answer' });
    await rig.toSlot('A', 'zhang');
    await rig.do({ do: 'feed-note', kiosk: 'A', note: 'good-2015' });
    await rig.sees('A', 'stacking-note');
    await rig.do({ do: 'server', kiosk: 'A', mode: 'off' });
    const begun = rig.clock.monotonic();
    await rig.close();
    expect(rig.clock.monotonic() - begun).toBeLessThanOrEqual(5_000);
  });
});

/** A bench in a process of its own that prints its address. */
const CHILD = `
  const root = process.argv[1];
  const { startBench } = await import(root + 'simulator/bench/start.ts');
  const { realClock } = await import(root + 'src/kernel/real-clock.ts');
  const { systemRandom } = await import(root + 'src/kernel/random.ts');
  const { address } = await startBench({
    state: process.argv[2], fresh: false, port: 0, screenPort: 0, openScreen: 'none',
    clock: realClock(), random: systemRandom(),
  });
  console.log(address);
`;

describe('a bench whose process is killed', () => {
  it('in the middle of a note leaves a folder from which the next one goes on', async () => {
    const state = temporaryFolder();
    const root = new URL('../..', import.meta.url).href;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', CHILD, root, state], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { origin, searchParams } = new URL(line.toString().trim());
    const headers = { authorization: `Bearer ${searchParams.get('token')}` };
    const post = (action: BenchAction): Promise<Response> =>
      fetch(`${origin}/api/actions`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(action),
      });
    const sees = (screen: string): Promise<Response> =>
      fetch(`${origin}/api/wait?kiosk=A&screen=${screen}`, { headers });
    await sees('attract');
    await post({ do: 'lay-card', kiosk: 'A', card: 'zhang' });
    await sees('menu&button=cash');
    await post({ do: 'press', kiosk: 'A', button: 'cash' });
    await sees('check-card');
    await post({ do: 'press', kiosk: 'A', button: 'next' });
    await sees('insert-note');
    const fed = async (): Promise<number> =>
      (await post({ do: 'feed-note', kiosk: 'A', note: 'good-2015' })).status;
    await expect.poll(fed, { interval: 20 }).toBe(200);
    await sees('stacking-note');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(join(state, 'world.json'))).toBe(true);
    const rig = await Rig.open({ state, start: false });
    expect(rig.state.sum).toMatchObject({ taken: 10_000, missing: 0 });
    await rig.do({ do: 'lift-card', card: 'zhang' });
    rig.bench.start();
    await rig.sees('A', 'attract');
    await rig.run(60_000);
    await rig.sent();
    expect(rig.state.sum.missing).toBe(0);
  });
});
