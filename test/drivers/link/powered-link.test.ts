import { describe, expect, it } from 'vitest';
import type { Link } from '../../../drivers/link/link.ts';
import { MemoryLine } from '../../../drivers/link/memory-line.ts';
import { poweredLink } from '../../../drivers/link/powered-link.ts';
import { sleep } from '../../../src/kernel/clock.ts';
import { PowerDomain } from '../../../src/kernel/power-domain.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';

interface Bench {
  readonly clock: VirtualClock;
  readonly line: MemoryLine;
  readonly domain: PowerDomain;
  readonly link: Link;
}

async function bench(): Promise<Bench> {
  const clock = new VirtualClock();
  const line = new MemoryLine({ clock, name: 'line', baud: 10_000 });
  const domain = new PowerDomain();
  return { clock, line, domain, link: await poweredLink(domain, line.open)() };
}

describe('poweredLink', () => {
  it('sends and hears while there is power', async () => {
    const { clock, line, link } = await bench();
    const heard: string[] = [];
    line.device.onBytes((chunk) => heard.push(`device ${[...chunk].join(' ')}`));
    link.onBytes((chunk) => heard.push(`host ${[...chunk].join(' ')}`));
    link.send(Uint8Array.of(1));
    line.device.send(Uint8Array.of(2));
    await clock.run(10);
    expect(heard).toEqual(['device 1', 'host 2']);
  });

  it('sends nothing after the cut, and what is on the line is lost', async () => {
    const { clock, line, domain, link } = await bench();
    const heard: number[] = [];
    line.device.onBytes((chunk) => heard.push(...chunk));
    link.send(Uint8Array.of(1, 2, 3));
    await clock.run(2);
    domain.cut('planted');
    link.send(Uint8Array.of(4));
    await clock.run(100);
    expect(heard).toEqual([]);
  });

  it('hears nothing after the cut', async () => {
    const { clock, line, domain, link } = await bench();
    const heard: number[] = [];
    link.onBytes((chunk) => heard.push(...chunk));
    line.device.send(Uint8Array.of(1));
    domain.cut('planted');
    line.device.send(Uint8Array.of(2));
    await clock.run(100);
    expect(heard).toEqual([]);
  });

  it('settles nothing after the cut', async () => {
    const { clock, line, domain, link } = await bench();
    const seen: string[] = [];
    void link.closed.then((end) => seen.push(end.kind));
    domain.cut('planted');
    line.unplug();
    await clock.run(100);
    expect(seen).toEqual([]);
  });

  it('says how a link ended while there is power', async () => {
    const { line, link } = await bench();
    line.unplug();
    await expect(link.closed).resolves.toEqual({ kind: 'unplugged' });
  });

  it('frees the line at the cut, so that the next life can open it', async () => {
    const { line, domain } = await bench();
    domain.cut('planted');
    await expect(poweredLink(new PowerDomain(), line.open)()).resolves.toBeDefined();
  });

  it('frees the line also when the cut comes while it opens', async () => {
    const clock = new VirtualClock();
    const line = new MemoryLine({ clock, name: 'line', baud: 10_000 });
    const domain = new PowerDomain();
    void poweredLink(domain, () => sleep(clock, 50, 'opening').then(line.open))();
    domain.cut('planted');
    await clock.run(100);
    await expect(line.open()).resolves.toBeDefined();
  });

  it('passes on that a line cannot be opened', async () => {
    const line = new MemoryLine({ clock: new VirtualClock(), name: 'line', baud: 10_000 });
    line.unplug();
    await expect(poweredLink(new PowerDomain(), line.open)()).rejects.toMatchObject({
      code: 'LINK_OPEN_FAILED',
    });
  });

  it('remembers only the open link over many reconnects', async () => {
    const { line, domain, link } = await bench();
    link.close();
    await link.closed;
    const closes: string[] = [];
    const open = poweredLink(domain, async () => {
      const base = await line.open();
      return { ...base, close: () => (closes.push('close'), base.close()) };
    });
    for (let round = 0; round < 50; round += 1) {
      await open();
      line.unplug();
      line.plug();
      await Promise.resolve();
    }
    await open();
    domain.cut('planted');
    expect(closes).toEqual(['close']);
  });
});
