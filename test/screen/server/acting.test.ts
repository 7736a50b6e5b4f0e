import { describe, expect, it } from 'vitest';
import type { ScreenEvent } from '../../../src/screen/contract/screen-model.ts';
import { attract, RunningScreen } from './running-screen.ts';

const PRESS: ScreenEvent = { type: 'press', button: 'help' };

async function startShowing(): Promise<RunningScreen> {
  const screen = await RunningScreen.start();
  screen.server.screen.show(attract());
  return screen;
}

describe('who acts', () => {
  it.each<ScreenEvent>([
    PRESS,
    { type: 'key', key: 'correct' },
    { type: 'language', language: 'en' },
    { type: 'display', display: { largeText: true, highContrast: true } },
  ])('is heard: %j', async (event) => {
    const screen = await startShowing();
    const page = await screen.page();
    page.send(event);
    await page.until(() => screen.events.length === 1);
    expect(screen.events).toEqual([event]);
  });

  it('is heard by every listener until it stops listening', async () => {
    const screen = await startShowing();
    const heard: ScreenEvent[] = [];
    const stop = screen.server.screen.onEvent((event) => heard.push(event));
    const page = await screen.page();
    page.send(PRESS);
    await page.until(() => screen.events.length === 1);
    stop();
    page.send(PRESS);
    await page.until(() => screen.events.length === 2);
    expect(heard).toEqual([PRESS]);
  });

  it('is the first page; the second is told that it watches, and is not obeyed', async () => {
    const screen = await startShowing();
    const first = await screen.page();
    const second = await screen.page();
    expect([first.role, second.role]).toEqual(['actor', 'watcher']);
    second.send(PRESS);
    await second.until(() => second.messages.length === 3);
    expect(second.last).toEqual({ type: 'role', role: 'watcher' });
    expect(screen.events).toEqual([]);
  });

  it('is the oldest of those that watched when the first goes', async () => {
    const screen = await startShowing();
    const first = await screen.page();
    const second = await screen.page();
    const third = await screen.page();
    await first.leave();
    await second.isActor();
    second.send(PRESS);
    await second.until(() => screen.events.length === 1);
    expect(third.messages).toHaveLength(2);
  });

  it('does not change when one goes that watched', async () => {
    const screen = await startShowing();
    const first = await screen.page();
    const second = await screen.page();
    await second.leave();
    await first.until(() => screen.server.pages === 1);
    first.send(PRESS);
    await first.until(() => screen.events.length === 1);
    expect(first.messages).toHaveLength(2);
  });

  it('is the next one at once when the first was closed for doing wrong', async () => {
    const screen = await startShowing();
    const first = await screen.page();
    const second = await screen.page();
    first.wire.pause();
    first.socket.send('{');
    await second.isActor();
    expect(screen.server.pages).toBe(1);
  });

  it('is the next one when the first does not answer any more', async () => {
    const screen = await startShowing();
    const first = await screen.page();
    const second = await screen.page();
    first.wire.pause();
    await screen.clock.run(5_000);
    await second.until(() => second.pings === 1);
    second.send(PRESS);
    await second.until(() => second.messages.length === 3);
    await screen.clock.run(5_000);
    await second.isActor();
  });

  it('is nobody between two lives', async () => {
    const screen = await startShowing();
    const page = await screen.page();
    screen.server.wait();
    await page.waits();
    page.send(PRESS);
    await page.isHeard();
    screen.server.screen.show(attract('next'));
    await page.shows('next');
    page.send({ type: 'key', key: '0' });
    await page.until(() => screen.events.length > 0);
    expect(screen.events).toEqual([{ type: 'key', key: '0' }]);
  });
});
