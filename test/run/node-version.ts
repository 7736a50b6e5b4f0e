/** The terminal and its tests need Node 24: better-sqlite3 crashes older ones, and only newer ones run TypeScript as it is. */

const NEEDED_MAJOR = 24;

/** What to tell the user, or `undefined` when this Node will do. */
export function wrongNode(version: string): string | undefined {
  const major = Number(version.split('.')[0]);
  if (major >= NEEDED_MAJOR) return undefined;
  return [
    `Node ${NEEDED_MAJOR} or newer is needed, this is ${version}.`,
    `It comes with the project: run \`npm ci\` and then \`npm test\`, which use node_modules/.bin/node.`,
    `Where no such package is to be had, install it from https://nodejs.org/.`,
  ].join('\n');
}
