/**
 * Writes the world down at each physical change, before anything else can happen: a process that is killed leaves what a
 * power cut of the whole house would leave.
 */
import { errorText } from '../../../src/kernel/errors.ts';
import type { WorldData } from './world-schema.ts';

export interface WorldKeeperOptions {
  readonly collect: () => WorldData;
  readonly write: (world: WorldData) => void;
  /** The disk does not take it. */
  readonly failed: (reason: string) => void;
}

export class WorldKeeper {
  readonly #options: WorldKeeperOptions;
  #depth = 0;
  #dirty = false;
  #stopped = false;

  constructor(options: WorldKeeperOptions) {
    this.#options = options;
  }

  /** Something physical has changed. */
  touch(): void {
    this.#dirty = true;
    if (this.#depth === 0) this.save();
  }

  /** All changes of `work` become one write at its end; a refusal changes nothing and writes nothing. */
  together<T>(work: () => T): T {
    this.#depth += 1;
    try {
      return work();
    } finally {
      this.#depth -= 1;
      if (this.#depth === 0 && this.#dirty) this.save();
    }
  }

  /** True when the file is up to date. A write that failed is tried again at the next change. */
  save(): boolean {
    if (this.#stopped) return true;
    try {
      this.#options.write(this.#options.collect());
      this.#dirty = false;
      return true;
    } catch (error) {
      this.#options.failed(errorText(error));
      return false;
    }
  }

  /** Nothing is written any more, whatever happens to things. */
  stop(): void {
    this.#stopped = true;
  }

  /** False after a write that failed. */
  get upToDate(): boolean {
    return !this.#dirty;
  }
}
