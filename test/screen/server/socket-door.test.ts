import { describe, expect, it } from 'vitest';
import { RunningScreen } from './running-screen.ts';
import { knock, type Knocking } from './test-page.ts';

async function refusal(knocking: Knocking): Promise<{ status: number; code: string }> {
  const screen = await RunningScreen.start();
  const found = await knock(screen.server.url, knocking);
  expect(await screen.stillWorks()).toBe(true);
  return found;
}

describe('a socket', () => {
  it('opens for the page', async () => {
    const { server } = await RunningScreen.start();
    expect(await knock(server.url)).toEqual({ status: 101, code: 'open' });
  });

  it('opens for the page under the name localhost', async () => {
    const { server } = await RunningScreen.start();
    const host = `localhost:${server.port}`;
    expect(await knock(server.url, { host, origin: `http://${host}` })).toMatchObject({ status: 101 });
  });

  it.each(['', '0123456789abcdef0123456789abcdef', '%00'])(
    'is refused with the token "%s"',
    async (token) => {
      expect(await refusal({ token })).toEqual({ status: 401, code: 'SCREEN_TOKEN' });
    },
  );

  it.each(['http://evil.example', 'null', 'http://127.0.0.1', 'http://127.0.0.1:1', 'https://localhost'])(
    'is refused to the origin %s',
    async (origin) => {
      expect(await refusal({ origin })).toEqual({ status: 403, code: 'SCREEN_ORIGIN' });
    },
  );

  it('is refused to the origin that may frame the page', async () => {
    const origin = 'http://127.0.0.1:8001';
    const { server } = await RunningScreen.start({ frameAncestors: [origin] });
    expect(await knock(server.url, { origin })).toEqual({ status: 403, code: 'SCREEN_ORIGIN' });
  });

  it('is refused without an origin', async () => {
    expect(await refusal({ origin: undefined })).toEqual({ status: 403, code: 'SCREEN_ORIGIN' });
  });

  it('is refused under a foreign name', async () => {
    expect(await refusal({ host: 'evil.example:80' })).toEqual({ status: 421, code: 'SCREEN_HOST' });
  });

  it.each(['/', '/socket/', '/other', '/assets/app-abc.js'])('is refused at %s', async (path) => {
    expect(await refusal({ path })).toEqual({ status: 404, code: 'SCREEN_NOT_FOUND' });
  });

  it('is refused for another protocol', async () => {
    const screen = await RunningScreen.start();
    const { port, origin } = screen.server;
    const answer = await screen.raw(
      `GET ${screen.withToken('/socket')} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: ${origin}\r\n` +
        'Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /u);
    expect(await screen.stillWorks()).toBe(true);
  });

  it('is refused when eight are open, and opens when one is closed', async () => {
    const screen = await RunningScreen.start();
    const first = await screen.page();
    for (let more = 0; more < 7; more += 1) await screen.page();
    expect(screen.server.pages).toBe(8);
    expect(await knock(screen.server.url)).toEqual({ status: 503, code: 'SCREEN_FULL' });
    await first.leave();
    await first.until(() => screen.server.pages === 7);
    expect(await knock(screen.server.url)).toMatchObject({ status: 101 });
  });

  it('that is refused leaves nothing open', async () => {
    const screen = await RunningScreen.start();
    for (let time = 0; time < 100; time += 1) await knock(screen.server.url, { token: 'wrong' });
    expect(screen.server.pages).toBe(0);
    expect(screen.written('SCREEN_TOKEN')).toBe(1);
    expect(await screen.stillWorks()).toBe(true);
  });
});
