import { describe, expect, it } from 'vitest';
import { PAGE_MESSAGE_LIMIT } from '../../../src/screen/contract/page-messages.ts';
import { attract, RunningScreen } from './running-screen.ts';
import { TestPage, type Closed } from './test-page.ts';

const PRESS = { type: 'press', button: 'help' };

async function endAfter(
  attack: (page: TestPage) => void,
): Promise<{ screen: RunningScreen; closed: Closed }> {
  const screen = await RunningScreen.start();
  screen.server.screen.show(attract());
  const page = await screen.page();
  attack(page);
  const closed = await page.closed;
  await page.until(() => screen.server.pages === 0);
  expect(screen.events).toEqual([]);
  expect(await screen.stillWorks()).toBe(true);
  return { screen, closed };
}

describe('a page that does wrong', () => {
  it('is closed for a message of a megabyte', async () => {
    const { closed, screen } = await endAfter((page) => page.socket.send('x'.repeat(1_000_000)));
    expect(closed.code).toBe(1009);
    expect(screen.written('SCREEN_EVENT_TOO_LARGE')).toBe(1);
  });

  it('is closed for one byte more than a message may have', async () => {
    const spaces = ' '.repeat(PAGE_MESSAGE_LIMIT + 1 - JSON.stringify(PRESS).length);
    const { closed } = await endAfter((page) => page.socket.send(JSON.stringify(PRESS) + spaces));
    expect(closed.code).toBe(1009);
  });

  it('is closed for a message too large in pieces', async () => {
    const { closed } = await endAfter((page) => {
      for (let piece = 0; piece < 3; piece += 1) page.socket.send('x'.repeat(400), { fin: false });
    });
    expect(closed.code).toBe(1009);
  });

  it('is closed for a message in many pieces', async () => {
    const { closed } = await endAfter((page) => {
      for (let piece = 0; piece < 100; piece += 1) page.socket.send('', { fin: false });
    });
    expect(closed.code).toBe(1008);
  });

  it('is closed for a binary message', async () => {
    const { closed } = await endAfter((page) => page.socket.send(Buffer.from(JSON.stringify(PRESS))));
    expect(closed).toEqual({ code: 4415, reason: 'SCREEN_EVENT_BINARY' });
  });

  it('is closed for broken JSON', async () => {
    const { closed, screen } = await endAfter((page) => page.socket.send('{"type":"press"'));
    expect(closed).toEqual({ code: 4400, reason: 'SCREEN_EVENT_JSON' });
    expect(screen.written('SCREEN_EVENT_JSON')).toBe(1);
  });

  it('is closed for an event that nobody knows', async () => {
    const { closed } = await endAfter((page) => page.send({ type: 'press', button: 'open-box' }));
    expect(closed).toEqual({ code: 4422, reason: 'SCREEN_EVENT_UNKNOWN' });
  });

  it('is closed for bytes that are no text', async () => {
    const { closed } = await endAfter((page) =>
      page.socket.send(Buffer.from([0xc3, 0x28]), { binary: false }),
    );
    expect(closed.code).toBe(1007);
  });

  it('is closed for bytes that are no frame', async () => {
    const { closed, screen } = await endAfter((page) => page.wire.write(Buffer.alloc(64, 0xff)));
    expect(closed.code).toBe(1002);
    expect(screen.written('SCREEN_SOCKET_BROKEN')).toBe(1);
  });

  it('is closed for compressed frames, which nobody agreed on', async () => {
    const frame = Buffer.from([0xc1, 0x80, 0, 0, 0, 0]);
    expect((await endAfter((page) => page.wire.write(frame))).closed.code).toBe(1002);
  });

  it('is closed for a flood of pings', async () => {
    const { closed } = await endAfter((page) => {
      for (let time = 0; time < 50; time += 1) page.socket.ping();
    });
    expect(closed).toEqual({ code: 4429, reason: 'SCREEN_EVENT_FLOOD' });
  });

  it('is closed for a flood of events after a burst that a hand could make', async () => {
    const screen = await RunningScreen.start();
    screen.server.screen.show(attract());
    const page = await screen.page();
    for (let time = 0; time < 1_000; time += 1) page.send(PRESS);
    expect(await page.closed).toEqual({ code: 4429, reason: 'SCREEN_EVENT_FLOOD' });
    expect(screen.events).toHaveLength(40);
    expect(screen.written('SCREEN_EVENT_FLOOD')).toBe(1);
    expect(await screen.stillWorks()).toBe(true);
  });

  it('may go on with twenty events a second', async () => {
    const screen = await RunningScreen.start();
    screen.server.screen.show(attract());
    const page = await screen.page();
    const press = async (times: number): Promise<void> => {
      const before = screen.events.length;
      for (let time = 0; time < times; time += 1) page.send(PRESS);
      await page.until(() => screen.events.length === before + times);
    };
    await press(40);
    for (let second = 0; second < 4; second += 1) {
      await screen.clock.run(1_000);
      await press(20);
    }
    expect(screen.events).toHaveLength(120);
  });

  it('does not disturb the others', async () => {
    const screen = await RunningScreen.start();
    screen.server.screen.show(attract('first'));
    const good = await screen.page();
    const bad = await screen.page();
    bad.send({ type: 'press', button: 'open-box' });
    await bad.closed;
    screen.server.screen.show(attract('second'));
    await good.shows('second');
    good.send(PRESS);
    await good.until(() => screen.events.length === 1);
  });

  it('is not listened to any more', async () => {
    await endAfter((page) => {
      page.socket.send('{');
      for (let time = 0; time < 10; time += 1) page.send(PRESS);
    });
  });

  it('is cut off a second later when it does not take leave', async () => {
    const screen = await RunningScreen.start();
    const page = await screen.page();
    let closed = false;
    void page.closed.then(() => (closed = true));
    page.ignoreAll();
    page.socket.send('{');
    await page.until(() => screen.server.pages === 0);
    await screen.clock.run(999);
    expect(closed).toBe(false);
    await screen.clock.run(1);
    await page.until(() => closed);
    expect(await screen.stillWorks()).toBe(true);
  });
});
