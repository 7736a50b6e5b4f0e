/** A cable that can be pulled and plugged, with a fixed name as a rule of udev would give it, in real time. */
import { mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Link } from '../../../drivers/link/link.ts';
import { serialLink } from '../../../drivers/link/serial/serial-link.ts';
import { openPty, type Pty } from '../../../simulator/devices/pty.ts';
import { sleep, withTimeout } from '../../../src/kernel/clock.ts';
import { invariant } from '../../../src/kernel/errors.ts';
import { realClock } from '../../../src/kernel/real-clock.ts';

export const clock = realClock();

/** An open pseudo-terminal that is closed when the test ends. */
export async function testPty(): Promise<Pty> {
  const pty = await openPty();
  onTestFinished(() => {
    pty.close();
  });
  return pty;
}

/** A link that is closed when the test ends. */
export async function testLink(path: string): Promise<Link> {
  const link = await serialLink({ path, baud: 115_200 })();
  onTestFinished(() => {
    link.close();
  });
  return link;
}

/** A name that can be pointed at one pseudo-terminal after another. */
export function stableName(): { readonly path: string; pointAt(target: string): void } {
  const folder = mkdtempSync(join(tmpdir(), 'serial-link-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const path = join(folder, 'card-reader');
  return {
    path,
    pointAt: (target) => {
      symlinkSync(target, `${path}.new`);
      renameSync(`${path}.new`, path);
    },
  };
}

/** Collects what an end of the line receives. */
export class Received {
  readonly #chunks: Uint8Array[] = [];
  length = 0;

  readonly take = (chunk: Uint8Array): void => {
    this.#chunks.push(chunk);
    this.length += chunk.length;
  };

  get bytes(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#chunks));
  }

  /** Waits until that many bytes have come; fails after 10 s. */
  async atLeast(count: number): Promise<void> {
    await eventually(() => this.length >= count, `${count} bytes`);
  }
}

export async function eventually(condition: () => boolean, what: string, limitMs = 10_000): Promise<void> {
  const begun = clock.monotonic();
  while (!condition()) {
    invariant(clock.monotonic() - begun < limitMs, `no ${what} within ${limitMs} ms`);
    await sleep(clock, 2, what);
  }
}

/** What a promise gives within `limitMs`, or `still open`. */
export function within<T>(promise: Promise<T>, limitMs: number): Promise<T | 'still open'> {
  return withTimeout(clock, promise, limitMs, 'within', 'still open' as const);
}
