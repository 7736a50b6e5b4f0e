import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleFolder, PAGE, RunningScreen, SCRIPT, type Answer } from './running-screen.ts';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors ";

function codeOf({ body }: Answer): string {
  const { code, text } = JSON.parse(body) as { code: string; text: string };
  expect(text).not.toBe('');
  return code;
}

describe('the page', () => {
  it('is given to whoever has the token', async () => {
    const screen = await RunningScreen.start();
    const answer = await screen.ask(screen.withToken('/'));
    expect(answer).toMatchObject({ status: 200, body: PAGE });
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    });
  });

  it.each(['/', '/?token=', '/?token=0123456789abcdef0123456789abcdef', '/?token=%00', '/?other=1'])(
    'is refused without the right token: %s',
    async (path) => {
      const screen = await RunningScreen.start();
      const answer = await screen.ask(path);
      expect(answer.status).toBe(401);
      expect(codeOf(answer)).toBe('SCREEN_TOKEN');
      expect(await screen.stillWorks()).toBe(true);
    },
  );

  it('is refused with a part of the token, and with more than the token', async () => {
    const screen = await RunningScreen.start();
    const part = await screen.ask(screen.withToken('/').slice(0, -1));
    const more = await screen.ask(`${screen.withToken('/')}0`);
    expect([part.status, more.status]).toEqual([401, 401]);
  });

  it('lies at one address only', async () => {
    const screen = await RunningScreen.start();
    expect(codeOf(await screen.ask(screen.withToken('/index.html')))).toBe('SCREEN_NOT_FOUND');
  });

  it('comes by the name localhost as well', async () => {
    const screen = await RunningScreen.start();
    const headers = { host: `localhost:${screen.server.port}` };
    expect((await screen.ask(screen.withToken('/'), { headers })).status).toBe(200);
  });

  it.each(['evil.example', '127.0.0.1', '127.0.0.1:1', 'localhost', '127.0.0.1.evil.example:80', '[::1]:80'])(
    'is refused under a foreign name: %s',
    async (host) => {
      const screen = await RunningScreen.start();
      const answer = await screen.ask(screen.withToken('/'), { headers: { host } });
      expect(answer.status).toBe(421);
      expect(codeOf(answer)).toBe('SCREEN_HOST');
      expect(await screen.stillWorks()).toBe(true);
    },
  );

  it('is refused without any name', async () => {
    const screen = await RunningScreen.start();
    const answer = await screen.raw(`GET ${screen.withToken('/')} HTTP/1.0\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /u);
    expect(answer).toContain('SCREEN_REQUEST');
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    'is not changed by %s',
    async (method) => {
      const screen = await RunningScreen.start();
      const answer = await screen.ask(screen.withToken('/'), { method });
      expect(answer.status).toBe(405);
      expect(codeOf(answer)).toBe('SCREEN_METHOD');
      expect(answer.headers.allow).toBe('GET, HEAD');
      expect(await screen.stillWorks()).toBe(true);
    },
  );

  it('takes no body in', async () => {
    const screen = await RunningScreen.start();
    const body = 'x'.repeat(1_000_000);
    const answer = await screen.ask('/', { method: 'POST', body }).catch(() => undefined);
    expect(answer?.status ?? 405).toBe(405);
    expect(await screen.stillWorks()).toBe(true);
  });

  it('has a head without a body', async () => {
    const screen = await RunningScreen.start();
    const answer = await screen.ask(screen.withToken('/'), { method: 'HEAD' });
    expect(answer).toMatchObject({ status: 200, body: '' });
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
  });
});

describe('headers', () => {
  it('allow the page nothing but its own files and socket, and nobody a frame', async () => {
    const screen = await RunningScreen.start();
    const { headers } = await screen.ask(screen.withToken('/'));
    expect(headers['content-security-policy']).toBe(`${POLICY}'none'`);
    expect(headers['x-frame-options']).toBe('DENY');
  });

  it('allow a frame to the origins of the simulation alone', async () => {
    const screen = await RunningScreen.start({ frameAncestors: ['http://127.0.0.1:8001'] });
    const { headers } = await screen.ask(screen.withToken('/'));
    expect(headers['content-security-policy']).toBe(`${POLICY}http://127.0.0.1:8001`);
    expect(headers).not.toHaveProperty('x-frame-options');
  });

  it.each(['/?token=wrong', '/assets/app-abc.js', '/nothing'])('guard every answer: %s', async (path) => {
    const screen = await RunningScreen.start();
    const { headers } = await screen.ask(path);
    expect(headers).toMatchObject({
      'content-security-policy': `${POLICY}'none'`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('server');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('assets', () => {
  it('are kept by the browser for ever, since their names change with them', async () => {
    const screen = await RunningScreen.start();
    const answer = await screen.ask('/assets/app-abc.js');
    expect(answer).toMatchObject({ status: 200, body: SCRIPT });
    expect(answer.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });

  it('are asked for again when their names stay', async () => {
    const bundle = bundleFolder({ 'icon.svg': '<svg/>' });
    const screen = await RunningScreen.start({ bundle });
    const { headers } = await screen.ask('/icon.svg');
    expect(headers).toMatchObject({ 'content-type': 'image/svg+xml', 'cache-control': 'no-cache' });
  });

  it('are those of the start', async () => {
    const bundle = bundleFolder();
    const screen = await RunningScreen.start({ bundle });
    symlinkSync('/etc/passwd', join(bundle, 'late.js'));
    expect((await screen.ask('/late.js')).status).toBe(404);
  });

  it('are no links and nothing of an unknown kind', async () => {
    const bundle = bundleFolder({ 'assets/app-abc.js.map': '{}', '.env': 'secret' });
    symlinkSync('/etc/passwd', join(bundle, 'link.js'));
    const screen = await RunningScreen.start({ bundle });
    const paths = ['/link.js', '/assets/app-abc.js.map', '/.env', '/assets', '/assets/'];
    const answers = await Promise.all(paths.map((path) => screen.ask(path)));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  });

  it.each([
    '/nothing',
    '/__proto__',
    '/constructor',
    '/ASSETS/app-abc.js',
    '/assets//app-abc.js',
    '/assets/app-abc.js/',
  ])('do not include %s', async (path) => {
    const screen = await RunningScreen.start();
    const answer = await screen.ask(path);
    expect(answer.status).toBe(404);
    expect(codeOf(answer)).toBe('SCREEN_NOT_FOUND');
  });

  it.each([
    '/../../etc/passwd',
    '/assets/../../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/..%252f..%252fetc%252fpasswd',
    '/..\\..\\etc\\passwd',
    '/%00/etc/passwd',
    '/assets/app-abc.js%00.html',
    '/assets/\u0000app-abc.js',
    '/%ff%fe',
    '//etc/passwd',
    'file:///etc/passwd',
    'etc/passwd',
    '*',
  ])('do not lead out of the bundle: %j', async (target) => {
    const screen = await RunningScreen.start();
    const answer = await screen.rawGet(target);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /u);
    expect(answer).not.toContain('root:');
    expect(await screen.stillWorks()).toBe(true);
  });

  it.each([
    ['a head that never ends', `GET / HTTP/1.1\r\nX: ${'x'.repeat(10_000)}`, 431],
    ['no HTTP at all', '\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400],
  ])('are not given for %s', async (_what, bytes, status) => {
    const screen = await RunningScreen.start();
    expect(await screen.raw(bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} `, 'u'));
    expect(await screen.stillWorks()).toBe(true);
  });
});
