import { describe, expect, it } from 'vitest';
import { sleep } from '../../src/kernel/clock.ts';
import { Mutex } from '../../src/kernel/mutex.ts';
import { VirtualClock } from '../../src/kernel/virtual-clock.ts';

describe('Mutex', () => {
  it('runs jobs one at a time in the order they came', async () => {
    const clock = new VirtualClock();
    const mutex = new Mutex();
    const seen: string[] = [];
    const job = (name: string, ms: number) => (): Promise<void> => {
      seen.push(`${name} begins`);
      return sleep(clock, ms, name).then(() => void seen.push(`${name} ends`));
    };
    const all = Promise.all([mutex.run(job('slow', 50)), mutex.run(job('quick', 1))]);
    await clock.until(all);
    expect(seen).toEqual(['slow begins', 'slow ends', 'quick begins', 'quick ends']);
  });

  it('gives the result of the job', async () => {
    await expect(new Mutex().run(() => Promise.resolve(42))).resolves.toBe(42);
  });

  it('goes on after a job that failed, and tells only its owner', async () => {
    const mutex = new Mutex();
    const failing = mutex.run(() => Promise.reject(new Error('planted')));
    const next = mutex.run(() => Promise.resolve('ran'));
    await expect(failing).rejects.toThrow('planted');
    await expect(next).resolves.toBe('ran');
  });
});
