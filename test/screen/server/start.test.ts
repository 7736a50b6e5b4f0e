import { randomBytes } from 'node:crypto';
import { networkInterfaces, tmpdir } from 'node:os';
import { connect } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SILENT_LOG } from '../../../src/kernel/log.ts';
import { seededRandom, systemRandom } from '../../../src/kernel/random.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import { startScreenServer, type ScreenServerOptions } from '../../../src/screen/server/screen-server.ts';
import { bundleFolder, RunningScreen } from './running-screen.ts';

function options(more: Partial<ScreenServerOptions> = {}): ScreenServerOptions {
  const random = seededRandom(1);
  return { clock: new VirtualClock(), random, port: 0, bundle: bundleFolder(), log: SILENT_LOG, ...more };
}

describe('the screen server at its start', () => {
  it('says that its port is in use', async () => {
    const { server } = await RunningScreen.start();
    const second = startScreenServer(options({ port: server.port }));
    await expect(second).rejects.toMatchObject({ code: 'SCREEN_PORT_IN_USE', action: 'reconfigure' });
  });

  it('takes its port again after it was closed', async () => {
    const { server } = await RunningScreen.start();
    await server.close();
    const second = await startScreenServer(options({ port: server.port }));
    onTestFinished(() => second.close());
    expect(second.port).toBe(server.port);
  });

  it('says what to run when there is no bundle', async () => {
    const missing = startScreenServer(options({ bundle: join(tmpdir(), 'no-such-screen-bundle') }));
    await expect(missing).rejects.toMatchObject({
      code: 'SCREEN_BUNDLE_MISSING',
      action: 'reconfigure',
      message: expect.stringContaining('npm run build') as string,
    });
  });

  it('takes a folder without a page for no bundle', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'screen-empty-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const empty = startScreenServer(options({ bundle: folder }));
    await expect(empty).rejects.toMatchObject({ code: 'SCREEN_BUNDLE_MISSING' });
  });

  it.each(['*', 'http://127.0.0.1:1/', "http://a.example; script-src 'unsafe-inline'", 'null', ''])(
    'lets nothing but an origin frame the screen: %j',
    async (origin) => {
      const bad = startScreenServer(options({ frameAncestors: [origin] }));
      await expect(bad).rejects.toMatchObject({ code: 'SCREEN_FRAME_ORIGIN' });
    },
  );

  it('makes another token of 128 bits every time', async () => {
    const servers = [
      await startScreenServer(options({ random: systemRandom() })),
      await startScreenServer(options({ random: systemRandom() })),
    ];
    onTestFinished(async () => {
      for (const server of servers) await server.close();
    });
    const [first, second] = servers.map(({ url }) => new URL(url).searchParams.get('token'));
    expect(first).toMatch(/^[0-9a-f]{32}$/u);
    expect(second).not.toBe(first);
  });

  it('is not there on other addresses of the machine', async () => {
    const { server } = await RunningScreen.start();
    const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    const outside = addresses.filter(({ internal, scopeid }) => !internal && !scopeid);
    const reached = await Promise.all(outside.map(({ address }) => reaches(address, server.port)));
    expect(reached.filter(Boolean)).toEqual([]);
  });

  it('writes the token to no log, whatever happens', async () => {
    const screen = await RunningScreen.start();
    await screen.ask(screen.withToken('/nothing'), { headers: { referer: screen.server.url } });
    await screen.ask(screen.withToken('/'), { method: 'POST' });
    await screen.ask(screen.withToken('/'), { headers: { host: `evil.example/?${screen.token}` } });
    const page = await screen.page();
    page.send({ type: 'press', button: screen.token });
    await page.closed;
    expect(screen.lines.length).toBeGreaterThan(4);
    expect(JSON.stringify(screen.lines)).not.toContain(screen.token);
  });

  it('writes a code once a while and counts the others', async () => {
    const screen = await RunningScreen.start();
    for (let time = 0; time < 50; time += 1) await screen.ask(`/${randomBytes(4).toString('hex')}`);
    expect(screen.written('SCREEN_NOT_FOUND')).toBe(1);
    await screen.clock.run(10_000);
    await screen.ask('/again');
    expect(screen.lines.at(-1)?.fields).toEqual({ code: 'SCREEN_NOT_FOUND', unwritten: 49 });
  });
});

function reaches(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, address);
    const end = (reached: boolean): void => {
      socket.destroy();
      resolve(reached);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
