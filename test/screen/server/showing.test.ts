import { describe, expect, it } from 'vitest';
import { attract, RunningScreen } from './running-screen.ts';
import { TestPage } from './test-page.ts';

describe('a page', () => {
  it('gets its role first, then what the terminal shows', async () => {
    const screen = await RunningScreen.start();
    screen.server.screen.show(attract('one'));
    const page = await screen.page();
    expect(page.messages.map(({ type }) => type)).toEqual(['role', 'show']);
  });

  it('gets the time of the moment at which it gets the model', async () => {
    const screen = await RunningScreen.start();
    screen.server.screen.show(attract('one'));
    await screen.clock.run(1_234);
    screen.clock.jumpWall(60_000);
    const page = await screen.page();
    const { clock } = screen;
    expect(page.last).toEqual({
      type: 'show',
      model: attract('one'),
      nowMs: clock.monotonic(),
      wallMs: clock.wall(),
    });
  });

  it('waits before the first life', async () => {
    const screen = await RunningScreen.start();
    const page = await screen.page();
    expect(page.messages).toEqual([{ type: 'role', role: 'actor' }, { type: 'wait' }]);
  });

  it('waits between two lives', async () => {
    const screen = await RunningScreen.start();
    screen.server.screen.show(attract('one'));
    const page = await screen.page();
    screen.server.wait();
    await page.waits();
    const late = await screen.page();
    await late.waits();
    screen.server.screen.show(attract('two'));
    await Promise.all([page.shows('two'), late.shows('two')]);
  });

  it('that comes back gets what is shown by then', async () => {
    const screen = await RunningScreen.start();
    screen.server.screen.show(attract('one'));
    const page = await screen.page();
    await page.leave();
    screen.server.screen.show(attract('two'));
    const again = await screen.page();
    expect(again.messages.map(({ type }) => type)).toEqual(['role', 'show']);
    await again.shows('two');
  });

  it('that reads slowly gets the newest, and the terminal does not wait for it', async () => {
    const screen = await RunningScreen.start();
    const slow = await screen.page();
    const good = await screen.page();
    slow.wire.pause();
    const long = '校'.repeat(100_000);
    for (let time = 0; time < 80; time += 1) {
      screen.server.screen.show(attract(`${time}`, long));
      await good.shows(`${time}`);
    }
    screen.server.screen.show(attract('newest'));
    slow.wire.resume();
    await slow.shows('newest');
    expect(slow.messages.length).toBeLessThan(70);
  });

  it('that does not read at all is dropped', async () => {
    const screen = await RunningScreen.start();
    const stuck = await screen.page();
    stuck.wire.pause();
    const long = '校'.repeat(1_000_000);
    for (let time = 0; time < 20; time += 1) {
      screen.server.screen.show(attract(`${time}`, long));
      await screen.clock.settle();
    }
    await screen.clock.run(5_000);
    expect(screen.server.pages).toBe(0);
    expect(screen.written('SCREEN_PAGE_SLOW')).toBe(1);
    expect(await screen.stillWorks()).toBe(true);
  });

  it('that does not answer any more is dropped', async () => {
    const screen = await RunningScreen.start();
    const dead = await TestPage.open(screen.server.url, { autoPong: false });
    await screen.clock.run(5_000);
    expect(screen.server.pages).toBe(1);
    await screen.clock.run(5_000);
    expect(screen.server.pages).toBe(0);
    expect((await dead.closed).code).toBe(1006);
    expect(screen.written('SCREEN_PAGE_DEAD')).toBe(1);
    expect(await screen.stillWorks()).toBe(true);
  });

  it('that answers stays', async () => {
    const screen = await RunningScreen.start();
    screen.server.screen.show(attract());
    const page = await screen.page();
    for (let beat = 1; beat <= 5; beat += 1) {
      await screen.clock.run(5_000);
      await page.until(() => page.pings === beat);
      page.send({ type: 'press', button: 'help' });
      await page.until(() => screen.events.length === beat);
    }
    expect(screen.server.pages).toBe(1);
  });

  it('leaves no timer behind', async () => {
    const screen = await RunningScreen.start();
    const page = await screen.page();
    await page.leave();
    await page.until(() => screen.clock.pending().length === 0);
  });

  it('is let go when the server closes', async () => {
    const screen = await RunningScreen.start();
    const pages = [await screen.page(), await screen.page()];
    await screen.server.close();
    await Promise.all(pages.map(({ closed }) => closed));
    expect(screen.server.pages).toBe(0);
    expect(screen.clock.pending()).toEqual([]);
  });

  it('is not missed: showing goes on without any, and after the end', async () => {
    const screen = await RunningScreen.start();
    screen.server.screen.show(attract());
    await screen.server.close();
    screen.server.screen.show(attract());
    screen.server.wait();
    await screen.server.close();
  });
});
