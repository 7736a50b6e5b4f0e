import { describe, expect, it } from 'vitest';
import { sleep, type SkipGrid } from '../../src/kernel/clock.ts';
import { PowerDomain } from '../../src/kernel/power-domain.ts';
import { VirtualClock } from '../../src/kernel/virtual-clock.ts';

describe('PowerDomain', () => {
  it('fires the timers of a life while there is power', async () => {
    const base = new VirtualClock();
    const clock = new PowerDomain().clock(base);
    const seen: number[] = [];
    clock.after(10, 'work', () => seen.push(clock.monotonic()));
    await base.run(20);
    expect(seen).toEqual([10]);
  });

  it('fires no timer of a life after the cut, not even one of the same instant', async () => {
    const base = new VirtualClock();
    const domain = new PowerDomain();
    const clock = domain.clock(base);
    const seen: string[] = [];
    clock.after(10, 'cut', () => {
      domain.cut('planted');
    });
    clock.after(10, 'work', () => seen.push('worked without power'));
    const grid: SkipGrid = {
      periodMs: 5,
      since: 0,
      allowed: () => false,
      exchange: () => 'running',
      skipped: () => undefined,
    };
    clock.afterSkippable(10, 'poll', grid, () => seen.push('polled without power'));
    await base.run(100);
    expect(seen).toEqual([]);
  });

  it('settles no promise after the cut, fulfilled or failed', async () => {
    const base = new VirtualClock();
    const domain = new PowerDomain();
    const seen: string[] = [];
    const settled = (): void => void seen.push('settled without power');
    domain.guard(sleep(base, 10, 'answer')).then(settled, settled);
    domain
      .guard(sleep(base, 10, 'failure').then(() => Promise.reject(new Error('planted'))))
      .then(settled, settled);
    domain.cut('planted');
    await base.run(100);
    expect(seen).toEqual([]);
  });

  it('does not settle a promise that was fulfilled just before the cut', async () => {
    const domain = new PowerDomain();
    const seen: string[] = [];
    void domain.guard(Promise.resolve()).then(() => seen.push('settled without power'));
    domain.cut('planted');
    await new VirtualClock().settle();
    expect(seen).toEqual([]);
  });

  it('passes results and failures on while there is power', async () => {
    const domain = new PowerDomain();
    await expect(domain.guard(Promise.resolve(1))).resolves.toBe(1);
    await expect(domain.guard(Promise.reject(new Error('planted')))).rejects.toThrow('planted');
  });

  it('silences wrapped callbacks after the cut', () => {
    const domain = new PowerDomain();
    const seen: number[] = [];
    const hear = domain.wrap((value: number) => void seen.push(value));
    hear(1);
    domain.cut('planted');
    hear(2);
    expect(seen).toEqual([1]);
  });

  it('tells of the cut once, with the first reason', () => {
    const domain = new PowerDomain();
    const seen: (string | undefined)[] = [];
    domain.onCut(() => seen.push(domain.reason));
    domain.cut('append failed');
    domain.cut('again');
    expect(seen).toEqual(['append failed']);
    expect([domain.alive, domain.reason]).toEqual([false, 'append failed']);
  });

  it('tells whoever asks after the cut at once', () => {
    const domain = new PowerDomain();
    domain.cut('planted');
    let told = false;
    domain.onCut(() => {
      told = true;
    });
    expect(told).toBe(true);
  });

  it('forgets a listener that no longer cares', () => {
    const domain = new PowerDomain();
    const seen: string[] = [];
    const forget = domain.onCut(() => seen.push('told'));
    forget();
    domain.cut('planted');
    expect(seen).toEqual([]);
  });
});
