import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LINK_QUEUE_LIMIT, type LinkEnd } from '../../../drivers/link/link.ts';
import { serialLink } from '../../../drivers/link/serial/serial-link.ts';
import { sleep } from '../../../src/kernel/clock.ts';
import { seededRandom } from '../../../src/kernel/random.ts';
import { clock, Received, stableName, testLink, testPty, within } from './serial-bench.ts';
import { unreadPty } from './unread-pty.ts';

const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, index) => index);

/** Sends in pieces, each when the one before has come through, because neither end promises to hold more. */
async function sendPaced(
  bytes: Uint8Array,
  end: { send(piece: Uint8Array): void },
  received: Received,
): Promise<void> {
  const pieceBytes = 2048;
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    end.send(bytes.subarray(start, start + pieceBytes));
    await received.atLeast(Math.min(bytes.length, start + pieceBytes));
  }
}

describe('serialLink: bytes', () => {
  it('brings every byte value to the device', async () => {
    const pty = await testPty();
    const received = new Received();
    pty.port.onBytes(received.take);
    const link = await testLink(pty.path);
    link.send(EVERY_BYTE);
    await received.atLeast(256);
    expect(received.bytes).toEqual(EVERY_BYTE);
  });

  it('brings every byte value from the device', async () => {
    const pty = await testPty();
    const received = new Received();
    const link = await testLink(pty.path);
    link.onBytes(received.take);
    pty.port.send(EVERY_BYTE);
    await received.atLeast(256);
    expect(received.bytes).toEqual(EVERY_BYTE);
  });

  it('brings a burst of one megabyte from the device whole and in order', async () => {
    const pty = await testPty();
    const received = new Received();
    const link = await testLink(pty.path);
    link.onBytes(received.take);
    const burst = seededRandom(1).bytes(1_000_000);
    await sendPaced(burst, pty.port, received);
    expect(Buffer.compare(received.bytes, burst)).toBe(0);
  });

  it('brings a megabyte to the device whole and in order, and its queue empties meanwhile', async () => {
    const pty = await testPty();
    const received = new Received();
    pty.port.onBytes(received.take);
    const link = await testLink(pty.path);
    const burst = seededRandom(2).bytes(1_000_000);
    await sendPaced(burst, link, received);
    expect(Buffer.compare(received.bytes, burst)).toBe(0);
  });

  it('sends what the caller gave it, even if the caller reuses its buffer', async () => {
    const pty = await testPty();
    const received = new Received();
    pty.port.onBytes(received.take);
    const link = await testLink(pty.path);
    const buffer = Uint8Array.of(1, 2, 3);
    link.send(buffer);
    buffer.fill(0xee);
    await received.atLeast(3);
    expect([...received.bytes]).toEqual([1, 2, 3]);
  });

  it('stops telling a listener that has unsubscribed', async () => {
    const pty = await testPty();
    const first = new Received();
    const second = new Received();
    const link = await testLink(pty.path);
    const stop = link.onBytes(first.take);
    link.onBytes(second.take);
    stop();
    pty.port.send(Uint8Array.of(1));
    await second.atLeast(1);
    expect(first.length).toBe(0);
  });

  it('drops what the device sent before the port was open', async () => {
    const pty = await testPty();
    pty.port.send(Uint8Array.of(0xaa));
    await sleep(clock, 50, 'stale byte');
    const received = new Received();
    const link = await testLink(pty.path);
    link.onBytes(received.take);
    pty.port.send(Uint8Array.of(0xbb));
    await received.atLeast(1);
    expect([...received.bytes]).toEqual([0xbb]);
  });

  it.each([
    { baud: 9600, dataBits: 7, parity: 'even', stopBits: 2 },
    { baud: 250_000, dataBits: 8, parity: 'odd', stopBits: 1 },
  ] as const)('opens with the settings $baud $dataBits $parity $stopBits', async (settings) => {
    const pty = await testPty();
    const link = await serialLink({ path: pty.path, ...settings })();
    link.close();
    await expect(link.closed).resolves.toEqual({ kind: 'closed-by-us' });
  });
});

describe('serialLink: opening', () => {
  it('refuses a port that is absent', async () => {
    await expect(serialLink({ path: '/dev/no-such-port', baud: 9600 })()).rejects.toMatchObject({
      code: 'LINK_OPEN_FAILED',
      action: 'call-service',
    });
  });

  it('refuses a port that somebody else has open, and leaves the first link alone', async () => {
    const pty = await testPty();
    const first = await testLink(pty.path);
    await expect(serialLink({ path: pty.path, baud: 9600 })()).rejects.toMatchObject({
      code: 'LINK_OPEN_FAILED',
      message: expect.stringContaining('already locked') as string,
    });
    const received = new Received();
    first.onBytes(received.take);
    pty.port.send(Uint8Array.of(7));
    await received.atLeast(1);
  });

  it('refuses a speed that is none', async () => {
    const pty = await testPty();
    await expect(serialLink({ path: pty.path, baud: 0 })()).rejects.toMatchObject({
      code: 'LINK_OPEN_FAILED',
    });
  });

  it('opens again as soon as the link before has closed', async () => {
    const pty = await testPty();
    for (let round = 0; round < 5; round += 1) {
      const link = await testLink(pty.path);
      link.close();
      await expect(within(link.closed, 2000)).resolves.toEqual({ kind: 'closed-by-us' });
    }
  });
});

describe('serialLink: unplugging', () => {
  it.each([
    ['at once', 0],
    ['after a pause', 100],
  ])('notices it %s, although nobody listens', async (_when, pauseMs) => {
    const pty = await testPty();
    const link = await testLink(pty.path);
    await sleep(clock, pauseMs, 'pause');
    pty.unplug();
    await expect(within(link.closed, 1000)).resolves.toEqual({ kind: 'unplugged' });
  });

  it('notices it amid a stream of bytes from the device, every time', async () => {
    for (let round = 0; round < 20; round += 1) {
      const pty = await testPty();
      const received = new Received();
      const link = await testLink(pty.path);
      link.onBytes(received.take);
      pty.port.send(new Uint8Array(4000));
      await received.atLeast(1);
      pty.port.send(new Uint8Array(2000));
      pty.unplug();
      await expect(within(link.closed, 1000)).resolves.toEqual({ kind: 'unplugged' });
    }
  });

  it('notices it with writes pending, and calls it unplugged, not failed', async () => {
    const pty = unreadPty();
    const link = await testLink(pty.path);
    for (let piece = 0; piece < 40; piece += 1) link.send(new Uint8Array(1024));
    await sleep(clock, 100, 'the line fills up');
    pty.unplug();
    await expect(within(link.closed, 1000)).resolves.toEqual({ kind: 'unplugged' });
  });

  it('keeps to its first end when closed by us afterwards', async () => {
    const pty = await testPty();
    const link = await testLink(pty.path);
    pty.unplug();
    const ends: LinkEnd[] = [];
    void link.closed.then((end) => ends.push(end));
    await link.closed;
    link.close();
    link.close();
    await sleep(clock, 100, 'further ends');
    expect(ends).toEqual([{ kind: 'unplugged' }]);
  });

  it('works again over a new link on a new port behind the same name', async () => {
    const name = stableName();
    const before = await testPty();
    name.pointAt(before.path);
    const first = await testLink(name.path);
    before.unplug();
    await first.closed;
    const after = await testPty();
    name.pointAt(after.path);
    const received = new Received();
    const second = await testLink(name.path);
    second.onBytes(received.take);
    after.port.send(EVERY_BYTE);
    await received.atLeast(256);
    expect(received.bytes).toEqual(EVERY_BYTE);
  });

  it('never delivers after the replug what was sent before it', async () => {
    const name = stableName();
    const hanging = unreadPty();
    name.pointAt(hanging.path);
    const first = await testLink(name.path);
    for (let piece = 0; piece < 20; piece += 1) first.send(new Uint8Array(1024).fill(0x55));
    hanging.unplug();
    first.send(Uint8Array.of(0x55));
    await first.closed;
    first.send(Uint8Array.of(0x55));
    const after = await testPty();
    const received = new Received();
    after.port.onBytes(received.take);
    name.pointAt(after.path);
    const second = await testLink(name.path);
    first.send(Uint8Array.of(0x55));
    second.send(Uint8Array.of(0x01));
    await received.atLeast(1);
    await sleep(clock, 200, 'stale commands');
    expect([...received.bytes]).toEqual([0x01]);
  });
});

describe('serialLink: closing', () => {
  it('sends and hears nothing after close', async () => {
    const pty = await testPty();
    const atDevice = new Received();
    const atHost = new Received();
    pty.port.onBytes(atDevice.take);
    const link = await testLink(pty.path);
    link.onBytes(atHost.take);
    link.close();
    link.send(Uint8Array.of(1));
    pty.port.send(Uint8Array.of(2));
    await sleep(clock, 100, 'bytes after close');
    expect([atDevice.length, atHost.length]).toEqual([0, 0]);
  });

  it('ends when nobody reads and its queue is full', async () => {
    const pty = unreadPty();
    const link = await testLink(pty.path);
    for (let sent = 0; sent <= LINK_QUEUE_LIMIT + 8192; sent += 1024) link.send(new Uint8Array(1024));
    await expect(within(link.closed, 2000)).resolves.toMatchObject({
      kind: 'failed',
      code: 'LINK_QUEUE_FULL',
    });
  });

  it('frees the port of a device that does not read, so that the next link can open at once', async () => {
    const pty = unreadPty();
    const link = await testLink(pty.path);
    for (let sent = 0; sent <= LINK_QUEUE_LIMIT + 8192; sent += 1024) link.send(new Uint8Array(1024));
    await link.closed;
    const next = await testLink(pty.path);
    next.close();
    await expect(next.closed).resolves.toEqual({ kind: 'closed-by-us' });
  });

  it('does not grow when a driver goes on sending to a device that does not read', async () => {
    const pty = unreadPty();
    const link = await testLink(pty.path);
    const piece = new Uint8Array(1024);
    const before = process.memoryUsage().arrayBuffers;
    for (let count = 0; count < 20_000; count += 1) link.send(piece);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2_000_000);
  });

  it('keeps no file open after a hundred links', async () => {
    const pty = await testPty();
    const openFiles = (): number => readdirSync('/proc/self/fd').length;
    const before = openFiles();
    for (let round = 0; round < 100; round += 1) {
      const link = await serialLink({ path: pty.path, baud: 115_200 })();
      link.close();
      await link.closed;
    }
    expect(openFiles()).toBe(before);
  });
});
