import { describe, expect, it } from 'vitest';
import { sleep, stateChartClock, withTimeout } from '../../src/kernel/clock.ts';
import { realClock } from '../../src/kernel/real-clock.ts';
import { VirtualClock } from '../../src/kernel/virtual-clock.ts';

describe('withTimeout', () => {
  it('gives the value of a promise that is in time and leaves no timer behind', async () => {
    const clock = new VirtualClock();
    const answer = withTimeout(
      clock,
      sleep(clock, 10, 'work').then(() => 'value'),
      100,
      'limit',
      'late',
    );
    await expect(clock.until(answer)).resolves.toBe('value');
    expect(clock.pending()).toEqual([]);
  });

  it('gives the late value exactly at the limit', async () => {
    const clock = new VirtualClock();
    const answer = withTimeout(clock, new Promise(() => undefined), 100, 'limit', 'late');
    await expect(clock.until(answer)).resolves.toBe('late');
    expect(clock.monotonic()).toBe(100);
  });

  it('passes a failure on and leaves no timer behind', async () => {
    const clock = new VirtualClock();
    const answer = withTimeout(clock, Promise.reject(new Error('planted')), 100, 'limit', 'late');
    await expect(clock.until(answer)).rejects.toThrow('planted');
    expect(clock.pending()).toEqual([]);
  });
});

describe('stateChartClock', () => {
  it('runs delayed transitions in virtual time and cancels them', async () => {
    const clock = new VirtualClock();
    const chartClock = stateChartClock(clock);
    const seen: string[] = [];
    chartClock.setTimeout(() => seen.push('kept'), 10);
    chartClock.clearTimeout(chartClock.setTimeout(() => seen.push('cancelled'), 5));
    await clock.run(20);
    expect(seen).toEqual(['kept']);
  });
});

describe('realClock', () => {
  it('never calls back before its time', async () => {
    const clock = realClock();
    const begun = clock.monotonic();
    await sleep(clock, 5.9, 'a fraction of a millisecond');
    expect(clock.monotonic() - begun).toBeGreaterThanOrEqual(5.9);
  });

  it('does not fire a timer of a month at once', async () => {
    const clock = realClock();
    let fired = false;
    const timer = clock.after(31 * 24 * 3_600_000, 'month', () => {
      fired = true;
    });
    await sleep(clock, 20, 'a moment');
    timer.cancel();
    expect(fired).toBe(false);
  });

  it('does not call back once cancelled', async () => {
    const clock = realClock();
    let fired = false;
    clock
      .after(1, 'cancelled', () => {
        fired = true;
      })
      .cancel();
    await sleep(clock, 10, 'a moment');
    expect(fired).toBe(false);
  });
});
