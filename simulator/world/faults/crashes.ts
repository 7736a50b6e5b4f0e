/** Promises that nobody caught: in a terminal they would end the process, here they are violations of the point under way. */
import { errorText } from '../../../src/kernel/errors.ts';

/** Most that one point is told of. */
const LIMIT = 5;

export class CrashWatch {
  #texts: string[] = [];

  constructor() {
    process.on('unhandledRejection', (reason) => {
      if (this.#texts.length < LIMIT) this.#texts.push(`crash: ${errorText(reason)}`);
    });
  }

  /** Since the last call. */
  take(): readonly string[] {
    const taken = this.#texts;
    this.#texts = [];
    return taken;
  }
}
