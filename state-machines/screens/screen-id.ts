/** The screen that a state names in its `meta`: of all active states the deepest one that names any. */
interface Described {
  getMeta(): Record<string, unknown>;
}

export function screenNamed(snapshot: Described): string | undefined {
  let deepest = '';
  let screen: string | undefined;
  for (const [path, meta] of Object.entries(snapshot.getMeta())) {
    if (path.length < deepest.length || typeof meta !== 'object' || meta === null || !('screen' in meta))
      continue;
    deepest = path;
    screen = String(meta.screen);
  }
  return screen;
}
