import { describe, expect, it } from 'vitest';
import { sleep } from '../../src/kernel/clock.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { VirtualClock } from '../../src/kernel/virtual-clock.ts';

describe('VirtualClock', () => {
  it('fires timers by deadline, and equal deadlines in the order they were set', async () => {
    const clock = new VirtualClock();
    const seen: string[] = [];
    clock.after(20, 'late', () => seen.push('late'));
    clock.after(10, 'first', () => seen.push('first'));
    clock.after(10, 'second', () => seen.push('second'));
    await clock.run(30);
    expect(seen).toEqual(['first', 'second', 'late']);
  });

  it('keeps a thousand timers set in any order sorted', async () => {
    const clock = new VirtualClock();
    const random = seededRandom(1);
    const seen: number[] = [];
    for (let index = 0; index < 1000; index += 1) {
      clock.after(random.below(500), 'one of many', () => seen.push(clock.monotonic()));
    }
    await clock.run(500);
    expect(seen).toHaveLength(1000);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });

  it('stands exactly at the end of a run, with nothing beyond it fired', async () => {
    const clock = new VirtualClock();
    const seen: number[] = [];
    for (const ms of [99, 100, 101]) clock.after(ms, 'edge', () => seen.push(ms));
    await clock.run(100);
    expect(clock.monotonic()).toBe(100);
    expect(seen).toEqual([99, 100]);
  });

  it('lets promises settle between two timers of the same instant', async () => {
    const clock = new VirtualClock();
    const seen: string[] = [];
    clock.after(1, 'one', () => {
      void Promise.resolve()
        .then(() => Promise.resolve())
        .then(() => Promise.resolve())
        .then(() => seen.push('settled'));
    });
    clock.after(1, 'two', () => seen.push('next timer'));
    await clock.run(1);
    expect(seen).toEqual(['settled', 'next timer']);
  });

  it('does not fire a cancelled timer, nor list it', async () => {
    const clock = new VirtualClock();
    const seen: string[] = [];
    const timer = clock.after(5, 'cancelled', () => seen.push('cancelled'));
    clock.after(6, 'kept', () => seen.push('kept'));
    timer.cancel();
    expect(clock.pending()).toEqual(['6 kept']);
    await clock.run(10);
    expect(seen).toEqual(['kept']);
  });

  it('does not fire a timer that an earlier one of the same instant cancelled', async () => {
    const clock = new VirtualClock();
    const seen: string[] = [];
    clock.after(5, 'canceller', () => {
      victim.cancel();
    });
    const victim = clock.after(5, 'victim', () => seen.push('victim'));
    await clock.run(10);
    expect(seen).toEqual([]);
  });

  it('says what a promise that does not settle is waiting for', async () => {
    const clock = new VirtualClock();
    clock.after(700_000, 'the answer that never comes', () => undefined);
    await expect(clock.until(new Promise(() => undefined), 1000)).rejects.toThrow(
      'promise still pending after 1000 ms of virtual time; waiting for: 700000 the answer that never comes',
    );
  });

  it('passes on the failure of a promise it waits for', async () => {
    const clock = new VirtualClock();
    const failing = sleep(clock, 10, 'work').then(() => Promise.reject(new Error('planted')));
    await expect(clock.until(failing)).rejects.toThrow('planted');
  });

  it('stops at the callback that makes a condition true', async () => {
    const clock = new VirtualClock();
    let count = 0;
    for (const ms of [10, 20, 30]) clock.after(ms, 'count', () => (count += 1));
    await expect(clock.runUntil(() => count === 2, 1000)).resolves.toBe(true);
    expect(clock.monotonic()).toBe(20);
  });

  it('says when a condition did not come true, and stands at the limit', async () => {
    const clock = new VirtualClock();
    await expect(clock.runUntil(() => false, 50)).resolves.toBe(false);
    expect(clock.monotonic()).toBe(50);
  });

  it('ends a loop that never lets time move', async () => {
    const clock = new VirtualClock();
    const again = (): void => void clock.after(0, 'a loop', again);
    again();
    await expect(clock.run(1)).rejects.toThrow('time stands still at 0 ms in a loop');
  });

  it('moves wall time alone when the wall clock jumps', async () => {
    const clock = new VirtualClock({ wallStartMs: 1_000_000 });
    await clock.run(5);
    clock.jumpWall(-3_600_000);
    expect([clock.monotonic(), clock.wall()]).toEqual([5, 5 + 1_000_000 - 3_600_000]);
  });

  it('refuses a timer without a number', () => {
    expect(() => new VirtualClock().after(Number.NaN, 'broken', () => undefined)).toThrow('broken');
  });

  it('keeps a period free of drift when work of odd length is taken off each wait', async () => {
    const clock = new VirtualClock();
    const begins: number[] = [];
    const step = async (): Promise<void> => {
      const begun = clock.monotonic();
      begins.push(begun);
      await sleep(clock, 10 / 3, 'work');
      clock.after(100 - (clock.monotonic() - begun), 'step', () => void step());
    };
    clock.after(0.1, 'start', () => void step());
    await clock.run(100_000);
    const first = begins[0] ?? Number.NaN;
    expect(begins).toEqual(Array.from({ length: 1000 }, (_, index) => first + index * 100));
  });
});
