/** The import arrows of design.md §2, and no others. */
import { posix } from 'node:path';
import type { Import } from './imports.ts';
import { isDriverKind, placeOf } from './places.ts';
import type { SourceFile } from './source-file.ts';

/** What a place may import beside itself and `kernel`; `type` arrows carry types only. */
interface Arrows {
  readonly to: readonly string[];
  readonly type?: readonly string[];
}

const DRIVER: Arrows = { to: ['drivers/contract', 'drivers/link'] };

const ARROWS: Readonly<Record<string, Arrows>> = {
  kernel: { to: [] },
  money: { to: [], type: ['drivers/contract'] },
  journal: { to: ['money', 'drivers/contract'] },
  host: { to: ['money', 'drivers/contract'] },
  receipt: { to: ['money', 'drivers/contract'] },
  load: { to: ['money', 'journal', 'host', 'drivers/contract'] },
  operations: { to: ['journal', 'drivers/contract'] },
  audit: { to: [] },
  config: { to: ['money', 'drivers/contract'] },
  'screen/contract': { to: [] },
  screen: { to: ['screen/contract'] },
  'state-machines': {
    to: ['drivers/contract', 'screen/contract'],
    type: ['load', 'host', 'receipt'],
  },
  'drivers/contract': { to: [] },
  'drivers/link': { to: ['drivers/contract'] },
  'simulator/devices': { to: ['drivers/contract', 'drivers/link'] },
  'simulator/campus': { to: ['money', 'host'] },
  'simulator/world/checker': { to: [] },
};

/** One line per import that follows no arrow. */
export function wrongArrows(file: SourceFile): string[] {
  const from = placeOf(file.path);
  if (from === undefined) return [`${file.path}: lies in no place of design.md §2`];
  return file.imports
    .filter(({ specifier }) => specifier.startsWith('.'))
    .flatMap((found) => {
      const target = posix.join(posix.dirname(file.path), found.specifier);
      const complaint = complaintAbout(from, target, found.kind);
      return complaint === undefined ? [] : [`${file.path}:${found.line} → ${target}: ${complaint}`];
    });
}

function complaintAbout(from: string, target: string, kind: Import['kind']): string | undefined {
  const to = placeOf(target);
  if (to === undefined) return 'the target lies in no place of design.md §2';
  if (to === from || to === 'kernel') return undefined;
  if (from === 'test') return undefined;
  if (to === 'test') return 'only tests import tests';
  if (from === 'cli' && to.startsWith('simulator/')) {
    return kind === 'value' ? 'cli loads the simulator by dynamic import() only' : undefined;
  }
  if (from === 'main' || from === 'cli') {
    return to.startsWith('simulator/') ? 'nobody imports the simulator but cli and tests' : undefined;
  }
  if (from === 'simulator/kiosk') return ofKiosk(to);
  if (from === 'simulator/world' || from === 'simulator/bench') return ofWorldOrBench(from, to);
  if (from === 'simulator/devices' && isDriverKind(to)) {
    return posix.basename(target) === 'codec.ts' ? undefined : 'of a driver only its codec.ts';
  }
  return allowed(from, to, kind);
}

/** A simulated kiosk is what world and bench both play with; it knows neither. */
function ofKiosk(to: string): string | undefined {
  const stage = to.startsWith('simulator/world') || to.startsWith('simulator/bench');
  return stage ? `no arrow from simulator/kiosk to ${to}` : undefined;
}

/** World and bench import everything, except each other. */
function ofWorldOrBench(from: string, to: string): string | undefined {
  const other = from === 'simulator/world' ? 'simulator/bench' : 'simulator/world';
  return to.startsWith(other) ? `no arrow from ${from} to ${to}` : undefined;
}

function allowed(from: string, to: string, kind: Import['kind']): string | undefined {
  const arrows = isDriverKind(from) ? DRIVER : ARROWS[from];
  if (arrows?.to.includes(to) === true) return undefined;
  if (arrows?.type?.includes(to) === true) {
    return kind === 'type' ? undefined : `from ${from} to ${to} only types (import type)`;
  }
  return `no arrow from ${from} to ${to}`;
}
