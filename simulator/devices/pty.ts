/**
 * A raw pseudo-terminal as the line of a simulated device: real `serialport` and programs that nobody here
 * wrote open its path. The only file of the simulator that touches tty and native calls (platform.md §2).
 */
import { constants, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import type { DevicePort } from '../../drivers/link/link.ts';
import { Emitter } from '../../src/kernel/emitter.ts';
import { errorText, TerminalError } from '../../src/kernel/errors.ts';

export interface Pty {
  /** What the host opens, e.g. /dev/pts/7. A replugged device has another one. */
  readonly path: string;
  /**
   * The device's end. What nobody reads fills the system's buffer (some KiB); bytes beyond it are lost, as
   * on a UART.
   */
  readonly port: DevicePort;
  /**
   * Pulls the cable: whoever has the path open sees its port disappear. Final; open a new one to plug in
   * again.
   */
  unplug(): void;
  /** Ends it when it is no longer needed; the same as `unplug`. */
  close(): void;
}

interface PtyCalls {
  openpty(master: number[], slave: number[], name: null, termios: null, size: null): number;
  ptsname(fd: number, buffer: Buffer, size: number): number;
  getAttributes(fd: number, termios: Buffer): number;
  setAttributes(fd: number, when: number, termios: Buffer): number;
  makeRaw(termios: Buffer): void;
  fcntl(fd: number, command: number, flags: number): number;
  close(fd: number): number;
}

const TERMIOS_BYTES = 64;
const PATH_BYTES = 64;
const F_SETFD = 2;
const FD_CLOEXEC = 1;
const F_SETFL = 4;
/** tcsetattr: now. */
const TCSANOW = 0;

/**
 * Opens a fresh one. Rejects with `LINK_PTY_UNAVAILABLE` where there are none (other systems, package koffi
 * missing).
 */
export async function openPty(): Promise<Pty> {
  const calls = await loadCalls();
  const masterOut = [-1];
  const slaveOut = [-1];
  if (calls.openpty(masterOut, slaveOut, null, null, null) !== 0) {
    throw unavailable('no pseudo-terminal left');
  }
  const [master = -1] = masterOut;
  const [slave = -1] = slaveOut;
  const path = prepare(calls, master, slave);
  if (path === undefined) {
    calls.close(master);
    calls.close(slave);
    throw unavailable('the pseudo-terminal cannot be made raw');
  }
  return new OpenPty(path, master, () => calls.close(slave));
}

/** Raw mode, no echo, not inherited by child processes; gives the path. */
function prepare(calls: PtyCalls, master: number, slave: number): string | undefined {
  const termios = Buffer.alloc(TERMIOS_BYTES);
  if (calls.getAttributes(slave, termios) !== 0) return undefined;
  calls.makeRaw(termios);
  if (calls.setAttributes(slave, TCSANOW, termios) !== 0) return undefined;
  for (const fd of [master, slave]) if (calls.fcntl(fd, F_SETFD, FD_CLOEXEC) !== 0) return undefined;
  // Node's own writes to a master block the whole process when nobody reads; ours must not.
  if (calls.fcntl(master, F_SETFL, constants.O_RDWR | constants.O_NONBLOCK) !== 0) return undefined;
  const name = Buffer.alloc(PATH_BYTES);
  if (calls.ptsname(master, name, PATH_BYTES) !== 0) return undefined;
  return name.toString('latin1', 0, name.indexOf(0));
}

class OpenPty implements Pty {
  readonly path: string;
  readonly port: DevicePort;
  readonly #stream: ReadStream;
  readonly #closeSlave: () => void;
  #open = true;

  constructor(path: string, master: number, closeSlave: () => void) {
    this.path = path;
    this.#closeSlave = closeSlave;
    const received = new Emitter<Uint8Array>();
    const stream = new ReadStream(master);
    this.#stream = stream;
    stream.on('data', (chunk: Buffer) => {
      received.emit(new Uint8Array(chunk));
    });
    stream.on('error', () => {
      this.unplug();
    });
    this.port = {
      send: (bytes) => {
        if (this.#open) writeWhatFits(master, bytes);
      },
      onBytes: (listener) => received.listen(listener),
    };
  }

  unplug(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#stream.destroy();
    // Held open until now: without it the master dies as soon as no host has the path open.
    this.#closeSlave();
  }

  close(): void {
    this.unplug();
  }
}

function writeWhatFits(fd: number, bytes: Uint8Array): void {
  try {
    writeSync(fd, bytes);
  } catch {
    // EAGAIN: the buffer is full. EIO: the other end is gone, which the reading side reports.
  }
}

let loaded: Promise<PtyCalls> | undefined;

function loadCalls(): Promise<PtyCalls> {
  loaded ??= bindCalls();
  return loaded;
}

async function bindCalls(): Promise<PtyCalls> {
  try {
    const { default: koffi } = await import('koffi');
    const libc = koffi.load('libc.so.6');
    return {
      openpty: libc.func('int openpty(_Out_ int *m, _Out_ int *s, void *name, void *termios, void *size)'),
      ptsname: libc.func('int ptsname_r(int fd, void *buffer, size_t size)'),
      getAttributes: libc.func('int tcgetattr(int fd, void *termios)'),
      setAttributes: libc.func('int tcsetattr(int fd, int when, void *termios)'),
      makeRaw: libc.func('void cfmakeraw(void *termios)'),
      fcntl: libc.func('int fcntl(int fd, int command, int flags)'),
      // not fs.closeSync: a worker thread warns of descriptors that Node did not open
      close: libc.func('int close(int fd)'),
    };
  } catch (error) {
    throw unavailable(errorText(error), error);
  }
}

function unavailable(text: string, cause?: unknown): TerminalError {
  return new TerminalError('LINK_PTY_UNAVAILABLE', `no pseudo-terminal: ${text}`, {
    action: 'reconfigure',
    ...(cause === undefined ? {} : { cause }),
  });
}
