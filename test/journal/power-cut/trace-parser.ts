/** Reads the log of `strace -f -y -xx` (every string in hexadecimal) into disk operations. */
import type { TraceItem } from './operations.ts';

function unhex(text: string): Buffer {
  return Buffer.from(text.replaceAll(String.raw`\x`, ''), 'hex');
}

function pathOf(text: string): string {
  return unhex(text).toString('utf8');
}

interface Layout {
  readonly folder: string;
  readonly acks: string;
}

type Reader = (match: RegExpExecArray, layout: Layout) => TraceItem[];

/** Strings are written without a limit; a shortened one means that -s was too small. */
function bytesOf(data: string, ellipsis: string): Buffer {
  if (ellipsis !== '') throw new Error('strace shortened a write');
  return unhex(data);
}

const READERS: readonly (readonly [RegExp, Reader])[] = [
  [
    /^openat\([^,]*, "([^"]*)", ([A-Z_|]+).*= \d+</u,
    ([, path = '', flags = '']) => {
      if (!flags.includes('O_CREAT')) return [];
      const create = { kind: 'create', path: pathOf(path) } as const;
      return flags.includes('O_TRUNC')
        ? [create, { kind: 'truncate', path: create.path, size: 0 }]
        : [create];
    },
  ],
  [
    /^pwrite64\(\d+<([^>]*)>, "([^"]*)"(\.*), \d+, (\d+)\) = (\d+)/u,
    ([, path = '', data = '', ellipsis = '', offset, written]) => {
      const bytes = bytesOf(data, ellipsis).subarray(0, Number(written));
      return [{ kind: 'write', path: pathOf(path), offset: Number(offset), bytes }];
    },
  ],
  [
    /^write\(\d+<([^>]*)>, "([^"]*)"(\.*), \d+\) = \d+/u,
    ([, path = '', data = '', ellipsis = ''], { acks }) => {
      if (pathOf(path) !== acks) throw new Error(`write without an offset to ${pathOf(path)}`);
      return [{ kind: 'told', line: bytesOf(data, ellipsis).toString('utf8').trim() }];
    },
  ],
  [
    /^(?:fsync|fdatasync)\(\d+<([^>]*)>\)\s*= 0/u,
    ([, path = ''], { folder }) => [
      { kind: pathOf(path) === folder ? 'sync-folder' : 'sync', path: pathOf(path) },
    ],
  ],
  [
    /^ftruncate\(\d+<([^>]*)>, (\d+)\)\s*= 0/u,
    ([, path = '', size]) => [{ kind: 'truncate', path: pathOf(path), size: Number(size) }],
  ],
  [
    /^rename\("([^"]*)", "([^"]*)"\)\s*= 0/u,
    ([, from = '', to = '']) => [{ kind: 'rename', from: pathOf(from), to: pathOf(to) }],
  ],
  [/^unlink\("([^"]*)"\)\s*= 0/u, ([, path = '']) => [{ kind: 'unlink', path: pathOf(path) }]],
];

function parseLine(line: string, layout: Layout): TraceItem[] {
  for (const [pattern, read] of READERS) {
    const match = pattern.exec(line);
    if (match !== null) return read(match, layout);
  }
  // Calls cut in two by another thread, or of a kind not modelled, would make the proof hollow.
  if (/unfinished|resumed|^pwritev|^fallocate|^mmap|^rename|^link/u.test(line)) {
    throw new Error(`strace line not understood: ${line.slice(0, 120)}`);
  }
  return [];
}

/** Throws when the log holds something on our files that the model does not know. */
export function parseTrace(log: string, layout: Layout): readonly TraceItem[] {
  return log
    .split('\n')
    .flatMap((line) => parseLine(line.replace(/^\d+\s+/u, ''), layout))
    .filter((item) => !('path' in item) || item.path !== layout.acks);
}
