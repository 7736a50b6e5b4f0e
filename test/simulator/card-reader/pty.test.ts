/**
 * The pseudo-terminal as any program sees it that opens its path, in real time. serialport itself aborts in
 * worker threads.
 */
import { constants, openSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { describe, expect, it, onTestFinished, type TestContext } from 'vitest';
import { errorCode, errorText } from '../../../src/kernel/errors.ts';
import { openPty, type Pty } from '../../../simulator/devices/pty.ts';

async function pseudoTerminal(context: TestContext): Promise<Pty> {
  try {
    const pty = await openPty();
    onTestFinished(() => {
      pty.close();
    });
    return pty;
  } catch (error) {
    expect(errorCode(error)).toBe('LINK_PTY_UNAVAILABLE');
    console.warn(`left out: the pseudo-terminal; ${errorText(error)}`);
    return context.skip(errorText(error));
  }
}

function hostAt(path: string): ReadStream {
  const host = new ReadStream(openSync(path, constants.O_RDWR | constants.O_NOCTTY));
  onTestFinished(() => {
    host.destroy();
  });
  return host;
}

const ALL_BYTES = Uint8Array.from({ length: 256 }, (_, index) => index);

/** Resolves once that many bytes have come. */
function collect(count: number, subscribe: (take: (chunk: Uint8Array) => void) => void): Promise<number[]> {
  return new Promise((resolve) => {
    const bytes: number[] = [];
    subscribe((chunk) => {
      bytes.push(...chunk);
      if (bytes.length >= count) resolve(bytes);
    });
  });
}

describe('a pseudo-terminal', () => {
  it('carries all byte values from the host, unchanged and without echo', async (context) => {
    const pty = await pseudoTerminal(context);
    const host = hostAt(pty.path);
    const echoed: Buffer[] = [];
    host.on('data', (chunk: Buffer) => echoed.push(chunk));
    const arrived = collect(256, (take) => pty.port.onBytes(take));
    host.write(ALL_BYTES);
    expect(await arrived).toEqual([...ALL_BYTES]);
    expect(echoed).toEqual([]);
  });

  it('carries all byte values to the host', async (context) => {
    const pty = await pseudoTerminal(context);
    const host = hostAt(pty.path);
    const arrived = collect(256, (take) => host.on('data', take));
    pty.port.send(ALL_BYTES);
    expect(await arrived).toEqual([...ALL_BYTES]);
  });

  it('outlives its hosts: a second one opens it after the first has closed', async (context) => {
    const pty = await pseudoTerminal(context);
    const first = hostAt(pty.path);
    await new Promise<void>((resolve) => {
      first.on('close', () => {
        resolve();
      });
      first.destroy();
    });
    const second = hostAt(pty.path);
    const arrived = collect(1, (take) => pty.port.onBytes(take));
    second.write(Uint8Array.of(0x42));
    expect(await arrived).toEqual([0x42]);
  });

  it('unplugged, the host’s port ends', async (context) => {
    const pty = await pseudoTerminal(context);
    const host = hostAt(pty.path);
    host.on('data', () => undefined);
    const ended = new Promise<string>((resolve) => {
      host.on('error', (error) => {
        resolve(errorText(error));
      });
      host.on('close', () => {
        resolve('closed');
      });
    });
    pty.unplug();
    expect(await ended).toMatch(/EIO|closed/u);
    expect(() => openSync(pty.path, constants.O_RDWR | constants.O_NOCTTY)).toThrow(/ENOENT|EIO/u);
  });

  it('loses bytes that nobody reads, and takes more after unplugging without complaint', async (context) => {
    const pty = await pseudoTerminal(context);
    for (let count = 0; count < 1_000; count += 1) pty.port.send(new Uint8Array(1_024));
    pty.unplug();
    expect(() => {
      pty.port.send(Uint8Array.of(1));
      pty.close();
    }).not.toThrow();
  });
});
