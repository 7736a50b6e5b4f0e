/**
 * The adapter from serialport's stream to our parsers. The stack list of this terminal names `@serialport/parser-inline`,
 * a package that was never published; this folder stands in its place and bears its name (design.md §3, Link). Like the
 * published parsers it goes behind the port by `port.pipe(…)`; unlike them it keeps no state and no timer of its own, but
 * hands every chunk to a function in the same call, before anything else can happen:
 *
 *     port.pipe(inlineParser((chunk) => received.emit(chunk)));            // chunks, as a `Link` gives them
 *     port.pipe(inlineParser((chunk) => deliver(frameParser.push(chunk)))); // frames of any `FrameParser`
 */
import { Writable } from 'node:stream';

/**
 * A stream end that passes each chunk on as it comes. The chunk is a copy: serialport cuts its own chunks out of a pool
 * of 64 KiB, which one kept frame would hold in memory. `push` must not throw, as no byte handler may.
 */
export function inlineParser(push: (chunk: Uint8Array) => void): Writable {
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      push(new Uint8Array(chunk));
      done();
    },
  });
}
