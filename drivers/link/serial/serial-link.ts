/**
 * A serial line over the `serialport` package: a real port or a pseudo-terminal. One `SerialPort` object serves one link
 * and is never opened again, because an object that was reopened sends the device what was written to it while it was
 * unplugged (platform.md §2, fact 10).
 */
import { isMainThread } from 'node:worker_threads';
import type { SerialPort } from 'serialport';
import { Emitter } from '../../../src/kernel/emitter.ts';
import { errorText, invariant, TerminalError } from '../../../src/kernel/errors.ts';
import { LINK_QUEUE_LIMIT, type Link, type LinkEnd, type LinkFactory } from '../link.ts';
import { inlineParser } from '../parser-inline/inline-parser.ts';

export interface SerialLinkOptions {
  /** Device file or port name; best a name that stays the same when the adapter is plugged in again. */
  readonly path: string;
  /** Bits per second. */
  readonly baud: number;
  /** Default 8. */
  readonly dataBits?: 7 | 8;
  /** Default `none`. Mark and space parity are not to be had on Linux. */
  readonly parity?: 'none' | 'even' | 'odd';
  /** Default 1. */
  readonly stopBits?: 1 | 2;
}

/**
 * Opens the port afresh for every link, with an exclusive lock and raw, and leaves the modem lines alone. Rejects with
 * `LINK_OPEN_FAILED` when the port is absent, locked by somebody else, or refuses the settings.
 */
export function serialLink(options: SerialLinkOptions): LinkFactory {
  return async () => {
    try {
      const port = await openPort(options);
      return linkOver(port, options.path);
    } catch (error) {
      throw openFailure(options.path, error);
    }
  };
}

async function openPort(options: SerialLinkOptions): Promise<SerialPort> {
  // The native part watches its port on the loop of the main thread, whoever asks: elsewhere it never hears a thing.
  invariant(isMainThread, 'serial ports work in the main thread only');
  // Loaded here so that a terminal without serial devices, and the whole world of simulation, never load the native part.
  const serialport = await import('serialport');
  const port = new serialport.SerialPort({
    path: options.path,
    baudRate: options.baud,
    dataBits: options.dataBits ?? 8,
    parity: options.parity ?? 'none',
    stopBits: options.stopBits ?? 1,
    lock: true,
    autoOpen: false,
  });
  await new Promise<void>((resolve, reject) => {
    port.open((error) => {
      if (error === null || error === undefined) resolve();
      else reject(error);
    });
  });
  return port;
}

function openFailure(path: string, cause: unknown): TerminalError {
  const text = errorText(cause);
  const locked = /cannot lock port/iu.test(text);
  return new TerminalError(
    'LINK_OPEN_FAILED',
    locked ? `${path} is already locked by another program` : `${path} cannot be opened: ${text}`,
    { action: locked ? 'reconfigure' : 'call-service', cause },
  );
}

function linkOver(port: SerialPort, path: string): Link {
  const received = new Emitter<Uint8Array>();
  const { promise: closed, resolve: resolveClosed } = Promise.withResolvers<LinkEnd>();
  /** Why the link ends, from the moment that is known; nothing is sent or heard any more. */
  let ending: LinkEnd | undefined;
  /** Bytes handed to serialport whose write callback has not come. */
  let unsent = 0;

  /** Settles once the lock is free again, so that the next link can open at once. */
  const settle = (): void => {
    if (ending === undefined || port.isOpen || port.closing) return;
    port.unpipe();
    resolveClosed(ending);
  };
  const end = (why: LinkEnd): void => {
    ending ??= why;
    if (port.isOpen) port.close(settle);
    else settle();
  };

  // Without a reader on the stream an unplug is never noticed (fact 8), so one is there from the start.
  port.pipe(
    inlineParser((chunk) => {
      if (ending === undefined) received.emit(chunk);
    }),
  );
  // With writes pending an unplug comes as an error and two closes (fact 9): the first of the three says why.
  // An error for which serialport has closed the port by itself is the device gone.
  port.on('error', (error: Error) => {
    const text = `${path}: ${error.message}`;
    end(port.isOpen ? { kind: 'failed', code: 'LINK_FAILED', text } : { kind: 'unplugged' });
  });
  port.on('close', () => {
    end({ kind: 'unplugged' });
  });

  watchForHangUp(port, () => {
    end({ kind: 'unplugged' });
  });

  return {
    send: (bytes) => {
      if (ending !== undefined || !port.isOpen || bytes.length === 0) return;
      if (unsent + bytes.length > LINK_QUEUE_LIMIT) {
        end({ kind: 'failed', code: 'LINK_QUEUE_FULL', text: `${path}: too many unsent bytes` });
        return;
      }
      unsent += bytes.length;
      port.write(Buffer.from(bytes), () => {
        unsent -= bytes.length;
      });
    },
    onBytes: (listener) => received.listen(listener),
    closed,
    close: () => {
      end({ kind: 'closed-by-us' });
    },
  };
}

/**
 * A read that is under way while the device vanishes ends with no bytes, and serialport then reads on for ever, busy and
 * none the wiser (its issue bindings-cpp#162). Its poller knows better, so it is asked as well. Windows has no poller.
 */
function watchForHangUp(port: SerialPort, hungUp: () => void): void {
  const binding = port.port;
  if (binding === undefined || !('poller' in binding)) return;
  binding.poller.once('disconnect', (error) => {
    const closing = error !== null && 'canceled' in error && error.canceled === true;
    if (!closing) hungUp();
  });
}
