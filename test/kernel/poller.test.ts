import { describe, expect, it } from 'vitest';
import { sleep } from '../../src/kernel/clock.ts';
import { Poller, SkipRegistry, type TickFingerprint } from '../../src/kernel/poller.ts';
import { VirtualClock } from '../../src/kernel/virtual-clock.ts';

interface Bench {
  readonly clock: VirtualClock;
  readonly registry: SkipRegistry;
  readonly poller: Poller;
  /** Times at which ticks began. */
  readonly ticks: number[];
}

function bench(options: { tick?: () => Promise<TickFingerprint>; skip?: boolean } = {}): Bench {
  const clock = new VirtualClock({ skip: options.skip ?? true });
  const registry = new SkipRegistry();
  const ticks: number[] = [];
  const poller = new Poller(clock, registry, {
    device: 'acceptor',
    periodMs: 100,
    tick: () => {
      ticks.push(clock.monotonic());
      return options.tick?.() ?? Promise.resolve('idle');
    },
  });
  return { clock, registry, poller, ticks };
}

describe('Poller', () => {
  it('ticks at its period from the first delay on', async () => {
    const { clock, poller, ticks } = bench({ skip: false });
    poller.start(30);
    await clock.run(250);
    expect(ticks).toEqual([30, 130, 230]);
  });

  it('begins the next tick a period after the last began, however long that took', async () => {
    const { clock, poller, ticks } = bench({
      skip: false,
      tick: () => sleep(clock, 40, 'exchange').then(() => 'idle'),
    });
    poller.start();
    await clock.run(250);
    expect(ticks).toEqual([0, 100, 200]);
  });

  it('begins the next tick at once when one took longer than the period, and never two at a time', async () => {
    let running = 0;
    let most = 0;
    const { clock, poller, ticks } = bench({
      tick: async () => {
        running += 1;
        most = Math.max(most, running);
        await sleep(clock, 250, 'slow exchange');
        running -= 1;
        return 'idle';
      },
    });
    poller.start();
    await clock.run(600);
    expect(ticks).toEqual([0, 250, 500]);
    expect(most).toBe(1);
  });

  it('stops for good', async () => {
    const { clock, poller, ticks } = bench();
    poller.start();
    await clock.run(150);
    poller.stop();
    await clock.run(1000);
    expect(ticks).toEqual([0, 100]);
    expect(clock.pending()).toEqual([]);
  });

  it('ends the tick that is under way when stopped, and begins no other', async () => {
    let ended = 0;
    const { clock, poller, ticks } = bench({
      tick: async () => {
        await sleep(clock, 50, 'exchange');
        ended += 1;
        return 'idle';
      },
    });
    poller.start();
    await clock.run(10);
    poller.stop();
    await clock.run(1000);
    expect([ticks.length, ended]).toEqual([1, 1]);
  });

  it('keeps one chain of ticks when stopped and started during a slow tick', async () => {
    const { clock, poller, ticks } = bench({
      skip: false,
      tick: () => sleep(clock, 20, 'exchange').then(() => 'idle'),
    });
    poller.start();
    await clock.run(10);
    poller.stop();
    poller.start(50);
    await clock.run(400);
    expect(ticks).toEqual([0, 100, 200, 300, 400]);
  });
});

describe('skipping', () => {
  it('jumps over ticks once two exchanges were alike', async () => {
    const { clock, registry, poller, ticks } = bench();
    poller.start();
    await clock.run(1050);
    expect(ticks).toEqual([0, 100]);
    expect([registry.ranTicks, registry.skippedTicks]).toEqual([2, 9]);
  });

  it('ticks next on the old grid at or after the other deadline', async () => {
    const { clock, poller, ticks } = bench();
    poller.start();
    clock.after(1234, 'a note', () => undefined);
    await clock.runUntil(() => ticks.length === 3, 5000);
    expect(ticks).toEqual([0, 100, 1300]);
  });

  it('does not skip while exchanges differ', async () => {
    let count = 0;
    const { clock, registry, poller } = bench({ tick: () => Promise.resolve(`state ${(count += 1)}`) });
    poller.start();
    await clock.run(1050);
    expect([registry.ranTicks, registry.skippedTicks]).toEqual([11, 0]);
  });

  it('does not skip while exchanges fail or something is pending', async () => {
    const { clock, registry, poller } = bench({ tick: () => Promise.resolve(undefined) });
    poller.start();
    await clock.run(1050);
    expect([registry.ranTicks, registry.skippedTicks]).toEqual([11, 0]);
  });

  it('does not skip while its device vetoes, until every veto is released', async () => {
    const { clock, registry, poller } = bench();
    const releaseFirst = registry.veto('acceptor');
    const releaseSecond = registry.veto('acceptor');
    poller.start();
    await clock.run(450);
    releaseFirst();
    releaseFirst();
    await clock.run(500);
    expect([registry.ranTicks, registry.skippedTicks]).toEqual([10, 0]);
    releaseSecond();
    await clock.run(500);
    expect(registry.skippedTicks).toBeGreaterThan(0);
  });

  it('leaves other devices alone when one vetoes', async () => {
    const { clock, registry, poller } = bench();
    registry.veto('printer');
    poller.start();
    await clock.run(1050);
    expect(registry.skippedTicks).toBe(9);
  });

  it('runs the very next tick when a veto comes while that tick already waits', async () => {
    const { clock, registry, poller, ticks } = bench();
    poller.start();
    await clock.run(150);
    registry.veto('acceptor');
    await clock.run(200);
    expect(ticks).toEqual([0, 100, 200, 300]);
  });

  it('runs the very next tick after a disturbance, and skips only after two alike', async () => {
    const { clock, poller, ticks } = bench();
    poller.start();
    await clock.run(150);
    poller.disturb();
    await clock.run(1000);
    expect(ticks).toEqual([0, 100, 200, 300]);
  });

  it('does not carry its idea of steadiness over a restart', async () => {
    const { clock, poller, ticks } = bench();
    poller.start();
    await clock.run(150);
    poller.stop();
    poller.start(10);
    await clock.run(500);
    expect(ticks).toEqual([0, 100, 160, 260]);
  });
});
