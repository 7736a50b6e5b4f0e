/** A finger that hits twice must not act twice: the same act is let through once per model. */

/** If no new model comes at all the act was lost or refused, and a page whose button stays dead helps nobody. */
const LOST_AFTER_MS = 3_000;

export class OncePerModel {
  readonly #clock: () => number;
  readonly #done = new Map<string, number>();

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  newModel(): void {
    this.#done.clear();
  }

  lets(act: string): boolean {
    const now = this.#clock();
    const before = this.#done.get(act);
    if (before !== undefined && now - before < LOST_AFTER_MS) return false;
    this.#done.set(act, now);
    return true;
  }
}
