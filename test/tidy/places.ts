/** The places of design.md §2 to which files belong, by their path. */

/** First match counts, so a part comes before its whole. The name in braces is one folder of any name. */
const PLACES: readonly (readonly [prefix: string, place: string])[] = [
  ['src/main.ts', 'main'],
  ['src/main/', 'main'],
  ['src/cli.ts', 'cli'],
  ['src/cli/', 'cli'],
  ['src/screen/contract', 'screen/contract'],
  ['src/screen/', 'screen'],
  ['drivers/contract/', 'drivers/contract'],
  ['drivers/link/', 'drivers/link'],
  ['simulator/devices/', 'simulator/devices'],
  ['simulator/campus/', 'simulator/campus'],
  ['simulator/bench/', 'simulator/bench'],
  ['simulator/kiosk/', 'simulator/kiosk'],
  ['simulator/world/checker/', 'simulator/world/checker'],
  ['simulator/world/', 'simulator/world'],
  ['state-machines/', 'state-machines'],
  ['test/', 'test'],
];

const PARTS_OF_SRC = new Set([
  'kernel',
  'money',
  'load',
  'journal',
  'host',
  'receipt',
  'operations',
  'audit',
  'config',
]);

const DRIVER_KINDS = ['card-reader', 'card', 'pin-pad', 'banknote-acceptor', 'receipt-printer', 'indicator'];

/** The place of a file, or `undefined` for one that lies where the house has no room. Driver kinds are places of their own. */
export function placeOf(path: string): string | undefined {
  const [top = '', second = '', third] = path.split('/');
  if (top === 'src' && third !== undefined && PARTS_OF_SRC.has(second)) return second;
  if (top === 'drivers' && third !== undefined && DRIVER_KINDS.includes(second)) return `drivers/${second}`;
  return PLACES.find(([prefix]) => path.startsWith(prefix))?.[1];
}

export function isDriverKind(place: string): boolean {
  return DRIVER_KINDS.some((kind) => place === `drivers/${kind}`);
}
