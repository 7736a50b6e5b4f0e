import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BenchEvent, BenchState } from '../../simulator/bench/state.ts';
import { ApiRig, codeOf, type Answer } from './api-rig.ts';

let rig: ApiRig;

beforeAll(async () => {
  rig = await ApiRig.start();
});

afterAll(() => rig.close());

function expectRefused(answer: Answer, status: number, code: string): void {
  expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  expect(JSON.parse(answer.text)).toMatchObject({ text: expect.stringMatching(/./u) as string });
}

describe('who may talk to the bench', () => {
  it('nobody without the token', async () => {
    for (const path of ['/', '/api/state', '/api/events', '/api/live', '/api/cards/zhang'])
      expectRefused(await rig.call({ path }), 401, 'BENCH_TOKEN');
  });

  it.each(['', 'x', 'Bearer', 'Bearer wrong', 'Basic abc'])(
    'nobody with another header: %s',
    async (authorization) => {
      const answer = await rig.call({ path: '/api/state', headers: { authorization } });
      expectRefused(answer, 401, 'BENCH_TOKEN');
    },
  );

  it('whoever gives the token in the query', async () => {
    const { status } = await rig.call({ path: `/api/state?token=${rig.running.token}` });
    expect(status).toBe(200);
  });

  it('nobody under another name, even with the token', async () => {
    for (const host of ['evil.example', `evil.example:${rig.port}`, '127.0.0.1', `127.0.0.1:1`])
      expectRefused(
        await rig.call({ path: '/api/state', headers: { ...rig.bearer, host } }),
        421,
        'BENCH_HOST',
      );
  });

  it('whoever calls this machine localhost', async () => {
    const headers = { ...rig.bearer, host: `localhost:${rig.port}` };
    expect((await rig.call({ path: '/api/state', headers })).status).toBe(200);
  });

  it('no page of another origin may act', async () => {
    for (const origin of ['http://evil.example', 'null', `http://127.0.0.1:${rig.port + 1}`])
      expectRefused(await rig.post('{"do":"restart-server"}', { origin }), 403, 'BENCH_ORIGIN');
  });

  it('no page of another origin may listen', async () => {
    const headers = { ...rig.bearer, origin: 'http://evil.example' };
    expectRefused(await rig.call({ path: '/api/live', headers }), 403, 'BENCH_ORIGIN');
  });

  it('the page of the bench itself may act', async () => {
    const answer = await rig.post('{"do":"restart-server"}', { origin: rig.running.origin });
    expect(answer.status).toBe(200);
  });

  it('only on the loopback address', () => {
    expect(rig.running.address).toBe(`http://127.0.0.1:${rig.port}/?token=${rig.running.token}`);
    expect(rig.running.token).toMatch(/^[0-9a-f]{32}$/u);
  });
});

describe('the page', () => {
  it('is served with a strict policy to whoever has the token', async () => {
    const { status, headers, text } = await rig.call({ path: `/?token=${rig.running.token}` });
    expect(status).toBe(200);
    expect(text).toContain('<title>bench</title>');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('has its parts without a token, and nothing secret in them', async () => {
    const { status, headers } = await rig.call({ path: '/assets/main-1234.js' });
    expect([status, headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
  });

  it.each([
    '/secret.key',
    '/index.html',
    '/assets',
    '/assets/../index.html',
    '/%2e%2e/world.json',
    '/..%2fstate%2fworld.json',
    '/state/world.json',
    '//etc/passwd',
  ])('has no other files: %s', async (path) => {
    expectRefused(await rig.get(path), 404, 'BENCH_NOT_FOUND');
  });
});

describe('what a request may be', () => {
  it('nothing that is not there', async () => {
    for (const path of ['/api', '/api/', '/api/nothing', '/api/kiosks/C/screen', '/api/cards/nobody'])
      expectRefused(await rig.get(path), 404, 'BENCH_NOT_FOUND');
  });

  it('no other method', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const answer = await rig.call({ method, path: '/api/actions', headers: rig.bearer });
      expectRefused(answer, 404, 'BENCH_NOT_FOUND');
    }
  });

  it.each([
    ['no JSON', '{', 'BENCH_BODY_NOT_JSON'],
    ['nothing', '', 'BENCH_BODY_NOT_JSON'],
    ['a number', '1', 'BENCH_ACTION_UNKNOWN'],
    ['null', 'null', 'BENCH_ACTION_UNKNOWN'],
    ['a list', '[]', 'BENCH_ACTION_UNKNOWN'],
    ['an unknown action', '{"do":"explode"}', 'BENCH_ACTION_UNKNOWN'],
    ['a word of every object', '{"do":"constructor"}', 'BENCH_ACTION_UNKNOWN'],
    ['an unknown kiosk', '{"do":"cut-power","kiosk":"C"}', 'BENCH_ACTION_UNKNOWN'],
    ['one field too many', '{"do":"restart-server","now":true}', 'BENCH_ACTION_UNKNOWN'],
    ['a hostile key', '{"do":"restart-server","__proto__":{"ok":true}}', 'BENCH_ACTION_UNKNOWN'],
    ['half a fen', '{"do":"spend","card":"zhang","amount":0.5}', 'BENCH_ACTION_UNKNOWN'],
  ])('no action: %s', async (_, body, code) => {
    expectRefused(await rig.post(body), 400, code);
  });

  it('an action in JSON only', async () => {
    const headers = { 'content-type': 'text/plain' };
    expectRefused(await rig.post('{"do":"restart-server"}', headers), 415, 'BENCH_BODY_TYPE');
  });

  it('a body of at most 4 kB', async () => {
    const body = JSON.stringify({ do: 'resolve', to: 'owed', orderId: 'x'.repeat(5_000) });
    expectRefused(await rig.post(body), 413, 'BENCH_BODY_TOO_LARGE');
    const chunked = { 'transfer-encoding': 'chunked' };
    expectRefused(await rig.post(body, chunked), 413, 'BENCH_BODY_TOO_LARGE');
  });

  it('a query with numbers where numbers belong', async () => {
    for (const path of [
      '/api/events?after=-1',
      '/api/events?after=x',
      '/api/events?limit=3000',
      '/api/kiosks/A/journal?after=1e3',
      '/api/kiosks/A/trace?limit=99999',
      '/api/live?after=x',
      '/api/wait?screen=menu',
      '/api/wait?kiosk=A',
      '/api/wait?kiosk=A&screen=%3Cscript%3E',
      '/api/wait?kiosk=A&screen=menu&timeoutMs=60001',
    ])
      expectRefused(await rig.get(path), 400, 'BENCH_QUERY');
  });

  it('no bytes that are no request at all', async () => {
    expect(await rig.raw('hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/u);
    expect(await rig.raw('GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 4\d\d/u,
    );
    expect(await rig.raw('GET http://[ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 4\d\d/u,
    );
    expect((await rig.get('/api/state')).status).toBe(200);
  });
});

describe('what can be seen', () => {
  it('the state, as JSON', async () => {
    const state = await rig.state();
    expect(state.cards).toHaveLength(9);
    expect(state.kiosks.A).toMatchObject({ terminal: '100000000042', screenUrl: '', mains: true });
    expect(state.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/u);
  });

  it('a refusal of the bench, with its code', async () => {
    const answer = await rig.post('{"do":"lift-card","card":"zhang"}');
    expect(answer.status).toBe(409);
    expect(JSON.parse(answer.text)).toMatchObject({ ok: false, code: 'BENCH_CARD_IN_HAND' });
  });

  it('the whole screen of a kiosk', async () => {
    await rig.sees('A', 'attract');
    const screen = JSON.parse((await rig.get('/api/kiosks/A/screen')).text);
    expect(screen).toMatchObject({ id: 'attract', simulation: true, terminal: '100000000042' });
  });

  it('one card', async () => {
    const card = JSON.parse((await rig.get('/api/cards/zhang')).text);
    expect(card).toMatchObject({ id: 'zhang', kind: 'normal', truth: { balance: 1_250 } });
  });

  it('journal and wire of a kiosk', async () => {
    await rig.sees('B', 'attract');
    const journal = JSON.parse((await rig.get('/api/kiosks/B/journal?after=0&limit=1')).text);
    expect(journal).toMatchObject([{ sequence: 1, type: 'boot' }]);
    const trace = JSON.parse((await rig.get('/api/kiosks/B/trace?limit=5')).text);
    expect(trace).toHaveLength(5);
  });

  it('the journal of a dead program, from the disk', async () => {
    await rig.sees('B', 'attract');
    await rig.do({ do: 'kill-program', kiosk: 'B' });
    expectRefused(await rig.get('/api/kiosks/B/screen'), 409, 'BENCH_PROGRAM_NOT_RUNNING');
    const journal = JSON.parse((await rig.get('/api/kiosks/B/journal?limit=1')).text);
    expect(journal).toMatchObject([{ sequence: 1, type: 'boot' }]);
    await rig.do({ do: 'start-program', kiosk: 'B' });
    await rig.sees('B', 'attract');
  });

  it('no waiting longer than asked for', async () => {
    const answer = await rig.get('/api/wait?kiosk=A&screen=result&timeoutMs=50');
    expectRefused(answer, 408, 'BENCH_WAIT_TIMEOUT');
  });
});

/** Reads the live stream until `enough`, then hangs up. */
async function listen(
  path: string,
  enough: (messages: readonly { event: string; data: string }[]) => boolean,
): Promise<readonly { event: string; data: string }[]> {
  const response = await fetch(`${rig.running.origin}${path}`, { headers: rig.bearer });
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/u);
  const messages: { event: string; data: string }[] = [];
  let rest = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    const parts = `${rest}${chunk}`.split('\n\n');
    rest = parts.pop()!;
    for (const part of parts) {
      const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'mu').exec(part)?.[1] ?? '';
      messages.push({ event: field('event'), data: field('data') });
    }
    if (enough(messages)) break;
  }
  return messages;
}

describe('the live stream', () => {
  it('begins with the state', async () => {
    const [first] = await listen('/api/live', (messages) => messages.length > 0);
    expect(first!.event).toBe('state');
    expect((JSON.parse(first!.data) as BenchState).cards).toHaveLength(9);
  });

  it('tells of what happens, and shows the state after it', async () => {
    const heard = listen('/api/live', (messages) =>
      messages.some(({ event, data }) => event === 'state' && data.includes('"doorOpen":true')),
    );
    await rig.do({ do: 'door', kiosk: 'A', open: true });
    const messages = await heard;
    await rig.do({ do: 'door', kiosk: 'A', open: false });
    const lines = messages.filter(({ event }) => event === 'event').flatMap(({ data }) => JSON.parse(data));
    expect(
      (lines as BenchEvent[]).some(({ source, text }) => source === 'hand' && text.includes('door')),
    ).toBe(messages.some(({ event }) => event === 'event'));
  });

  it('gives the lines after a sequence number again', async () => {
    const messages = await listen('/api/live?after=3', (all) => all.some(({ event }) => event === 'event'));
    const lines = JSON.parse(messages.find(({ event }) => event === 'event')!.data) as BenchEvent[];
    expect(lines[0]!.sequence).toBe(4);
  });

  it('has room for eight', async () => {
    const open = await Promise.all(
      Array.from({ length: 8 }, () => fetch(`${rig.running.origin}/api/live`, { headers: rig.bearer })),
    );
    expect(open.every(({ status }) => status === 200)).toBe(true);
    expectRefused(await rig.get('/api/live'), 503, 'BENCH_TOO_MANY_LISTENERS');
    for (const response of open) await response.body!.cancel();
    const again = async (): Promise<boolean> => {
      const response = await fetch(`${rig.running.origin}/api/live`, { headers: rig.bearer });
      await response.body!.cancel();
      return response.status === 200;
    };
    await expect.poll(again).toBe(true);
  });
});

describe('at last', () => {
  it('no flood of actions', async () => {
    const bodies = Array.from({ length: 80 }, () => rig.post('{"do":"forget-pulls","kiosk":"B"}'));
    const codes = (await Promise.all(bodies)).map(({ status }) => status);
    expect(codes.filter((status) => status === 200).length).toBeGreaterThanOrEqual(40);
    expect(codes.filter((status) => status === 429).length).toBeGreaterThan(0);
    expect(new Set(codes)).toEqual(new Set([200, 429]));
  });
});
