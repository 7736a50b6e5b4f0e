import { describe, expect, it } from 'vitest';
import { Exchange } from '../../../drivers/link/exchange.ts';
import type { Link } from '../../../drivers/link/link.ts';
import { MemoryLine } from '../../../drivers/link/memory-line.ts';
import { Trace } from '../../../drivers/link/trace.ts';
import { fromHex, toHex } from '../../../src/kernel/hex.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import { ToyParser, type ToyFrame } from './toy-parser.ts';

const ACK = 'A5 01 06 06';
const ANSWER = 'A5 02 10 20 30';
const ASK = 'A5 01 05 05';

interface Bench {
  readonly clock: VirtualClock;
  readonly line: MemoryLine;
  readonly link: Link;
  readonly exchange: Exchange<ToyFrame>;
  readonly trace: Trace;
  /** Sends from the device `afterMs` from now. */
  readonly deviceSays: (hex: string, afterMs?: number) => void;
}

async function bench(): Promise<Bench> {
  const clock = new VirtualClock();
  const line = new MemoryLine({ clock, name: 'toy', baud: 1_000_000 });
  const link = await line.open();
  const trace = new Trace();
  const exchange = new Exchange<ToyFrame>({
    device: 'toy',
    clock,
    link,
    parser: new ToyParser(),
    trace,
    interByteTimeoutMs: 20,
    describe: (_direction, bytes) =>
      bytes[2] === 0x05 ? { meaning: 'ASK', masked: 'A501****' } : { meaning: 'other' },
    frameBytes: (frame) => Uint8Array.of(0xa5, frame.payload.length, ...frame.payload),
  });
  const deviceSays = (hex: string, afterMs = 0): void => {
    clock.after(afterMs, 'device', () => {
      line.device.send(fromHex(hex));
    });
  };
  return { clock, line, link, exchange, trace, deviceSays };
}

function frame(...payload: number[]): { kind: 'frame'; frame: ToyFrame } {
  return { kind: 'frame', frame: { kind: 'frame', payload } };
}

describe('Exchange: answers', () => {
  it('gives the frame that answers a request', async () => {
    const { clock, exchange, deviceSays } = await bench();
    deviceSays(ACK, 5);
    await expect(clock.until(exchange.request(fromHex(ASK), 100))).resolves.toEqual(frame(6));
  });

  it('keeps the answer that comes in the same chunk as the acknowledgement', async () => {
    const { clock, exchange, deviceSays } = await bench();
    deviceSays(`${ACK} ${ANSWER}`, 5);
    await expect(clock.until(exchange.request(fromHex(ASK), 100))).resolves.toEqual(frame(6));
    await expect(clock.until(exchange.await(100))).resolves.toEqual(frame(0x10, 0x20));
  });

  it('hears an answer that comes before the write returns', async () => {
    const { clock, link, exchange, line } = await bench();
    const send = link.send.bind(link);
    Object.assign(link, {
      send: (bytes: Uint8Array) => {
        send(bytes);
        line.device.send(fromHex(ACK));
      },
    });
    await expect(clock.until(exchange.request(fromHex(ASK), 100))).resolves.toEqual(frame(6));
  });

  it('drops and counts frames that came before the request', async () => {
    const { clock, exchange, deviceSays } = await bench();
    deviceSays(ACK);
    await clock.run(10);
    deviceSays(ANSWER, 5);
    await expect(clock.until(exchange.request(fromHex(ASK), 100))).resolves.toEqual(frame(0x10, 0x20));
    expect(exchange.counters.unexpected).toBe(1);
  });

  it('drops and counts frames that do not match, and goes on waiting', async () => {
    const { clock, exchange, deviceSays } = await bench();
    deviceSays(ACK, 5);
    deviceSays(ANSWER, 10);
    const answer = exchange.request(fromHex(ASK), 100, ({ payload }) => payload.length === 2);
    await expect(clock.until(answer)).resolves.toEqual(frame(0x10, 0x20));
    expect([exchange.counters.frames, exchange.counters.unexpected]).toEqual([2, 1]);
  });

  it('keeps only the last sixteen frames for which nobody waits', async () => {
    const { clock, exchange, deviceSays } = await bench();
    for (let index = 0; index < 20; index += 1) deviceSays(`A5 01 ${toHex(Uint8Array.of(index, index))}`);
    await clock.run(10);
    expect(exchange.counters.unexpected).toBe(4);
    await expect(clock.until(exchange.await(10))).resolves.toEqual(frame(4));
  });

  it('refuses a second waiter', async () => {
    const { exchange } = await bench();
    void exchange.await(100);
    expect(() => exchange.await(100)).toThrow('two exchanges at once');
  });
});

describe('Exchange: silence', () => {
  it('times out when nothing comes, exactly at the limit', async () => {
    const { clock, exchange } = await bench();
    await expect(clock.until(exchange.request(fromHex(ASK), 100))).resolves.toEqual({
      kind: 'failed',
      reason: 'timeout',
    });
    expect(clock.monotonic()).toBe(100);
  });

  it('does not give the late answer of one request to the next', async () => {
    const { clock, exchange, deviceSays } = await bench();
    deviceSays(ACK, 120);
    deviceSays(ANSWER, 160);
    await clock.until(exchange.request(fromHex(ASK), 100));
    await clock.run(50);
    await expect(clock.until(exchange.request(fromHex(ASK), 100))).resolves.toEqual(frame(0x10, 0x20));
  });

  it('leaves no timer behind when the answer is in time', async () => {
    const { clock, exchange, deviceSays } = await bench();
    deviceSays(ACK, 5);
    await clock.until(exchange.request(fromHex(ASK), 100));
    expect(clock.pending()).toEqual([]);
  });
});

describe('Exchange: bad bytes', () => {
  it('counts discarded bytes by reason and shows them in the trace', async () => {
    const { clock, exchange, trace, deviceSays } = await bench();
    deviceSays(`00 ${ACK} A5 01 06 07`, 5);
    await clock.run(50);
    expect(exchange.counters.discarded).toMatchObject({ noise: 4, checksum: 1 });
    expect(trace.entries.map((entry) => entry.meaning)).toContain('discarded: checksum');
  });

  it('gives up a half frame after the inter-byte time-out, so that the next frame is whole', async () => {
    const { clock, exchange, deviceSays } = await bench();
    deviceSays('A5 09 01', 0);
    deviceSays(ACK, 30);
    await expect(clock.until(exchange.await(100))).resolves.toEqual(frame(6));
    expect(exchange.counters.discarded['half-frame']).toBe(1);
  });

  it('waits the inter-byte time-out from the last byte, not from the first', async () => {
    const { clock, exchange, deviceSays } = await bench();
    deviceSays('A5', 0);
    deviceSays('01', 15);
    deviceSays('06', 30);
    deviceSays('06', 45);
    await expect(clock.until(exchange.await(100))).resolves.toEqual(frame(6));
    expect(exchange.counters.discarded).toEqual({});
  });

  it('finds the good frame behind several false starts when the time-out comes', async () => {
    const { clock, exchange, deviceSays } = await bench();
    deviceSays(`A5 20 A5 21 A5 22 ${ACK}`, 0);
    await expect(clock.until(exchange.await(50))).resolves.toEqual(frame(6));
    expect(clock.monotonic()).toBeLessThan(25);
  });

  it('leaves nothing pending once the time-out has come', async () => {
    const { clock, deviceSays, exchange } = await bench();
    deviceSays('A5 20 A5 21 A5 22', 0);
    await clock.run(25);
    expect(exchange.counters.discarded).toMatchObject({ 'half-frame': 3, noise: 3 });
    expect(clock.pending()).toEqual([]);
  });
});

describe('Exchange: closed link', () => {
  it('ends a waiting request at once', async () => {
    const { clock, exchange, line } = await bench();
    const answer = exchange.request(fromHex(ASK), 1000);
    clock.after(10, 'pull', () => {
      line.unplug();
    });
    await expect(clock.until(answer)).resolves.toEqual({ kind: 'failed', reason: 'link-closed' });
    expect(clock.monotonic()).toBe(10);
  });

  it('fails later requests at once, sends nothing and traces nothing', async () => {
    const { clock, exchange, line, trace } = await bench();
    line.unplug();
    await clock.settle();
    await expect(exchange.request(fromHex(ASK), 1000)).resolves.toEqual({
      kind: 'failed',
      reason: 'link-closed',
    });
    expect(trace.entries).toEqual([]);
  });
});

describe('Exchange: trace', () => {
  it('shows time, direction, bytes and meaning, with secrets masked', async () => {
    const { clock, exchange, trace, deviceSays } = await bench();
    deviceSays(ACK, 5);
    await clock.until(exchange.request(fromHex(ASK), 100));
    expect(trace.entries).toEqual([
      { at: 0, device: 'toy', direction: 'host-to-device', bytes: 'A501****', meaning: 'ASK' },
      expect.objectContaining({ direction: 'device-to-host', bytes: 'A50106', meaning: 'other' }),
    ]);
  });

  it('keeps no more entries than twice its limit', () => {
    const trace = new Trace(10);
    for (let at = 0; at < 1000; at += 1) {
      trace.add({ at, device: 'toy', direction: 'host-to-device', bytes: '', meaning: '' });
      expect(trace.entries.length).toBeLessThanOrEqual(20);
    }
    expect(trace.entries.at(-1)?.at).toBe(999);
  });
});
