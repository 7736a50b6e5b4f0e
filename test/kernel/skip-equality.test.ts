import { describe, expect, it } from 'vitest';
import { sleep } from '../../src/kernel/clock.ts';
import { Poller, SkipRegistry } from '../../src/kernel/poller.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { VirtualClock } from '../../src/kernel/virtual-clock.ts';

interface Run {
  /** Everything that happened, with its time: changes in the world, and when which poller saw them. */
  readonly log: string[];
  readonly ran: number;
  readonly skipped: number;
}

/** Three devices polled at periods that often meet, and a world that changes them at whole milliseconds, grid or not. */
async function worldOf(seed: number, skip: boolean): Promise<Run> {
  const clock = new VirtualClock({ skip });
  const registry = new SkipRegistry();
  const random = seededRandom(seed);
  const log: string[] = [];
  const note = (text: string): void => void log.push(`${clock.monotonic()} ${text}`);
  const state = { reader: 0, acceptor: 0, board: 0 };
  const seen = { reader: 0, acceptor: 0, board: 0 };
  const poll = (device: keyof typeof state, periodMs: number, answerMs: number): void => {
    const tick = async (): Promise<string> => {
      const answer = state[device];
      await sleep(clock, answerMs, `${device} answers`);
      if (seen[device] !== answer) note(`${device} shows ${answer}`);
      seen[device] = answer;
      return `${device} ${answer}`;
    };
    new Poller(clock, registry, { device, periodMs, tick }).start();
  };
  poll('reader', 200, 10 / 3);
  poll('acceptor', 100, 7.1);
  poll('board', 50, 0.9);
  const devices = ['reader', 'acceptor', 'board'] as const;
  // Each change sets the next, often exactly on a tick, so that both may have been set in either order.
  const later = (change: number): void => {
    const now = clock.monotonic();
    const delay = random.below(2) === 0 ? 1 + random.below(200) : 50 * (1 + random.below(8)) - (now % 50);
    clock.after(delay, 'change', () => {
      const device = devices[random.below(3)] ?? 'board';
      state[device] = change;
      note(`${device} becomes ${change}`);
      if (change < 300) later(change + 1);
    });
  };
  later(1);
  await clock.run(100_000);
  return { log, ran: registry.ranTicks, skipped: registry.skippedTicks };
}

describe('virtual time with skipping', () => {
  it.each([1, 2, 3, 4, 5])('gives the same run as tick by tick, from seed %s', async (seed) => {
    const jumping = await worldOf(seed, true);
    const stepping = await worldOf(seed, false);
    expect(jumping.log).toEqual(stepping.log);
    expect(jumping.log.length).toBeGreaterThan(500);
  });

  it('runs ticks that meet after a jump in the order in which they would have met anyway', async () => {
    const order = async (skip: boolean): Promise<string[]> => {
      const clock = new VirtualClock({ skip });
      const registry = new SkipRegistry();
      const seen: string[] = [];
      for (const [device, periodMs] of [
        ['slow', 200],
        ['quick', 100],
      ] as const) {
        const tick = (): Promise<string> => {
          if (clock.monotonic() >= 1000) seen.push(`${clock.monotonic()} ${device}`);
          return Promise.resolve('idle');
        };
        new Poller(clock, registry, { device, periodMs, tick }).start();
      }
      clock.after(950, 'an event', () => undefined);
      await clock.run(1000);
      return seen;
    };
    expect(await order(false)).toEqual(['1000 slow', '1000 quick']);
    expect(await order(true)).toEqual(['1000 slow', '1000 quick']);
  });

  it('leaves ticks out and accounts for every one of them', async () => {
    const jumping = await worldOf(1, true);
    const stepping = await worldOf(1, false);
    expect(stepping.skipped).toBe(0);
    expect(jumping.skipped).toBeGreaterThan(0);
    expect(Math.abs(jumping.ran + jumping.skipped - stepping.ran)).toBeLessThanOrEqual(3);
  });
});

/** Two devices whose exchanges take time on the wire, so that each one's bytes are timers in the other's pauses. */
function twoDevices(): {
  clock: VirtualClock;
  registry: SkipRegistry;
  lookedAt: number[];
  world: { note: boolean };
} {
  const clock = new VirtualClock();
  const registry = new SkipRegistry();
  const lookedAt: number[] = [];
  const world = { note: false };
  const tick = async (): Promise<string> => {
    await sleep(clock, 3, 'acceptor answers');
    if (world.note) lookedAt.push(clock.monotonic());
    return world.note ? 'note' : 'idle';
  };
  new Poller(clock, registry, { device: 'acceptor', periodMs: 100, tick }).start();
  const other = (): Promise<string> => sleep(clock, 3, 'reader answers').then(() => 'no card');
  new Poller(clock, registry, { device: 'reader', periodMs: 170, tick: other }).start(31);
  return { clock, registry, lookedAt, world };
}

describe('pollers and events', () => {
  it('lets two pollers sleep although each one’s exchange sets timers in the pauses of the other', async () => {
    const { clock, registry } = twoDevices();
    await clock.run(3_600_000);
    expect(registry.ranTicks).toBeLessThan(10);
    expect(registry.skippedTicks).toBeGreaterThan(57_000);
  });

  it('does not let a poller sleep through a change when other timers come more often than its ticks', async () => {
    const { clock, lookedAt, world } = twoDevices();
    const busy = (): void => void clock.after(30, 'something else', busy);
    busy();
    clock.after(2000, 'note', () => {
      world.note = true;
    });
    await clock.run(2300);
    expect(lookedAt[0]).toBe(2003);
  });

  it('sees at its next tick what a caller did between two runs of the clock', async () => {
    const { clock, lookedAt, world } = twoDevices();
    await clock.run(2050);
    world.note = true;
    await clock.run(100);
    expect(lookedAt).toEqual([2103]);
  });
});
