import { describe, expect, it } from 'vitest';
import { LINK_QUEUE_LIMIT, type Link, type LinkEnd } from '../../../drivers/link/link.ts';
import { MemoryLine, type Delivery, type MemoryLineOptions } from '../../../drivers/link/memory-line.ts';
import { seededRandom } from '../../../src/kernel/random.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';

/** At 10000 baud a byte of ten bits takes exactly one millisecond. */
const BAUD = 10_000;

function bench(options: Partial<MemoryLineOptions> = {}): { clock: VirtualClock; line: MemoryLine } {
  const clock = new VirtualClock();
  return { clock, line: new MemoryLine({ clock, name: 'line', baud: BAUD, ...options }) };
}

function hear(clock: VirtualClock, end: Pick<Link, 'onBytes'>): string[] {
  const heard: string[] = [];
  end.onBytes((chunk) => heard.push(`${clock.monotonic()}: ${[...chunk].join(' ')}`));
  return heard;
}

/** A piece that calls back when its last byte has arrived. */
function calling(bytes: Uint8Array, arrived: () => void): Delivery {
  return { bytes, arrived };
}

describe('MemoryLine: timing', () => {
  it('delivers a chunk when its last byte has crossed the line', async () => {
    const { clock, line } = bench();
    const link = await line.open();
    const heard = hear(clock, line.device);
    link.send(Uint8Array.of(1, 2, 3));
    await clock.run(100);
    expect(heard).toEqual(['3: 1 2 3']);
  });

  it('lets bytes queue behind those that are still on the line', async () => {
    const { clock, line } = bench();
    const link = await line.open();
    const heard = hear(clock, line.device);
    link.send(Uint8Array.of(1, 2));
    link.send(Uint8Array.of(3));
    await clock.run(10);
    link.send(Uint8Array.of(4));
    await clock.run(100);
    expect(heard).toEqual(['2: 1 2', '3: 3', '11: 4']);
  });

  it('runs both directions at the same time', async () => {
    const { clock, line } = bench();
    const link = await line.open();
    const atDevice = hear(clock, line.device);
    const atHost = hear(clock, link);
    link.send(Uint8Array.of(1, 2));
    line.device.send(Uint8Array.of(3, 4));
    await clock.run(100);
    expect([atDevice, atHost]).toEqual([['2: 1 2'], ['2: 3 4']]);
  });

  it('takes 1000 bytes at 115200 baud as long as 10000 bits take', async () => {
    const { clock, line } = bench({ baud: 115_200, chunks: 'single-bytes' });
    const link = await line.open();
    const times: number[] = [];
    line.device.onBytes(() => times.push(clock.monotonic()));
    link.send(new Uint8Array(1000));
    await clock.run(1000);
    expect(times).toHaveLength(1000);
    for (const [index, time] of times.entries()) {
      expect(Math.abs(time - ((index + 1) * 10_000) / 115_200)).toBeLessThan(0.001);
    }
  });
});

describe('MemoryLine: chunks', () => {
  it('hands single bytes over one by one, each at its own time', async () => {
    const { clock, line } = bench({ chunks: 'single-bytes' });
    const link = await line.open();
    const heard = hear(clock, line.device);
    link.send(Uint8Array.of(1, 2, 3));
    await clock.run(100);
    expect(heard).toEqual(['1: 1', '2: 2', '3: 3']);
  });

  it('cuts at random places and loses nothing', async () => {
    const { clock, line } = bench({ chunks: 'random', random: seededRandom(1) });
    const link = await line.open();
    const chunks: Uint8Array[] = [];
    line.device.onBytes((chunk) => chunks.push(chunk));
    const sent = seededRandom(2).bytes(500);
    link.send(sent);
    await clock.run(1000);
    expect(new Set(chunks.map((chunk) => chunk.length)).size).toBeGreaterThan(2);
    expect(new Uint8Array(Buffer.concat(chunks))).toEqual(sent);
  });
});

describe('MemoryLine: noise', () => {
  it('damages about as many bytes as its probability says, in all three ways', async () => {
    const { clock, line } = bench({
      noise: 0.03,
      random: seededRandom(1),
      chunks: 'whole',
      baud: 1_000_000,
    });
    const link = await line.open();
    let clean = 0;
    const lengths = { shorter: 0, longer: 0, flipped: 0 };
    line.device.onBytes((chunk) => {
      if (chunk.length < 10) lengths.shorter += 1;
      else if (chunk.length > 10) lengths.longer += 1;
      else if (chunk.some((byte) => byte !== 0x5a)) lengths.flipped += 1;
      else clean += 1;
    });
    for (let frame = 0; frame < 5000; frame += 1) {
      link.send(new Uint8Array(10).fill(0x5a));
      await clock.run(1);
    }
    const expectedClean = 5000 * 0.97 ** 10;
    expect(Math.abs(clean - expectedClean)).toBeLessThan(200);
    for (const count of Object.values(lengths)) expect(count).toBeGreaterThan(250);
  });

  it('leaves every byte alone without noise', async () => {
    const { clock, line } = bench({ random: seededRandom(1) });
    const link = await line.open();
    const heard = hear(clock, line.device);
    link.send(Uint8Array.of(1, 2, 3));
    await clock.run(10);
    expect(heard).toEqual(['3: 1 2 3']);
  });
});

describe('MemoryLine: cable', () => {
  it('loses what is on the line when unplugged, both ways', async () => {
    const { clock, line } = bench();
    const link = await line.open();
    const atDevice = hear(clock, line.device);
    const atHost = hear(clock, link);
    link.send(Uint8Array.of(1, 2, 3));
    line.device.send(Uint8Array.of(4, 5, 6));
    await clock.run(2);
    line.unplug();
    await clock.run(100);
    expect([atDevice, atHost]).toEqual([[], []]);
    await expect(link.closed).resolves.toEqual({ kind: 'unplugged' });
  });

  it('refuses to open while unplugged', async () => {
    const { line } = bench();
    line.unplug();
    await expect(line.open()).rejects.toMatchObject({ code: 'LINK_OPEN_FAILED' });
  });

  it('works over a new link after plugging in again, and the old link stays dead', async () => {
    const { clock, line } = bench();
    const old = await line.open();
    line.unplug();
    line.plug();
    const link = await line.open();
    const heard = hear(clock, line.device);
    old.send(Uint8Array.of(9));
    link.send(Uint8Array.of(1));
    await clock.run(100);
    expect(heard).toEqual(['1: 1']);
  });

  it('refuses a second link while one is open, and gives one after it was closed', async () => {
    const { line } = bench();
    const first = await line.open();
    await expect(line.open()).rejects.toMatchObject({ code: 'LINK_OPEN_FAILED' });
    first.close();
    await expect(first.closed).resolves.toEqual({ kind: 'closed-by-us' });
    await expect(line.open()).resolves.toBeDefined();
  });

  it('ends once', async () => {
    const { clock, line } = bench();
    const link = await line.open();
    const ends: LinkEnd[] = [];
    void link.closed.then((end) => ends.push(end));
    link.close();
    line.unplug();
    link.close();
    await clock.settle();
    expect(ends).toEqual([{ kind: 'closed-by-us' }]);
  });

  it('ends a link that is given more than its queue may hold', async () => {
    const { line } = bench();
    const link = await line.open();
    link.send(new Uint8Array(LINK_QUEUE_LIMIT));
    link.send(Uint8Array.of(1));
    await expect(link.closed).resolves.toMatchObject({ kind: 'failed', code: 'LINK_QUEUE_FULL' });
  });

  it('takes a full queue again once the line has carried it', async () => {
    const { clock, line } = bench();
    const link = await line.open();
    let count = 0;
    line.device.onBytes((chunk) => (count += chunk.length));
    link.send(new Uint8Array(LINK_QUEUE_LIMIT));
    await clock.run(LINK_QUEUE_LIMIT);
    link.send(new Uint8Array(LINK_QUEUE_LIMIT));
    await clock.run(LINK_QUEUE_LIMIT);
    expect(count).toBe(2 * LINK_QUEUE_LIMIT);
  });

  it('drops what the device sends while nobody has the line open', async () => {
    const { clock, line } = bench();
    line.device.send(Uint8Array.of(1));
    await clock.run(10);
    const link = await line.open();
    const heard = hear(clock, link);
    line.device.send(Uint8Array.of(2));
    await clock.run(10);
    expect(heard).toEqual(['11: 2']);
  });
});

describe('MemoryLine: tap', () => {
  it('shows the tap every write with its direction', async () => {
    const { clock, line } = bench();
    const link = await line.open();
    const seen: string[] = [];
    line.tap = (direction, bytes) => {
      seen.push(`${direction} ${[...bytes].join(' ')}`);
      return undefined;
    };
    link.send(Uint8Array.of(1, 2));
    line.device.send(Uint8Array.of(3));
    await clock.run(10);
    expect(seen).toEqual(['host-to-device 1 2', 'device-to-host 3']);
  });

  it('calls back at exactly the byte where a piece ends', async () => {
    const { clock, line } = bench();
    const link = await line.open();
    const heard = hear(clock, line.device);
    line.tap = (_direction, bytes) => [
      calling(bytes.subarray(0, 2), () => heard.push(`${clock.monotonic()}: cut`)),
      { bytes: bytes.subarray(2) },
    ];
    link.send(Uint8Array.of(1, 2, 3, 4));
    await clock.run(10);
    expect(heard).toEqual(['2: 1 2', '2: cut', '4: 3 4']);
  });

  it('lets a callback pull the cable, and nothing behind that byte arrives', async () => {
    const { clock, line } = bench({ chunks: 'single-bytes' });
    const link = await line.open();
    const heard = hear(clock, line.device);
    line.tap = (_direction, bytes) => [
      calling(bytes.subarray(0, 3), () => line.unplug()),
      { bytes: bytes.subarray(3) },
    ];
    link.send(Uint8Array.of(1, 2, 3, 4));
    await clock.run(10);
    expect(heard).toEqual(['1: 1', '2: 2', '3: 3']);
    await expect(link.closed).resolves.toEqual({ kind: 'unplugged' });
  });

  it('calls back for a piece without bytes', async () => {
    const { clock, line } = bench();
    const link = await line.open();
    const seen: number[] = [];
    line.tap = () => [{ ...calling(new Uint8Array(), () => seen.push(clock.monotonic())), delayMs: 7 }];
    link.send(Uint8Array.of(1));
    await clock.run(10);
    expect(seen).toEqual([7]);
  });

  it('delays, repeats, replaces and swallows', async () => {
    const { clock, line } = bench();
    const link = await line.open();
    const heard = hear(clock, line.device);
    line.tap = (_direction, bytes) => {
      if (bytes[0] === 1) return [{ bytes, delayMs: 5 }, { bytes }];
      if (bytes[0] === 2) return [];
      return [{ bytes: Uint8Array.of(0xff) }];
    };
    link.send(Uint8Array.of(1));
    link.send(Uint8Array.of(2));
    link.send(Uint8Array.of(3));
    await clock.run(100);
    expect(heard).toEqual(['6: 1', '7: 1', '8: 255']);
  });
});
